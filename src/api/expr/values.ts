import { type Bool, type Categorical, type DType, type Enum, Float64, Int64, type Null, type Struct, type UInt32, type UInt64 } from "../../arrow/types.ts";
import { badArgument, functionArgument, numbersArgument, settings } from "../../core/argument.ts";
import { call, cast, type Expr as Node } from "../../expr/node.ts";
import type { Series } from "../series.ts";
import type { ColumnOf, Make, NodeOf, Op, Operand, Out, ShapeOf } from "../types/made.ts";
import type { And, Bin, Maybe, Need, Opt1, Un1, Value } from "../types/node.ts";
import type { Standing } from "../types/standing.ts";
import type { Expr } from "./expr.ts";
import { columnNode, type IntoExpr, isExpr, type Literal, nodeOf } from "./into.ts";
import { ofColumn, returned } from "./mapping.ts";
import { type Mapping, replacement } from "./replacing.ts";
import { RollingExpr } from "./rolling.ts";
import * as V from "./value-options.ts";

type Nth<O> = O extends { readonly allowEmpty: true } ? "first" : "same";
type Cut<N, L, C, O> = O extends { readonly includeBreaks: true } ? Need<Value<Struct<{ breakpoint: Float64 | Null; category: (C extends "cut" ? Enum<L & string> : Categorical) | Null }>>, Opt1<"cut", N, Bool>> : Opt1<"cut", N, C extends "cut" ? Enum<L & string> : Categorical>;
type Strict<N, V, O> = O extends { readonly returnDtype: infer T extends DType }
  ? Else<Value<T>, N, O>
  : O extends { readonly default: infer D }
    ? [D] extends [null] ? Maybe<Value<Standing<V>>> : Bin<"sup", Value<Standing<V>>, NodeOf<D>>
    : And<Value<Standing<V>>, N>;
type Else<X, N, O> = O extends { readonly default: infer D } ? And<X, NodeOf<D>> : And<X, N>;
type Result<N, O> = Maybe<O extends { readonly returnDtype: infer T extends DType } ? Value<T> : N>;
type ValuesOf<M> = M extends ReadonlyMap<unknown, infer V> ? V : M extends readonly (infer V)[] ? V : M extends Readonly<Record<string, infer V>> ? V : never;

/** More functions of values row by row, and more aggregates. */
export abstract class ValueExpr<N, Name, Shape> extends RollingExpr<N, Name, Shape> {
  /** Division cut towards zero, as in C; null where an integer is divided by zero. @example col("a").truncdiv(2) */
  truncdiv<const R extends Operand<N>>(other: R): Op<N, "floorDiv", R, Name, Shape> { return this.call("truncdiv", [other]); }
  /** The remainder with the dividend's sign, as in C and SQL. @example col("a").rem(2) */
  rem<const R extends Operand<N>>(other: R): Op<N, "mod", R, Name, Shape> { return this.call("rem", [other]); }
  /** Cut to some decimals, towards zero. @example col("x").truncate(1) */
  truncate(decimals = 0): Out<N, "truncate", Name, Shape> { return this.call("truncate", [], { decimals }); }
  /** Rounded to some significant digits, half away from zero. @example col("x").roundSigFigs(2) */
  roundSigFigs(digits: number): Out<N, "roundSigFigs", Name, Shape> { return this.call("roundSigFigs", [], { digits }); }
  /** Whether two numbers differ by no more than absTol, or relTol of the larger. @example col("x").isClose(1, { absTol: 0.1 }) */
  isClose<const R extends Operand<N>>(other: R, options?: V.CloseOptions): Make<N, And<And<Value<Bool>, Un1<"truncate", N>>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("isClose", [other], V.CLOSE, options); }
  /** The same bits as another type of that width: of the other sign, or a given one. @example col("a").reinterpret({ signed: false }) */
  reinterpret<T extends DType = never, const O extends { readonly signed?: boolean; readonly dtype?: T } = {}>(options: O): Make<N, O extends { readonly dtype: infer D extends DType } ? And<Value<D>, N> : Opt1<"reinterpret", N, O extends { readonly signed: infer G } ? G : boolean>, Name, Shape> { return this.call("reinterpret", [], V.REINTERPRET, options); }
  /** The inverse hyperbolic cosine; NaN below one. @example col("x").arccosh() */
  arccosh(): Out<N, "float", Name, Shape> { return this.call("acosh"); }
  /** The inverse hyperbolic sine. @example col("x").arcsinh() */
  arcsinh(): Out<N, "float", Name, Shape> { return this.call("asinh"); }
  /** The inverse hyperbolic tangent; NaN beyond -1 and 1. @example col("x").arctanh() */
  arctanh(): Out<N, "float", Name, Shape> { return this.call("atanh"); }
  /** The cotangent of radians. @example col("x").cot() */
  cot(): Out<N, "float", Name, Shape> { return this.call("cot"); }
  /** The error function. @example col("x").erf() */
  erf(): Out<N, "float", Name, Shape> { return this.call("erf"); }
  /** One less the error function. @example col("x").erfc() */
  erfc(): Out<N, "float", Name, Shape> { return this.call("erfc"); }
  /** How many bits are set; a Bool is one bit. @example col("a").bitwiseCountOnes() */
  bitwiseCountOnes(): Out<N, "bits", Name, Shape> { return this.call("bitwiseCountOnes"); }
  /** How many bits are not set. @example col("a").bitwiseCountZeros() */
  bitwiseCountZeros(): Out<N, "bits", Name, Shape> { return this.call("bitwiseCountZeros"); }
  /** How many bits are set before the first that is not, from the highest on. @example col("a").bitwiseLeadingOnes() */
  bitwiseLeadingOnes(): Out<N, "bits", Name, Shape> { return this.call("bitwiseLeadingOnes"); }
  /** How many bits are not set before the first that is, from the highest on. @example col("a").bitwiseLeadingZeros() */
  bitwiseLeadingZeros(): Out<N, "bits", Name, Shape> { return this.call("bitwiseLeadingZeros"); }
  /** How many bits are set before the first that is not, from the lowest on. @example col("a").bitwiseTrailingOnes() */
  bitwiseTrailingOnes(): Out<N, "bits", Name, Shape> { return this.call("bitwiseTrailingOnes"); }
  /** How many bits are not set before the first that is, from the lowest on. @example col("a").bitwiseTrailingZeros() */
  bitwiseTrailingZeros(): Out<N, "bits", Name, Shape> { return this.call("bitwiseTrailingZeros"); }

  /** The value, or what stands for it: an object or Map of both, or two lists. The type stays. @example col("s").replace(["a", "b"], ["x", "y"]) */
  replace<const R = never>(old: Mapping | Literal, by?: R): Make<N, [R] extends [never] ? Maybe<N> : R extends readonly (infer V)[] ? (null extends V ? Maybe<N> : N) : And<N, NodeOf<R>>, Name, Shape | ([R] extends [never] ? never : ShapeOf<R>)> { return this.wrap(call("replace", [this["~expr"], ...replacement("replace", old, by)])); }
  /** What stands for the value; one that nothing stands for is an error, or the default. @example col("s").replaceStrict({ a: 1, b: 2 }, undefined, { default: 0 }) */
  replaceStrict<const M extends Mapping | Literal, const R = undefined, const O extends V.ReplaceStrictOptions = {}>(old: M, by?: R, options?: O): Make<N, Strict<N, [R] extends [undefined] ? ValuesOf<M> : R extends readonly (infer I)[] ? I : R, O>, Name, Shape | (O extends { readonly default: infer D } ? ShapeOf<D> : never)> {
    const { default: other, returnDtype } = settings("replaceStrict", V.REPLACE_STRICT, options);
    const rest: readonly Node[] = other === undefined ? [] : [nodeOf(other as IntoExpr)];
    return this.wrap(call("replaceStrict", [this["~expr"], ...replacement("replaceStrict", old, by), ...rest], Object.freeze({ returnDtype: returned("replaceStrict", returnDtype) })));
  }
  /** The bin of a value between borders, as an Enum of the bins' names or the labels given. @example col("x").cut([0, 10], { labels: ["low", "mid", "high"] }) */
  cut<const L extends string = string, const O extends V.CutOptions<L> = {}>(breaks: readonly number[], options?: O & V.CutOptions<L>): Make<N, Cut<N, O extends { readonly labels: readonly (infer X)[] } ? X : string, "cut", O>, Name, Shape> { return this.wrap(call("cut", [this["~expr"]], Object.freeze({ ...settings("cut", V.CUT, options), breaks: numbersArgument(breaks, "the borders of cut") }))); }
  /** The bin of a value between quantiles, or in as many bins of equal counts, as a Categorical. @example col("x").qcut([0.25, 0.75]) */
  qcut<const L extends string = string, const O extends V.QcutOptions<L> = {}>(quantiles: readonly number[] | number, options?: O & V.QcutOptions<L>): Make<N, Cut<N, L, "qcut", O>, Name, Shape> { return this.wrap(call("qcut", [this["~expr"]], Object.freeze({ ...settings("qcut", V.QCUT, options), quantiles: sharesOf(quantiles) }))); }
  /** A list of the value, as many times as a number or another column says. @example col("s").repeatBy(2) */
  repeatBy<const B extends IntoExpr>(by: B): Make<N, And<Un1<"implode", N>, ColumnOf<B>>, Name, Shape | (B extends string ? "rows" : ShapeOf<B>)> { return this.wrap(call("repeatBy", [this["~expr"], columnNode(by)])); }
  /** A number of 64 bits made of the value and a seed; equal values have equal ones, in this engine. @example col("x").hash(1) */
  hash(seed = 0): Make<N, Need<Value<UInt64>, N>, Name, Shape> { return this.call("hash", [], { seed }); }
  /** What the value is stored as: days and counts of time as integers, categories as codes. @example col("t").toPhysical() */
  toPhysical(): Out<N, "physical", Name, Shape> { return this.call("toPhysical"); }
  /** What a JavaScript function makes of each value: slow, and it never leaves this process. @example col("x").mapElements((x) => Math.max(Number(x), 1)) */
  mapElements<const O extends V.MapElementsOptions = {}>(f: (value: any) => unknown, options?: O): Make<N, Result<N, O>, Name, Shape> {
    const { returnDtype, ...rest } = settings("mapElements", V.MAP_ELEMENTS, options);
    return this.wrap(call("mapElements", [this["~expr"]], Object.freeze({ ...rest, returnDtype: returned("mapElements", returnDtype), fn: functionArgument(f, "what mapElements is given") })));
  }
  /** What a JavaScript function makes of the whole column: a Series, a list or, with `returnsScalar`, one value. @example col("x").mapBatches((s) => s.sort()) */
  mapBatches<const O extends V.MapBatchesOptions = {}>(f: (values: Series<any>) => unknown, options?: O): Make<N, Result<N, O>, Name, O extends { readonly returnsScalar: true } ? "scalar" : O extends { readonly isElementwise: true } ? Shape : "free"> {
    const { returnDtype, isElementwise, returnsScalar } = settings("mapBatches", V.MAP_BATCHES, options);
    const type = returned("mapBatches", returnDtype);
    return this.wrap(call(returnsScalar ? "mapGroups" : isElementwise ? "mapRows" : "mapBatches", [this["~expr"]], Object.freeze({ returnDtype: type, fn: ofColumn(f, type) })));
  }
  /** Shows the values as they pass, and changes nothing. @example col("x").inspect((s) => s.length) */
  inspect(show: (values: Series<any>) => void = (s) => console.log(s.toString())): Out<N, "same", Name, Shape> {
    functionArgument(show, "what inspect is given");
    const fn = ofColumn((s) => { show(s); return s; }, null);
    return this.wrap(call("mapRows", [this["~expr"]], Object.freeze({ returnDtype: null, fn })));
  }
  /** What a function makes of this expression. @example col("x").pipe((x) => x.mul(2)) */
  pipe<A extends readonly unknown[], R>(f: (expr: Expr<N, Name, Shape>, ...args: A) => R, ...args: A): R { return functionArgument(f, "what pipe is given")(this as unknown as Expr<N, Name, Shape>, ...args); }
  /** Says that the values are in order; nothing depends on it here. @example col("x").setSorted() */
  setSorted(options?: { readonly descending?: boolean; readonly nullsLast?: boolean }): Make<N, N, Name, Shape> {
    settings("setSorted", V.IS_SORTED, options);
    return this.wrap(this["~expr"]);
  }

  /** The value of a row, from the end where negative; no such row is an error unless `nullOnOob`. @example col("x").get(0) */
  get(index: number | IntoExpr, options?: { readonly nullOnOob?: boolean }): Out<N, "first", Name, "scalar"> {
    const { nullOnOob } = settings("get", V.OUTSIDE, options);
    return this.wrap(typeof index === "number" ? call("get", [this["~expr"]], Object.freeze({ index, nullOnOob })) : call("get", [this["~expr"], columnNode(index)], Object.freeze({ nullOnOob })));
  }
  /** The only value; more of them are an error, none too unless allowed. @example col("x").max().item() */
  item<const O extends { readonly allowEmpty?: boolean } = {}>(options?: O): Out<N, Nth<O>, Name, "scalar"> { return this.call("item", [], V.ALLOW_EMPTY, options); }
  /** The value where another column is greatest; null where that has none. @example col("s").maxBy("x") */
  maxBy<const B extends IntoExpr>(by: B): Make<N, Need<Un1<"first", N>, Un1<"argMax", ColumnOf<B>>>, Name, "scalar"> { return this.wrap(call("get", [this["~expr"], call("argMax", [columnNode(by)])], Object.freeze({ nullOnOob: true }))); }
  /** The value where another column is least; null where that has none. @example col("s").minBy("x") */
  minBy<const B extends IntoExpr>(by: B): Make<N, Need<Un1<"first", N>, Un1<"argMin", ColumnOf<B>>>, Name, "scalar"> { return this.wrap(call("get", [this["~expr"], call("argMin", [columnNode(by)])], Object.freeze({ nullOnOob: true }))); }
  /** The greatest value, NaN where one is. @example col("x").nanMax() */
  nanMax(): Out<N, "max", Name, "scalar"> { return this.call("nanMax"); }
  /** The least value, NaN where one is. @example col("x").nanMin() */
  nanMin(): Out<N, "min", Name, "scalar"> { return this.call("nanMin"); }
  /** The least value that the type can hold. @example col("x").lowerBound() */
  lowerBound(): Out<N, "bound", Name, "scalar"> { return this.call("lowerBound"); }
  /** The greatest value that the type can hold. @example col("x").upperBound() */
  upperBound(): Out<N, "bound", Name, "scalar"> { return this.call("upperBound"); }
  /** Whether any value is null. @example col("x").hasNulls() */
  hasNulls(): Out<N, "hasNulls", Name, "scalar"> { return this.wrap(call("gt", [call("nullCount", [this["~expr"]]), nodeOf(0)])); }
  /** Whether there are no values; nulls are some unless ignored. @example col("x").isEmpty() */
  isEmpty(options?: { readonly ignoreNulls?: boolean }): Out<N, "hasNulls", Name, "scalar"> { return this.wrap(call("eq", [call(settings("isEmpty", V.IGNORE_NULLS, options).ignoreNulls ? "count" : "len", [this["~expr"]]), nodeOf(0)])); }
  /** Whether the values are in order; null for an option leaves it open. @example col("x").isSorted({ descending: true }) */
  isSorted(options?: V.IsSortedOptions): Out<N, "isSorted", Name, "scalar"> {
    const { descending = false, nullsLast = false } = settings("isSorted", V.IS_SORTED, options);
    return this.wrap(call("isSorted", [this["~expr"]], Object.freeze({ descending, nullsLast })));
  }
  /** The first row that holds a value; null where none does. @example col("x").indexOf(3) */
  indexOf<const R extends Operand<N>>(value: R): Make<N, Need<Maybe<Value<UInt32>>, Bin<"eq", N, NodeOf<R>>>, Name, "scalar"> { return this.call("indexOf", [value]); }
  /** Where a value, or each of several, belongs among values in order; before equal ones unless the side is right. @example col("x").searchSorted(3) */
  searchSorted<const R extends Operand<N> | readonly Literal[]>(value: R, options?: V.SearchOptions): Make<N, Need<Value<UInt32>, Bin<"lt", N, R extends readonly (infer I)[] ? NodeOf<I> : NodeOf<R>>>, Name, R extends readonly Literal[] ? "free" : ShapeOf<R> extends "scalar" ? "scalar" : "free"> {
    const many = Array.isArray(value) || (isExpr(value) && value["~expr"].kind !== "lit");
    const node = Array.isArray(value) ? call("explode", [nodeOf(value as Literal)]) : nodeOf(value as IntoExpr);
    return this.wrap(call(many ? "searchSortedAll" : "searchSorted", [this["~expr"], node], Object.freeze(settings("searchSorted", V.SEARCH, options))));
  }
  /** How far the values lean to one side; NaN where all are equal. @example col("x").skew() */
  skew(options?: { readonly bias?: boolean }): Out<N, "shape", Name, "scalar"> { return this.call("skew", [], V.BIAS, options); }
  /** How heavy the tails are: 0 for a normal distribution, 3 where `fisher` is false. @example col("x").kurtosis() */
  kurtosis(options?: { readonly fisher?: boolean; readonly bias?: boolean }): Out<N, "shape", Name, "scalar"> { return this.call("kurtosis", [], V.KURTOSIS, options); }
  /** The entropy of shares, to base e unless given; the values are made shares of their sum unless `normalize` is false. @example col("x").entropy({ base: 2 }) */
  entropy(options?: { readonly base?: number; readonly normalize?: boolean }): Out<N, "entropy", Name, "scalar"> {
    const { base, normalize } = settings("entropy", V.ENTROPY, options);
    const x = this["~expr"];
    const share = call("div", [x, normalize ? call("sum", [x]) : nodeOf(1)]);
    return this.wrap(call("neg", [call("sum", [call("mul", [share, call("log", [share], Object.freeze({ base }))])])]));
  }
  /** The sum of the products with another column. @example col("x").dot("y") */
  dot<const B extends IntoExpr>(other: B): Make<N, Un1<"sum", Bin<"mul", N, ColumnOf<B>>>, Name, "scalar"> { return this.wrap(call("sum", [call("mul", [this["~expr"], columnNode(other)])])); }
  /** All values joined by bitwise and. @example col("a").bitwiseAnd() */
  bitwiseAnd(): Out<N, "bitwise", Name, "scalar"> { return this.call("bitwiseAnd"); }
  /** All values joined by bitwise or. @example col("a").bitwiseOr() */
  bitwiseOr(): Out<N, "bitwise", Name, "scalar"> { return this.call("bitwiseOr"); }
  /** All values joined by bitwise exclusive or. @example col("a").bitwiseXor() */
  bitwiseXor(): Out<N, "bitwise", Name, "scalar"> { return this.call("bitwiseXor"); }
  /** How many different values there are: exact here, and no slower. @example col("x").approxNUnique() */
  approxNUnique(): Out<N, "nUnique", Name, "scalar"> { return this.call("nUnique"); }
  /** The value nearest to a share of the values in order: exact here. @example col("x").approxQuantile(0.9) */
  approxQuantile(quantile: number): Out<N, "approxQuantile", Name, "scalar"> {
    if (typeof quantile !== "number" || !(quantile >= 0 && quantile <= 1)) throw badArgument("quantile of approxQuantile", quantile, "a number from 0 to 1");
    const values = call("sort", [call("dropNulls", [this["~expr"]])]);
    const at = call("add", [call("mul", [call("sub", [cast(call("count", [this["~expr"]]), Float64), nodeOf(1)]), nodeOf(quantile)]), nodeOf(0.5)]);
    return this.wrap(call("get", [values, cast(call("floor", [at]), Int64)], Object.freeze({ nullOnOob: true })));
  }
}

/** Shares between as many bins of equal counts. */
function sharesOf(quantiles: readonly number[] | number): readonly number[] {
  if (Array.isArray(quantiles)) return quantiles as readonly number[];
  if (typeof quantiles !== "number" || !Number.isSafeInteger(quantiles) || quantiles < 0 || quantiles > 1e6) throw badArgument("what qcut is given", quantiles, "a list of quantiles, or a number of bins");
  return Array.from({ length: Math.max(0, quantiles - 1) }, (_, i) => (i + 1) / quantiles);
}
