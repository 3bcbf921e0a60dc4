import { call, over, orderKey } from "../../expr/node.ts";
import { AggregateExpr } from "./aggregates.ts";
import type { Expr } from "./expr.ts";
import { columnNode, columnNodes, type IntoExpr, nodeOf } from "./into.ts";

export type RankMethod = "average" | "min" | "max" | "dense" | "ordinal";
export interface OverOptions {
  readonly orderBy?: IntoExpr | readonly IntoExpr[];
  readonly descending?: boolean;
  readonly nullsLast?: boolean;
}
export interface SortOptions {
  readonly descending?: boolean;
  readonly nullsLast?: boolean;
}
export interface SampleOptions {
  readonly n?: number;
  readonly fraction?: number;
  readonly withReplacement?: boolean;
  readonly shuffle?: boolean;
  readonly seed?: number;
}

/** Functions that look at other rows, and those that change how many there are. */
export abstract class WindowExpr extends AggregateExpr {
  /** Computes within each group of rows that have equal keys. @example col("x").sum().over("symbol") */
  over(...keys: (IntoExpr | readonly IntoExpr[] | OverOptions)[]): Expr {
    const last = keys[keys.length - 1];
    const options = isOptions(last) ? last : {};
    const by = columnNodes((isOptions(last) ? keys.slice(0, -1) : keys) as IntoExpr[]);
    const order = options.orderBy === undefined ? [] : columnNodes([options.orderBy] as IntoExpr[]);
    return this.wrap(over(this["~expr"], by, order.map((e) => orderKey(e, options.descending ?? false, options.nullsLast ?? false))));
  }
  /** The value `n` rows before (after, where n is negative). @example col("x").shift(1) */
  shift(n = 1, fillValue?: IntoExpr): Expr { return this.call("shift", fillValue === undefined ? [] : [fillValue], { n }); }
  /** The value less the one `n` rows before. @example col("x").diff() */
  diff(n = 1): Expr { return this.call("diff", [], { n }); }
  /** The change against the value `n` rows before, as a share of it. @example col("x").pctChange() */
  pctChange(n = 1): Expr { return this.call("pctChange", [], { n }); }
  /** The running sum; nulls stay null and count nothing. @example col("x").cumSum() */
  cumSum(reverse = false): Expr { return this.call("cumSum", [], { reverse }); }
  /** The running product. @example col("x").cumProd() */
  cumProd(reverse = false): Expr { return this.call("cumProd", [], { reverse }); }
  /** The running minimum. @example col("x").cumMin() */
  cumMin(reverse = false): Expr { return this.call("cumMin", [], { reverse }); }
  /** The running maximum. @example col("x").cumMax() */
  cumMax(reverse = false): Expr { return this.call("cumMax", [], { reverse }); }
  /** How many values so far are not null. @example col("x").cumCount() */
  cumCount(reverse = false): Expr { return this.call("cumCount", [], { reverse }); }
  /** The rank among the values; nulls have none. @example col("x").rank("dense") */
  rank(method: RankMethod = "average", descending = false): Expr { return this.call("rank", [], { method, descending }); }
  /** The rows from last to first. @example col("x").reverse() */
  reverse(): Expr { return this.call("reverse"); }
  /** The number of the run of equal values that a row is in. @example col("x").rleId() */
  rleId(): Expr { return this.call("rleId"); }
  /** Nulls filled with the last value before them, `limit` in a row at most. @example col("x").forwardFill() */
  forwardFill(limit?: number): Expr { return this.call("fillNullStrategy", [], { strategy: "forward", limit }); }
  /** Nulls filled with the next value after them. @example col("x").backwardFill() */
  backwardFill(limit?: number): Expr { return this.call("fillNullStrategy", [], { strategy: "backward", limit }); }
  /** Whether the value occurs more than once. @example col("x").isDuplicated() */
  isDuplicated(): Expr { return this.call("isDuplicated"); }
  /** Whether the value occurs once. @example col("x").isUnique() */
  isUnique(): Expr { return this.call("isUnique"); }
  /** Whether the value occurs here for the first time. @example col("x").isFirstDistinct() */
  isFirstDistinct(): Expr { return this.call("isFirstDistinct"); }

  /** The values where a condition holds. @example col("x").filter(col("ok")).sum() */
  filter(condition: IntoExpr): Expr { return this.call("filter", [condition]); }
  /** A stretch of the values. @example col("x").slice(0, 3) */
  slice(offset: number, length: number | null = null): Expr { return this.call("slice", [], { offset, length }); }
  /** The first `n` values. @example col("x").head(3) */
  head(n = 10): Expr { return this.slice(0, n); }
  /** The last `n` values. @example col("x").tail(3) */
  tail(n = 10): Expr { return this.slice(-n, n); }
  /** The different values. @example col("x").unique(true) */
  unique(maintainOrder = false): Expr { return this.call("unique", [], { maintainOrder }); }
  /** The values that are not null. @example col("x").dropNulls() */
  dropNulls(): Expr { return this.call("dropNulls"); }
  /** The values in order, nulls first unless asked. @example col("x").sort({ descending: true }) */
  sort(options: SortOptions = {}): Expr { return this.call("sort", [], { descending: options.descending ?? false, nullsLast: options.nullsLast ?? false }); }
  /** The values in the order of other expressions. @example col("x").sortBy("y") */
  sortBy(by: IntoExpr | readonly IntoExpr[], options: SortOptions = {}): Expr {
    const keys = columnNodes([by] as IntoExpr[]);
    const all = <T>(v: T): readonly T[] => Object.freeze(keys.map(() => v));
    return this.wrap(call("sortBy", [this["~expr"], ...keys], Object.freeze({ descending: all(options.descending ?? false), nullsLast: all(options.nullsLast ?? false) })));
  }
  /** The most frequent values. @example col("x").mode() */
  mode(): Expr { return this.call("mode"); }
  /** The items of lists, one a row. @example col("tags").explode() */
  explode(): Expr { return this.call("explode"); }
  /** The values at some rows. @example col("x").gather([0, 2]) */
  gather(rows: readonly number[] | IntoExpr): Expr { return this.wrap(call("gather", [this["~expr"], Array.isArray(rows) ? call("explode", [nodeOf(rows as readonly number[])]) : columnNode(rows as IntoExpr)])); }
  /** Some values at random. @example col("x").sample({ n: 3, seed: 1 }) */
  sample(options: SampleOptions): Expr { return this.call("sample", [], { ...options }); }
}

const isOptions = (v: unknown): v is OverOptions =>
  typeof v === "object" && v !== null && !Array.isArray(v) && !("~expr" in v) && !(v instanceof Date) && !(v instanceof Uint8Array);
