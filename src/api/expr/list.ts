import { settings, textsArgument, wholeArgument } from "../../core/argument.ts";
import { call, evaluated, type Expr as Node } from "../../expr/node.ts";
import type { CountOperand, Make, NodeOf, Out, ShapeOf, TextOperand } from "../types/made.ts";
import type { And, Bin, Cur, Items, Many, Opt1, Un1 } from "../types/node.ts";
import type { AnyExpr } from "./any.ts";
import { columnNode, type IntoExpr, literalNode, nodeOf } from "./into.ts";
import { type Both, CONTAINS, DIFF, type Evaluated, EXPLODE, type Folded, ITEM, ListCore, oneOf, type Truth } from "./list-core.ts";
import { type SampleOptions, sampling } from "./windows.ts";

/** Functions of lists. */
export class ListNamespace<N, Name, Shape> extends ListCore {
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
  contains<const R extends IntoExpr>(item: R, options?: { readonly nullsEqual?: boolean }): Make<N, And<Bin<"has", Items<N>, NodeOf<R>>, N>, Name, Shape | ShapeOf<R>> {
    const found = call("list.contains", [this.node, nodeOf(item)]);
    if (settings("list.contains", CONTAINS, options).nullsEqual) return this.make(found) as never;
    return this.make(call("when", [call("isNotNull", [nodeOf(item)]), found, literalNode(null)])) as never;
  }
  /** The items of text joined; nulls are left out, or make it null. @example col("l").list.join(",") */
  join<const R extends TextOperand>(separator: R, options?: { readonly ignoreNulls?: boolean }): Make<N, And<Un1<"list.join", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("list.join", [separator], { ignoreNulls: true }, options); }
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
  /** The items' spread, by `ddof` degrees of freedom. @example col("l").list.std() */
  std(ddof = 1): Folded<N, "std", Name, Shape> { return this.fold("std", { ddof }); }
  /** The items' variance. @example col("l").list.var() */
  var(ddof = 1): Folded<N, "var", Name, Shape> { return this.fold("var", { ddof }); }
  /** The items' median. @example col("l").list.median() */
  median(): Folded<N, "median", Name, Shape> { return this.fold("median"); }
  /** How many different items. @example col("l").list.nUnique() */
  nUnique(): Folded<N, "nUnique", Name, Shape> { return this.fold("nUnique"); }
  /** The place of the least item. @example col("l").list.argMin() */
  argMin(): Folded<N, "argMin", Name, Shape> { return this.fold("argMin"); }
  /** The place of the greatest item. @example col("l").list.argMax() */
  argMax(): Folded<N, "argMax", Name, Shape> { return this.fold("argMax"); }
  /** Whether any item is true; nulls are left out, or make it null. @example col("l").list.any() */
  any(options?: { readonly ignoreNulls?: boolean }): Truth<N, "any", Name, Shape> { return this.truth("any", options); }
  /** Whether all items are true; nulls are left out, or make it null. @example col("l").list.all() */
  all(options?: { readonly ignoreNulls?: boolean }): Truth<N, "all", Name, Shape> { return this.truth("all", options); }
  /** How often an item, a value of its own, is in it. @example col("l").list.countMatches(3) */
  countMatches(item: IntoExpr): Out<N, "list.len", Name, Shape> { return this.evaluate(call("sum", [call("eqMissing", [ITEM, nodeOf(item)])]), "value"); }
  /** An expression of the items, for which element() stands; what it gives is a list again. @example col("l").list.eval(element().mul(2)) */
  eval<const E extends IntoExpr>(expr: E): Evaluated<N, "list", E, Name, Shape> { return this.evaluate(expr, "list"); }
  /** An aggregate of the items, for which element() stands: one value a list, or a list where there are more. @example col("l").list.agg(element().max().sub(element().min())) */
  agg<const E extends IntoExpr>(expr: E): Evaluated<N, ShapeOf<E> extends "scalar" ? "one" : "list", E, Name, Shape> { return this.evaluate(expr, "value"); }
  /** The items where a condition on element() holds. @example col("l").list.filter(element().gt(1)) */
  filter(predicate: AnyExpr | boolean): Out<N, "list.keep", Name, Shape> { return this.evaluate(call("filter", [ITEM, nodeOf(predicate)]), "list"); }
  /** The items that are not null. @example col("l").list.dropNulls() */
  dropNulls(): Evaluated<N, "list", Un1<"dropNulls", Cur>, Name, Shape> { return this.evaluate(call("dropNulls", [ITEM]), "list"); }
  /** Each item less the one `n` before it; the first ones null, or left out by nullBehavior "drop". @example col("l").list.diff() */
  diff(n = 1, options?: { readonly nullBehavior?: "ignore" | "drop" }): Evaluated<N, "list", Un1<"diff", Cur>, Name, Shape> {
    const { nullBehavior } = settings("list.diff", DIFF, options);
    oneOf(nullBehavior, ["ignore", "drop"], "nullBehavior of list.diff");
    const diff = evaluated(this.node, call("diff", [ITEM], Object.freeze({ n: wholeArgument(n, "n of list.diff") })), "list");
    if (nullBehavior === "ignore") return this.make(diff) as never;
    const size = Math.abs(n);
    const rest = (l: Node): Node => call("list.slice", [l, literalNode(size), literalNode(null)]);
    const turned = (l: Node): Node => call("list.reverse", [l]);
    return this.make(n < 0 ? turned(rest(turned(diff))) : rest(diff)) as never;
  }
  /** The items moved `n` places to the end; the gap is null. @example col("l").list.shift(1) */
  shift<const R extends CountOperand>(n: R = 1 as R): Make<N, And<Un1<"list.keep", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("list.shift", [n]); }
  /** The items at some places, from the end where negative; out of bounds is an error, or null where asked. @example col("l").list.gather([0, -1], { nullOnOob: true }) */
  gather<const R extends readonly (number | null)[] | AnyExpr>(places: R, options?: { readonly nullOnOob?: boolean }): Make<N, And<Un1<"list.keep", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("list.gather", [places], { nullOnOob: false }, options); }
  /** Every `n`-th item, from an offset on. @example col("l").list.gatherEvery(2, 1) */
  gatherEvery<const R extends CountOperand>(n: R, offset: CountOperand = 0): Make<N, And<Un1<"list.keep", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("list.gatherEvery", [n, offset]); }
  /** The only item; more are an error, none too unless allowEmpty. @example col("l").list.head(1).list.item({ allowEmpty: true }) */
  item(options?: { readonly allowEmpty?: boolean }): Out<N, "list.get", Name, Shape> { return this.call("list.item", [], { allowEmpty: false }, options); }
  /** Some items at random, `n` or a `fraction` of each list. @example col("l").list.sample({ fraction: 0.5, seed: 1 }) */
  sample(options: SampleOptions): Out<N, "list.keep", Name, Shape> { return this.evaluate(call("sample", [ITEM], Object.freeze(sampling(options))), "list"); }
  /** What is in either list, each once. @example col("l").list.setUnion([1, 2]) */
  setUnion<const R extends IntoExpr>(other: R): Both<N, R, Name, Shape> { return this.call("list.setUnion", [other]); }
  /** What is in both lists, each once. @example col("l").list.setIntersection([1, 2]) */
  setIntersection<const R extends IntoExpr>(other: R): Both<N, R, Name, Shape> { return this.call("list.setIntersection", [other]); }
  /** What is in this list and not in the other, each once. @example col("l").list.setDifference([1, 2]) */
  setDifference<const R extends IntoExpr>(other: R): Both<N, R, Name, Shape> { return this.call("list.setDifference", [other]); }
  /** What is in one of the lists but not in both, each once. @example col("l").list.setSymmetricDifference([1, 2]) */
  setSymmetricDifference<const R extends IntoExpr>(other: R): Both<N, R, Name, Shape> { return this.call("list.setSymmetricDifference", [other]); }
  /** The lists, and other lists or values, joined. @example col("l").list.concat([1, 2]) */
  concat<const R extends IntoExpr>(...others: readonly R[]): Make<N, And<Many<"list", [N, NodeOf<R>]>, N>, Name, Shape | ShapeOf<R>> { return this.make(call("concatList", [this.node, ...others.map((o) => columnNode(o))])) as never; }
  /** The items, one a row; a null list gives null unless keepNulls is false, an empty one none unless emptyAsNull. @example col("l").list.explode() */
  explode(options?: { readonly emptyAsNull?: boolean; readonly keepNulls?: boolean }): Out<N, "explode", Name, "free"> {
    const { emptyAsNull, keepNulls } = settings("list.explode", EXPLODE, options);
    const kept = keepNulls ? this.node : call("filter", [this.node, call("isNotNull", [this.node])]);
    if (!emptyAsNull) return this.make(call("explode", [kept])) as never;
    const full = call("gt", [call("list.len", [kept]), literalNode(0)]);
    return this.make(call("explode", [call("when", [full, kept, literalNode(null)])])) as never;
  }
  /** The first items as the fields of a struct; null where a list is shorter. @example col("l").list.toStruct(["a", "b"]) */
  toStruct<const F extends string>(fields: readonly F[]): Make<N, Opt1<"list.toStruct", N, F>, Name, Shape> { return this.call("list.toStruct", [], { names: Object.freeze([...textsArgument(fields, "the fields of list.toStruct")]) }); }
  /** Lists of one size, which all must have. @example col("l").list.head(1).list.toArray(1) */
  toArray(width: number): Out<N, "list.toArray", Name, Shape> { return this.call("list.toArray", [], { width: wholeArgument(width, "the width of list.toArray", 0) }); }
}
