import type { Column } from "../../../../arrow/column.ts";
import { isFloat } from "../../../../arrow/type-info.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { doubles } from "../../aggregates/doubles.ts";
import type { CallInfo } from "../../function.ts";
import { emit } from "./emit.ts";
import { type Frames, validCounts } from "./frames.ts";
import type { Interpolation } from "./quantiles.ts";

/** What is made of some values with their weights. */
export type Weighted = (values: Float64Array, weights: Float64Array, options: CallInfo["options"]) => number;

const total = (weights: Float64Array): number => weights.reduce((sum, w) => sum + w, 0);
const product = (values: Float64Array, weights: Float64Array): number =>
  values.reduce((sum, v, i) => sum + v * (weights[i] as number), 0);

export const weightedSum: Weighted = product;
export const weightedMean: Weighted = (values, weights) => {
  const sum = total(weights);
  return sum === 0 ? product(values, weights) : product(values, weights) / sum;
};
const edge =
  (sign: 1 | -1): Weighted =>
  (values, weights) => {
    let best = Number.NaN;
    for (let i = 0; i < values.length; i++) {
      const v = (values[i] as number) * (weights[i] as number);
      if (v !== v) return v;
      if (i === 0 || sign * v > sign * best) best = v;
    }
    return best;
  };
export const weightedMin: Weighted = edge(-1);
export const weightedMax: Weighted = edge(1);

export const weightedVariance: Weighted = (values, weights) => {
  const sum = total(weights);
  const mean = product(values, weights) / sum;
  return values.reduce((all, v, i) => all + (weights[i] as number) * (v - mean) ** 2, 0) / sum;
};
export const weightedDeviation: Weighted = (values, weights, options) =>
  Math.sqrt(weightedVariance(values, weights, options));

const after = (a: number, b: number): number =>
  a === b ? 0 : a < b ? -1 : a > b ? 1 : Number(a !== a) - Number(b !== b);

/** As in StatsBase.jl, which Polars follows. */
const weightedQuantile =
  (share: number | null): Weighted =>
  (values, weights, options) => {
    const q = share ?? Number(options.quantile);
    const how = (share === null ? (options.interpolation ?? "nearest") : "linear") as Interpolation;
    const order = Array.from(values.keys()).sort((a, b) => after(values[a] as number, values[b] as number));
    const first = weights[order[0] as number] as number;
    const height = q * (total(weights) - first) + first;
    let [before, below, above, sum] = [0, 0, 0, 0];
    for (const i of order) {
      if (sum > height) break;
      [before, below, above] = [sum, above, values[i] as number];
      sum += weights[i] as number;
    }
    if (height === before || how === "lower") return below;
    if (how === "higher" || how === "equiprobable") return above;
    if (how === "nearest") return sum - height > height - before ? below : above;
    if (how === "midpoint") return (below + above) * 0.5;
    return below + ((height - before) / (sum - before)) * (above - below);
  };
export const weightedMedian: Weighted = weightedQuantile(0.5);
export const weightedQuantiles: Weighted = weightedQuantile(null);

const NEED_SUM: ReadonlySet<Weighted> = new Set([
  weightedVariance,
  weightedDeviation,
  weightedMedian,
  weightedQuantiles,
]);

/** Windows of values that count more or less by their place in the window. */
export function weigh(
  c: Column,
  frames: Frames,
  least: number,
  info: CallInfo,
  compute: Weighted,
  ahead: number,
): Column {
  const weights = Float64Array.from(info.options.weights as readonly number[]);
  if (c.nulls > 0)
    throw new PolaroidError("INVALID_ARGUMENT", "windows with weights take no nulls: fill or drop them before");
  if (!isFloat(info.type) || c.layout !== "fixed")
    throw new PolaroidError("TYPE_MISMATCH", "windows with weights take numbers");
  if (NEED_SUM.has(compute) && total(weights) === 0)
    throw new PolaroidError("INVALID_ARGUMENT", "the weights of a window add up to 0");
  const x = doubles(c);
  const out = new Float64Array(frames.from.length);
  const size = weights.length;
  for (let i = 0; i < out.length; i++) {
    const [a, b] = [frames.from[i] as number, frames.to[i] as number];
    if (a >= b) continue;
    const first = a - (i + ahead - size);
    out[i] = compute(x.subarray(a, b), weights.subarray(first, first + b - a), info.options);
  }
  return emit(info.type, out, validCounts(frames, c), Math.max(compute === weightedSum ? 0 : 1, least));
}
