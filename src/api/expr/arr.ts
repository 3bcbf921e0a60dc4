import { settings, textsArgument, wholeArgument } from "../../core/argument.ts";
import { call, type Expr as Node } from "../../expr/node.ts";
import type { CountOperand, Make, NodeOf, Out, ShapeOf, TextOperand } from "../types/made.ts";
import type { And, Bin, Items, Opt1, Un1 } from "../types/node.ts";
import type { UnaryName } from "../types/unary.ts";
import type { AnyExpr } from "./any.ts";
import type { IntoExpr } from "./into.ts";
import { ListNamespace } from "./list.ts";
import { type Evaluated, type Folded, ListCore, type Truth } from "./list-core.ts";

type L<N> = Un1<"arr.toList", N>;
type Of<N, F extends UnaryName, Name, Shape> = Make<N, Un1<F, L<N>>, Name, Shape>;
type Shared = "len" | "get" | "first" | "last" | "sum" | "mean" | "min" | "max" | "contains" | "countMatches" | "join" | "unique" | "head" | "tail" | "slice" | "explode";
/** Methods of lists without what they say about types. */
type Loose = Readonly<Record<Shared, (...args: readonly unknown[]) => AnyExpr>>;
const AS_ARRAY = Object.freeze({ asArray: false });
const AS_LIST = Object.freeze({ asList: false });

/** Functions of lists of one size. */
export class ArrNamespace<N, Name, Shape> extends ListCore {
  get #list(): Loose { return new ListNamespace(call("arr.toList", [this.node]), this.make) as unknown as Loose; }
  protected override get lists(): Node { return call("arr.toList", [this.node]); }
  #cut(list: Node, width: unknown, options: { readonly asArray?: boolean } | undefined): never {
    if (!settings("arr", AS_ARRAY, options).asArray) return this.make(list) as never;
    return this.make(call("list.toArray", [list], Object.freeze({ width: wholeArgument(width, "the size of an array that is cut", 0) }))) as never;
  }

  /** Lists of any length. @example col("p").arr.toList() */
  toList(): Out<N, "arr.toList", Name, Shape> { return this.call("arr.toList"); }
  /** How many items. @example col("p").arr.len() */
  len(): Of<N, "list.len", Name, Shape> { return this.#list.len() as never; }
  /** An item by its place, from the end where negative; out of bounds is an error, or null where asked. @example col("p").arr.get(0) */
  get(index: CountOperand, options?: { readonly nullOnOob?: boolean }): Of<N, "list.get", Name, Shape> { return this.#list.get(index, options) as never; }
  /** The first item. @example col("p").arr.first() */
  first(): Of<N, "list.get", Name, Shape> { return this.#list.first() as never; }
  /** The last item. @example col("p").arr.last() */
  last(): Of<N, "list.get", Name, Shape> { return this.#list.last() as never; }
  /** The items' sum. @example col("p").arr.sum() */
  sum(): Of<N, "list.sum", Name, Shape> { return this.#list.sum() as never; }
  /** The items' mean. @example col("p").arr.mean() */
  mean(): Of<N, "list.mean", Name, Shape> { return this.#list.mean() as never; }
  /** The least item. @example col("p").arr.min() */
  min(): Of<N, "list.min", Name, Shape> { return this.#list.min() as never; }
  /** The greatest item. @example col("p").arr.max() */
  max(): Of<N, "list.max", Name, Shape> { return this.#list.max() as never; }
  /** The items' spread. @example col("p").arr.std() */
  std(ddof = 1): Folded<N, "std", Name, Shape> { return this.fold("std", { ddof }); }
  /** The items' variance. @example col("p").arr.var() */
  var(ddof = 1): Folded<N, "var", Name, Shape> { return this.fold("var", { ddof }); }
  /** The items' median. @example col("p").arr.median() */
  median(): Folded<N, "median", Name, Shape> { return this.fold("median"); }
  /** How many different items. @example col("p").arr.nUnique() */
  nUnique(): Folded<N, "nUnique", Name, Shape> { return this.fold("nUnique"); }
  /** The place of the least item. @example col("p").arr.argMin() */
  argMin(): Folded<N, "argMin", Name, Shape> { return this.fold("argMin"); }
  /** The place of the greatest item. @example col("p").arr.argMax() */
  argMax(): Folded<N, "argMax", Name, Shape> { return this.fold("argMax"); }
  /** Whether any item is true; nulls are left out, or make it null. @example col("p").arr.any() */
  any(options?: { readonly ignoreNulls?: boolean }): Truth<N, "any", Name, Shape> { return this.truth("any", options); }
  /** Whether all items are true; nulls are left out, or make it null. @example col("p").arr.all() */
  all(options?: { readonly ignoreNulls?: boolean }): Truth<N, "all", Name, Shape> { return this.truth("all", options); }
  /** Whether an item is in it. @example col("p").arr.contains(3) */
  contains<const R extends IntoExpr>(item: R, options?: { readonly nullsEqual?: boolean }): Make<N, And<Bin<"has", Items<L<N>>, NodeOf<R>>, N>, Name, Shape | ShapeOf<R>> { return this.#list.contains(item, options) as never; }
  /** How often an item, a value of its own, is in it. @example col("p").arr.countMatches(3) */
  countMatches(item: IntoExpr): Of<N, "list.len", Name, Shape> { return this.#list.countMatches(item) as never; }
  /** The items of text joined; nulls are left out, or make it null. @example col("p").cast(FixedSizeList(Utf8, 2)).arr.join("-") */
  join<const R extends TextOperand>(separator: R, options?: { readonly ignoreNulls?: boolean }): Make<N, And<Un1<"list.join", L<N>>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.#list.join(separator, options) as never; }
  /** The items in order. @example col("p").arr.sort() */
  sort(options?: { readonly descending?: boolean; readonly nullsLast?: boolean }): Out<N, "arr.keep", Name, Shape> { return this.call("arr.sort", [], { descending: false, nullsLast: false }, options); }
  /** The items from last to first. @example col("p").arr.reverse() */
  reverse(): Out<N, "arr.keep", Name, Shape> { return this.call("arr.reverse"); }
  /** The items moved `n` places to the end; the gap is null. @example col("p").arr.shift(1) */
  shift<const R extends CountOperand>(n: R = 1 as R): Make<N, And<Un1<"arr.keep", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("arr.shift", [n]); }
  /** The different items, as a list. @example col("p").arr.unique() */
  unique(): Out<N, "arr.toList", Name, Shape> { return this.#list.unique() as never; }
  /** The first `n` items, as a list, or as an array where asked. @example col("p").arr.head(1) */
  head<const O extends { readonly asArray?: boolean } = {}>(n: CountOperand, options?: O): Make<N, Un1<O extends { readonly asArray: true } ? "list.toArray" : "list.keep", L<N>>, Name, Shape> { return this.#cut(this.#list.head(n)["~expr"], n, options); }
  /** The last `n` items, as a list, or as an array where asked. @example col("p").arr.tail(1) */
  tail<const O extends { readonly asArray?: boolean } = {}>(n: CountOperand, options?: O): Make<N, Un1<O extends { readonly asArray: true } ? "list.toArray" : "list.keep", L<N>>, Name, Shape> { return this.#cut(this.#list.tail(n)["~expr"], n, options); }
  /** A stretch of the items, as a list, or as an array of that length where asked. @example col("p").arr.slice(0, 1) */
  slice<const O extends { readonly asArray?: boolean } = {}>(offset: CountOperand, length: CountOperand = null, options?: O): Make<N, Un1<O extends { readonly asArray: true } ? "list.toArray" : "list.keep", L<N>>, Name, Shape> { return this.#cut(this.#list.slice(offset, length)["~expr"], length, options); }
  /** An expression of the items, for which element() stands: as many as there were, or a list of any length where asked. @example col("p").arr.eval(element().mul(2)) */
  eval<const E extends IntoExpr, const O extends { readonly asList?: boolean } = {}>(expr: E, options?: O): Evaluated<N, O extends { readonly asList: true } ? "list" : "array", E, Name, Shape> { return this.evaluate(expr, settings("arr.eval", AS_LIST, options).asList ? "list" : "array"); }
  /** An aggregate of the items, for which element() stands: one value an array, or a list where there are more. @example col("p").arr.agg(element().max()) */
  agg<const E extends IntoExpr>(expr: E): Evaluated<N, ShapeOf<E> extends "scalar" ? "one" : "list", E, Name, Shape> { return this.evaluate(expr, "value"); }
  /** The sum of products with another array, item by item. @example col("p").arr.dot([1, 2]) */
  dot<const R extends IntoExpr>(other: R): Make<N, And<Un1<"list.sum", Bin<"items", L<N>, NodeOf<R>>>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("arr.dot", [other]); }
  /** The items, one a row; a null array gives null unless keepNulls is false, an empty one none unless emptyAsNull. @example col("p").arr.explode() */
  explode(options?: { readonly emptyAsNull?: boolean; readonly keepNulls?: boolean }): Out<N, "explode", Name, "free"> { return this.#list.explode(options) as never; }
  /** The items as the fields of a struct: field_0, field_1 and so on unless named. @example col("p").arr.toStruct(["x", "y"]) */
  toStruct<const F extends string>(fields?: readonly F[]): Make<N, Opt1<"list.toStruct", N, F>, Name, Shape> { return this.call("arr.toStruct", [], { names: fields === undefined ? null : Object.freeze([...textsArgument(fields, "the fields of arr.toStruct")]) }); }
}
