import { PolaroidError } from "../../core/error.ts";
import { PER_SECOND } from "../type-info.ts";
import type { TimeUnit } from "../types.ts";

/** "1mo2d3h" taken apart; negative ones hold what is taken away. */
export interface DurationParts {
  readonly negative: boolean;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  /** Hours and below, in nanoseconds. */
  readonly nanoseconds: bigint;
}

const NANOS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const MONTHS: Readonly<Record<string, number>> = { mo: 1, q: 3, y: 12 };
const LIMIT = 2 ** 31;

const bad = (text: string, what: string): PolaroidError =>
  new PolaroidError(
    "INVALID_ARGUMENT",
    `duration ${JSON.stringify(text.slice(0, 40))}: ${what}; write numbers with units, like "1d12h" (ns us ms s m h d w mo q y)`,
  );

/** Parses a duration: numbers with the units ns us ms s m h d w mo q y (and i, an index), a minus in front of all. */
export function parseDuration(text: string): DurationParts {
  const negative = text.startsWith("-");
  let rest = negative || text.startsWith("+") ? text.slice(1) : text;
  let months = 0;
  let weeks = 0;
  let days = 0;
  let nanoseconds = 0n;
  if (rest === "") throw bad(text, "it is empty");
  while (rest !== "") {
    const m = /^(\d+)([a-zµμ]+)/.exec(rest);
    if (m === null) throw bad(text, `${JSON.stringify(rest.slice(0, 10))} is not a whole number with a unit`);
    const [all, digits, unit] = m as unknown as [string, string, string];
    if (digits.length > 18) throw bad(text, "a number is too large");
    if (unit in NANOS || unit === "i") nanoseconds += BigInt(digits) * (NANOS[unit] ?? 1n);
    else if (unit in MONTHS) months += Number(digits) * (MONTHS[unit] as number);
    else if (unit === "w") weeks += Number(digits);
    else if (unit === "d") days += Number(digits);
    else throw bad(text, `"${unit}" is no unit`);
    rest = rest.slice(all.length);
  }
  if (months > LIMIT || weeks > LIMIT || days > LIMIT || nanoseconds > 2n ** 63n - 1n)
    throw bad(text, "it is too long");
  return { negative, months, weeks, days, nanoseconds };
}

const DAY = 86_400_000_000_000n;

/** How long it is where a month counts 28 days, in a unit (rounded down); what rounding to a multiple takes half of. */
export const nominal = (d: DurationParts, unit: TimeUnit): bigint =>
  (BigInt(d.months * 28 + d.weeks * 7 + d.days) * DAY + d.nanoseconds) / (1_000_000_000n / BigInt(PER_SECOND[unit]));
