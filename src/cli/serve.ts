import type { ParseArgsOptionsConfig } from "node:util";
import { flagOf, SETTINGS, type SettingName, variableOf } from "../server/config.ts";
import type { Call, Command } from "./command.ts";
import { misuse } from "./command.ts";
import { tune } from "./tune.ts";

const NAMES = Object.keys(SETTINGS) as SettingName[];

const options: ParseArgsOptionsConfig = {
  ...Object.fromEntries(NAMES.map((name) => [flagOf(name), { type: "string", multiple: true }])),
  help: { type: "boolean", short: "h" },
};
const help = NAMES.map((name): readonly [string, string] => {
  const { shows, help: text, default: otherwise } = SETTINGS[name];
  const usual = otherwise === null || Array.isArray(otherwise) ? "" : ` (${String(otherwise)})`;
  return [`--${flagOf(name)} ${shows}`, `${text}${usual}; ${variableOf(name)}`];
});

/** Serves until the process is told to end; then running calls have their time. */
const serving =
  (port: string | null) =>
  async (call: Call): Promise<void> => {
    if (call.files.length > 0)
      throw misuse(call.command, `"${call.files[0]}" is no option; a table is given by --table NAME=FILE`);
    tune(process);
    const [{ configOf }, { startServer }] = await Promise.all([
      import("../server/config.ts"),
      import("../server/server.ts"),
    ]);
    const flags = port === null || call.lists["port"] !== undefined ? call.lists : { ...call.lists, port: [port] };
    const config = configOf(flags, port === null ? process.env : { ...process.env, POLAROID_PORT: undefined });
    const server = await startServer(config);
    call.out(`polaroid serves on ${config.host}:${server.port}${config.tlsCert === null ? "" : " by TLS"}`);
    await new Promise<void>((resolve) => {
      if (call.signal.aborted) resolve();
      call.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await server.close(config.grace);
  };

/** `polaroid serve`: Flight, Flight SQL and the data frame service. */
export const serve: Command = {
  name: "serve",
  usage: "serve [--port N] [--root FOLDER] [--table NAME=FILE]...",
  summary: "Serves data frames, SQL and Arrow Flight on one port.",
  example: "polaroid serve --table flights=flights.parquet",
  options,
  help,
  run: serving(null),
};

/** `polaroid-connect`: the same server on its own port. */
export const connect: Command = {
  ...serve,
  name: "connect",
  usage: "connect [--port N] [--root FOLDER]",
  summary: "The same on port 50052, as polaroid-connect.",
  run: serving("50052"),
};
