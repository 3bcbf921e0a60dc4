import type { UInt32 } from "../arrow/types.ts";
import { badArgument, functionArgument, wholeArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { alias, call, col, columns, type Expr as Node } from "../expr/node.ts";
import { concat, frame, type Plan } from "../plan/node.ts";
import type { DataFrame } from "./data-frame.ts";
import type { Interpolation } from "./expr/aggregates.ts";
import { Expr } from "./expr/expr.ts";
import { given } from "./expr/given.ts";
import type { Part } from "./parts.ts";
import type { FrameKind, Frames } from "./types/frames.ts";
import type { Condition, OkAggregates } from "./types/guard.ts";
import type { AggregatesOf, Every, Given, Merge } from "./types/schema.ts";

const GROUP = "\u0000group";
const REST: Node = columns(Object.freeze({ by: "all", except: Object.freeze([]) }));

/**
 * Rows grouped by keys, waiting for what to make of each group.
 * @ts-ignore covariance is asserted, as for frames */
export class GroupBy<out S, out Keys, out K extends FrameKind> {
  readonly #make: (plan: () => Plan) => unknown;
  readonly #node: (aggs: readonly Node[]) => Plan;

  readonly #parts: (() => Iterable<Part>) | undefined;

  /** `make` says what comes of a plan, `node` what plan comes of aggregates, `parts` the groups' own rows where they are here. */
  constructor(make: (plan: () => Plan) => unknown, node: (aggs: readonly Node[]) => Plan, parts?: () => Iterable<Part>) {
    this.#make = make;
    this.#node = node;
    this.#parts = parts;
  }
  #rows(where: string): Iterable<Part> {
    if (this.#parts === undefined) throw new PolaroidError("NOT_SUPPORTED", `${where} needs the rows of plain groups at hand; collect the query first`);
    return this.#parts();
  }
  #some<F>(fn: string, options: Readonly<Record<string, unknown>>): F {
    const rows = call("struct", [REST], Object.freeze({ names: Object.freeze([]) }));
    return (this.#agg(() => [alias(call(fn, [rows], Object.freeze(options)), GROUP)]) as DataFrame).explode(GROUP).unnest(GROUP) as F;
  }

  /** Keeps the groups where all conditions are true; aggregates follow. @example df.groupBy("k").having(len().gt(1)).agg(col("x").sum()) */
  having(...predicates: readonly Condition<S>[]): GroupBy<S, Keys, K> {
    let names: readonly string[] = [];
    return new GroupBy(
      (plan) => (this.#make(plan) as DataFrame).filter(...names.map((n) => new Expr(col(n)))).drop(...names),
      (aggs) => {
        const held = given(predicates).map((p, i) => alias(p, `${GROUP} ${i}`));
        names = held.map((h) => h.name);
        return this.#node([...held, ...aggs]);
      },
    );
  }
  /** The first `n` rows of each group. @example df.groupBy("k").head(2) */
  head(n = 5): Frames<Merge<Keys, S>>[K] { return this.#some("slice", { offset: 0, length: wholeArgument(n, "n of head", 0) }); }
  /** The last `n` rows of each group. @example df.groupBy("k").tail(2) */
  tail(n = 5): Frames<Merge<Keys, S>>[K] { return this.#some("slice", { offset: -wholeArgument(n, "n of tail", 0), length: n }); }
  /** Frames made of each group's rows by a JavaScript function, one below the other: of a DataFrame. @example df.groupBy("k").mapGroups((g) => g.sort("x").head(1)) */
  mapGroups(f: (group: Frames<S>["eager"]) => Frames<any>["eager"]): Frames<any>[K] {
    return this.#make(() => {
      const made = [...this.#rows("mapGroups")].map(({ frame: rows }) => {
        const out = functionArgument(f, "what mapGroups is given")(this.#make(() => frame(rows)) as never) as { readonly plan?: Plan } | undefined;
        if (out?.plan === undefined) throw badArgument("what the function of mapGroups gives", out, "a DataFrame");
        return out.plan;
      });
      if (made.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "mapGroups has no groups, and so no rows to tell columns by");
      return concat(made, "vertical");
    }) as never;
  }
  /** The groups: the values of the keys, and the rows; of a DataFrame. @example [...df.groupBy("k")] */
  *[Symbol.iterator](): Generator<readonly [readonly unknown[], Frames<S>["eager"]]> {
    for (const { keys, frame: rows } of this.#rows("a walk over groups")) yield [keys, this.#make(() => frame(rows)) as Frames<S>["eager"]];
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
