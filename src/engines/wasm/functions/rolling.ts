import { PolaroidError } from "../../../core/error.ts";
import type { RollingName } from "../../../expr/functions/rolling.ts";
import type { SmoothingName } from "../../../expr/functions/smoothing.ts";
import type { Whole } from "../function.ts";
import { type Closed, framesBehind, inOrder } from "./rolling/along.ts";
import { rollingCorr, rollingCov } from "./rolling/covariances.ts";
import { maxima, minima } from "./rolling/extremes.ts";
import { fixed, MIXED, TRAILING } from "./rolling/fixed.ts";
import type { Measure } from "./rolling/frames.ts";
import { interpolate, interpolateBy } from "./rolling/interpolate.ts";
import { rollingMap } from "./rolling/map.ts";
import { deviations, kurtoses, skews, variances } from "./rolling/moments.ts";
import { peakMax, peakMin } from "./rolling/peaks.ts";
import { medians, quantiles, ranks } from "./rolling/quantiles.ts";
import { ewmMean, ewmMeanBy, ewmStd, ewmSum, ewmSumBy, ewmVar } from "./rolling/smooth.ts";
import { means, sums } from "./rolling/sums.ts";
import {
  weightedDeviation,
  weightedMax,
  weightedMean,
  weightedMedian,
  weightedMin,
  weightedQuantiles,
  weightedSum,
  weightedVariance,
} from "./rolling/weights.ts";
import { type Segmented, whole } from "./windows/segmented.ts";

const by = (measure: Measure, least = 1): Segmented =>
  inOrder((column, along, starts, info) => {
    const { windowSize, closed = "right", minSamples } = info.options;
    const frames = framesBehind(along, starts, String(windowSize), closed as Closed);
    return measure(column, frames, typeof minSamples === "number" ? minSamples : least, info);
  });

/** Names of functions that evaluate their arguments themselves, once a window. */
type FormName = "rolling" | "cumulativeEval";

/** Windows that move, as `over` needs them. */
export const MOVING: Readonly<Record<Exclude<RollingName | SmoothingName, FormName>, Segmented>> = {
  rollingSum: fixed(sums, weightedSum, TRAILING.sum, MIXED.sum),
  rollingMean: fixed(means, weightedMean, TRAILING.mean, MIXED.mean),
  rollingMin: fixed(minima, weightedMin, TRAILING.min),
  rollingMax: fixed(maxima, weightedMax, TRAILING.max),
  rollingStd: fixed(deviations, weightedDeviation),
  rollingVar: fixed(variances, weightedVariance),
  rollingMedian: fixed(medians, weightedMedian),
  rollingQuantile: fixed(quantiles, weightedQuantiles),
  rollingSkew: fixed(skews),
  rollingKurtosis: fixed(kurtoses),
  rollingRank: fixed(ranks),
  rollingMap,
  rollingCov,
  rollingCorr,
  rollingSumBy: by(sums, 0),
  rollingMeanBy: by(means),
  rollingMinBy: by(minima),
  rollingMaxBy: by(maxima),
  rollingStdBy: by(deviations),
  rollingVarBy: by(variances),
  rollingMedianBy: by(medians),
  rollingQuantileBy: by(quantiles),
  rollingRankBy: by(ranks),
  ewmMean,
  ewmStd,
  ewmVar,
  ewmSum,
  ewmMeanBy,
  ewmSumBy,
  interpolate,
  interpolateBy,
  peakMin,
  peakMax,
};

const form: Whole = () => {
  throw new PolaroidError("INTERNAL", "this function evaluates its arguments itself");
};

/** The same over all rows. */
export const MOVING_WHOLE: Readonly<Record<RollingName | SmoothingName, Whole>> = {
  ...(Object.fromEntries(Object.entries(MOVING).map(([name, fn]) => [name, whole(fn)])) as Record<
    Exclude<RollingName | SmoothingName, FormName>,
    Whole
  >),
  rolling: form,
  cumulativeEval: form,
};
