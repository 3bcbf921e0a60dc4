import { badArgument, checkOptions, settings, settingsOr, wholeArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { call, type OverMapping, orderKey, over } from "../../expr/node.ts";
import { ORDER, OVER, SAMPLE } from "../defaults.ts";
import type { BoolOperand, ColumnOf, Make, NodeOf, Operand, Out } from "../types/made.ts";
import type { Bin, Need, Un1 } from "../types/node.ts";
import { AggregateExpr } from "./aggregates.ts";
import { columnNode, columnNodes, type IntoExpr, nodeOf } from "./into.ts";

/** How equal values are ranked. */
export type RankMethod = "average" | "min" | "max" | "dense" | "ordinal";
/** The order of the rows in each group. */
export interface OverOptions {
  readonly orderBy?: IntoExpr | readonly IntoExpr[];
  readonly descending?: boolean;
  readonly nullsLast?: boolean;
  /** Where values go: each to its row ("groupToRows"), all of a group as a list into each row of it ("join"), or all of them group by group ("explode"). */
  readonly mappingStrategy?: "groupToRows" | "join" | "explode";
}
/** In which order values are put. */
export interface SortOptions {
  readonly descending?: boolean;
  readonly nullsLast?: boolean;
}
/** How many values are drawn, and how. */
export interface SampleOptions {
  readonly n?: number;
  readonly fraction?: number;
  readonly withReplacement?: boolean;
  readonly shuffle?: boolean;
  readonly seed?: number;
}

const MAPPINGS: ReadonlyMap<string, OverMapping | null> = new Map([["groupToRows", null], ["join", "join"], ["explode", "explode"]] as const);
/** A list of the group's values where those are joined. */
type Mapped<N, Shape, O> = Extract<O, { readonly mappingStrategy: "join" }> extends never ? N : Shape extends "scalar" ? N : Un1<"implode", N>;
/** The keys that an `over` is ordered by. */
type Ordering<O> = O extends { readonly orderBy: infer B } ? B : never;

type Filling<R> = R extends { readonly fillValue: infer V } ? V : R;
type Reverse = boolean | { readonly reverse?: boolean };
const REVERSE: { readonly reverse: boolean } = Object.freeze({ reverse: false });
const MAINTAIN_ORDER: { readonly maintainOrder: boolean } = Object.freeze({ maintainOrder: false });
const DESCENDING: { readonly descending: boolean } = Object.freeze({ descending: false });
const RANK: { readonly method: string; readonly descending: boolean } = Object.freeze({ method: "average", ...DESCENDING });
const FILL_VALUE: { readonly fillValue: unknown } = Object.freeze({ fillValue: undefined });

/** Functions that look at other rows, and those that change how many there are. */
export abstract class WindowExpr<N, Name, Shape> extends AggregateExpr<N, Name, Shape> {
  /** Computes within each group of rows that have equal keys. @example col("x").sort().over("symbol", { mappingStrategy: "join" }) */
  over<const R extends readonly (IntoExpr | readonly IntoExpr[] | OverOptions)[]>(...keys: R): Make<N, Need<Mapped<N, Shape, R[number]>, ColumnOf<Exclude<R[number], OverOptions> | Ordering<R[number]>>>, Name, Extract<R[number], { readonly mappingStrategy: "explode" }> extends never ? "rows" : "free"> {
    const last = keys[keys.length - 1];
    const options = settings("over", OVER, isOptions(last) ? last : undefined);
    const by = columnNodes((isOptions(last) ? keys.slice(0, -1) : keys) as IntoExpr[]);
    const order = options.orderBy === undefined ? [] : columnNodes([options.orderBy] as IntoExpr[]);
    const mapping = MAPPINGS.get(options.mappingStrategy);
    if (mapping === undefined) throw badArgument("mappingStrategy of over", options.mappingStrategy, "groupToRows, join or explode");
    return this.wrap(over(this["~expr"], by, order.map((e) => orderKey(e, options.descending, options.nullsLast)), undefined, mapping ?? undefined));
  }
  /** The value `n` rows before (after, where n is negative). @example col("x").shift(1) */
  shift<const R extends Operand<N> | { readonly fillValue: Operand<N> } = never>(n = 1, fillValue?: R): Make<N, [R] extends [never] ? Un1<"shift", N> : Need<Un1<"shift", N>, Bin<"eq", N, NodeOf<Filling<R>>>>, Name, Shape> {
    const fill: unknown = isOptions(fillValue) ? settings("shift", FILL_VALUE, fillValue).fillValue : fillValue;
    return this.call("shift", fill === undefined ? [] : [fill], { n });
  }
  /** The value less the one `n` rows before; the first are null, or left out by nullBehavior "drop". @example col("x").diff(1, { nullBehavior: "drop" }) */
  diff<const O extends { readonly nullBehavior?: "ignore" | "drop" } = {}>(n = 1, options?: O): Out<N, "diff", Name, O extends { readonly nullBehavior: "drop" } ? "free" : Shape> {
    const { nullBehavior } = settings("diff", { nullBehavior: "ignore" }, options);
    if (nullBehavior !== "ignore" && nullBehavior !== "drop") throw badArgument("nullBehavior of diff", nullBehavior, "ignore or drop");
    const all = call("diff", [this["~expr"]], Object.freeze({ n: wholeArgument(n, "n of diff") }));
    if (nullBehavior === "ignore") return this.wrap(all);
    const turned = (e: typeof all): typeof all => call("reverse", [e]);
    const rest = (e: typeof all): typeof all => call("slice", [e], Object.freeze({ offset: Math.abs(n), length: null }));
    return this.wrap(n < 0 ? turned(rest(turned(all))) : rest(all));
  }
  /** The change against the value `n` rows before, as a share of it. @example col("x").pctChange() */
  pctChange(n = 1): Out<N, "pctChange", Name, Shape> { return this.call("pctChange", [], { n }); }
  /** The running sum; nulls stay null and count nothing. @example col("x").cumSum() */
  cumSum(reverse?: Reverse): Out<N, "cumSum", Name, Shape> { return this.call("cumSum", [], settingsOr("cumSum", REVERSE, reverse)); }
  /** The running product. @example col("x").cumProd() */
  cumProd(reverse?: Reverse): Out<N, "cumProd", Name, Shape> { return this.call("cumProd", [], settingsOr("cumProd", REVERSE, reverse)); }
  /** The running minimum. @example col("x").cumMin() */
  cumMin(reverse?: Reverse): Out<N, "cumMin", Name, Shape> { return this.call("cumMin", [], settingsOr("cumMin", REVERSE, reverse)); }
  /** The running maximum. @example col("x").cumMax() */
  cumMax(reverse?: Reverse): Out<N, "cumMax", Name, Shape> { return this.call("cumMax", [], settingsOr("cumMax", REVERSE, reverse)); }
  /** How many values so far are not null. @example col("x").cumCount() */
  cumCount(reverse?: Reverse): Out<N, "cumCount", Name, Shape> { return this.call("cumCount", [], settingsOr("cumCount", REVERSE, reverse)); }
  /** The rank among the values; nulls have none. @example col("x").rank("dense") */
  rank<const M extends RankMethod = "average">(method?: M | { readonly method?: M; readonly descending?: boolean }, descending?: boolean | { readonly descending?: boolean }): Out<N, M extends "average" ? "rankAverage" : "rank", Name, Shape> {
    const given = settingsOr("rank", RANK, method);
    return this.call("rank", [], descending === undefined ? given : { ...given, ...settingsOr("rank", DESCENDING, descending) });
  }
  /** The rows from last to first. @example col("x").reverse() */
  reverse(): Out<N, "same", Name, Shape> { return this.call("reverse"); }
  /** The number of the run of equal values that a row is in. @example col("x").rleId() */
  rleId(): Out<N, "rleId", Name, Shape> { return this.call("rleId"); }
  /** Nulls filled with the last value before them, `limit` in a row at most. @example col("x").forwardFill() */
  forwardFill(limit?: number): Out<N, "same", Name, Shape> { return this.call("fillNullStrategy", [], { strategy: "forward", limit }); }
  /** Nulls filled with the next value after them. @example col("x").backwardFill() */
  backwardFill(limit?: number): Out<N, "same", Name, Shape> { return this.call("fillNullStrategy", [], { strategy: "backward", limit }); }
  /** Whether the value occurs more than once. @example col("x").isDuplicated() */
  isDuplicated(): Out<N, "isNull", Name, Shape> { return this.call("isDuplicated"); }
  /** Whether the value occurs once. @example col("x").isUnique() */
  isUnique(): Out<N, "isNull", Name, Shape> { return this.call("isUnique"); }
  /** Whether the value occurs here for the first time. @example col("x").isFirstDistinct() */
  isFirstDistinct(): Out<N, "isNull", Name, Shape> { return this.call("isFirstDistinct"); }

  /** The values where a condition holds. @example col("x").filter(col("ok")).sum() */
  filter<const R extends BoolOperand<N>>(condition: R): Make<N, Need<N, Un1<"condition", NodeOf<R>>>, Name, "free"> { return this.call("filter", [condition]); }
  /** A stretch of the values. @example col("x").slice(0, 3) */
  slice(offset: number, length: number | null = null): Out<N, "same", Name, "free"> { return this.call("slice", [], { offset, length }); }
  /** The first `n` values. @example col("x").head(3) */
  head(n = 10): Out<N, "same", Name, "free"> { return this.slice(0, n); }
  /** The last `n` values. @example col("x").tail(3) */
  tail(n = 10): Out<N, "same", Name, "free"> { return this.slice(-wholeArgument(n, "n of tail", 0), n); }
  /** The different values. @example col("x").unique(true) */
  unique(maintainOrder?: boolean | { readonly maintainOrder?: boolean }): Out<N, "same", Name, "free"> { return this.call("unique", [], settingsOr("unique", MAINTAIN_ORDER, maintainOrder)); }
  /** The values that are not null. @example col("x").dropNulls() */
  dropNulls(): Out<N, "dropNulls", Name, "free"> { return this.call("dropNulls"); }
  /** The values in order, nulls first unless asked. @example col("x").sort({ descending: true }) */
  sort(options?: SortOptions): Out<N, "sort", Name, "free"> { return this.call("sort", [], ORDER, options); }
  /** The values in the order of other expressions. @example col("x").sortBy("y") */
  sortBy<const R extends IntoExpr | readonly IntoExpr[]>(by: R, options?: SortOptions): Make<N, Need<N, ColumnOf<R>>, Name, "free"> {
    const { descending, nullsLast } = settings("sortBy", ORDER, options);
    const keys = columnNodes([by] as IntoExpr[]);
    const all = <T>(v: T): readonly T[] => Object.freeze(keys.map(() => v));
    return this.wrap(call("sortBy", [this["~expr"], ...keys], Object.freeze({ descending: all(descending), nullsLast: all(nullsLast) })));
  }
  /** The most frequent values. @example col("x").mode() */
  mode(): Out<N, "same", Name, "free"> { return this.call("mode"); }
  /** The items of lists, one a row. @example col("tags").explode() */
  explode(): Out<N, "explode", Name, "free"> { return this.call("explode"); }
  /** The values at some rows. @example col("x").gather([0, 2]) */
  gather(rows: readonly number[] | IntoExpr): Out<N, "same", Name, "free"> { return this.wrap(call("gather", [this["~expr"], Array.isArray(rows) ? call("explode", [nodeOf(rows as readonly number[])]) : columnNode(rows as IntoExpr)])); }
  /** Some values at random. @example col("x").sample({ n: 3, seed: 1 }) */
  sample(options: SampleOptions): Out<N, "same", Name, "free"> { return this.call("sample", [], sampling(options)); }
}

/** What to draw: a number of values or a share of them. */
export function sampling(options: SampleOptions): Readonly<Record<string, unknown>> {
  checkOptions("sample", SAMPLE, options);
  if ((options?.n === undefined) === (options?.fraction === undefined)) throw new PolaroidError("INVALID_ARGUMENT", "sample takes either `n` or `fraction`");
  return { ...options };
}

const isOptions = (v: unknown): v is OverOptions =>
  typeof v === "object" && v !== null && !Array.isArray(v) && !("~expr" in v) && !(v instanceof Date) && !(v instanceof Uint8Array);
