import { flagOf, SETTINGS, type SettingName, variableOf } from "../../src/server/config.ts";

export const path = "server-settings.md";

const MS: readonly (readonly [string, number])[] = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
];
const timeText = (ms: number): string => {
  const [unit, size] = MS.find(([, n]) => ms >= n && ms % n === 0) ?? ["ms", 1];
  return `${ms / size}${unit}`;
};
const sizeText = (bytes: number): string =>
  bytes >= 1e9 && bytes % 1e9 === 0
    ? `${bytes / 1e9}GB`
    : bytes % 1e6 === 0
      ? `${bytes / 1e6}MB`
      : `${bytes.toLocaleString("en-US")} bytes`;

function usual(name: SettingName): string {
  const { default: value, shows } = SETTINGS[name];
  if (value === null || Array.isArray(value)) return "";
  if (name === "workers") return "cores less one";
  if (shows === "TIME") return timeText(value as number);
  if (shows === "SIZE") return sizeText(value as number);
  return String(value);
}

export const generate = (): string =>
  [
    "# Settings of the server",
    "",
    "Made of `src/server/config.ts` by `npm run docs`. Flags win over variables of the environment. What may be given several times takes commas in a variable.",
    "",
    "| flag | variable | usual | what it is |",
    "|---|---|---|---|",
    ...(Object.keys(SETTINGS) as SettingName[]).map(
      (name) =>
        `| \`--${flagOf(name)} ${SETTINGS[name].shows}\` | \`${variableOf(name)}\` | ${usual(name)} | ${SETTINGS[name].help} |`,
    ),
    "",
  ].join("\n");
