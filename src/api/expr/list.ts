import type { CountOperand, Make, NodeOf, Out, ShapeOf, TextOperand } from "../types/made.ts";
import type { And, Bin, Items, Un1 } from "../types/node.ts";
import type { IntoExpr } from "./into.ts";
import { Namespace } from "./namespace.ts";

/** Functions of lists. */
export class ListNamespace<N, Name, Shape> extends Namespace {
  /** How many items. @example col("l").list.len() */
  len(): Out<N, "list.len", Name, Shape> { return this.call("list.len"); }
  /** An item by its place, from the end where negative; out of bounds is an error, or null where asked. @example col("l").list.get(0, { nullOnOob: true }) */
  get(index: CountOperand, options?: { readonly nullOnOob?: boolean }): Out<N, "list.get", Name, Shape> { return this.call("list.get", [index], { nullOnOob: false }, options); }
  /** The first item; null of none. @example col("l").list.first() */
  first(): Out<N, "list.get", Name, Shape> { return this.call("list.first"); }
  /** The last item; null of none. @example col("l").list.last() */
  last(): Out<N, "list.get", Name, Shape> { return this.call("list.last"); }
  /** The items' sum. @example col("l").list.sum() */
  sum(): Out<N, "list.sum", Name, Shape> { return this.call("list.sum"); }
  /** The items' mean. @example col("l").list.mean() */
  mean(): Out<N, "list.mean", Name, Shape> { return this.call("list.mean"); }
  /** The least item. @example col("l").list.min() */
  min(): Out<N, "list.min", Name, Shape> { return this.call("list.min"); }
  /** The greatest item. @example col("l").list.max() */
  max(): Out<N, "list.max", Name, Shape> { return this.call("list.max"); }
  /** Whether an item is in it. @example col("l").list.contains(3) */
  contains<const R extends IntoExpr>(item: R): Make<N, And<Bin<"has", Items<N>, NodeOf<R>>, N>, Name, Shape | ShapeOf<R>> { return this.call("list.contains", [item]); }
  /** The items of text joined. @example col("l").list.join(",") */
  join<const R extends TextOperand>(separator: R): Make<N, And<Un1<"list.join", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("list.join", [separator]); }
  /** The items in order. @example col("l").list.sort() */
  sort(options?: { readonly descending?: boolean; readonly nullsLast?: boolean }): Out<N, "list.keep", Name, Shape> { return this.call("list.sort", [], { descending: false, nullsLast: false }, options); }
  /** The items from last to first. @example col("l").list.reverse() */
  reverse(): Out<N, "list.keep", Name, Shape> { return this.call("list.reverse"); }
  /** The different items. @example col("l").list.unique() */
  unique(): Out<N, "list.keep", Name, Shape> { return this.call("list.unique"); }
  /** A stretch of the items. @example col("l").list.slice(0, 2) */
  slice<const R extends CountOperand>(offset: R, length: CountOperand = null): Make<N, And<Un1<"list.keep", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("list.slice", [offset, length]); }
  /** The first `n` items. @example col("l").list.head(2) */
  head<const R extends CountOperand>(n: R): Make<N, And<Un1<"list.keep", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("list.head", [n]); }
  /** The last `n` items. @example col("l").list.tail(2) */
  tail<const R extends CountOperand>(n: R): Make<N, And<Un1<"list.keep", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("list.tail", [n]); }
}
