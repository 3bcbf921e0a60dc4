import { alias, call, columns, type Expr as Node } from "../expr/node.ts";
import { groupBy, type Plan } from "../plan/node.ts";
import { columnNodes, type IntoExpr } from "./expr/into.ts";
import type { Interpolation } from "./expr/aggregates.ts";

const REST: Node = columns(Object.freeze({ by: "all", except: Object.freeze([]) }));

/** Rows grouped by keys, waiting for what to make of each group. */
export class GroupBy<Self> {
  readonly #make: (plan: () => Plan) => Self;
  readonly #input: () => Plan;
  readonly #keys: () => readonly Node[];
  readonly #ordered: boolean;

  constructor(make: (plan: () => Plan) => Self, input: () => Plan, keys: () => readonly Node[], ordered: boolean) {
    this.#make = make;
    this.#input = input;
    this.#keys = keys;
    this.#ordered = ordered;
  }

  #agg(aggs: readonly Node[]): Self { return this.#make(() => groupBy(this.#input(), this.#keys(), aggs, this.#ordered)); }
  #each(fn: string, options: Readonly<Record<string, unknown>> = {}): Self { return this.#agg([call(fn, [REST], Object.freeze(options))]); }

  /** One row a group: its keys and these aggregates; what is not aggregated becomes a list. @example df.groupBy("k").agg(col("x").sum(), len()) */
  agg(...exprs: (IntoExpr | readonly IntoExpr[])[]): Self { return this.#make(() => groupBy(this.#input(), this.#keys(), columnNodes(exprs), this.#ordered)); }
  /** The number of rows of each group. @example df.groupBy("k").len() */
  len(name = "len"): Self { return this.#agg([alias(call("len", []), name)]); }
  /** The sum of every other column. @example df.groupBy("k").sum() */
  sum(): Self { return this.#each("sum"); }
  /** The mean of every other column. @example df.groupBy("k").mean() */
  mean(): Self { return this.#each("mean"); }
  /** The least value of every other column. @example df.groupBy("k").min() */
  min(): Self { return this.#each("min"); }
  /** The greatest value of every other column. @example df.groupBy("k").max() */
  max(): Self { return this.#each("max"); }
  /** The median of every other column. @example df.groupBy("k").median() */
  median(): Self { return this.#each("median"); }
  /** A quantile of every other column. @example df.groupBy("k").quantile(0.9) */
  quantile(q: number, interpolation: Interpolation = "nearest"): Self { return this.#each("quantile", { q, interpolation }); }
  /** The first value of every other column. @example df.groupBy("k").first() */
  first(): Self { return this.#each("first"); }
  /** The last value of every other column. @example df.groupBy("k").last() */
  last(): Self { return this.#each("last"); }
  /** The number of different values of every other column. @example df.groupBy("k").nUnique() */
  nUnique(): Self { return this.#each("nUnique"); }
  /** Every other column as lists. @example df.groupBy("k").all() */
  all(): Self { return this.#each("implode"); }
}
