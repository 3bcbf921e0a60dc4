import { type DataType, type DType, Float64, UInt32 } from "../../arrow/types.ts";
import { badArgument, functionArgument, textsArgument, wholeArgument } from "../../core/argument.ts";
import { nameOf } from "../../expr/name.ts";
import { alias, call, cast, columns, type Expr as Node, type Options } from "../../expr/node.ts";
import { intRange } from "../ranges.ts";
import type { Series } from "../series.ts";
import { strictly } from "../strict.ts";
import type { Named, Unknown } from "../types/names.ts";
import type { Col, Cur, Need, Un1, Value } from "../types/node.ts";
import type { UnaryName } from "../types/unary.ts";
import type { Interpolation } from "./aggregates.ts";
import type { AnyExpr } from "./any.ts";
import { Expr } from "./expr.ts";
import { columnNodes, type IntoExpr, nodeOf } from "./into.ts";
import { cs, type Selector } from "./selectors.ts";

const make = <E>(node: Node): E => new Expr(node) as E;
type Of<F extends UnaryName, K, Shape> = [K] extends [string] ? Expr<Un1<F, Need<Cur, Col<K>>>, Named<K>, Shape> : never;
const over = (fn: string, names: readonly string[], options?: Options): Node => {
  if (names.length === 0) throw badArgument(`what ${fn} is given`, undefined, "the name of a column, or several");
  return call(fn, [columns(Object.freeze({ by: "names", names: Object.freeze([...textsArgument(names, `a column of ${fn}`)]) }))], options);
};
type Several<F extends UnaryName, Shape = "scalar"> = <const K extends string>(...names: K[]) => Of<F, K, Shape>;
const several = <F extends UnaryName, Shape = "scalar">(fn: string, options?: Options): Several<F, Shape> => (...names) => make(over(fn, names, options));

/** The sum of a column, or of each of several. @example sum("x") */
export const sum: Several<"sum"> = several("sum");
/** The mean of a column, or of each of several. @example mean("x", "y") */
export const mean: Several<"mean"> = several("mean");
/** The median. @example median("x") */
export const median: Several<"median"> = several("median");
/** The least value of a column, or of each of several. @example min("x") */
export const min: Several<"min"> = several("min");
/** The greatest value of a column, or of each of several. @example max("x") */
export const max: Several<"max"> = several("max");
/** How many different values there are; null counts as one. @example nUnique("x") */
export const nUnique: Several<"nUnique"> = several("nUnique");
/** Whether any value is true. @example any("ok") */
export const any: Several<"any"> = several("any", Object.freeze({ ignoreNulls: true }));
/** The running sum. @example cumSum("x") */
export const cumSum: Several<"cumSum", "rows"> = several("cumSum", Object.freeze({ reverse: false }));
/** The running number of values that are not null. @example cumCount("x") */
export const cumCount: Several<"cumCount", "rows"> = several("cumCount", Object.freeze({ reverse: false }));
/** The standard deviation. @example std("x") */
export const std: <const K extends string>(name: K, ddof?: number) => Of<"std", K, "scalar"> = strictly("std", (name, ddof = 1) => make(over("std", [name], Object.freeze({ ddof }))));
const variance: <const K extends string>(name: K, ddof?: number) => Of<"var", K, "scalar"> = strictly("var", (name, ddof = 1) => make(over("var", [name], Object.freeze({ ddof }))));

export { variance as var };
/** A quantile, 0 to 1. @example quantile("x", 0.9) */
export const quantile: <const K extends string>(name: K, q: number, interpolation?: Interpolation) => Of<"quantile", K, "scalar"> = strictly("quantile", (name, q, interpolation = "nearest") => make(over("quantile", [name], Object.freeze({ q, interpolation }))));
/** The first `n` values of a column. @example head("x", 3) */
export const head: <const K extends string>(name: K, n?: number) => Of<"same", K, "free"> = strictly("head", (name, n = 10) => make(over("slice", [name], Object.freeze({ offset: 0, length: wholeArgument(n, "n of head", 0) }))));
/** The last `n` values of a column. @example tail("x", 3) */
export const tail: <const K extends string>(name: K, n?: number) => Of<"same", K, "free"> = strictly("tail", (name, n = 10) => make(over("slice", [name], Object.freeze({ offset: -wholeArgument(n, "n of tail", 0), length: n }))));
/** The first value of columns by their names; without any, the first column. @example first("x") */
export function first(): Selector<Unknown>;
export function first<const K extends string>(...names: [K, ...K[]]): Of<"first", K, "scalar">;
export function first(...names: string[]): never { return (names.length === 0 ? cs.first() : make(over("first", names))) as never; }
/** The last value of columns by their names; without any, the last column. @example last("x") */
export function last(): Selector<Unknown>;
export function last<const K extends string>(...names: [K, ...K[]]): Of<"last", K, "scalar">;
export function last(...names: string[]): never { return (names.length === 0 ? cs.last() : make(over("last", names))) as never; }
/** Columns by their places, negative from the end. @example nth(0, -1) */
export const nth = (...places: readonly (number | readonly number[])[]): Selector<Unknown> => cs.byIndex(places.flat() as number[]);

const many = (where: string, exprs: unknown): Node[] => {
  const nodes = columnNodes((Array.isArray(exprs) ? exprs : [exprs]) as readonly IntoExpr[]);
  if (nodes.length === 0) throw badArgument(`what ${where} goes over`, exprs, "a list of columns");
  return nodes;
};
type Two = (accumulator: Expr<any>, value: Expr<any>) => AnyExpr;
const step = (where: string, f: Two, a: Node, b: Node): Node => nodeOf(functionArgument(f, `the function of ${where}`)(new Expr(a), new Expr(b)));
function running(where: string, name: string, f: Two, start: Node | null, exprs: unknown): never {
  const nodes = many(where, exprs);
  const out: Node[] = [];
  let sofar = start;
  for (const e of nodes) {
    sofar = sofar === null ? e : step(where, f, sofar, e);
    out.push(alias(sofar, nameOf(e)));
  }
  return make(alias(call("struct", out, Object.freeze({ names: Object.freeze(nodes.map(nameOf)) })), name)) as never;
}
/** Columns folded into one, from a value on, by a function that builds an expression of two. @example fold(lit(0), (acc, x) => acc.add(x), ["a", "b"]) */
export const fold: (start: IntoExpr, f: Two, exprs: readonly IntoExpr[]) => Expr<any, any, "rows"> = strictly("fold", (start, f, exprs) => make(many("fold", exprs).reduce((acc, e) => step("fold", f, acc, e), nodeOf(start))));
/** Columns folded into one by a function that builds an expression of two. @example reduce((acc, x) => acc.add(x), ["a", "b"]) */
export const reduce: (f: Two, exprs: readonly IntoExpr[]) => Expr<any, any, "rows"> = strictly("reduce", (f, exprs) => make(many("reduce", exprs).reduce((acc, e) => step("reduce", f, acc, e))));
/** A struct of every step of `fold`. @example cumFold(lit(0), (acc, x) => acc.add(x), ["a", "b"]) */
export const cumFold: (start: IntoExpr, f: Two, exprs: readonly IntoExpr[]) => Expr<any, "cum_fold", "rows"> = strictly("cumFold", (start, f, exprs) => running("cumFold", "cum_fold", f, nodeOf(start), exprs));
/** A struct of every step of `reduce`. @example cumReduce((acc, x) => acc.add(x), ["a", "b"]) */
export const cumReduce: (f: Two, exprs: readonly IntoExpr[]) => Expr<any, "cum_reduce", "rows"> = strictly("cumReduce", (f, exprs) => running("cumReduce", "cum_reduce", f, null, exprs));
/** A struct of the running sums across columns. @example cumSumHorizontal("a", "b") */
export const cumSumHorizontal = (...exprs: readonly IntoExpr[]): Expr<any, "cum_sum", "rows"> => running("cumSumHorizontal", "cum_sum", (a, b) => a.add(b), null, exprs);

const range = (end: Node): Node => nodeOf(intRange(0, new Expr(end)) as AnyExpr);
/** A value `n` times. @example repeat("x", 3) */
export const repeat = <T extends DType = any>(value: IntoExpr, n: number | AnyExpr, dtype?: T): Expr<Value<T>, "literal", "free"> => {
  const count = typeof n === "number" ? nodeOf(wholeArgument(n, "n of repeat", 0)) : nodeOf(n);
  const one = dtype === undefined ? nodeOf(value) : cast(nodeOf(value), dtype as unknown as DataType);
  return make(alias(call("when", [call("isNotNull", [range(count)]), one, nodeOf(null)]), "literal"));
};
/** `n` times 0. @example zeros(3) */
export const zeros = <T extends DType = Float64>(n: number | AnyExpr, dtype?: T): Expr<Value<T>, "zeros", "free"> => repeat(0, n, (dtype ?? Float64) as T).alias("zeros") as never;
/** `n` times 1. @example ones(3) */
export const ones = <T extends DType = Float64>(n: number | AnyExpr, dtype?: T): Expr<Value<T>, "ones", "free"> => repeat(1, n, (dtype ?? Float64) as T).alias("ones") as never;
/** The number of each row, from 0. @example rowIndex() */
export const rowIndex: <const N extends string = "index">(name?: N) => Expr<Value<UInt32>, N, "rows"> = strictly("rowIndex", (name) => make(alias(cast(range(call("len", [])), UInt32), name ?? "index")));
/** Whole numbers: `intRange`. @example select(arange(0, 5)) */
export const arange: typeof intRange = intRange;
/** What a JavaScript function makes of several columns, as Series: slow, and it never leaves this process. @example mapBatches(["a", "b"], ([a, b]) => a.add(b), { returnDtype: Float64 }) */
export function mapBatches(exprs: readonly IntoExpr[], f: (columns: Series[]) => unknown, options: { readonly returnDtype: DType; readonly returnsScalar?: boolean }): Expr<any, any, any> {
  if (options?.returnDtype === undefined) throw badArgument("returnDtype of mapBatches", undefined, "the type of what the function gives");
  functionArgument(f, "what mapBatches is given");
  const given = many("mapBatches", exprs);
  const names = given.map(nameOf);
  const nodes = given.map((e, i) => alias(e, String(i)));
  const all = call("struct", nodes, Object.freeze({ names: Object.freeze(nodes.map((_, i) => String(i))) }));
  const whole = new Expr(all) as unknown as { mapBatches(f: (s: Series) => unknown, options?: object): { "~expr": Node } };
  return make(alias(whole.mapBatches((s) => f(nodes.map((_, i) => (s as unknown as { struct: { field(name: string): Series } }).struct.field(String(i)))), options)["~expr"], names[0] as string));
}
