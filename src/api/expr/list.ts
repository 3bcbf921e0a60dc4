import type { Expr } from "./expr.ts";
import type { IntoExpr } from "./into.ts";
import { Namespace } from "./namespace.ts";

/** Functions of lists. */
export class ListNamespace extends Namespace {
  /** How many items. @example col("l").list.len() */
  len(): Expr { return this.call("list.len"); }
  /** An item by its place, from the end where negative; out of bounds is an error, or null where asked. @example col("l").list.get(0, { nullOnOob: true }) */
  get(index: IntoExpr, options: { readonly nullOnOob?: boolean } = {}): Expr { return this.call("list.get", [index], { nullOnOob: options.nullOnOob ?? false }); }
  /** The first item; null of none. @example col("l").list.first() */
  first(): Expr { return this.call("list.first"); }
  /** The last item; null of none. @example col("l").list.last() */
  last(): Expr { return this.call("list.last"); }
  /** The items' sum. @example col("l").list.sum() */
  sum(): Expr { return this.call("list.sum"); }
  /** The items' mean. @example col("l").list.mean() */
  mean(): Expr { return this.call("list.mean"); }
  /** The least item. @example col("l").list.min() */
  min(): Expr { return this.call("list.min"); }
  /** The greatest item. @example col("l").list.max() */
  max(): Expr { return this.call("list.max"); }
  /** Whether an item is in it. @example col("l").list.contains(3) */
  contains(item: IntoExpr): Expr { return this.call("list.contains", [item]); }
  /** The items of text joined. @example col("l").list.join(",") */
  join(separator: IntoExpr): Expr { return this.call("list.join", [separator]); }
  /** The items in order. @example col("l").list.sort() */
  sort(options: { readonly descending?: boolean; readonly nullsLast?: boolean } = {}): Expr { return this.call("list.sort", [], { descending: options.descending ?? false, nullsLast: options.nullsLast ?? false }); }
  /** The items from last to first. @example col("l").list.reverse() */
  reverse(): Expr { return this.call("list.reverse"); }
  /** The different items. @example col("l").list.unique() */
  unique(): Expr { return this.call("list.unique"); }
  /** A stretch of the items. @example col("l").list.slice(0, 2) */
  slice(offset: IntoExpr, length: IntoExpr = null): Expr { return this.call("list.slice", [offset, length]); }
  /** The first `n` items. @example col("l").list.head(2) */
  head(n: IntoExpr): Expr { return this.call("list.head", [n]); }
  /** The last `n` items. @example col("l").list.tail(2) */
  tail(n: IntoExpr): Expr { return this.call("list.tail", [n]); }
}
