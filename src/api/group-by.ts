import type { UInt32 } from "../arrow/types.ts";
import { alias, call, columns, type Expr as Node } from "../expr/node.ts";
import type { Plan } from "../plan/node.ts";
import type { Interpolation } from "./expr/aggregates.ts";
import { given } from "./expr/given.ts";
import type { FrameKind, Frames } from "./types/frames.ts";
import type { OkAggregates } from "./types/guard.ts";
import type { AggregatesOf, Every, Given, Merge } from "./types/schema.ts";

const REST: Node = columns(Object.freeze({ by: "all", except: Object.freeze([]) }));

/** Rows grouped by keys, waiting for what to make of each group. */
export class GroupBy<S, Keys, K extends FrameKind> {
  readonly #make: (plan: () => Plan) => unknown;
  readonly #node: (aggs: readonly Node[]) => Plan;

  /** `make` says what comes of a plan, `node` what plan comes of aggregates. */
  constructor(make: (plan: () => Plan) => unknown, node: (aggs: readonly Node[]) => Plan) {
    this.#make = make;
    this.#node = node;
  }

  #agg<F>(aggs: () => readonly Node[]): F { return this.#make(() => this.#node(aggs())) as F; }
  #each<F>(fn: string, options: Readonly<Record<string, unknown>> = {}): F { return this.#agg(() => [call(fn, [REST], Object.freeze(options))]); }

  /** One row a group: its keys and these aggregates; what is not aggregated becomes a list. @example df.groupBy("k").agg(col("x").sum(), len()) */
  agg<const E extends readonly Given<S>[]>(...exprs: OkAggregates<E, S, Keys>): Frames<Merge<Keys, AggregatesOf<E, S, Keys>>>[K] { return this.#agg(() => given(exprs)); }
  /** The number of rows of each group. @example df.groupBy("k").len() */
  len<const N extends string = "len">(name?: N): Frames<Merge<Keys, { [P in N]: UInt32 }>>[K] { return this.#agg(() => [alias(call("len", []), name ?? "len")]); }
  /** The sum of every other column. @example df.groupBy("k").sum() */
  sum(): Frames<Every<S, "sum", Keys>>[K] { return this.#each("sum"); }
  /** The mean of every other column. @example df.groupBy("k").mean() */
  mean(): Frames<Every<S, "mean", Keys>>[K] { return this.#each("mean"); }
  /** The least value of every other column. @example df.groupBy("k").min() */
  min(): Frames<Every<S, "min", Keys>>[K] { return this.#each("min"); }
  /** The greatest value of every other column. @example df.groupBy("k").max() */
  max(): Frames<Every<S, "max", Keys>>[K] { return this.#each("max"); }
  /** The median of every other column. @example df.groupBy("k").median() */
  median(): Frames<Every<S, "median", Keys>>[K] { return this.#each("median"); }
  /** A quantile of every other column. @example df.groupBy("k").quantile(0.9) */
  quantile(q: number, interpolation: Interpolation = "nearest"): Frames<Every<S, "quantile", Keys>>[K] { return this.#each("quantile", { q, interpolation }); }
  /** The first value of every other column. @example df.groupBy("k").first() */
  first(): Frames<Every<S, "first", Keys>>[K] { return this.#each("first"); }
  /** The last value of every other column. @example df.groupBy("k").last() */
  last(): Frames<Every<S, "last", Keys>>[K] { return this.#each("last"); }
  /** The number of different values of every other column. @example df.groupBy("k").nUnique() */
  nUnique(): Frames<Every<S, "nUnique", Keys>>[K] { return this.#each("nUnique"); }
  /** Every other column as lists. @example df.groupBy("k").all() */
  all(): Frames<Every<S, "implode", Keys>>[K] { return this.#each("implode"); }
}
