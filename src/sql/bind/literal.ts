import { isTemporal } from "../../arrow/type-info.ts";
import { Binary, Bool, type DataType, Decimal, Duration, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import type { Interval, Literal } from "../syntax/expr.ts";
import type { Span } from "../syntax/node.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { checkWritten } from "./written-value.ts";

const MAX_INT32 = 2147483647n;
const MAX_INT64 = 9223372036854775807n;

/** A number as SQL types it: the smallest of Int32, Int64 and a Decimal of its own digits; with an exponent a Float64. */
export function numberLiteral(text: string): Expr {
  if (/^0x/i.test(text) || /^0b/i.test(text) || /^\d+$/.test(text)) {
    const value = BigInt(text);
    if (value <= MAX_INT32) return lit(Number(value), Int32);
    if (value <= MAX_INT64) return lit(value, Int64);
    return text.length <= 38 ? lit(text, Decimal(38, 0) as DataType) : lit(Number(text), Float64);
  }
  if (/e/i.test(text)) return lit(Number(text), Float64);
  const [whole = "", fraction = ""] = text.split(".");
  const digits = whole.replace(/^0+/, "").length + fraction.length;
  if (digits > 38) return lit(Number(text), Float64);
  return lit(
    `${whole === "" ? "0" : whole}.${fraction}`.replace(/\.$/, ""),
    Decimal(Math.max(digits, fraction.length, 1), fraction.length) as DataType,
  );
}

/** `x'00ff'`: two digits a byte. */
function bytesOf(e: Literal, env: Env): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(e.text))
    throw env.binder.source.error(e, `x'${e.text.slice(0, 40)}' is no BLOB: each byte has two digits from 0 to f`);
  return Uint8Array.from({ length: e.text.length / 2 }, (_, i) => Number.parseInt(e.text.slice(2 * i, 2 * i + 2), 16));
}

export function literal(e: Literal, env: Env): Expr {
  switch (e.type) {
    case "number":
      return numberLiteral(e.text);
    case "hex":
      return lit(bytesOf(e, env), Binary);
    case "string":
      return lit(e.text, Utf8);
    case "boolean":
      return lit(e.text.toLowerCase() === "true", Bool);
    case "null":
      return lit(null);
    case "bits":
      throw env.binder.source.error(e, "bit strings are not supported", "NOT_SUPPORTED");
  }
}

/** Calendar lengths, which no Duration holds, as the text that `dt.offsetBy` takes. */
const spans = new WeakMap<Expr, string>();
export const spanOf = (e: Expr): string | undefined => spans.get(e);

const UNITS: Readonly<Record<string, readonly [string, number]>> = {
  year: ["y", 1],
  quarter: ["q", 1],
  month: ["mo", 1],
  week: ["w", 1],
  day: ["d", 1],
  hour: ["h", 1],
  minute: ["m", 1],
  second: ["s", 1],
  millisecond: ["ms", 1],
  microsecond: ["us", 1],
  decade: ["y", 10],
  century: ["y", 100],
  millennium: ["y", 1000],
};
const WORDS: Readonly<Record<string, string>> = {
  years: "year",
  yr: "year",
  yrs: "year",
  y: "year",
  mon: "month",
  mons: "month",
  months: "month",
  weeks: "week",
  w: "week",
  days: "day",
  d: "day",
  hours: "hour",
  hr: "hour",
  hrs: "hour",
  h: "hour",
  minutes: "minute",
  min: "minute",
  mins: "minute",
  m: "minute",
  seconds: "second",
  sec: "second",
  secs: "second",
  s: "second",
  quarters: "quarter",
  milliseconds: "millisecond",
  ms: "millisecond",
  microseconds: "microsecond",
  us: "microsecond",
  decades: "decade",
  centuries: "century",
};
const MICROS: Readonly<Record<string, bigint>> = {
  w: 604_800_000_000n,
  d: 86_400_000_000n,
  h: 3_600_000_000n,
  m: 60_000_000n,
  s: 1_000_000n,
  ms: 1000n,
  us: 1n,
};

/** Parts such as [3, "mo"], each a whole number. */
function parts(text: string, unit: string | undefined): (readonly [bigint, string])[] | null {
  const out: (readonly [bigint, string])[] = [];
  const add = (n: string, word: string): boolean => {
    const lower = word.toLowerCase();
    const known = UNITS[lower] ?? UNITS[WORDS[lower] ?? ""];
    if (known === undefined) return false;
    const [short, times] = known;
    if (/^[+-]?\d+$/.test(n)) out.push([BigInt(n) * BigInt(times), short]);
    else {
      const micros = MICROS[short];
      if (micros === undefined) return false;
      out.push([BigInt(Math.round(Number(n) * Number(micros))), "us"]);
    }
    return true;
  };
  if (unit !== undefined) return /^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) && add(text.trim(), unit) ? out : null;
  const rest = text
    .trim()
    .replace(/([+-]?\d+(?:\.\d+)?)\s*([a-z]+)/gi, (all, n: string, word: string) => (add(n, word) ? "" : all))
    .trim();
  const clock = /^([+-]?)(\d+):(\d+)(?::(\d+(?:\.\d+)?))?$/.exec(rest);
  if (clock !== null) {
    const sign = clock[1] === "-" ? -1n : 1n;
    const micros =
      BigInt(clock[2] as string) * 3_600_000_000n +
      BigInt(clock[3] as string) * 60_000_000n +
      BigInt(Math.round(Number(clock[4] ?? 0) * 1e6));
    out.push([sign * micros, "us"]);
    return out;
  }
  return rest === "" && out.length > 0 ? out : null;
}

/** So many units of time, as an expression says: months are known as such only where they are added. */
export function variableSpan(n: Expr, unit: string, env: Env, at: Span): Expr {
  const [short, times] = UNITS[unit] as readonly [string, number];
  const count = call("mul", [cast(n, Int64), lit(BigInt(times), Int64)]);
  const micros = MICROS[short];
  if (micros === undefined) return calendarSpan({ count, unit: short }, env, at);
  const fixed =
    short === "s"
      ? cast(call("mul", [cast(n, Float64), lit(1e6, Float64)]), Int64)
      : call("mul", [count, lit(micros, Int64)]);
  return cast(fixed, Duration("us") as DataType);
}
interface CalendarSpan {
  readonly count: Expr;
  readonly unit: string;
}
const lengths = new WeakMap<Expr, CalendarSpan>();
/** How many calendar units an interval of an expression has. */
export const lengthOfSpan = (e: Expr): CalendarSpan | undefined => lengths.get(e);
/** So many units of the calendar: no value of their own, but one that a time moves by. */
export function calendarSpan(span: CalendarSpan, env: Env, at: Span): Expr {
  const out = call("coalesce", [lit(null, Duration("us") as DataType)]);
  lengths.set(out, span);
  env.binder.calendar.set(out, at);
  return out;
}
/** The months of an interval that is nothing but months. */
export function monthsIn(e: Expr): CalendarSpan | undefined {
  const written = /^(-?\d+)mo$/.exec(spanOf(e) ?? "");
  return written === null ? lengthOfSpan(e) : { count: lit(BigInt(written[1] as string), Int64), unit: "mo" };
}

/** A length of time: a Duration where it has one length, with the text that calendars take. */
export function interval(e: Interval, env: Env): Expr {
  const { source } = env.binder;
  const { value } = e;
  const text =
    value.kind === "literal"
      ? value.text
      : value.kind === "unary" && value.op === "-" && value.operand.kind === "literal"
        ? `-${value.operand.text}`
        : null;
  if (text === null) {
    if (e.unit === undefined) throw source.error(e, "an interval of an expression has a unit: interval (n) days");
    return variableSpan(bind(value, env), e.unit, env, e);
  }
  const found = parts(text, e.unit);
  if (found === null) throw source.error(e, `"${text}" is no interval, such as '3 days' or '1 month 2 hours'`);
  const micros = found.reduce((sum, [n, unit]) => sum + n * (MICROS[unit] ?? 0n), 0n);
  const fixed = found.every(([, unit]) => unit in MICROS);
  const out = fixed ? lit(micros, Duration("us") as DataType) : lit(null, Duration("us") as DataType);
  if (!fixed) env.binder.calendar.set(out, e);
  const CALENDAR: Readonly<Record<string, bigint>> = { y: 12n, q: 3n, mo: 1n };
  const months = found.reduce((sum, [n, unit]) => sum + n * (CALENDAR[unit] ?? 0n), 0n);
  const rest = found.filter(([, unit]) => CALENDAR[unit] === undefined);
  const all = months === 0n && rest.length > 0 ? rest : [[months, "mo"] as const, ...rest];
  spans.set(out, all.map(([n, unit]) => `${n}${unit}`).join("|"));
  return out;
}

/** Gives a bare text the type of what it is compared with, as `date > '2024-01-31'` means it. */
export function meeting(a: Expr, b: Expr, env: Env): readonly [Expr, Expr] {
  const bare = (x: Expr): boolean => x.kind === "lit" && typeof x.value === "string" && x.type?.id === "Utf8";
  if (bare(a) === bare(b)) return [a, b];
  const [text, other] = bare(a) ? [a, b] : [b, a];
  const type = typeIn(env, other);
  if (!isTemporal(type) && !/^(U?Int|Float|Decimal|Bool)/.test(type.id)) return [a, b];
  if (text.kind === "lit" && type.id !== "Bool") checkWritten(String(text.value).trim(), type);
  const made = cast(text, type);
  return text === a ? [made, b] : [a, made];
}
