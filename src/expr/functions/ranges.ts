import { parseDuration } from "../../arrow/time/duration.ts";
import { isInteger, isNumeric, isTemporal, SIMPLE, sameType } from "../../arrow/type-info.ts";
import {
  type DataType,
  Date32,
  Datetime,
  FixedSizeList,
  Float32,
  Float64,
  Int64,
  List,
  Time,
  type TimeUnit,
} from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, reshaping, type Signature } from "../function.ts";
import type { Options } from "../node.ts";
import { argTypes } from "./signatures.ts";

export type RangeName = "intRange" | "dateRange" | "datetimeRange" | "timeRange" | "linearSpace";
export type RangesName = "intRanges" | "dateRanges" | "datetimeRanges" | "timeRanges" | "linearSpaces";
type Sign = FunctionSpec["signature"];
const isNull = (t: DataType): boolean => t.id === "Null";

const integers: Sign = (args, { dtype }) => {
  const type = SIMPLE.get(String(dtype ?? "Int64"));
  if (type === undefined || !isInteger(type)) return `makes integers, not ${String(dtype)}`;
  for (const a of args) if (!isNumeric(a.type) && !isNull(a.type)) return `takes whole numbers, got ${argTypes(args)}`;
  return { args: args.map(() => Int64), type };
};

/** What is wrong with an interval; null where nothing is. */
function interval(options: Options, days: boolean, clock: boolean): string | null {
  const text = String(options.interval);
  const d = parseDuration(text);
  if (/\di/.test(text)) return `takes a duration like "1d" as interval, got "${text}"`;
  if (d.negative || d.months + d.weeks + d.days + Number(d.nanoseconds) === 0)
    return `takes an interval above zero, got "${text}"`;
  if (days && d.nanoseconds > 0n) return `takes an interval of whole days, got "${text}"`;
  return clock && d.months + d.weeks + d.days > 0 ? `takes an interval of hours and below, got "${text}"` : null;
}

const dates: Sign = (args, options) => {
  for (const { type } of args)
    if (type.id !== "Date32" && type.id !== "Datetime" && !isNull(type)) return `takes dates, got ${argTypes(args)}`;
  return interval(options, true, false) ?? { args: args.map(() => Date32), type: Date32 };
};

const finest = (units: readonly TimeUnit[]): TimeUnit =>
  units.includes("ms") ? "ms" : units.includes("us") ? "us" : (units[0] ?? "us");

const datetimes: Sign = (args, options) => {
  for (const { type } of args)
    if (type.id !== "Date32" && type.id !== "Datetime" && !isNull(type))
      return `takes dates and datetimes, got ${argTypes(args)}`;
  const wrong = interval(options, false, false);
  if (wrong !== null) return wrong;
  const given = args.flatMap((a): { unit: TimeUnit; zone: string | null; fixed: boolean }[] =>
    a.type.id === "Datetime" ? [{ unit: a.type.unit, zone: a.type.zone, fixed: !a.untyped }] : [],
  );
  const nanos = parseDuration(String(options.interval)).nanoseconds % 1000n !== 0n;
  const asked = options.timeUnit as TimeUnit | null | undefined;
  const unit = asked ?? (nanos ? "ns" : finest(given.map((g) => g.unit)));
  const zones = given.filter((g) => g.fixed || g.zone !== null).map((g) => g.zone);
  const zone = zones.find((z) => z !== null) ?? null;
  if (zones.some((z) => z !== zone)) return `takes datetimes of one zone, got ${argTypes(args)}`;
  const own = Datetime(unit, zone) as DataType;
  return {
    args: args.map(() => own),
    type: Datetime(unit, (options.timeZone as string | null | undefined) ?? zone) as DataType,
  };
};

const times: Sign = (args, options) => {
  for (const { type } of args) if (type.id !== "Time" && !isNull(type)) return `takes times, got ${argTypes(args)}`;
  return interval(options, false, true) ?? { args: args.map(() => Time), type: Time };
};

const spaced: Sign = (args) => {
  const [a, b, n] = args as readonly [Arg, Arg, Arg];
  if (!isInteger(n.type)) return `takes a whole number of samples, got ${argTypes([n])}`;
  const made = (type: DataType, from: DataType): Signature => ({ args: [from, from, Int64], type });
  if (isNumeric(a.type) && isNumeric(b.type)) {
    const type = a.type.id === "Float32" && b.type.id === "Float32" ? Float32 : Float64;
    return made(type, type);
  }
  const [x, y] = [a.untyped ? b.type : a.type, b.untyped ? a.type : b.type];
  if (!isTemporal(x) || !sameType(x, y)) return `takes two numbers or times of one type, got ${argTypes([a, b])}`;
  const type = x.id === "Date32" ? Datetime("us") : x;
  return made(type, type);
};

/** Lists of what a range makes, one a row. */
const lists =
  (sign: Sign): Sign =>
  (args, options) => {
    const one = sign(args, options);
    if (typeof one === "string") return one;
    if (options.asArray !== true) return { ...one, type: List(one.type) };
    const n = args[2]?.literal;
    if (typeof n !== "number" && typeof n !== "bigint")
      return "needs a number of samples that is written to make arrays";
    return Number(n) >= 0 && Number(n) <= 2 ** 27
      ? { ...one, type: FixedSizeList(one.type, Number(n)) }
      : `takes 0 samples or more, got ${n}`;
  };
const one = (sign: Sign): FunctionSpec => reshaping(sign, "never");
const several = (sign: Sign): FunctionSpec => elementwise(lists(sign), "always");

/** Ranges of one start and one end. */
export const RANGES: Family<RangeName> = {
  /** Whole numbers from a start up to an end, which is left out. @example intRange(0, 10) */
  intRange: one(integers),
  /** Days at regular intervals, both ends included unless asked. @example dateRange(new Date("2024-01-01"), new Date("2024-03-01"), "1mo") */
  dateRange: one(dates),
  /** Datetimes at regular intervals. @example datetimeRange(new Date("2024-01-01"), new Date("2024-01-02"), "6h") */
  datetimeRange: one(datetimes),
  /** Times of the day at regular intervals. @example timeRange(null, null, "6h") */
  timeRange: one(times),
  /** A number of values at equal distances. @example linearSpace(0, 1, 5) */
  linearSpace: one(spaced),
};
/** Ranges of each row, as lists. */
export const RANGES_BY_ROW: Family<RangesName> = {
  /** Whole numbers of each row, as lists. @example intRanges(0, "n") */
  intRanges: several(integers),
  /** Days of each row, as lists. @example dateRanges("start", "end") */
  dateRanges: several(dates),
  /** Datetimes of each row, as lists. @example datetimeRanges("start", "end", "1h") */
  datetimeRanges: several(datetimes),
  /** Times of each row, as lists. @example timeRanges("start", "end") */
  timeRanges: several(times),
  /** Values of each row at equal distances, as lists. @example linearSpaces("low", "high", 5) */
  linearSpaces: several(spaced),
};
