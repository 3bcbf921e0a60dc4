import type { AsofOptions, Closed, DynamicOptions, GapFill, JoinWhereHow, RollingOptions } from "../plan/time-node.ts";

/** The options of calls along a time, with what holds where they are not given; these names are all that is known. */
type Given<T> = T | undefined;

export const ASOF: AsofOptions & Readonly<Record<"on" | "leftOn" | "rightOn" | "by" | "byLeft" | "byRight", unknown>> =
  Object.freeze({
    on: undefined,
    leftOn: undefined,
    rightOn: undefined,
    by: undefined,
    byLeft: undefined,
    byRight: undefined,
    strategy: "backward",
    tolerance: null,
    suffix: "_right",
    coalesce: true,
    allowExactMatches: true,
    checkSortedness: true,
  });
export const WHERE: { readonly how: JoinWhereHow; readonly suffix: string } = Object.freeze({
  how: "inner",
  suffix: "_right",
});
export const DYNAMIC: Omit<DynamicOptions, "every"> & { readonly every: Given<string>; readonly groupBy: unknown } =
  Object.freeze({
    every: undefined,
    period: null,
    offset: null,
    includeBoundaries: false,
    closed: "left",
    label: "left",
    groupBy: undefined,
    startBy: "window",
  });
export const ROLLING: Omit<RollingOptions, "period"> & {
  readonly period: Given<string>;
  readonly groupBy: unknown;
} = Object.freeze({ period: undefined, offset: null, closed: "right" as Closed, groupBy: undefined });
export const UPSAMPLE: {
  readonly every: Given<string>;
  readonly groupBy: Given<string | readonly string[]>;
  readonly maintainOrder: boolean;
} = Object.freeze({ every: undefined, groupBy: undefined, maintainOrder: false });
export const OHLCV: {
  readonly time: Given<string>;
  readonly price: Given<string>;
  readonly volume: string | null;
  readonly by: Given<string | readonly string[]>;
  readonly fill: GapFill;
} = Object.freeze({ time: undefined, price: undefined, volume: null, by: undefined, fill: "none" });
export const MERGE: { readonly maintainOrder: boolean } = Object.freeze({ maintainOrder: false });
export const SORTED: { readonly descending: boolean; readonly nullsLast: boolean } = Object.freeze({
  descending: false,
  nullsLast: false,
});
