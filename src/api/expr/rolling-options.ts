import { badArgument, settings } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import type { IntoExpr } from "./into.ts";

/** Which ends of a stretch belong to it. */
export type ClosedInterval = "left" | "right" | "both" | "none";
/** Which value a share between two rows takes. */
export type RollingInterpolation = "nearest" | "lower" | "higher" | "midpoint" | "linear" | "equiprobable";
export type RollingRankMethod = "average" | "min" | "max" | "dense";

/** Windows of rows. */
export interface RollingOptions {
  /** How many values make a result (default: as many as the window has rows). */
  readonly minSamples?: number | null;
  /** The window lies around its row, not before it. */
  readonly center?: boolean;
}
/** Windows of rows whose values count more or less by their place. */
export interface WeightedOptions extends RollingOptions {
  readonly weights?: readonly number[] | null;
}
export interface RollingSpreadOptions extends WeightedOptions {
  readonly ddof?: number;
}
export interface RollingQuantileOptions extends WeightedOptions {
  readonly interpolation?: RollingInterpolation;
}
export interface RollingShapeOptions extends RollingOptions {
  /** Without the correction for samples (default). */
  readonly bias?: boolean;
}
export interface RollingKurtosisOptions extends RollingShapeOptions {
  /** Normal values have 0 (default), not 3. */
  readonly fisher?: boolean;
}
export interface RollingRankOptions extends RollingOptions {
  readonly method?: RollingRankMethod;
}
/** Windows along a column of times or whole numbers. */
export interface RollingByOptions {
  readonly minSamples?: number | null;
  readonly closed?: ClosedInterval;
}
export interface RollingSpreadByOptions extends RollingByOptions {
  readonly ddof?: number;
}
export interface RollingQuantileByOptions extends RollingByOptions {
  readonly quantile: number;
  readonly interpolation?: RollingInterpolation;
}
export interface RollingRankByOptions extends RollingByOptions {
  readonly method?: RollingRankMethod;
}
/** A stretch of time ("2d"), or of whole numbers ("5i"), around each row's. */
export interface ExprRollingOptions<I extends IntoExpr = IntoExpr> {
  readonly indexColumn: I;
  readonly period: string;
  /** Where the stretch starts (default: a period before the row). */
  readonly offset?: string | null;
  readonly closed?: ClosedInterval;
}
/** Two columns in windows of rows. */
export interface RollingPairOptions {
  readonly windowSize: number;
  readonly minSamples?: number | null;
}
export interface RollingCovOptions extends RollingPairOptions {
  readonly ddof?: number;
}
/** How fast weights shrink, in rows: one of `alpha`, `com`, `span` and `halfLife`. */
export interface EwmSumOptions {
  readonly com?: number;
  readonly span?: number;
  readonly halfLife?: number;
  readonly alpha?: number;
  readonly minSamples?: number;
  /** Nulls take no place between values. */
  readonly ignoreNulls?: boolean;
}
export interface EwmOptions extends EwmSumOptions {
  /** The first value does not stand for all that came before it (default). */
  readonly adjust?: boolean;
}
export interface EwmSpreadOptions extends EwmOptions {
  /** Without the correction for samples. */
  readonly bias?: boolean;
}

const SAMPLES = { minSamples: undefined as unknown };
export const ROWS: object = Object.freeze({ ...SAMPLES, center: false });
export const WEIGHTED: object = Object.freeze({ ...ROWS, weights: undefined });
export const SPREAD: object = Object.freeze({ ...WEIGHTED, ddof: 1 });
export const QUANTILE: object = Object.freeze({ ...WEIGHTED, interpolation: "nearest" });
export const SKEW: object = Object.freeze({ ...ROWS, bias: true });
export const KURTOSIS: object = Object.freeze({ ...SKEW, fisher: true });
export const RANK: object = Object.freeze({ ...ROWS, method: "average" });
export const BY: object = Object.freeze({ ...SAMPLES, closed: "right" });
export const SPREAD_BY: object = Object.freeze({ ...BY, ddof: 1 });
export const QUANTILE_BY: object = Object.freeze({ ...BY, quantile: undefined, interpolation: "nearest" });
export const RANK_BY: object = Object.freeze({ ...BY, method: "average" });
export const PERIOD: object = Object.freeze({ indexColumn: undefined, period: undefined, offset: undefined, closed: "right" });
export const PAIR: object = Object.freeze({ windowSize: undefined, ...SAMPLES });
export const COV: object = Object.freeze({ ...PAIR, ddof: 1 });
const DECAY = { com: undefined, span: undefined, halfLife: undefined, alpha: undefined };
const EWM = { ...DECAY, minSamples: 1, ignoreNulls: false };
export const EWM_SUM: object = Object.freeze(EWM);
export const EWM_MEAN: object = Object.freeze({ ...EWM, adjust: true });
export const EWM_SPREAD: object = Object.freeze({ ...EWM, adjust: true, bias: false });
export const CUMULATIVE: object = Object.freeze({ minSamples: 1 });
export const HALF_LIFE: object = Object.freeze({ halfLife: undefined });

type Decays = Readonly<Record<string, unknown>>;
const WAYS: Readonly<Record<string, readonly [takes: (v: number) => boolean, words: string, alpha: (v: number) => number]>> = {
  com: [(v) => v >= 0, "a number from 0 on", (v) => 1 / (1 + v)],
  span: [(v) => v >= 1, "a number from 1 on", (v) => 2 / (v + 1)],
  halfLife: [(v) => v > 0, "a number above 0", (v) => -Math.expm1(-Math.LN2 / v)],
  alpha: [(v) => v > 0 && v <= 1, "a number above 0 and at most 1", (v) => v],
};

/** The options of an exponentially weighted function, whichever way its decay is given. */
export function decay(fn: string, defaults: object, given: object): Decays {
  const all = settings(fn, defaults, given) as Decays;
  const ways = Object.keys(WAYS).filter((w) => all[w] !== undefined && all[w] !== null);
  const [way] = ways;
  if (way === undefined || ways.length > 1)
    throw new PolaroidError("INVALID_ARGUMENT", `${fn} takes one of ${Object.keys(WAYS).join(", ")}; ${way === undefined ? "none is given" : `${ways.join(" and ")} are given`}`);
  const [takes, words, alpha] = WAYS[way] as (typeof WAYS)[string];
  const value = all[way];
  if (typeof value !== "number" || !Number.isFinite(value) || !takes(value)) throw badArgument(`${way} of ${fn}`, value, words);
  const { com: _, span: __, halfLife: ___, ...rest } = all;
  return { ...rest, alpha: alpha(value) };
}
