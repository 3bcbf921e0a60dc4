import type { DataType, Enum, Null, Struct, UInt32 } from "../../arrow/types.ts";
import { badArgument, functionArgument, settings, textsArgument, wholeArgument } from "../../core/argument.ts";
import { call, type Expr as Node } from "../../expr/node.ts";
import type { Make, Op, Operand } from "../types/made.ts";
import type { Need, Value } from "../types/node.ts";
import type { AnyExpr } from "./any.ts";
import type { Expr } from "./expr.ts";
import { columnNode, type IntoExpr, type Literal, literalNode } from "./into.ts";
import { RowExpr } from "./rows.ts";

/** What bins are called, and whether their borders come along. */
export interface RankBinOptions<L extends string = string> {
  /** A name for each bin, or false for their numbers. */
  readonly labels: readonly L[] | false;
  /** A struct of the bin and its borders; those at the ends are null. */
  readonly includeIntervals?: boolean;
}
export interface BinOptions<L extends string = string> extends RankBinOptions<L> {
  /** Whether the right border belongs to a bin, not the left one. */
  readonly rightClosed?: boolean;
}
type Bin<O> = O extends { readonly labels: readonly (infer L extends string)[] } ? Enum<L> : UInt32;
type Binned<N, O> = Need<O extends { readonly includeIntervals: true } ? Value<Struct<{ bin: Bin<O> | Null; left: any; right: any }>> : Value<Bin<O> | Null>, N>;

const RANKS: { readonly labels: unknown; readonly includeIntervals: boolean } = Object.freeze({ labels: undefined, includeIntervals: false });
const BINS: typeof RANKS & { readonly rightClosed: boolean } = Object.freeze({ ...RANKS, rightClosed: false });

function optionsOf(fn: string, defaults: typeof RANKS, given: unknown): Readonly<Record<string, unknown>> {
  const all = settings(fn, defaults, given);
  const { labels } = all;
  if (labels !== false && !Array.isArray(labels)) throw badArgument(`labels of ${fn}`, labels, "a list of names, or false");
  return { ...all, labels: labels === false ? null : Object.freeze([...textsArgument(labels as readonly string[], `labels of ${fn}`)]) };
}
/** As many bins of one size, or the shares between them. */
function sharesOf(fn: string, given: readonly number[] | number): Readonly<Record<string, unknown>> {
  if (typeof given === "number") return { count: wholeArgument(given, `the number of bins of ${fn}`, 1) };
  const right = Array.isArray(given) && given.every((q, i) => typeof q === "number" && q >= (i === 0 ? 0 : given[i - 1]) && q <= 1);
  if (!right) throw badArgument(`what ${fn} is given`, given, "ascending numbers from 0 to 1, or a number of bins");
  return { shares: Object.freeze([...given]) };
}

/** What depends on the type of a column, and bins. */
export abstract class BinExpr<N, Name, Shape> extends RowExpr<N, Name, Shape> {
  /** Division with a fraction: the same as `div`. @example col("a").truediv(2) */
  truediv<const R extends Operand<N>>(other: R): Op<N, "div", R, Name, Shape> { return this.call("div", [other]); }
  /** The bin between ascending borders, or in as many bins of one width. @example col("x").binIntervals([0, 10], { labels: ["low", "mid", "high"] }) */
  binIntervals<const L extends string, const O extends BinOptions<L>>(intervals: readonly Literal[] | number, options: O & BinOptions<L>): Make<N, Binned<N, O>, Name, Shape> {
    const own = optionsOf("binIntervals", BINS, options);
    if (!Array.isArray(intervals)) return this.#binned("binIntervals", [], { ...own, count: wholeArgument(intervals, "the number of bins of binIntervals", 1) });
    return this.#binned("binIntervals", (intervals as readonly Literal[]).map((b) => literalNode(b)), { ...own, count: null });
  }
  /** The bin between quantiles, which are values of the column, or in as many bins. @example col("x").binQuantiles([0.25, 0.75], { labels: ["low", "mid", "high"] }) */
  binQuantiles<const L extends string, const O extends BinOptions<L>>(quantiles: readonly number[] | number, options: O & BinOptions<L>): Make<N, Binned<N, O>, Name, Shape> { return this.#binned("binQuantiles", [], { ...optionsOf("binQuantiles", BINS, options), ...sharesOf("binQuantiles", quantiles) }); }
  /** The bin by the place in the order of values: by shares of the rows, or in as many bins of equal counts. @example col("x").binRanks(3, { labels: false }) */
  binRanks<const L extends string, const O extends RankBinOptions<L>>(ranks: readonly number[] | number, options: O & RankBinOptions<L>): Make<N, Binned<N, O>, Name, Shape> { return this.#binned("binRanks", [], { ...optionsOf("binRanks", RANKS, options), ...sharesOf("binRanks", ranks) }); }
  #binned<E>(fn: string, borders: readonly Node[], options: Readonly<Record<string, unknown>>): E { return this.wrap(call(fn, [this["~expr"], ...borders], Object.freeze(options))); }
  /** The expression that a function makes of this one and its type, when the query is planned. @example col("x").pipeWithDtype((x, type) => (type.id === "Utf8" ? x.cast(Float64) : x)) */
  pipeWithDtype(f: (expr: any, type: DataType) => IntoExpr): Expr<any, any, Shape> {
    functionArgument(f, "what pipeWithDtype is given");
    return pipedWithDtype([this["~expr"]], ([[e, type]]) => f(e as Expr, type), (node) => this.wrap(node));
  }
}

type Pairs = readonly [readonly [AnyExpr, DataType], ...(readonly [AnyExpr, DataType])[]];
/** A call that a function replaces once types are known. */
export const pipedWithDtype = <E>(nodes: readonly Node[], f: (pairs: Pairs) => IntoExpr, wrap: (node: Node) => E): E =>
  wrap(call("pipeWithDtype", nodes, Object.freeze({ f: (args: readonly Node[], types: readonly DataType[]) => columnNode(f(args.map((a, i) => [wrap(a), types[i]]) as never)) })));
