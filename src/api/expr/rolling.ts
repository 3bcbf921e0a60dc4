import type { Column } from "../../arrow/column.ts";
import { badArgument, functionArgument, settings } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { rewrite } from "../../expr/children.ts";
import { call, ELEMENT, type Expr as Node } from "../../expr/node.ts";
import type { Series } from "../series.ts";
import type { ColumnOf, Make, NodeOf, Out } from "../types/made.ts";
import type { Evaluation, Need, Un1 } from "../types/node.ts";
import type { UnaryName } from "../types/unary.ts";
import type { AnyExpr } from "./any.ts";
import { columnNode, type IntoExpr, isExpr } from "./into.ts";
import * as R from "./rolling-options.ts";
import { seriesMaker } from "./series-maker.ts";
import { WindowExpr } from "./windows.ts";

type Floated<O, F> = O extends { readonly weights: readonly number[] } ? "rollingFloat" : F;
type Ranked<O> = O extends { readonly method: infer M } ? ("average" extends M ? "rollingRankAverage" : "rollingRank") : "rollingRankAverage";
/** The type of a function of one column that goes by another. */
type By<N, F extends UnaryName, B, Name, Shape> = Make<N, Need<Un1<F, N>, ColumnOf<B>>, Name, Shape>;

/** Functions of windows that move with the rows. */
export abstract class RollingExpr<N, Name, Shape> extends WindowExpr<N, Name, Shape> {
  #window<E>(fn: string, windowSize: unknown, defaults: object, given?: object, more?: object): E { return this.wrap(call(fn, [this["~expr"]], Object.freeze({ ...settings(fn, defaults, given), ...more, windowSize }))); }
  #along<E>(fn: string, by: IntoExpr, defaults: object, given?: object, more?: object): E { return this.wrap(call(fn, [this["~expr"], columnNode(by)], Object.freeze({ ...settings(fn, defaults, given), ...more }))); }
  #ewm<E>(fn: string, defaults: object, given: object): E { return this.call(fn, [], R.decay(fn, defaults, given)); }

  /** The sum of the `windowSize` rows up to each one. @example col("x").rollingSum(3, { minSamples: 1 }) */
  rollingSum<const O extends R.WeightedOptions = {}>(windowSize: number, options?: O): Out<N, Floated<O, "rollingSum">, Name, Shape> { return this.#window("rollingSum", windowSize, R.WEIGHTED, options); }
  /** The mean of the `windowSize` rows up to each one. @example col("x").rollingMean(3) */
  rollingMean(windowSize: number, options?: R.WeightedOptions): Out<N, "rollingMean", Name, Shape> { return this.#window("rollingMean", windowSize, R.WEIGHTED, options); }
  /** The least of the `windowSize` rows up to each one; NaN where one is among them. @example col("x").rollingMin(3) */
  rollingMin<const O extends R.WeightedOptions = {}>(windowSize: number, options?: O): Out<N, Floated<O, "rollingMin">, Name, Shape> { return this.#window("rollingMin", windowSize, R.WEIGHTED, options); }
  /** The greatest of the `windowSize` rows up to each one; NaN where one is among them. @example col("x").rollingMax(3) */
  rollingMax<const O extends R.WeightedOptions = {}>(windowSize: number, options?: O): Out<N, Floated<O, "rollingMin">, Name, Shape> { return this.#window("rollingMax", windowSize, R.WEIGHTED, options); }
  /** The standard deviation of the `windowSize` rows up to each one. @example col("x").rollingStd(3) */
  rollingStd(windowSize: number, options?: R.RollingSpreadOptions): Out<N, "rollingStd", Name, Shape> { return this.#window("rollingStd", windowSize, R.SPREAD, options); }
  /** The variance of the `windowSize` rows up to each one. @example col("x").rollingVar(3) */
  rollingVar(windowSize: number, options?: R.RollingSpreadOptions): Out<N, "rollingStd", Name, Shape> { return this.#window("rollingVar", windowSize, R.SPREAD, options); }
  /** The middle value of the `windowSize` rows up to each one. @example col("x").rollingMedian(3) */
  rollingMedian(windowSize: number, options?: R.WeightedOptions): Out<N, "rollingMean", Name, Shape> { return this.#window("rollingMedian", windowSize, R.WEIGHTED, options); }
  /** The value at a share of the sorted values of each window. @example col("x").rollingQuantile(0.9, 3) */
  rollingQuantile(quantile: number, windowSize: number, options?: R.RollingQuantileOptions): Out<N, "rollingMean", Name, Shape> { return this.#window("rollingQuantile", windowSize, R.QUANTILE, options, { quantile }); }
  /** The skewness of the `windowSize` rows up to each one. @example col("x").rollingSkew(4) */
  rollingSkew(windowSize: number, options?: R.RollingShapeOptions): Out<N, "rollingSkew", Name, Shape> { return this.#window("rollingSkew", windowSize, R.SKEW, options); }
  /** The kurtosis of the `windowSize` rows up to each one. @example col("x").rollingKurtosis(4, { bias: false }) */
  rollingKurtosis(windowSize: number, options?: R.RollingKurtosisOptions): Out<N, "rollingSkew", Name, Shape> { return this.#window("rollingKurtosis", windowSize, R.KURTOSIS, options); }
  /** The rank of each value among the `windowSize` rows up to it. @example col("x").rollingRank(3, { method: "dense" }) */
  rollingRank<const O extends R.RollingRankOptions = {}>(windowSize: number, options?: O): Out<N, Ranked<O>, Name, Shape> { return this.#window("rollingRank", windowSize, R.RANK, options); }
  /** What a JavaScript function makes of each window: slow, and it never leaves this process. @example col("x").rollingMap((window) => Math.max(...window.toArray()), 3) */
  rollingMap(f: (window: Series<any>) => number | bigint | null | undefined, windowSize: number, options?: R.WeightedOptions): Out<N, "rollingMap", Name, Shape> { return this.#window("rollingMap", windowSize, R.WEIGHTED, options, { fn: ofSeries(f) }); }

  /** The sum of the rows in a stretch of time ("2d"), or of whole numbers ("5i"), up to each row's. @example col("x").rollingSumBy("t", "2d") */
  rollingSumBy<const B extends IntoExpr>(by: B, windowSize: string, options?: R.RollingByOptions): By<N, "rollingSum", B, Name, Shape> { return this.#along("rollingSumBy", by, R.BY, options, { windowSize }); }
  /** The mean of the rows in a stretch of time up to each row's. @example col("x").rollingMeanBy("t", "2d") */
  rollingMeanBy<const B extends IntoExpr>(by: B, windowSize: string, options?: R.RollingByOptions): By<N, "rollingMean", B, Name, Shape> { return this.#along("rollingMeanBy", by, R.BY, options, { windowSize }); }
  /** The least value of a stretch of time up to each row's. @example col("x").rollingMinBy("t", "2d") */
  rollingMinBy<const B extends IntoExpr>(by: B, windowSize: string, options?: R.RollingByOptions): By<N, "rollingMin", B, Name, Shape> { return this.#along("rollingMinBy", by, R.BY, options, { windowSize }); }
  /** The greatest value of a stretch of time up to each row's. @example col("x").rollingMaxBy("t", "2d", { closed: "both" }) */
  rollingMaxBy<const B extends IntoExpr>(by: B, windowSize: string, options?: R.RollingByOptions): By<N, "rollingMin", B, Name, Shape> { return this.#along("rollingMaxBy", by, R.BY, options, { windowSize }); }
  /** The standard deviation in a stretch of time up to each row's. @example col("x").rollingStdBy("t", "2d") */
  rollingStdBy<const B extends IntoExpr>(by: B, windowSize: string, options?: R.RollingSpreadByOptions): By<N, "rollingStd", B, Name, Shape> { return this.#along("rollingStdBy", by, R.SPREAD_BY, options, { windowSize }); }
  /** The variance in a stretch of time up to each row's. @example col("x").rollingVarBy("t", "2d") */
  rollingVarBy<const B extends IntoExpr>(by: B, windowSize: string, options?: R.RollingSpreadByOptions): By<N, "rollingStd", B, Name, Shape> { return this.#along("rollingVarBy", by, R.SPREAD_BY, options, { windowSize }); }
  /** The middle value of a stretch of time up to each row's. @example col("x").rollingMedianBy("t", "2d") */
  rollingMedianBy<const B extends IntoExpr>(by: B, windowSize: string, options?: R.RollingByOptions): By<N, "rollingMean", B, Name, Shape> { return this.#along("rollingMedianBy", by, R.BY, options, { windowSize }); }
  /** The value at a share of the sorted values of a stretch of time. @example col("x").rollingQuantileBy("t", "2d", { quantile: 0.9 }) */
  rollingQuantileBy<const B extends IntoExpr>(by: B, windowSize: string, options: R.RollingQuantileByOptions): By<N, "rollingMean", B, Name, Shape> { return this.#along("rollingQuantileBy", by, R.QUANTILE_BY, options, { windowSize }); }
  /** The rank of each value among those of a stretch of time up to it. @example col("x").rollingRankBy("t", "2d") */
  rollingRankBy<const B extends IntoExpr, const O extends R.RollingRankByOptions = {}>(by: B, windowSize: string, options?: O): By<N, Ranked<O>, B, Name, Shape> { return this.#along("rollingRankBy", by, R.RANK_BY, options, { windowSize }); }
  /** The expression over the rows in a stretch of time around each row's; the times must be in order. A list where it has no single value. @example col("x").sum().rolling({ indexColumn: "id", period: "2i" }) */
  rolling<const I extends IntoExpr>(options: R.ExprRollingOptions<I>): Make<N, Need<[Shape] extends ["scalar"] ? N : Un1<"implode", N>, ColumnOf<I>>, Name, "rows"> {
    const { indexColumn, ...rest } = settings("rolling", R.PERIOD, options) as R.ExprRollingOptions;
    if (indexColumn === undefined) throw new PolaroidError("INVALID_ARGUMENT", "rolling needs an indexColumn");
    return this.wrap(call("rolling", [this["~expr"], columnNode(indexColumn)], Object.freeze(rest)));
  }
  /** An aggregate of `element()` over all rows up to each one: slow. @example col("x").cumulativeEval(element().max().sub(element().min())) */
  cumulativeEval<const E extends AnyExpr>(expr: E, options?: { readonly minSamples?: number }): Make<N, Evaluation<"rows", N, NodeOf<E>>, Name, Shape> {
    if (!isExpr(expr)) throw badArgument("what cumulativeEval is given", expr, "an expression of element()");
    const body = rewrite(expr["~expr"], (e): Node => (e.kind === "col" && e.name === ELEMENT ? this["~expr"] : e));
    return this.wrap(call("cumulativeEval", [body, this["~expr"]], Object.freeze({ ...settings("cumulativeEval", R.CUMULATIVE, options) })));
  }

  /** The mean of the rows so far, weighed less the older they are. @example col("x").ewmMean({ span: 5 }) */
  ewmMean(options: R.EwmOptions): Out<N, "ewm", Name, Shape> { return this.#ewm("ewmMean", R.EWM_MEAN, options); }
  /** The standard deviation of the rows so far, weighed less the older they are. @example col("x").ewmStd({ halfLife: 2 }) */
  ewmStd(options: R.EwmSpreadOptions): Out<N, "ewm", Name, Shape> { return this.#ewm("ewmStd", R.EWM_SPREAD, options); }
  /** The variance of the rows so far, weighed less the older they are. @example col("x").ewmVar({ com: 1 }) */
  ewmVar(options: R.EwmSpreadOptions): Out<N, "ewm", Name, Shape> { return this.#ewm("ewmVar", R.EWM_SPREAD, options); }
  /** The sum of the rows so far, weighed less the older they are. @example col("x").ewmSum({ alpha: 0.5 }) */
  ewmSum(options: R.EwmSumOptions): Out<N, "ewm", Name, Shape> { return this.#ewm("ewmSum", R.EWM_SUM, options); }
  /** The mean of the rows so far, weighed by their age: after `halfLife` one counts half. @example col("x").ewmMeanBy("t", { halfLife: "4h" }) */
  ewmMeanBy<const B extends IntoExpr>(by: B, options: { readonly halfLife: string }): By<N, "ewm", B, Name, Shape> { return this.#along("ewmMeanBy", by, R.HALF_LIFE, options); }
  /** The sum of the rows so far, weighed by their age: after `halfLife` one counts half. @example col("x").ewmSumBy("t", { halfLife: "4h" }) */
  ewmSumBy<const B extends IntoExpr>(by: B, options: { readonly halfLife: string }): By<N, "ewm", B, Name, Shape> { return this.#along("ewmSumBy", by, R.HALF_LIFE, options); }

  /** Nulls between values filled evenly, or by the nearest value. @example col("x").interpolate() */
  interpolate<const M extends "linear" | "nearest" = "linear">(method?: M): Out<N, M extends "linear" ? "interpolate" : "same", Name, Shape> { return this.call("interpolate", [], { method: method ?? "linear" }); }
  /** Nulls between values filled in proportion to another column. @example col("x").interpolateBy("id") */
  interpolateBy<const B extends IntoExpr>(by: B): By<N, "interpolateBy", B, Name, Shape> { return this.#along("interpolateBy", by, {}); }
  /** Whether a value is less than both of its neighbours; beyond the ends there is 0. @example col("x").peakMin() */
  peakMin(): Out<N, "peak", Name, Shape> { return this.call("peakMin"); }
  /** Whether a value is greater than both of its neighbours; beyond the ends there is 0. @example col("x").peakMax() */
  peakMax(): Out<N, "peak", Name, Shape> { return this.call("peakMax"); }
}

/** A function of a Series as one of its column; what it throws is told as its own. */
function ofSeries(f: (window: Series<any>) => unknown): (values: Column) => unknown {
  functionArgument(f, "what rollingMap is given");
  return (values) => {
    try {
      return f(seriesMaker.make?.("", values) as Series<any>);
    } catch (cause) {
      throw cause instanceof PolaroidError ? cause : new PolaroidError("INVALID_ARGUMENT", `rollingMap: the function failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  };
}
