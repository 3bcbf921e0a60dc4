import { type DurationParts, parseDuration } from "../../arrow/time/duration.ts";
import { formatter, type Moment } from "../../arrow/time/format.ts";
import {
  Bool,
  type DataType,
  Date32,
  Datetime,
  Duration,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Time,
  type TimeUnit,
  Utf8,
} from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, type NullRule } from "../function.ts";
import type { Options } from "../node.ts";
import { argTypes } from "./signatures.ts";

export type DatetimeName =
  | "dt.year"
  | "dt.isoYear"
  | "dt.quarter"
  | "dt.month"
  | "dt.week"
  | "dt.weekday"
  | "dt.day"
  | "dt.ordinalDay"
  | "dt.hour"
  | "dt.minute"
  | "dt.second"
  | "dt.millisecond"
  | "dt.microsecond"
  | "dt.nanosecond"
  | "dt.date"
  | "dt.time"
  | "dt.epoch"
  | "dt.timestamp"
  | "dt.truncate"
  | "dt.round"
  | "dt.offsetBy"
  | "dt.toString"
  | "dt.isLeapYear"
  | "dt.monthStart"
  | "dt.monthEnd"
  | "dt.daysInMonth"
  | "dt.totalDays"
  | "dt.totalHours"
  | "dt.totalMinutes"
  | "dt.totalSeconds"
  | "dt.totalMilliseconds"
  | "dt.totalMicroseconds"
  | "dt.totalNanoseconds"
  | "dt.castTimeUnit"
  | "dt.withTimeUnit"
  | "dt.convertTimeZone"
  | "dt.replaceTimeZone"
  | "dt.baseUtcOffset"
  | "dt.dstOffset"
  | "dt.combine";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;
const isDay = (t: DataType): boolean => t.id === "Date32" || t.id === "Datetime";
const isClock = (t: DataType): boolean => t.id === "Datetime" || t.id === "Time";

const takes =
  (
    accepts: (t: DataType) => boolean,
    wants: string,
    result: DataType | ((t: DataType, options: Options) => DataType | string),
  ): Sign =>
  (args, options) => {
    const t = typeOf(args);
    if (!accepts(t)) return `takes ${wants}, got ${argTypes(args)}`;
    const type = typeof result === "function" ? result(t, options) : result;
    return typeof type === "string" ? type : { args: null, type };
  };
const same = (t: DataType): DataType => t;

const part = (type: DataType, sql?: string): FunctionSpec =>
  elementwise(takes(isDay, "Date32 or Datetime", type), "any", sql === undefined ? undefined : [sql]);
const clock = (type: DataType, sql?: string): FunctionSpec =>
  elementwise(takes(isClock, "Datetime or Time", type), "any", sql === undefined ? undefined : [sql]);
const total: FunctionSpec = elementwise(
  takes(
    (t) => t.id === "Duration",
    "Duration",
    (_, { fractional }) => (fractional === true ? Float64 : Int64),
  ),
  "any",
);

/** A duration option, parsed with the plan; for dates and times it may also come as a column of text. */
function durations(name: string, check: (d: DurationParts, t: DataType) => string | null): Sign {
  return (args, options) => {
    const t = typeOf(args);
    if (!isDay(t)) return `takes Date32 or Datetime, got ${argTypes(args)}`;
    const text = options[name];
    if (typeof text === "string") {
      const problem = check(parseDuration(text), t);
      return problem ?? { args: null, type: t };
    }
    const by = args[1];
    if (by === undefined || (by.type.id !== "Utf8" && by.type.id !== "Null"))
      return `needs a duration like "1d12h" as ${name}`;
    return { args: [t, Utf8], type: t };
  };
}

/** What is wrong with a duration to truncate to; null where nothing is. */
export function wrongMultiple(d: DurationParts, t: DataType): string | null {
  if (d.negative) return "needs a positive duration";
  const kinds = [d.months, d.weeks, d.days, d.nanoseconds].filter((n) => Number(n) > 0).length;
  if (kinds === 0) return "needs a duration above zero";
  const plain = t.id === "Datetime" && t.zone === null && d.months === 0;
  return kinds > 1 && !plain ? "cannot mix months, weeks, days and shorter units" : null;
}

const toText: Sign = (args, options) => {
  const t = typeOf(args);
  const format = options.format ?? "iso";
  if (typeof format !== "string") return `needs a format, got ${String(format)}`;
  if (t.id === "Duration")
    return format === "iso" || format === "polars"
      ? { args: null, type: Utf8 }
      : 'writes durations as "iso" or "polars" only';
  if (!isDay(t) && t.id !== "Time") return `takes dates, times or durations, got ${argTypes(args)}`;
  const zone = t.id === "Datetime" ? t.zone : null;
  const moment: Moment = t.id === "Date32" ? "date" : t.id === "Time" ? "time" : zone === null ? "naive" : "zoned";
  if (format !== "iso" && format !== "iso:strict") formatter(format, moment, zone);
  return { args: null, type: Utf8 };
};

const unitOf = (options: Options): TimeUnit | string => {
  const { unit } = options;
  return unit === "ms" || unit === "us" || unit === "ns" ? unit : `takes a unit ms, us or ns, got ${String(unit)}`;
};
const isUnit = (u: string): u is TimeUnit => u.length === 2;

const inUnit = (t: DataType, options: Options): DataType | string => {
  const unit = unitOf(options);
  if (!isUnit(unit)) return unit;
  return t.id === "Datetime" ? Datetime(unit, t.zone) : Duration(unit);
};

const epoch =
  (units: string): ((t: DataType, options: Options) => DataType | string) =>
  (_, { unit = "us" }) =>
    typeof unit === "string" && units.split(" ").includes(unit)
      ? unit === "d"
        ? Int32
        : Int64
      : `takes a unit of ${units}, got ${String(unit)}`;

const zoned = (t: DataType, { timeZone }: Options): DataType | string => {
  if (typeof timeZone !== "string") return `needs a time zone, got ${String(timeZone)}`;
  return t.id === "Datetime" ? Datetime(t.unit, timeZone) : t;
};
const rezoned = (t: DataType, options: Options): DataType | string => {
  const { timeZone = null, ambiguous = "raise", nonExistent = "raise" } = options;
  if (timeZone !== null && typeof timeZone !== "string") return `needs a time zone or null, got ${String(timeZone)}`;
  if (!["raise", "earliest", "latest", "null"].includes(String(ambiguous)))
    return `ambiguous is raise, earliest, latest or null, got ${String(ambiguous)}`;
  if (!["raise", "null"].includes(String(nonExistent)))
    return `nonExistent is raise or null, got ${String(nonExistent)}`;
  return t.id === "Datetime" ? Datetime(t.unit, timeZone) : t;
};

const combine: Sign = (args, options) => {
  const [t, time] = [typeOf(args), args[1]];
  if (!isDay(t) || time?.type.id !== "Time") return `takes Date32 or Datetime, and Time; got ${argTypes(args)}`;
  const unit = options.unit === undefined && t.id === "Datetime" ? t.unit : unitOf({ unit: options.unit ?? "us" });
  return isUnit(unit) ? { args: null, type: Datetime(unit, t.id === "Datetime" ? t.zone : null) } : unit;
};

const nullable: NullRule = (args) => args.some((a) => a.nullable);
const zoneNulls: NullRule = (args, o) => nullableArgs(args) || o.ambiguous === "null" || o.nonExistent === "null";
const nullableArgs = (args: readonly Arg[]): boolean => args.some((a) => a.nullable);
const isDatetime = (t: DataType): boolean => t.id === "Datetime";

export const DATETIME: Family<DatetimeName> = {
  /** The calendar year. @example col("t").dt.year() */
  "dt.year": part(Int32, "year"),
  /** The year that the ISO week belongs to. @example col("t").dt.isoYear() */
  "dt.isoYear": part(Int32, "isoyear"),
  /** The quarter, 1 to 4. @example col("t").dt.quarter() */
  "dt.quarter": part(Int8, "quarter"),
  /** The month, 1 to 12. @example col("t").dt.month() */
  "dt.month": part(Int8, "month"),
  /** The ISO week, 1 to 53. @example col("t").dt.week() */
  "dt.week": part(Int8, "week"),
  /** The day of the week: Monday 1, Sunday 7. @example col("t").dt.weekday() */
  "dt.weekday": part(Int8, "isodow"),
  /** The day of the month. @example col("t").dt.day() */
  "dt.day": part(Int8, "day"),
  /** The day of the year, from 1. @example col("t").dt.ordinalDay() */
  "dt.ordinalDay": part(Int16, "dayofyear"),
  /** The hour, 0 to 23. @example col("t").dt.hour() */
  "dt.hour": clock(Int8, "hour"),
  /** The minute. @example col("t").dt.minute() */
  "dt.minute": clock(Int8, "minute"),
  /** The second. @example col("t").dt.second() */
  "dt.second": clock(Int8, "second"),
  /** The milliseconds of the second. @example col("t").dt.millisecond() */
  "dt.millisecond": clock(Int32),
  /** The microseconds of the second. @example col("t").dt.microsecond() */
  "dt.microsecond": clock(Int32),
  /** The nanoseconds of the second. @example col("t").dt.nanosecond() */
  "dt.nanosecond": clock(Int32),
  /** The day, by the wall clock. @example col("t").dt.date() */
  "dt.date": part(Date32),
  /** The time of day, by the wall clock. @example col("t").dt.time() */
  "dt.time": elementwise(takes(isClock, "Datetime or Time", Time), "any"),
  /** The time since 1970 in a unit (ns, us, ms, s, d). @example col("t").dt.epoch("s") */
  "dt.epoch": elementwise(takes(isDay, "Date32 or Datetime", epoch("ns us ms s d")), "any"),
  /** The time since 1970 in ms, us or ns. @example col("t").dt.timestamp("ms") */
  "dt.timestamp": elementwise(takes(isDay, "Date32 or Datetime", epoch("ns us ms")), "any"),
  /** The start of the window that a moment is in; days and longer by the wall clock, weeks from Monday. @example col("t").dt.truncate("1h") */
  "dt.truncate": elementwise(durations("every", wrongMultiple), "any", ["date_trunc"]),
  /** The nearest start of a window; half goes up. @example col("t").dt.round("1h") */
  "dt.round": elementwise(durations("every", wrongMultiple), "any"),
  /** A moment some duration later or earlier; days and longer by the wall clock, months end on their last day. @example col("t").dt.offsetBy("1mo") */
  "dt.offsetBy": elementwise(
    durations("by", () => null),
    "any",
  ),
  /** As text by a chrono format; ISO unless given. @example col("t").dt.strftime("%d.%m.%Y") */
  "dt.toString": elementwise(toText, "any", ["strftime"]),
  /** Whether the year has 366 days. @example col("t").dt.isLeapYear() */
  "dt.isLeapYear": part(Bool),
  /** The first day of the month, at the same time of day. @example col("t").dt.monthStart() */
  "dt.monthStart": elementwise(takes(isDay, "Date32 or Datetime", same), "any"),
  /** The last day of the month, at the same time of day. @example col("t").dt.monthEnd() */
  "dt.monthEnd": elementwise(takes(isDay, "Date32 or Datetime", same), "any"),
  /** How many days the month has. @example col("t").dt.daysInMonth() */
  "dt.daysInMonth": part(Int8),
  /** Whole days, towards zero. @example col("d").dt.totalDays() */
  "dt.totalDays": total,
  /** Whole hours, towards zero. @example col("d").dt.totalHours() */
  "dt.totalHours": total,
  /** Whole minutes, towards zero. @example col("d").dt.totalMinutes() */
  "dt.totalMinutes": total,
  /** Whole seconds, towards zero. @example col("d").dt.totalSeconds() */
  "dt.totalSeconds": total,
  /** Whole milliseconds, towards zero. @example col("d").dt.totalMilliseconds() */
  "dt.totalMilliseconds": total,
  /** Whole microseconds, towards zero. @example col("d").dt.totalMicroseconds() */
  "dt.totalMicroseconds": total,
  /** Nanoseconds; wraps past 292 years. @example col("d").dt.totalNanoseconds() */
  "dt.totalNanoseconds": total,
  /** The same moment or length counted in another unit. @example col("t").dt.castTimeUnit("ms") */
  "dt.castTimeUnit": elementwise(
    takes((t) => isDatetime(t) || t.id === "Duration", "Datetime or Duration", inUnit),
    "any",
  ),
  /** The same count taken as another unit. @example col("t").dt.withTimeUnit("ms") */
  "dt.withTimeUnit": elementwise(
    takes((t) => isDatetime(t) || t.id === "Duration", "Datetime or Duration", inUnit),
    "any",
  ),
  /** The same instant on another zone's clock; without a zone it counts as UTC. @example col("t").dt.convertTimeZone("Europe/Paris") */
  "dt.convertTimeZone": elementwise(takes(isDatetime, "Datetime", zoned), "any"),
  /** The same wall clock in another zone (null: none). @example col("t").dt.replaceTimeZone("Europe/Paris") */
  "dt.replaceTimeZone": elementwise(takes(isDatetime, "Datetime", rezoned), zoneNulls),
  /** The zone's standard offset from UTC. @example col("t").dt.baseUtcOffset() */
  "dt.baseUtcOffset": elementwise(
    takes((t) => t.id === "Datetime" && t.zone !== null, "Datetime with a zone", Duration("ms")),
    "any",
  ),
  /** What daylight saving adds to the offset. @example col("t").dt.dstOffset() */
  "dt.dstOffset": elementwise(
    takes((t) => t.id === "Datetime" && t.zone !== null, "Datetime with a zone", Duration("ms")),
    "any",
  ),
  /** A day and a time of day as one Datetime. @example col("d").dt.combine(col("time")) */
  "dt.combine": elementwise(combine, nullable),
};
