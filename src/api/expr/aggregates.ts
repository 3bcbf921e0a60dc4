import { settingsOr } from "../../core/argument.ts";
import type { Make, Out } from "../types/made.ts";
import type { Maybe, Un1 } from "../types/node.ts";
import { OperatorExpr } from "./operators.ts";

/** What a quantile between two values is. */
export type Interpolation = "nearest" | "lower" | "higher" | "midpoint" | "linear";

/** How many degrees of freedom are taken off. */
export type Ddof = number | { readonly ddof?: number };
const DDOF: { readonly ddof: number } = Object.freeze({ ddof: 1 });
const IGNORE_NULLS: { readonly ignoreNulls: boolean } = Object.freeze({ ignoreNulls: true });

/** Aggregates: one value of many rows; nulls are left out unless said. */
export abstract class AggregateExpr<N, Name, Shape> extends OperatorExpr<N, Name, Shape> {
  /** The sum, 0 of nothing. @example col("x").sum() */
  sum(): Out<N, "sum", Name, "scalar"> { return this.call("sum"); }
  /** The product, 1 of nothing. @example col("x").product() */
  product(): Out<N, "product", Name, "scalar"> { return this.call("product"); }
  /** The mean; null of nothing. @example col("x").mean() */
  mean(): Out<N, "mean", Name, "scalar"> { return this.call("mean"); }
  /** The least value; NaN only where nothing else is. @example col("x").min() */
  min(): Out<N, "min", Name, "scalar"> { return this.call("min"); }
  /** The greatest value; NaN only where nothing else is. @example col("x").max() */
  max(): Out<N, "max", Name, "scalar"> { return this.call("max"); }
  /** How many values are not null. @example col("x").count() */
  count(): Out<N, "count", Name, "scalar"> { return this.call("count"); }
  /** How many rows there are, nulls too. @example col("x").len() */
  len(): Out<N, "len", Name, "scalar"> { return this.call("len"); }
  /** How many values are null. @example col("x").nullCount() */
  nullCount(): Out<N, "nullCount", Name, "scalar"> { return this.call("nullCount"); }
  /** How many different values there are; null counts as one. @example col("x").nUnique() */
  nUnique(): Out<N, "nUnique", Name, "scalar"> { return this.call("nUnique"); }
  /** The first value, null or not. @example col("x").first() */
  first(): Out<N, "first", Name, "scalar"> { return this.call("first"); }
  /** The last value, null or not. @example col("x").last() */
  last(): Out<N, "last", Name, "scalar"> { return this.call("last"); }
  /** The median. @example col("x").median() */
  median(): Out<N, "median", Name, "scalar"> { return this.call("median"); }
  /** A quantile, 0 to 1. @example col("x").quantile(0.9, "linear") */
  quantile(q: number, interpolation: Interpolation = "nearest"): Out<N, "quantile", Name, "scalar"> { return this.call("quantile", [], { q, interpolation }); }
  /** The standard deviation; null of fewer than ddof + 1 values. @example col("x").std() */
  std(ddof?: Ddof): Out<N, "std", Name, "scalar"> { return this.call("std", [], settingsOr("std", DDOF, ddof)); }
  /** The variance. @example col("x").var() */
  var(ddof?: Ddof): Out<N, "var", Name, "scalar"> { return this.call("var", [], settingsOr("var", DDOF, ddof)); }
  /** Whether any value is true. @example col("ok").any() */
  any<const I extends boolean = true>(ignoreNulls?: I | { readonly ignoreNulls?: I }): Make<N, I extends true ? Un1<"any", N> : Maybe<Un1<"any", N>>, Name, "scalar"> { return this.call("any", [], settingsOr("any", IGNORE_NULLS, ignoreNulls)); }
  /** Whether all values are true. @example col("ok").all() */
  all<const I extends boolean = true>(ignoreNulls?: I | { readonly ignoreNulls?: I }): Make<N, I extends true ? Un1<"all", N> : Maybe<Un1<"all", N>>, Name, "scalar"> { return this.call("all", [], settingsOr("all", IGNORE_NULLS, ignoreNulls)); }
  /** All values as one list. @example col("x").implode() */
  implode(): Out<N, "implode", Name, "scalar"> { return this.call("implode"); }
  /** The row of the least value. @example col("x").argMin() */
  argMin(): Out<N, "argMin", Name, "scalar"> { return this.call("argMin"); }
  /** The row of the greatest value. @example col("x").argMax() */
  argMax(): Out<N, "argMax", Name, "scalar"> { return this.call("argMax"); }
}
