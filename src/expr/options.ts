import { badArgument } from "../core/argument.ts";
import type { Options } from "./node.ts";

interface Wanted {
  readonly takes: (v: unknown) => boolean;
  readonly words: string;
}
type Rules = Readonly<Record<string, Wanted>>;

const oneOf = (...words: readonly string[]): Wanted => ({
  takes: (v) => words.includes(v as string),
  words: `one of ${words.join(", ")}`,
});
const whole = (least = Number.NEGATIVE_INFINITY): Wanted => ({
  takes: (v) => typeof v === "number" && Number.isSafeInteger(v) && v >= least,
  words: least === Number.NEGATIVE_INFINITY ? "a whole number" : `a whole number from ${least} on`,
});
const orNull = ({ takes, words }: Wanted): Wanted => ({ takes: (v) => v === null || takes(v), words });
const FLAG: Wanted = { takes: (v) => typeof v === "boolean", words: "true or false" };
const FLAGS: Wanted = { takes: (v) => Array.isArray(v) && v.every(FLAG.takes), words: "true or false for each key" };
const TEXT: Wanted = { takes: (v) => typeof v === "string", words: "text" };
const NUMBER: Wanted = { takes: (v) => typeof v === "number", words: "a number" };
const SHARE: Wanted = { takes: (v) => typeof v === "number" && v >= 0 && v <= 1, words: "a number from 0 to 1" };
const FRACTION: Wanted = { takes: (v) => typeof v === "number" && v >= 0, words: "a number from 0 on" };

const REVERSE: Rules = { reverse: FLAG };
const DDOF: Rules = { ddof: whole(0) };
const KLEENE: Rules = { ignoreNulls: FLAG };
const LITERAL: Rules = { literal: FLAG };
const PARSE: Rules = { format: orNull(TEXT), strict: FLAG };
const PAD: Rules = { length: whole(0), fillChar: TEXT };
const ORDER: Rules = { descending: FLAG, nullsLast: FLAG };

/** What the options of functions may be; signatures see only what passes. */
const OPTIONS: Readonly<Record<string, Rules>> = {
  quantile: { q: SHARE, interpolation: oneOf("nearest", "lower", "higher", "midpoint", "linear") },
  std: DDOF,
  var: DDOF,
  any: KLEENE,
  all: KLEENE,
  isBetween: { closed: oneOf("both", "left", "right", "none") },
  round: { decimals: whole() },
  log: { base: NUMBER },
  shift: { n: whole() },
  diff: { n: whole() },
  pctChange: { n: whole() },
  cumSum: REVERSE,
  cumProd: REVERSE,
  cumMin: REVERSE,
  cumMax: REVERSE,
  cumCount: REVERSE,
  rank: { method: oneOf("average", "min", "max", "dense", "ordinal"), descending: FLAG },
  fillNullStrategy: {
    strategy: oneOf("forward", "backward", "mean", "min", "max", "zero", "one"),
    limit: orNull(whole(0)),
  },
  slice: { offset: whole(), length: orNull(whole(0)) },
  unique: { maintainOrder: FLAG },
  sort: ORDER,
  sortBy: { descending: FLAGS, nullsLast: FLAGS },
  sample: { n: orNull(whole(0)), fraction: orNull(FRACTION), withReplacement: FLAG, shuffle: FLAG, seed: whole() },
  concatStr: { separator: TEXT, ignoreNulls: FLAG },
  "list.get": { nullOnOob: FLAG },
  "list.sort": ORDER,
  "str.contains": LITERAL,
  "str.countMatches": LITERAL,
  "str.find": LITERAL,
  "str.replace": { ...LITERAL, n: whole(0) },
  "str.replaceAll": LITERAL,
  "str.split": { inclusive: FLAG },
  "str.extract": { groupIndex: whole(0) },
  "str.padStart": PAD,
  "str.padEnd": PAD,
  "str.toDate": PARSE,
  "str.toTime": PARSE,
  "str.toDatetime": { ...PARSE, timeUnit: oneOf("ms", "us", "ns"), timeZone: orNull(TEXT) },
  "dt.truncate": { every: TEXT },
  "dt.round": { every: TEXT },
  "dt.offsetBy": { by: TEXT },
  "dt.epoch": { unit: oneOf("ms", "us", "ns", "s", "d") },
  "struct.field": { name: TEXT },
};

/** Throws `INVALID_ARGUMENT` for an option that its function does not take. */
export function checkCall(fn: string, options: Options): void {
  const rules = OPTIONS[fn];
  if (rules === undefined) return;
  for (const name in rules) {
    const [v, rule] = [options[name], rules[name] as Wanted];
    if (v !== undefined && !rule.takes(v)) throw badArgument(`${name} of ${fn}`, v, rule.words);
  }
}
