import type { Expr } from "./expr.ts";
import { OperatorExpr } from "./operators.ts";

export type Interpolation = "nearest" | "lower" | "higher" | "midpoint" | "linear";

/** Aggregates: one value of many rows; nulls are left out unless said. */
export abstract class AggregateExpr extends OperatorExpr {
  /** The sum, 0 of nothing. @example col("x").sum() */
  sum(): Expr { return this.call("sum"); }
  /** The product, 1 of nothing. @example col("x").product() */
  product(): Expr { return this.call("product"); }
  /** The mean; null of nothing. @example col("x").mean() */
  mean(): Expr { return this.call("mean"); }
  /** The least value; NaN only where nothing else is. @example col("x").min() */
  min(): Expr { return this.call("min"); }
  /** The greatest value; NaN only where nothing else is. @example col("x").max() */
  max(): Expr { return this.call("max"); }
  /** How many values are not null. @example col("x").count() */
  count(): Expr { return this.call("count"); }
  /** How many rows there are, nulls too. @example col("x").len() */
  len(): Expr { return this.call("len"); }
  /** How many values are null. @example col("x").nullCount() */
  nullCount(): Expr { return this.call("nullCount"); }
  /** How many different values there are; null counts as one. @example col("x").nUnique() */
  nUnique(): Expr { return this.call("nUnique"); }
  /** The first value, null or not. @example col("x").first() */
  first(): Expr { return this.call("first"); }
  /** The last value, null or not. @example col("x").last() */
  last(): Expr { return this.call("last"); }
  /** The median. @example col("x").median() */
  median(): Expr { return this.call("median"); }
  /** A quantile, 0 to 1. @example col("x").quantile(0.9, "linear") */
  quantile(q: number, interpolation: Interpolation = "nearest"): Expr { return this.call("quantile", [], { q, interpolation }); }
  /** The standard deviation; null of fewer than ddof + 1 values. @example col("x").std() */
  std(ddof = 1): Expr { return this.call("std", [], { ddof }); }
  /** The variance. @example col("x").var() */
  var(ddof = 1): Expr { return this.call("var", [], { ddof }); }
  /** Whether any value is true. @example col("ok").any() */
  any(ignoreNulls = true): Expr { return this.call("any", [], { ignoreNulls }); }
  /** Whether all values are true. @example col("ok").all() */
  all(ignoreNulls = true): Expr { return this.call("all", [], { ignoreNulls }); }
  /** All values as one list. @example col("x").implode() */
  implode(): Expr { return this.call("implode"); }
  /** The row of the least value. @example col("x").argMin() */
  argMin(): Expr { return this.call("argMin"); }
  /** The row of the greatest value. @example col("x").argMax() */
  argMax(): Expr { return this.call("argMax"); }
}
