import { badArgument, settings, textsArgument, wholeArgument } from "../core/argument.ts";
import { call, columns, lit, type Expr as Node, type Pick } from "../expr/node.ts";
import { type EveryColumn, everyColumn } from "../plan/every-column.ts";
import { drop, filter, type Plan, select, slice, withColumns } from "../plan/node.ts";
import { STRICT } from "./defaults.ts";
import type { Interpolation } from "./expr/aggregates.ts";
import { given } from "./expr/given.ts";
import { type IntoExpr, isExpr, nodeOf } from "./expr/into.ts";
import { isSelector, pickOf, type Selector } from "./expr/selectors.ts";
import { TimeVerbs } from "./time-verbs.ts";
import type { FrameKind, Frames, Some } from "./types/frames.ts";
import type { Condition, Ok, OkAll, OkConditions } from "./types/guard.ts";
import type { IsAny } from "./types/kind.ts";
import type { Counted, EveryOrNull, Given, Merge, NameOrText, Names, Outputs, Without } from "./types/schema.ts";

const ALL: Pick = Object.freeze({ by: "all", except: Object.freeze([]) });
const NUMBERS: Pick = Object.freeze({ by: "class", name: "numeric" });
const FLOATS: Pick = Object.freeze({ by: "class", name: "float" });
const every = (fn: string, args: readonly Node[] = [], options?: Readonly<Record<string, unknown>>): Node =>
  call(fn, [columns(ALL), ...args], options);
const conditions = (nodes: readonly Node[]): Node =>
  nodes.length === 1 ? (nodes[0] as Node) : call("allHorizontal", nodes);
/** The columns of names, or of a selector. */
export const pickOfNames = (names: readonly unknown[], what: string): Pick => {
  const [only] = names;
  if (names.length === 1 && isSelector(only)) return pickOf(only);
  return Object.freeze({ by: "names", names: Object.freeze([...textsArgument(names.flat() as string[], what)]) });
};

const isOptions = (v: unknown): v is object => typeof v === "object" && v !== null && !Array.isArray(v) && !isExpr(v);
/** What columns are left out by. */
type Leaving<S> = NameOrText<S> | readonly NameOrText<S>[] | Selector | Strictness;
type OkLeaving<E extends readonly unknown[], S> = { [I in keyof E]: [E[I]] extends [Strictness] ? E[I] : Ok<E[I], S> };
interface Strictness {
  readonly strict: boolean;
}
type Left<S, O> = IsAny<O> extends true ? any : Without<S, keyof O>;

/** What is made of all columns alike. */
export abstract class WholeVerbs<S, K extends FrameKind> extends TimeVerbs<S, K> {
  #each<F>(fn: string, options?: EveryColumn["options"]): F {
    return this.make(() => everyColumn(this.plan, fn, options));
  }

  /** One row with the sum of each column; null where a type has none. @example df.sum() */
  sum(): Frames<EveryOrNull<S, "sum">>[K] {
    return this.#each("sum");
  }
  /** One row with the mean of each column. @example df.mean() */
  mean(): Frames<EveryOrNull<S, "mean">>[K] {
    return this.#each("mean");
  }
  /** One row with the median of each column. @example df.median() */
  median(): Frames<EveryOrNull<S, "median">>[K] {
    return this.#each("median");
  }
  /** One row with the least value of each column. @example df.min() */
  min(): Frames<EveryOrNull<S, "min">>[K] {
    return this.#each("min");
  }
  /** One row with the greatest value of each column. @example df.max() */
  max(): Frames<EveryOrNull<S, "max">>[K] {
    return this.#each("max");
  }
  /** One row with the standard deviation of each column. @example df.std() */
  std(ddof = 1): Frames<EveryOrNull<S, "std">>[K] {
    return this.#each("std", Object.freeze({ ddof }));
  }
  /** One row with the variance of each column. @example df.var() */
  var(ddof = 1): Frames<EveryOrNull<S, "var">>[K] {
    return this.#each("var", Object.freeze({ ddof }));
  }
  /** One row with the product of each column. @example df.product() */
  product(): Frames<EveryOrNull<S, "product">>[K] {
    return this.#each("product");
  }
  /** One row with a quantile of each column. @example df.quantile(0.9) */
  quantile(q: number, interpolation: Interpolation = "nearest"): Frames<EveryOrNull<S, "quantile">>[K] {
    return this.#each("quantile", Object.freeze({ q, interpolation }));
  }
  /** One row with the number of values of each column that are not null. @example df.count() */
  count(): Frames<Counted<S>>[K] {
    return this.#each("count");
  }
  /** One row with the number of nulls of each column. @example df.nullCount() */
  nullCount(): Frames<Counted<S>>[K] {
    return this.#each("nullCount");
  }

  /** The first row. @example df.first() */
  first(): Frames<S>[K] {
    return this.make(() => slice(this.plan, 0, 1));
  }
  /** The last row. @example df.last() */
  last(): Frames<S>[K] {
    return this.make(() => slice(this.plan, -1, 1));
  }
  /** No rows of the same columns; of a DataFrame. @example df.clear() */
  clear(): Frames<S>[K] {
    return this.make(() => slice(this.plan, 0, 0));
  }
  /** The same frame once more; frames never change, so nothing is copied. @example df.clone() */
  clone(): Frames<S>[K] {
    return this.make(() => this.plan);
  }
  /** The rows from last to first. @example df.reverse() */
  reverse(): Frames<S>[K] {
    return this.make(() => select(this.plan, [every("reverse")]));
  }
  /** The rows moved down by `n` (up, where it is negative); what comes free is null, or filled. @example df.select("a", "b").shift(1, { fillValue: 0 }) */
  shift(n = 1, options?: { readonly fillValue?: IntoExpr }): Frames<any>[K] {
    return this.make(() => {
      const { fillValue } = settings<{ readonly fillValue: unknown }>("shift", { fillValue: undefined }, options);
      const filled = fillValue === undefined ? [] : [nodeOf(fillValue as IntoExpr)];
      return select(this.plan, [every("shift", filled, Object.freeze({ n: wholeArgument(n, "n of shift") }))]);
    });
  }
  /** Every `n`-th row from `offset` on. @example df.gatherEvery(2) */
  gatherEvery(n: number, offset = 0): Frames<S>[K] {
    return this.make(() =>
      select(this.plan, [
        every(
          "gatherEvery",
          [],
          Object.freeze({
            n: wholeArgument(n, "n of gatherEvery", 1),
            offset: wholeArgument(offset, "offset of gatherEvery", 0),
          }),
        ),
      ]),
    );
  }
  /** The rows at some places, negative from the end. @example df.gather([2, 0]) */
  gather(rows: readonly number[]): Frames<S>[K] {
    return this.make(() => {
      if (!Array.isArray(rows)) throw badArgument("what gather is given", rows, "a list of rows");
      return rows.length === 0
        ? slice(this.plan, 0, 0)
        : select(this.plan, [
            every("gather", [
              call("explode", [lit(Object.freeze(rows.map((r) => wholeArgument(r, "a row of gather"))))]),
            ]),
          ]);
    });
  }
  /** Nulls of numbers between values filled evenly, or by the nearest value. @example df.interpolate() */
  interpolate(method: "linear" | "nearest" = "linear"): Frames<any>[K] {
    return this.make(() =>
      withColumns(this.plan, [call("interpolate", [columns(NUMBERS)], Object.freeze({ method }))]),
    );
  }
  /** Every NaN of float columns as another value, or null. @example df.fillNan(0) */
  fillNan(value: number | null): Frames<S>[K] {
    return this.make(() => withColumns(this.plan, [call("fillNan", [columns(FLOATS), nodeOf(value)])]));
  }
  /** Rows without NaN (in some columns). @example df.dropNans() */
  dropNans<const D extends readonly (Some<Names<S>> | Selector)[]>(...subset: D): Frames<S>[K] {
    return this.make(() =>
      filter(
        this.plan,
        call("not", [
          call("anyHorizontal", [
            call("fillNull", [
              call("isNan", [columns(subset.length === 0 ? FLOATS : pickOfNames(subset, "a column of dropNans"))]),
              lit(false),
            ]),
          ]),
        ]),
      ),
    );
  }
  /** Keeps the rows where not all conditions are true; those where they are null stay. @example df.remove(col("price").lt(0)) */
  remove<const E extends readonly Condition<S>[]>(...predicates: OkConditions<E, S>): Frames<S>[K] {
    return this.make(() =>
      filter(this.plan, call("not", [call("fillNull", [conditions(given(predicates)), lit(false)])])),
    );
  }
  /** Leaves columns out: names, lists of them, or selectors; `strict: false` passes over names that are not there. @example df.drop("note", "memo", { strict: false }) */
  drop<const E extends readonly Leaving<S>[]>(
    ...given: OkLeaving<E, S>
  ): Frames<Left<S, Outputs<readonly Exclude<E[number], Strictness>[], S>>>[K] {
    const last: unknown = given[given.length - 1];
    const options = isOptions(last) ? last : undefined;
    const names: readonly unknown[] = options === undefined ? given : given.slice(0, -1);
    return this.make(() => {
      const { strict } = settings("drop", STRICT, options);
      if (!names.some(isSelector)) return drop(this.plan, names.flat() as string[], strict);
      const picks = names.map((n) => {
        const pick = isSelector(n) ? pickOf(n) : pickOfNames([n], "a column to drop");
        return pick.by === "names" && !strict ? Object.freeze({ ...pick, optional: true }) : pick;
      });
      return select(this.plan, [
        columns(
          Object.freeze({ by: "not", pick: Object.freeze({ by: "set", how: "union", picks: Object.freeze(picks) }) }),
        ),
      ]);
    });
  }
  /** The same as `select`: expressions always run as the engine likes. @example df.selectSeq("id") */
  selectSeq<const E extends readonly Given<S>[]>(...exprs: OkAll<E, S>): Frames<Outputs<E, S>>[K] {
    return this.make((): Plan => select(this.plan, given(exprs)));
  }
  /** The same as `withColumns`. @example df.withColumnsSeq(col("price").mul(2).alias("double")) */
  withColumnsSeq<const E extends readonly Given<S>[]>(...exprs: OkAll<E, S>): Frames<Merge<S, Outputs<E, S>>>[K] {
    return this.make((): Plan => withColumns(this.plan, given(exprs)));
  }
}
