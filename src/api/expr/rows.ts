import type { Float64, UInt32 } from "../../arrow/types.ts";
import { badArgument, settings, wholeArgument } from "../../core/argument.ts";
import { call, type Expr as Node } from "../../expr/node.ts";
import { ORDER } from "../defaults.ts";
import type { ColumnOf, Make, NodeOf, Operand, Out } from "../types/made.ts";
import type { Bin, Fields, Maybe, Need, Un1, Value } from "../types/node.ts";
import { columnNode, columnNodes, type IntoExpr, nodeOf } from "./into.ts";
import * as V from "./value-options.ts";
import { ValueExpr } from "./values.ts";
import type { SortOptions } from "./windows.ts";

type Hist<O> = O extends { readonly includeBreakpoint: true } | { readonly includeCategory: true } ? any : Value<UInt32>;
type Label<O> = O extends { readonly name: infer C extends string } ? C : O extends { readonly normalize: true } ? "proportion" : "count";
type Counts<N, Name, O> = [Name] extends [string] ? Fields<{ [K in Name | Label<O>]: K extends Label<O> ? Value<O extends { readonly normalize: true } ? Float64 : UInt32> : N }> : any;
type Reshaped<N, D> = D extends readonly [unknown] ? N : any;

/** More functions of the places of values, and of how many there are. */
export abstract class RowExpr<N, Name, Shape> extends ValueExpr<N, Name, Shape> {
  #best<E>(by: unknown, k: number, descending: boolean, reverse: boolean | readonly boolean[] | undefined, fn: string): E {
    const keys = columnNodes([by] as IntoExpr[]);
    const turned = (i: number): boolean => (Array.isArray(reverse) ? reverse[i] === true : reverse === true);
    const flags = { descending: Object.freeze(keys.map((_, i) => descending !== turned(i))), nullsLast: Object.freeze(keys.map(() => true)) };
    return this.#first(call("sortBy", [this["~expr"], ...keys], Object.freeze(flags)), k, fn);
  }
  #first<E>(sorted: Node, k: number, fn: string): E { return this.wrap(call("slice", [sorted], Object.freeze({ offset: 0, length: wholeArgument(k, `k of ${fn}`, 0) }))); }

  /** The `k` greatest values, greatest first; nulls only where there are no more. @example col("x").topK(3) */
  topK(k = 5): Out<N, "sort", Name, "free"> { return this.#first(call("sort", [this["~expr"]], Object.freeze({ descending: true, nullsLast: true })), k, "topK"); }
  /** The `k` least values, least first; nulls only where there are no more. @example col("x").bottomK(3) */
  bottomK(k = 5): Out<N, "sort", Name, "free"> { return this.#first(call("sort", [this["~expr"]], Object.freeze({ descending: false, nullsLast: true })), k, "bottomK"); }
  /** The values of the `k` rows where other columns are greatest. @example col("s").topKBy("x", 3) */
  topKBy<const B extends IntoExpr | readonly IntoExpr[]>(by: B, k = 5, options?: { readonly reverse?: boolean | readonly boolean[] }): Make<N, Need<N, ColumnOf<B>>, Name, "free"> { return this.#best(by, k, true, settings("topKBy", V.REVERSE, options).reverse as boolean, "topKBy"); }
  /** The values of the `k` rows where other columns are least. @example col("s").bottomKBy("x", 3) */
  bottomKBy<const B extends IntoExpr | readonly IntoExpr[]>(by: B, k = 5, options?: { readonly reverse?: boolean | readonly boolean[] }): Make<N, Need<N, ColumnOf<B>>, Name, "free"> { return this.#best(by, k, false, settings("bottomKBy", V.REVERSE, options).reverse as boolean, "bottomKBy"); }
  /** The first `n` values. @example col("x").limit(3) */
  limit(n = 10): Out<N, "same", Name, "free"> { return this.slice(0, n); }
  /** The rows in the order of their values. @example col("x").argSort() */
  argSort(options?: SortOptions): Out<N, "argSort", Name, Shape> { return this.call("argSort", [], ORDER, options); }
  /** The rows where a condition holds. @example col("ok").argTrue() */
  argTrue(): Make<N, Need<Value<UInt32>, Un1<"condition", N>>, Name, "free"> { return this.call("argTrue"); }
  /** The rows where each different value occurs first. @example col("x").argUnique() */
  argUnique(): Out<N, "count", Name, "free"> { return this.call("argUnique"); }
  /** Whether the value occurs here for the last time. @example col("x").isLastDistinct() */
  isLastDistinct(): Out<N, "isNull", Name, Shape> { return this.call("isLastDistinct"); }
  /** The values and behind them others; both take a common type unless `upcast` is false. @example col("x").append("y") */
  append<const R extends IntoExpr>(other: R, options?: { readonly upcast?: boolean }): Make<N, Bin<"sup", N, ColumnOf<R>>, Name, "free"> { return this.wrap(call("append", [this["~expr"], columnNode(other)], Object.freeze(settings("append", V.UPCAST, options)))); }
  /** The values and behind them one value `n` times; null where it does not fit their type. @example col("x").extendConstant(0, 3) */
  extendConstant<const R extends Operand<N>>(value: R, n: number): Make<N, Need<Maybe<N>, NodeOf<R>>, Name, "free"> { return this.wrap(call("extendConstant", [this["~expr"], nodeOf(value as IntoExpr)], Object.freeze({ n }))); }
  /** Every n-th value, from an offset on. @example col("x").gatherEvery(2) */
  gatherEvery(n: number, offset = 0): Out<N, "same", Name, "free"> { return this.call("gatherEvery", [], { n, offset }); }
  /** The values that are not NaN; nulls stay. @example col("x").dropNans() */
  dropNans(): Out<N, "same", Name, "free"> { return this.call("dropNans"); }
  /** The values in any order, the same for a seed. @example col("x").shuffle(1) */
  shuffle(seed?: number): Out<N, "same", Name, "free"> { return this.call("sample", [], { fraction: 1, shuffle: true, ...(seed !== undefined && { seed }) }); }
  /** How many values lie in each of some bins, ten of one width unless said. @example col("x").hist({ binCount: 4 }) */
  hist<const O extends V.HistOptions = {}>(options?: O): Make<N, Need<Hist<O>, Un1<"truncate", N>>, Name, "free"> { return this.call("hist", [], V.HIST, options); }
  /** The values as lists of some sizes; -1 as the first is what fits. @example col("x").reshape([-1, 1]) */
  reshape<const D extends readonly [number, ...number[]]>(dimensions: D): Make<N, Reshaped<N, D>, Name, "free"> {
    if (!Array.isArray(dimensions)) throw badArgument("what reshape is given", dimensions, "a list of sizes");
    return this.call("reshape", [], { dimensions });
  }
  /** Runs of equal values: structs of `len` and `value`. @example col("x").rle() */
  rle(): Make<N, Fields<{ len: Value<UInt32>; value: N }>, Name, "free"> { return this.call("rle"); }
  /** How often each different value occurs, in order of their first row. @example col("x").uniqueCounts() */
  uniqueCounts(): Out<N, "count", Name, "free"> { return this.call("uniqueCounts"); }
  /** Structs of the different values and how often each occurs, or the share of it. @example col("x").valueCounts({ sort: true }) */
  valueCounts<const O extends V.ValueCountsOptions = {}>(options?: O): Make<N, Counts<N, Name, O>, Name, "free"> { return this.call("valueCounts", [], V.VALUE_COUNTS, options); }
}
