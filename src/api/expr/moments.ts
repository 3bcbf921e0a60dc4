import { Date32, Datetime, type Duration, type Int32, Int64, type Time, type TimeUnit } from "../../arrow/types.ts";
import { badArgument, settings } from "../../core/argument.ts";
import { alias, call, cast, lit, type Expr as Node, type Options } from "../../expr/node.ts";
import { strictly } from "../strict.ts";
import type { ColumnName, ColumnOf, ColumnShape } from "../types/made.ts";
import type { And, CastTo, Maybe, Value } from "../types/node.ts";
import type { AnyExpr } from "./any.ts";
import { type Ambiguous, BUSINESS, type BusinessDays, businessOptions } from "./business.ts";
import type { DatePart } from "./dt.ts";
import { Expr } from "./expr.ts";
import { columnNode, type IntoExpr } from "./into.ts";

const make = <E>(node: Node): E => new Expr(node) as unknown as E;
type Of<T, P> = And<Value<T>, ColumnOf<P>>;

/** A clock's parts behind a date, and what its moments are. */
export interface DatetimeOptions {
  readonly hour?: DatePart;
  readonly minute?: DatePart;
  readonly second?: DatePart;
  readonly microsecond?: DatePart;
  readonly timeUnit?: TimeUnit;
  readonly timeZone?: string;
  readonly ambiguous?: Ambiguous;
}
const CLOCK: Readonly<Record<keyof DatetimeOptions, unknown>> = Object.freeze({ hour: 0, minute: 0, second: 0, microsecond: 0, timeUnit: "us", timeZone: undefined, ambiguous: "raise" });
/** Expressions and names are let in where a sample is a number. */
function clockOf(options: DatetimeOptions | undefined): Readonly<Record<keyof DatetimeOptions, unknown>> {
  settings("datetime", { ...CLOCK, hour: undefined, minute: undefined, second: undefined, microsecond: undefined }, options);
  return { ...CLOCK, ...Object.fromEntries(Object.entries(options ?? {}).filter(([, v]) => v !== undefined)) } as typeof CLOCK;
}

/** Literals alone are named after what they make, as in Polars. */
const named = (node: Node, parts: readonly Node[], name: string): Node => (parts.every((p) => p.kind === "lit") ? alias(node, name) : node);

function datetimeNode(parts: readonly unknown[], options: Options): { readonly node: Node; readonly parts: readonly Node[] } {
  const nodes = (parts as readonly IntoExpr[]).map(columnNode);
  return { node: call("datetime", nodes, Object.freeze(options)), parts: nodes };
}

type Unit<O, Otherwise> = O extends { readonly timeUnit: infer U extends TimeUnit } ? U : Otherwise;
type Zone<O> = O extends { readonly timeZone: infer Z extends string } ? Z : null;
type Clock<O> = O[keyof O & ("hour" | "minute" | "second" | "microsecond")];
type Moments<O, P> = O extends { readonly ambiguous: "null" } ? Maybe<Of<Datetime<Unit<O, "us">, Zone<O>>, P>> : Of<Datetime<Unit<O, "us">, Zone<O>>, P>;

function dateOf<const Y extends DatePart, const M extends DatePart, const D extends DatePart>(year: Y, month: M, day: D): Expr<Of<Date32, Y | M | D>, "date", ColumnShape<Y | M | D>> {
  return make(alias(call("dt.date", [datetimeNode([year, month, day, 0, 0, 0, 0], { unit: "us" }).node]), "date"));
}
/** The date of a year, month and day; one that there is not is an error. @example date(2024, "id", 1) */
export const date: typeof dateOf = strictly("date", dateOf);

/** The moment of a date and a time of day. @example datetime(2024, "id", 1, { hour: "qty" }) */
export function datetime<const Y extends DatePart, const M extends DatePart, const D extends DatePart, const O extends DatetimeOptions = {}>(year: Y, month: M, day: D, options?: O): Expr<Moments<O, Y | M | D | Clock<O>>, ColumnName<Y> extends "literal" ? "datetime" : ColumnName<Y>, ColumnShape<Y | M | D | Clock<O>>> {
  const { hour, minute, second, microsecond, timeUnit, timeZone, ambiguous } = clockOf(options);
  const { node, parts } = datetimeNode([year, month, day, hour, minute, second, microsecond], { unit: timeUnit, timeZone: timeZone ?? null, ambiguous });
  return make(named(node, parts, "datetime"));
}

/** The time of day of its parts. @example time("qty", 30) */
export function time<const H extends DatePart = 0, const M extends DatePart = 0, const S extends DatePart = 0, const U extends DatePart = 0>(hour?: H, minute?: M, second?: S, microsecond?: U): Expr<Of<Time, H | M | S | U>, "time", ColumnShape<H | M | S | U>> {
  return make(alias(call("dt.time", [datetimeNode([1970, 1, 1, hour ?? 0, minute ?? 0, second ?? 0, microsecond ?? 0], { unit: "us" }).node]), "time"));
}

const LENGTHS = ["weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"] as const;
/** The parts of a duration: numbers, columns by name or expressions. */
export type DurationParts = { readonly [K in (typeof LENGTHS)[number]]?: DatePart };
const SPAN: Readonly<Record<string, unknown>> = Object.freeze({ ...Object.fromEntries(LENGTHS.map((l) => [l, undefined])), timeUnit: undefined });
type Used<O> = O[keyof O & keyof DurationParts];

/** The length of its parts together, counted in microseconds unless said, in nanoseconds where such are given. @example duration({ days: "id", hours: 12 }) */
export function duration<const O extends DurationParts & { readonly timeUnit?: TimeUnit } = {}>(parts?: O): Expr<Of<Duration<Unit<O, O extends { readonly nanoseconds: DatePart } ? "ns" : "us">>, Used<O>>, ColumnName<Used<O>> extends "literal" ? "duration" : "literal", ColumnShape<Used<O>>> {
  const given = settings("duration", SPAN, parts);
  const nodes = LENGTHS.map((l) => columnNode((given[l] === undefined ? 0 : given[l]) as IntoExpr));
  const unit = given["timeUnit"] ?? (given["nanoseconds"] === undefined ? "us" : "ns");
  return make(named(call("duration", nodes, Object.freeze({ unit })), nodes, "duration"));
}

type EpochUnit = TimeUnit | "s" | "d";
type Epoch<U> = U extends "d" ? Date32 : Datetime<U extends "ns" ? "ns" : "us", null>;
const SCALES: Readonly<Record<string, bigint>> = { s: 1_000_000n, ms: 1000n };

function fromEpochOf<const C extends string | AnyExpr, const U extends EpochUnit = "s">(column: C, unit?: U): Expr<CastTo<Epoch<U>, ColumnOf<C>>, ColumnName<C>, ColumnShape<C>> {
  const node = columnNode(column);
  const scale = SCALES[unit ?? "s"];
  if (unit === "d") return make(cast(node, Date32));
  if (scale !== undefined) return make(cast(call("mul", [node, lit(scale, Int64)]), Datetime("us")));
  if (unit !== "us" && unit !== "ns") throw badArgument("the unit of fromEpoch", unit, "s, ms, us, ns or d");
  return make(cast(node, Datetime(unit)));
}
/** Moments of counts since 1970: seconds unless said; of days ("d") dates. @example fromEpoch("id", "s") */
export const fromEpoch: typeof fromEpochOf = strictly("fromEpoch", fromEpochOf);

type Day = string | Date | AnyExpr;
/** The business days from one day to before another; negative where it lies before. @example businessDayCount(col("t").dt.date(), new Date("2024-06-01")) */
export function businessDayCount<const A extends Day, const B extends Day>(start: A, end: B, options?: BusinessDays): Expr<Of<Int32, A | B>, ColumnName<A>, ColumnShape<A | B>> {
  settings("businessDayCount", BUSINESS, options);
  return make(call("businessDayCount", [columnNode(start), columnNode(end)], Object.freeze(businessOptions("businessDayCount", options))));
}
