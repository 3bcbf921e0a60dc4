import type { Date32, Datetime, DType, FixedSizeList, Float64, Int64, List, Null, Time } from "../arrow/types.ts";
import { Time as TimeType } from "../arrow/types.ts";
import { settings } from "../core/argument.ts";
import { dataType } from "../expr/data-type.ts";
import { nameOf } from "../expr/name.ts";
import { call, lit, type Expr as Node } from "../expr/node.ts";
import type { Closed } from "../plan/time-node.ts";
import { DataFrame } from "./data-frame.ts";
import { Expr } from "./expr/expr.ts";
import { columnNode, type IntoExpr } from "./expr/into.ts";
import type { Series } from "./series.ts";
import type { ColumnName } from "./types/made.ts";

/** A number, a date, a column or an expression. */
type Into = IntoExpr;
interface Eager {
  /** Gives a Series at once instead of an expression. */
  readonly eager?: boolean;
}
/** What kind of integers a range has. */
export interface IntRangeOptions<T extends DType = DType> extends Eager {
  readonly dtype?: T;
}
/** Which ends a range includes. */
export interface RangeOptions extends Eager {
  readonly closed?: Closed;
}
/** How datetimes of a range are counted. */
export interface DatetimeRangeOptions extends RangeOptions {
  readonly timeUnit?: "ms" | "us" | "ns";
  /** Ends without a zone are wall clocks there. */
  readonly timeZone?: string;
}
/** How values at equal distances come. */
export interface SpacesOptions extends RangeOptions {
  /** Arrays of one size instead of lists; the number of samples must be written out. */
  readonly asArray?: boolean;
}

type Given<O, Type, Name> = O extends { readonly eager: true } ? Series<Type> : Expr<Type, Name, "rows">;
type IntOf<O> = O extends { readonly dtype: infer T extends DType } ? T : Int64;
type UnitOf<O> = O extends { readonly timeUnit: infer U extends "ms" | "us" | "ns" } ? U : "ms" | "us" | "ns";
type ZoneOf<O> = O extends { readonly timeZone: infer Z extends string } ? Z : string | null;
type Times<O> = Datetime<UnitOf<O>, ZoneOf<O>>;
type Spaced<N, O> = O extends { readonly asArray: true }
  ? N extends number
    ? FixedSizeList<Float64>
    : never
  : List<Float64>;

const INTEGERS: { readonly dtype: unknown; readonly eager: boolean } = Object.freeze({
  dtype: undefined,
  eager: false,
});
const CLOSED: { readonly closed: string; readonly eager: boolean } = Object.freeze({ closed: "both", eager: false });
const DATETIMES: typeof CLOSED & { readonly timeUnit: unknown; readonly timeZone: unknown } = Object.freeze({
  ...CLOSED,
  timeUnit: null,
  timeZone: null,
});
const SPACES: typeof CLOSED & { readonly asArray: boolean } = Object.freeze({ ...CLOSED, asArray: false });

function made<R>(fn: string, args: readonly Node[], options: Readonly<Record<string, unknown>>, eager: boolean): R {
  const node = call(fn, args, Object.freeze(options));
  if (!eager) return new Expr(node) as R;
  const all = (new DataFrame({}) as DataFrame).select(new Expr(node) as never) as DataFrame;
  return all.getColumn(nameOf(node) as never) as unknown as R;
}
function integers<R>(fn: string, start: Into, end: Into | undefined, step: Into, options: unknown): R {
  const { dtype, eager } = settings(fn, INTEGERS, options);
  const [from, to] = end === undefined ? [0, start] : [start, end];
  return made(
    fn,
    [columnNode(from), columnNode(to), columnNode(step)],
    { dtype: dtype === undefined ? "Int64" : dataType(dtype as never, fn).id },
    eager,
  );
}
function spans<R>(
  fn: string,
  start: Node,
  end: Node,
  interval: string,
  options: unknown,
  known: typeof CLOSED = CLOSED,
): R {
  const { eager, ...rest } = settings(fn, known, options);
  return made(fn, [start, end], { interval, ...rest }, eager);
}
function spaces<R>(fn: string, start: Into, end: Into, samples: Into, options: unknown, known: typeof CLOSED): R {
  const { eager, ...rest } = settings(fn, known, options);
  return made(fn, [columnNode(start), columnNode(end), columnNode(samples)], rest, eager);
}
const MIDNIGHT: Node = lit(0n, TimeType);
const LAST: Node = lit(86_399_999_999_999n, TimeType);
const clock = (v: Into | undefined, or: Node): Node => (v == null ? or : columnNode(v));

/** Whole numbers from `start` (0 where one number is given) up to `end`, which is left out. @example df.withColumns(intRange(len()).alias("row")) */
export const intRange = <const A extends Into, const O extends IntRangeOptions = {}>(
  start: A,
  end?: Into,
  step: number = 1,
  options?: O,
): Given<O, IntOf<O>, ColumnName<A>> => integers("intRange", start, end, step, options);
/** Whole numbers of each row, as lists. @example df.select(intRanges(0, "n")) */
export const intRanges = <const A extends Into, const O extends IntRangeOptions = {}>(
  start: A,
  end?: Into,
  step: Into = 1,
  options?: O,
): Given<O, List<IntOf<O>> | Null, ColumnName<A>> => integers("intRanges", start, end, step, options);
/** Days from `start` to `end`, an interval of whole days apart. @example dateRange(new Date("2024-01-31"), new Date("2024-05-31"), "1mo", { eager: true }) */
export const dateRange = <const A extends Into, const O extends RangeOptions = {}>(
  start: A,
  end: Into,
  interval = "1d",
  options?: O,
): Given<O, Date32, ColumnName<A>> => spans("dateRange", columnNode(start), columnNode(end), interval, options);
/** Days from `start` to `end` of each row, as lists. @example df.select(dateRanges("from", "to")) */
export const dateRanges = <const A extends Into, const O extends RangeOptions = {}>(
  start: A,
  end: Into,
  interval = "1d",
  options?: O,
): Given<O, List<Date32> | Null, ColumnName<A>> =>
  spans("dateRanges", columnNode(start), columnNode(end), interval, options);
/** Datetimes from `start` to `end`, an interval apart; days, weeks and months go by the wall clock. @example datetimeRange(new Date("2024-01-01"), new Date("2024-01-02"), "6h", { eager: true }) */
export const datetimeRange = <const A extends Into, const O extends DatetimeRangeOptions = {}>(
  start: A,
  end: Into,
  interval = "1d",
  options?: O,
): Given<O, Times<O>, ColumnName<A>> =>
  spans("datetimeRange", columnNode(start), columnNode(end), interval, options, DATETIMES);
/** Datetimes from `start` to `end` of each row, as lists. @example df.select(datetimeRanges("from", "to", "12h")) */
export const datetimeRanges = <const A extends Into, const O extends DatetimeRangeOptions = {}>(
  start: A,
  end: Into,
  interval = "1d",
  options?: O,
): Given<O, List<Times<O>> | Null, ColumnName<A>> =>
  spans("datetimeRanges", columnNode(start), columnNode(end), interval, options, DATETIMES);
/** Times of the day, an interval apart; the whole day where no ends are given. @example timeRange(null, null, "6h", { eager: true }) */
export const timeRange = <const A extends Into = null, const O extends RangeOptions = {}>(
  start?: A | null,
  end?: Into | null,
  interval = "1h",
  options?: O,
): Given<O, Time, ColumnName<A>> => spans("timeRange", clock(start, MIDNIGHT), clock(end, LAST), interval, options);
/** Times of the day of each row, as lists. @example df.select(timeRanges(time(9), time(12), "30m")) */
export const timeRanges = <const A extends Into = null, const O extends RangeOptions = {}>(
  start?: A | null,
  end?: Into | null,
  interval = "1h",
  options?: O,
): Given<O, List<Time> | Null, ColumnName<A>> =>
  spans("timeRanges", clock(start, MIDNIGHT), clock(end, LAST), interval, options);
/** A number of values at equal distances. @example linearSpace(0, 1, 5, { eager: true }) */
export const linearSpace = <const A extends Into, const O extends RangeOptions = {}>(
  start: A,
  end: Into,
  samples: Into,
  options?: O,
): Given<O, any, ColumnName<A>> => spaces("linearSpace", start, end, samples, options, CLOSED);
/** A number of values at equal distances, of each row. @example df.select(linearSpaces("low", "high", 3)) */
export const linearSpaces = <const A extends Into, const N extends Into, const O extends SpacesOptions = {}>(
  start: A,
  end: Into,
  samples: N,
  options?: O,
): Given<O, Spaced<N, O> | Null, ColumnName<A>> => spaces("linearSpaces", start, end, samples, options, SPACES);
