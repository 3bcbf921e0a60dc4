import type { Closed } from "../arrow/time/range.ts";
import { badArgument, textArgument, textsArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { frozen } from "../core/freeze.ts";
import type { Expr } from "../expr/node.ts";
import type { Plan } from "./node.ts";

export type AsofStrategy = "backward" | "forward" | "nearest";
export interface AsofOptions {
  readonly strategy: AsofStrategy;
  /** How far apart keys may lie: a number in the key's unit, or a duration as text; null for any distance. */
  readonly tolerance: number | string | null;
  readonly suffix: string;
  readonly coalesce: boolean;
  readonly allowExactMatches: boolean;
  /** Keys out of order are an error; else they are put in order. */
  readonly checkSortedness: boolean;
}
/** Each left row beside the right row of the same `by` keys whose key lies nearest in one direction. */
export interface JoinAsof {
  readonly kind: "joinAsof";
  readonly left: Plan;
  readonly right: Plan;
  readonly leftOn: Expr;
  readonly rightOn: Expr;
  readonly leftBy: readonly Expr[];
  readonly rightBy: readonly Expr[];
  readonly options: AsofOptions;
}
export type JoinWhereHow = "inner" | "left" | "right" | "full";
/** Pairs of rows for which all predicates hold. */
export interface JoinWhere {
  readonly kind: "joinWhere";
  readonly left: Plan;
  readonly right: Plan;
  readonly predicates: readonly Expr[];
  readonly how: JoinWhereHow;
  readonly suffix: string;
}
export type { Closed };
export type WindowLabel = "left" | "right" | "datapoint";
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type StartBy = "window" | "datapoint" | (typeof WEEKDAYS)[number];
export interface DynamicOptions {
  readonly every: string;
  /** null: as long as `every`. */
  readonly period: string | null;
  readonly offset: string | null;
  readonly closed: Closed;
  readonly label: WindowLabel;
  readonly startBy: StartBy;
  readonly includeBoundaries: boolean;
}
/** One row a window of an ordered index that holds rows, within each group of keys. */
export interface GroupByDynamic {
  readonly kind: "groupByDynamic";
  readonly input: Plan;
  readonly index: Expr;
  readonly keys: readonly Expr[];
  readonly aggs: readonly Expr[];
  readonly options: DynamicOptions;
}
export interface RollingOptions {
  readonly period: string;
  /** null: the window ends at the row. */
  readonly offset: string | null;
  readonly closed: Closed;
}
/** One row a row: aggregates of the rows in a window that lies at the row's index. */
export interface Rolling {
  readonly kind: "rolling";
  readonly input: Plan;
  readonly index: Expr;
  readonly keys: readonly Expr[];
  readonly aggs: readonly Expr[];
  readonly options: RollingOptions;
}
/** Rows at regular steps from the first time to the last; what was not there is null. */
export interface Upsample {
  readonly kind: "upsample";
  readonly input: Plan;
  readonly time: string;
  readonly every: string;
  readonly by: readonly string[];
  readonly maintainOrder: boolean;
}
/** The rows of two frames that are in order, in order. */
export interface MergeSorted {
  readonly kind: "mergeSorted";
  readonly left: Plan;
  readonly right: Plan;
  readonly keys: readonly string[];
}
/** Says that columns are in order. */
export interface SetSorted {
  readonly kind: "setSorted";
  readonly input: Plan;
  readonly columns: readonly string[];
  readonly descending: boolean;
  readonly nullsLast: boolean;
}
export type GapFill = "none" | "null" | "previous";
/** Open, high, low, close and volume of trades, a row a window (and key). */
export interface ResampleOhlcv {
  readonly kind: "resampleOhlcv";
  readonly input: Plan;
  readonly every: string;
  readonly time: string;
  readonly price: string;
  readonly volume: string | null;
  readonly by: readonly string[];
  readonly fill: GapFill;
}

/** Nodes of time series. */
export type TimePlan =
  | JoinAsof
  | JoinWhere
  | GroupByDynamic
  | Rolling
  | Upsample
  | MergeSorted
  | SetSorted
  | ResampleOhlcv;

const freeze = <T>(x: T): T => Object.freeze(x);

/** Choices come from JavaScript and from plans that travelled too: another word is an error, never a default. */
export function oneOf<T extends string>(value: unknown, of: readonly T[], what: string): T {
  if (!(of as readonly unknown[]).includes(value))
    throw new PolaroidError("INVALID_ARGUMENT", `${what} is "${String(value)}"; it may be ${of.join(", ")}`);
  return value as T;
}
const flag = (v: unknown, what: string): boolean => {
  if (typeof v !== "boolean") throw badArgument(what, v, "true or false");
  return v;
};
const textOrNull = (v: string | null, what: string): string | null => (v === null ? null : textArgument(v, what));
const CLOSED: readonly Closed[] = ["left", "right", "both", "none"];

export function joinAsof(fields: Omit<JoinAsof, "kind">): JoinAsof {
  const { strategy, tolerance, suffix, coalesce, allowExactMatches, checkSortedness } = fields.options;
  if (tolerance !== null && typeof tolerance !== "number" && typeof tolerance !== "string")
    throw badArgument("tolerance of joinAsof", tolerance, 'a number, or a duration like "2ms"');
  return freeze({
    ...fields,
    kind: "joinAsof",
    leftBy: frozen(fields.leftBy),
    rightBy: frozen(fields.rightBy),
    options: freeze({
      strategy: oneOf(strategy, ["backward", "forward", "nearest"], "strategy of joinAsof"),
      tolerance,
      suffix: textArgument(suffix, "suffix of joinAsof"),
      coalesce: flag(coalesce, "coalesce of joinAsof"),
      allowExactMatches: flag(allowExactMatches, "allowExactMatches of joinAsof"),
      checkSortedness: flag(checkSortedness, "checkSortedness of joinAsof"),
    }),
  });
}
export const joinWhere = (fields: Omit<JoinWhere, "kind">): JoinWhere =>
  freeze({
    ...fields,
    kind: "joinWhere",
    predicates: frozen(fields.predicates),
    how: oneOf(fields.how, ["inner", "left", "right", "full"], "how of joinWhere"),
    suffix: textArgument(fields.suffix, "suffix of joinWhere"),
  });
export function groupByDynamic(fields: Omit<GroupByDynamic, "kind">): GroupByDynamic {
  const { every, period, offset, closed, label, startBy, includeBoundaries } = fields.options;
  return freeze({
    ...fields,
    kind: "groupByDynamic",
    keys: frozen(fields.keys),
    aggs: frozen(fields.aggs),
    options: freeze({
      every: textArgument(every, "every of groupByDynamic"),
      period: textOrNull(period, "period of groupByDynamic"),
      offset: textOrNull(offset, "offset of groupByDynamic"),
      closed: oneOf(closed, CLOSED, "closed of groupByDynamic"),
      label: oneOf(label, ["left", "right", "datapoint"], "label of groupByDynamic"),
      startBy: oneOf(startBy, ["window", "datapoint", ...WEEKDAYS], "startBy of groupByDynamic"),
      includeBoundaries: flag(includeBoundaries, "includeBoundaries of groupByDynamic"),
    }),
  });
}
export function rolling(fields: Omit<Rolling, "kind">): Rolling {
  const { period, offset, closed } = fields.options;
  return freeze({
    ...fields,
    kind: "rolling",
    keys: frozen(fields.keys),
    aggs: frozen(fields.aggs),
    options: freeze({
      period: textArgument(period, "period of rolling"),
      offset: textOrNull(offset, "offset of rolling"),
      closed: oneOf(closed, CLOSED, "closed of rolling"),
    }),
  });
}
export const upsample = (fields: Omit<Upsample, "kind">): Upsample =>
  freeze({
    ...fields,
    kind: "upsample",
    time: textArgument(fields.time, "the time column of upsample"),
    every: textArgument(fields.every, "every of upsample"),
    by: frozen(textsArgument(fields.by, "groupBy of upsample")),
    maintainOrder: flag(fields.maintainOrder, "maintainOrder of upsample"),
  });
export function mergeSorted(left: Plan, right: Plan, keys: readonly string[]): MergeSorted {
  if (textsArgument(keys, "the key of mergeSorted").length === 0)
    throw new PolaroidError("INVALID_ARGUMENT", "mergeSorted needs at least one key");
  return freeze({ kind: "mergeSorted", left, right, keys: frozen(keys) });
}
export const setSorted = (fields: Omit<SetSorted, "kind">): SetSorted =>
  freeze({
    ...fields,
    kind: "setSorted",
    columns: frozen(textsArgument(fields.columns, "a column of setSorted")),
    descending: flag(fields.descending, "descending of setSorted"),
    nullsLast: flag(fields.nullsLast, "nullsLast of setSorted"),
  });
export const resampleOhlcv = (fields: Omit<ResampleOhlcv, "kind">): ResampleOhlcv =>
  freeze({
    ...fields,
    kind: "resampleOhlcv",
    every: textArgument(fields.every, "every of resampleOhlcv"),
    time: textArgument(fields.time, "time of resampleOhlcv"),
    price: textArgument(fields.price, "price of resampleOhlcv"),
    volume: textOrNull(fields.volume, "volume of resampleOhlcv"),
    by: frozen(textsArgument(fields.by, "by of resampleOhlcv")),
    fill: oneOf(fields.fill, ["none", "null", "previous"], "fill of resampleOhlcv"),
  });
