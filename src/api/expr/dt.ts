import type { Bool, Duration, Float64, TimeUnit } from "../../arrow/types.ts";
import { settings } from "../../core/argument.ts";
import type { CountOperand, Make, NodeOf, Out, ShapeOf } from "../types/made.ts";
import type { And, CastTo, Maybe, Opt1, Un1 } from "../types/node.ts";
import type { AnyExpr } from "./any.ts";
import { type Ambiguous, BUSINESS, type BusinessDays, businessOptions } from "./business.ts";
import { columnNode } from "./into.ts";
import { Namespace } from "./namespace.ts";

/** Parts of a date and a time of day; a column by name, an expression or a number. */
export interface DateParts {
  readonly year?: DatePart;
  readonly month?: DatePart;
  readonly day?: DatePart;
  readonly hour?: DatePart;
  readonly minute?: DatePart;
  readonly second?: DatePart;
  readonly microsecond?: DatePart;
}
/** A part of a date or a time of day: a number, a column by name or an expression. */
export type DatePart = number | bigint | string | null | AnyExpr;
const PARTS: Readonly<Record<keyof DateParts, unknown>> = Object.freeze({ year: undefined, month: undefined, day: undefined, hour: undefined, minute: undefined, second: undefined, microsecond: undefined });

/** What becomes of wall clocks that a zone has twice or never. */
export interface ReplaceTimeZoneOptions {
  /** A wall clock that occurs twice: raise (the default), earliest, latest or null. */
  readonly ambiguous?: "raise" | "earliest" | "latest" | "null";
  /** A wall clock that never occurs: raise (the default) or null. */
  readonly nonExistent?: "raise" | "null";
}

const WHOLE: { readonly fractional: boolean } = Object.freeze({ fractional: false });
interface Fractional { readonly fractional?: boolean }
type Total<N, O> = O extends { readonly fractional: true } ? CastTo<Float64, Un1<"dt.total", N>> : Un1<"dt.total", N>;

/** Functions of dates, times and durations; parts are those of the wall clock in the column's zone. */
export class DtNamespace<N, Name, Shape> extends Namespace {
  /** The year. @example col("t").dt.year() */
  year(): Out<N, "dt.year", Name, Shape> { return this.call("dt.year"); }
  /** The year of the ISO week. @example col("t").dt.isoYear() */
  isoYear(): Out<N, "dt.year", Name, Shape> { return this.call("dt.isoYear"); }
  /** The quarter, 1 to 4. @example col("t").dt.quarter() */
  quarter(): Out<N, "dt.part", Name, Shape> { return this.call("dt.quarter"); }
  /** The month, 1 to 12. @example col("t").dt.month() */
  month(): Out<N, "dt.part", Name, Shape> { return this.call("dt.month"); }
  /** The ISO week, 1 to 53. @example col("t").dt.week() */
  week(): Out<N, "dt.part", Name, Shape> { return this.call("dt.week"); }
  /** The day of the week, Monday 1 to Sunday 7. @example col("t").dt.weekday() */
  weekday(): Out<N, "dt.part", Name, Shape> { return this.call("dt.weekday"); }
  /** The day of the month. @example col("t").dt.day() */
  day(): Out<N, "dt.part", Name, Shape> { return this.call("dt.day"); }
  /** The century: 2000 is in the 20th. @example col("t").dt.century() */
  century(): Out<N, "dt.year", Name, Shape> { return this.call("dt.century"); }
  /** The millennium: 2000 is in the 2nd. @example col("t").dt.millennium() */
  millennium(): Out<N, "dt.year", Name, Shape> { return this.call("dt.millennium"); }
  /** The day of the year. @example col("t").dt.ordinalDay() */
  ordinalDay(): Out<N, "dt.ordinalDay", Name, Shape> { return this.call("dt.ordinalDay"); }
  /** The hour. @example col("t").dt.hour() */
  hour(): Out<N, "dt.clock", Name, Shape> { return this.call("dt.hour"); }
  /** The minute. @example col("t").dt.minute() */
  minute(): Out<N, "dt.clock", Name, Shape> { return this.call("dt.minute"); }
  /** The second. @example col("t").dt.second() */
  second(): Out<N, "dt.clock", Name, Shape> { return this.call("dt.second"); }
  /** Milliseconds within the second. @example col("t").dt.millisecond() */
  millisecond(): Out<N, "dt.fraction", Name, Shape> { return this.call("dt.millisecond"); }
  /** Microseconds within the second. @example col("t").dt.microsecond() */
  microsecond(): Out<N, "dt.fraction", Name, Shape> { return this.call("dt.microsecond"); }
  /** Nanoseconds within the second. @example col("t").dt.nanosecond() */
  nanosecond(): Out<N, "dt.fraction", Name, Shape> { return this.call("dt.nanosecond"); }
  /** The date alone. @example col("t").dt.date() */
  date(): Out<N, "dt.date", Name, Shape> { return this.call("dt.date"); }
  /** The time of day alone. @example col("t").dt.time() */
  time(): Out<N, "dt.time", Name, Shape> { return this.call("dt.time"); }
  /** Units since 1970. @example col("t").dt.timestamp("ms") */
  timestamp(unit: TimeUnit = "us"): Out<N, "dt.count", Name, Shape> { return this.call("dt.timestamp", [], { unit }); }
  /** Units, seconds (`s`) or days (`d`) since 1970. @example col("t").dt.epoch("s") */
  epoch<const U extends TimeUnit | "s" | "d" = "us">(unit?: U): Out<N, U extends "d" ? "dt.days" : "dt.count", Name, Shape> { return this.call("dt.epoch", [], { unit: unit ?? "us" }); }
  /** The start of the window that it lies in: "15m", "1d", "1w" (Monday), "1mo", "1q", "1y". @example col("t").dt.truncate("1h") */
  truncate(every: string): Out<N, "dt.moved", Name, Shape> { return this.call("dt.truncate", [], { every }); }
  /** The nearest window start. @example col("t").dt.round("1h") */
  round(every: string): Out<N, "dt.moved", Name, Shape> { return this.call("dt.round", [], { every }); }
  /** Moved by a duration; months and years keep within the month. @example col("t").dt.offsetBy("1mo") */
  offsetBy(by: string): Out<N, "dt.moved", Name, Shape> { return this.call("dt.offsetBy", [], { by }); }
  /** As text, in chrono's format. @example col("t").dt.strftime("%Y-%m-%d") */
  strftime(format: string): Out<N, "dt.toString", Name, Shape> { return this.call("dt.toString", [], { format }); }
  /** As text, in chrono's format; in ISO's unless given, with a T where that is "iso:strict". Durations as "iso" or "polars". @example col("t").dt.toString("%Y-%m-%d") */
  override toString(format = "iso"): Out<N, "dt.toString", Name, Shape> { return this.call("dt.toString", [], { format }); }
  /** Whether the year is a leap year. @example col("t").dt.isLeapYear() */
  isLeapYear(): Out<N, "dt.isLeapYear", Name, Shape> { return this.call("dt.isLeapYear"); }
  /** The first day of the month, at the same time. @example col("t").dt.monthStart() */
  monthStart(): Out<N, "dt.moved", Name, Shape> { return this.call("dt.monthStart"); }
  /** The last day of the month. @example col("t").dt.monthEnd() */
  monthEnd(): Out<N, "dt.moved", Name, Shape> { return this.call("dt.monthEnd"); }
  /** With other parts; those that are null or not given stay. @example col("t").dt.replace({ day: 1, hour: 0 }) */
  replace<const O extends DateParts & { readonly ambiguous?: Ambiguous }>(parts: O): Make<N, O extends { readonly ambiguous: "null" } ? Maybe<Un1<"dt.moved", N>> : Un1<"dt.moved", N>, Name, Shape> {
    const { ambiguous, ...given } = settings("dt.replace", { ...PARTS, ambiguous: "raise" }, parts) as Record<string, unknown>;
    return this.call("dt.replace", Object.values(given).map((v) => this.make(columnNode((v ?? null) as DatePart))), { ambiguous });
  }
  /** Whether it is a business day. @example col("t").dt.isBusinessDay() */
  isBusinessDay(options?: BusinessDays): Make<N, CastTo<Bool, Un1<"dt.moved", N>>, Name, Shape> { return this.call("dt.isBusinessDay", [], businessOptions("dt.isBusinessDay", options)); }
  /** So many business days later. @example col("t").dt.addBusinessDays(5, { roll: "forward" }) */
  addBusinessDays<const R extends CountOperand>(n: R, options?: BusinessDays & { readonly roll?: "raise" | "forward" | "backward" }): Make<N, And<Un1<"dt.moved", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> {
    const { roll, ...days } = settings("dt.addBusinessDays", { ...BUSINESS, roll: "raise" }, options);
    return this.call("dt.addBusinessDays", [n], { ...businessOptions("dt.addBusinessDays", days as BusinessDays), roll });
  }
  /** The day, at a time of day. @example col("t").dt.combine(time(10, 30)) */
  combine<const R extends AnyExpr, const U extends TimeUnit = "us">(time: R, unit?: U): Make<N, And<Opt1<"combine", N, U>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("dt.combine", [time], { unit: unit ?? "us" }); }
  /** The zone's offset from UTC without daylight saving. @example col("t").dt.convertTimeZone("Europe/Paris").dt.baseUtcOffset() */
  baseUtcOffset(): Make<N, CastTo<Duration<"ms">, Un1<"dt.moved", N>>, Name, Shape> { return this.call("dt.baseUtcOffset"); }
  /** What daylight saving adds to the offset. @example col("t").dt.convertTimeZone("Europe/Paris").dt.dstOffset() */
  dstOffset(): Make<N, CastTo<Duration<"ms">, Un1<"dt.moved", N>>, Name, Shape> { return this.call("dt.dstOffset"); }
  /** Days in the month. @example col("t").dt.daysInMonth() */
  daysInMonth(): Out<N, "dt.part", Name, Shape> { return this.call("dt.daysInMonth"); }
  /** A duration in days: whole ones, towards zero, or with a fraction. @example col("d").dt.totalDays({ fractional: true }) */
  totalDays<const O extends Fractional = {}>(options?: O): Make<N, Total<N, O>, Name, Shape> { return this.call("dt.totalDays", [], WHOLE, options); }
  /** A duration in hours: whole ones, towards zero, or with a fraction. @example col("d").dt.totalHours({ fractional: true }) */
  totalHours<const O extends Fractional = {}>(options?: O): Make<N, Total<N, O>, Name, Shape> { return this.call("dt.totalHours", [], WHOLE, options); }
  /** A duration in minutes: whole ones, towards zero, or with a fraction. @example col("d").dt.totalMinutes({ fractional: true }) */
  totalMinutes<const O extends Fractional = {}>(options?: O): Make<N, Total<N, O>, Name, Shape> { return this.call("dt.totalMinutes", [], WHOLE, options); }
  /** A duration in seconds: whole ones, towards zero, or with a fraction. @example col("d").dt.totalSeconds({ fractional: true }) */
  totalSeconds<const O extends Fractional = {}>(options?: O): Make<N, Total<N, O>, Name, Shape> { return this.call("dt.totalSeconds", [], WHOLE, options); }
  /** A duration in milliseconds: whole ones, towards zero, or with a fraction. @example col("d").dt.totalMilliseconds({ fractional: true }) */
  totalMilliseconds<const O extends Fractional = {}>(options?: O): Make<N, Total<N, O>, Name, Shape> { return this.call("dt.totalMilliseconds", [], WHOLE, options); }
  /** A duration in microseconds: whole ones, towards zero, or with a fraction. @example col("d").dt.totalMicroseconds({ fractional: true }) */
  totalMicroseconds<const O extends Fractional = {}>(options?: O): Make<N, Total<N, O>, Name, Shape> { return this.call("dt.totalMicroseconds", [], WHOLE, options); }
  /** A duration in nanoseconds: whole ones, towards zero, or with a fraction. @example col("d").dt.totalNanoseconds({ fractional: true }) */
  totalNanoseconds<const O extends Fractional = {}>(options?: O): Make<N, Total<N, O>, Name, Shape> { return this.call("dt.totalNanoseconds", [], WHOLE, options); }
  /** The same moment counted in another unit. @example col("t").dt.castTimeUnit("ms") */
  castTimeUnit<const U extends TimeUnit>(unit: U): Make<N, Opt1<"unit", N, U>, Name, Shape> { return this.call("dt.castTimeUnit", [], { unit }); }
  /** The same instant on another zone's clock. @example col("t").dt.convertTimeZone("Europe/Paris") */
  convertTimeZone<const Z extends string>(timeZone: Z): Make<N, Opt1<"zone", N, Z>, Name, Shape> { return this.call("dt.convertTimeZone", [], { timeZone }); }
  /** The same wall clock in another zone (null: none). @example col("t").dt.replaceTimeZone("Europe/Paris") */
  replaceTimeZone<const Z extends string | null, const O extends ReplaceTimeZoneOptions = {}>(timeZone: Z, options?: O): Make<N, O extends { readonly ambiguous: "null" } | { readonly nonExistent: "null" } ? Maybe<Opt1<"zone", N, Z>> : Opt1<"zone", N, Z>, Name, Shape> {
    return this.call("dt.replaceTimeZone", [], { timeZone, ...settings("dt.replaceTimeZone", { ambiguous: "raise", nonExistent: "raise" }, options) });
  }
}
