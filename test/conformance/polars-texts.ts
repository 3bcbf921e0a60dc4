import { typeFromJson } from "../../src/arrow/json.ts";
import type { DataType } from "../../src/arrow/types.ts";
import type { Call, Expr } from "../../src/expr/node.ts";

type Write = (e: Expr) => string;
interface Words {
  readonly python: (v: unknown) => string;
  readonly type: (t: DataType) => string;
}
export type Wording = (c: Call, write: Write, words: Words) => string;

const arg = (c: Call, i: number): Expr => c.args[i] as Expr;
const pairs = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, value]) => `, ${name}=${value}`).join("");

/** Patterns are lists or expressions. */
const many =
  (name: string, options: Readonly<Record<string, string>>): Wording =>
  (c, write, { python }) => {
    const lists = c.args.slice(1).map((a) => (a.kind === "lit" && Array.isArray(a.value) ? python(a.value) : write(a)));
    const flags = Object.entries(options).map(([ours, theirs]) => [theirs, python(c.options[ours] === true)] as const);
    return `${write(arg(c, 0))}.str.${name}(${lists.join(", ")}${pairs(flags)})`;
  };
const CASE = { asciiCaseInsensitive: "ascii_case_insensitive" };
const TAKING = { ...CASE, overlapping: "overlapping", leftmost: "leftmost" };

const DATE = `__import__("datetime").date`;
const business = (c: Call, python: Words["python"]): string => {
  const days = c.options["holidays"] as readonly number[];
  const list = days.map((d) => `${DATE}(1970, 1, 1) + __import__("datetime").timedelta(days=${d})`);
  const roll = c.options["roll"];
  return `week_mask=${python(c.options["weekMask"])}, holidays=[${list.join(", ")}]${roll === undefined ? "" : `, roll=${python(roll)}`}`;
};

const CLOCK = ["year", "month", "day", "hour", "minute", "second", "microsecond"];
const LENGTHS = ["weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"];
const isLit = (e: Expr | undefined, value: unknown): boolean => e?.kind === "lit" && e.value === value;

/** What Polars spells otherwise, of text, calendars and names of fields. */
export const WORDINGS: Readonly<Record<string, Wording>> = {
  "str.containsAny": many("contains_any", CASE),
  "str.findMany": many("find_many", TAKING),
  "str.extractMany": many("extract_many", TAKING),
  "str.replaceMany": many("replace_many", { ...CASE, leftmost: "leftmost" }),
  "str.jsonDecode": (c, write, { type }) =>
    `${write(arg(c, 0))}.str.json_decode(${type(typeFromJson(c.options["type"]))})`,
  "name.mapFields": (c, write, { python }) => {
    const { how, text } = c.options;
    if (how === "map") throw new Error("a JavaScript function is not translated");
    return `${write(arg(c, 0))}.name.${how === "prefix" ? "prefix" : "suffix"}_fields(${python(text)})`;
  },
  "dt.isBusinessDay": (c, write, { python }) => `${write(arg(c, 0))}.dt.is_business_day(${business(c, python)})`,
  "dt.addBusinessDays": (c, write, { python }) =>
    `${write(arg(c, 0))}.dt.add_business_days(${isInteger(arg(c, 1)) ?? write(arg(c, 1))}, ${business(c, python)})`,
  businessDayCount: (c, write, { python }) =>
    `pl.business_day_count(${write(arg(c, 0))}, ${write(arg(c, 1))}, ${business(c, python)})`,
  "dt.replace": (c, write, { python }) => {
    const parts = CLOCK.flatMap((name, i) =>
      isLit(c.args[i + 1], null) ? [] : [[name, write(arg(c, i + 1))] as const],
    );
    return `${write(arg(c, 0))}.dt.replace(ambiguous=${python(c.options["ambiguous"] ?? "raise")}${pairs(parts)})`;
  },
  datetime: (c, write, { python }) =>
    `pl.datetime(${c.args.map(write).join(", ")}, time_unit=${python(c.options["unit"] ?? "us")}, time_zone=${python(c.options["timeZone"])}, ambiguous=${python(c.options["ambiguous"] ?? "raise")})`,
  duration: (c, write, { python }) => {
    const parts = LENGTHS.flatMap((name, i) => (isLit(c.args[i], 0) ? [] : [`${name}=${write(arg(c, i))}`]));
    return `pl.duration(${[...parts, `time_unit=${python(c.options["unit"])}`].join(", ")})`;
  },
};

const isInteger = (e: Expr): string | undefined =>
  e.kind === "lit" && typeof e.value === "number" ? String(e.value) : undefined;

/** Rules of names as Polars' methods. */
export const NAME_RULES: Readonly<Record<string, (text: string, python: Words["python"]) => string>> = {
  prefix: (t, python) => `prefix(${python(t)})`,
  suffix: (t, python) => `suffix(${python(t)})`,
  keep: () => "keep()",
  upper: () => "to_uppercase()",
  lower: () => "to_lowercase()",
  stripPrefix: (t, python) => `strip_prefix(${python(t)})`,
  stripSuffix: (t, python) => `strip_suffix(${python(t)})`,
  replace: (t, python) => {
    const [pattern, value, literal] = JSON.parse(t) as [string, string, boolean];
    return `replace(${python(pattern)}, ${python(value)}, literal=${python(literal)})`;
  },
};
