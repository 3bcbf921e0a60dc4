import { parseDuration } from "../../../arrow/time/duration.ts";
import { isFloat, PER_SECOND } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { type Missing, missing, type Rules } from "../../../engine/rules.ts";
import type { RollingName } from "../../../expr/functions/rolling.ts";
import type { SmoothingName } from "../../../expr/functions/smoothing.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { aggregateSql, type FunctionSql, type Scope, windowSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { AGGREGATES } from "./aggregates.ts";

const argType = (c: TypedCall): DataType => (c.args[0] as TypedCall).type;

/** The rows of a fixed window. */
function rowsFrame({ options }: TypedCall, scope: Scope): Scope {
  const size = Number(options.windowSize);
  const ahead = options.center === true ? Math.ceil(size / 2) : 1;
  const rows = `ROWS BETWEEN ${size - ahead} PRECEDING AND ${ahead - 1} FOLLOWING`;
  return { ...scope, frame: "window", partition: `${scope.partition} ORDER BY ${scope.row} ${rows}` };
}

const DAY_NS = 86_400_000_000_000n;

/** A window along a column, counted in its unit; null where months or clocks that change make it vary. */
function lengthOf({ options, args }: TypedCall): bigint | null {
  const by = (args[1] as TypedCall).type;
  const d = parseDuration(String(options.windowSize));
  const zoned = by.id === "Datetime" && by.zone !== null;
  if (d.months > 0 || (zoned && (d.weeks > 0 || d.days > 0))) return null;
  const nanos = BigInt(d.weeks * 7 + d.days) * DAY_NS + d.nanoseconds;
  return by.id === "Datetime" ? nanos / (1_000_000_000n / BigInt(PER_SECOND[by.unit])) : nanos;
}

/** The rows of a window along a column: ends that do not belong to it lie one further in. */
function rangeFrame(by: string, c: TypedCall, scope: Scope): Scope {
  const { closed = "right" } = c.options;
  const length = lengthOf(c) ?? 0n;
  const first = closed === "left" || closed === "both" ? length : length - 1n;
  const last = closed === "right" || closed === "both" ? "CURRENT ROW" : "1 PRECEDING";
  const range = `RANGE BETWEEN ${first} PRECEDING AND ${last}`;
  // Wide, so that a window may begin before the least of 64 bits.
  return { ...scope, frame: "window", partition: `${scope.partition} ORDER BY ${by}::HUGEINT ${range}` };
}

/** What is computed of a window's rows. */
type Measure = (x: string, c: TypedCall, frame: Scope) => string;

const aggregated =
  (rule: FunctionSql | Missing): Measure =>
  (x, c, frame) =>
    (rule as FunctionSql)([x], { ...c, options: { ...c.options, q: c.options.quantile } }, frame);
const middle: Measure = (x, c, frame) =>
  aggregated(AGGREGATES.quantile)(x, { ...c, options: { quantile: 0.5, interpolation: "linear" } }, frame);
const least: Measure = (x, c, frame) => {
  const value = aggregateSql(`min(${x})`, frame);
  return isFloat(argType(c))
    ? `CASE WHEN ${aggregateSql(`bool_or(isnan(${x}))`, frame)} THEN 'nan'::${sqlType(c.type)} ELSE ${value} END`
    : value;
};
const greatest: Measure = (x, _, frame) => aggregateSql(`max(${x})`, frame);
const rank: Measure = (x, c, frame) => {
  const held = `list_filter(${aggregateSql(`list(${x})`, frame)}, lambda v: v IS NOT NULL)`;
  const less = `list_filter(${held}, lambda __v: __v < ${x})`;
  const same = `len(list_filter(${held}, lambda __v: __v = ${x}))`;
  const forms: Readonly<Record<string, string>> = {
    min: `len(${less}) + 1`,
    max: `len(${less}) + ${same}`,
    dense: `len(list_distinct(${less})) + 1`,
    average: `len(${less}) + (${same} + 1) / 2.0`,
  };
  return `CASE WHEN ${x} IS NOT NULL THEN CAST(${forms[String(c.options.method ?? "average")]} AS ${sqlType(c.type)}) END`;
};

const sampled = (value: string, x: string, samples: number, frame: Scope): string =>
  samples === 0 ? value : `CASE WHEN ${aggregateSql(`count(${x})`, frame)} >= ${samples} THEN ${value} END`;

const fixed =
  (measure: Measure): FunctionSql =>
  ([x], c, scope) => {
    const frame = rowsFrame(c, scope);
    const { minSamples, windowSize } = c.options;
    return sampled(measure(x as string, c, frame), x as string, Number(minSamples ?? windowSize), frame);
  };
const along =
  (measure: Measure, samples = 1): FunctionSql =>
  ([x, by], c, scope) => {
    const frame = rangeFrame(by as string, c, scope);
    const value = sampled(measure(x as string, c, frame), x as string, Number(c.options.minSamples ?? samples), frame);
    return `CASE WHEN ${by} IS NOT NULL THEN ${value} END`;
  };

const peak =
  (sign: "<" | ">"): FunctionSql =>
  ([x], c, scope) => {
    const value = argType(c).id === "Bool" ? `${x}::INTEGER` : (x as string);
    const beside = (fn: string): string => windowSql(`${fn}(${value}, 1, 0)`, scope);
    return `(${value} ${sign} ${beside("lag")} AND ${value} ${sign} ${beside("lead")})`;
  };

const SHAPES = missing("ours", "the moments of windows are not written in SQL yet");
const REPEATED = missing("ours", "what each row passes on to the next is not written in SQL yet");
const BETWEEN = missing("ours", "distances between rows are not written in SQL yet");
const EVALUATED = missing("ours", "an expression for each window is not written in SQL yet");

export const ROLLING: Rules<RollingName, FunctionSql> = {
  rollingSum: fixed(aggregated(AGGREGATES.sum)),
  rollingMean: fixed(aggregated(AGGREGATES.mean)),
  rollingMin: fixed(least),
  rollingMax: fixed(greatest),
  rollingStd: fixed(aggregated(AGGREGATES.std)),
  rollingVar: fixed(aggregated(AGGREGATES.var)),
  rollingMedian: fixed(middle),
  rollingQuantile: fixed(aggregated(AGGREGATES.quantile)),
  rollingRank: fixed(rank),
  rollingSumBy: along(aggregated(AGGREGATES.sum), 0),
  rollingMeanBy: along(aggregated(AGGREGATES.mean)),
  rollingMinBy: along(least),
  rollingMaxBy: along(greatest),
  rollingStdBy: along(aggregated(AGGREGATES.std)),
  rollingVarBy: along(aggregated(AGGREGATES.var)),
  rollingMedianBy: along(middle),
  rollingQuantileBy: along(aggregated(AGGREGATES.quantile)),
  rollingRankBy: along(rank),
  rollingSkew: SHAPES,
  rollingKurtosis: SHAPES,
  rollingCov: SHAPES,
  rollingCorr: SHAPES,
  rollingMap: missing("ours", "JavaScript functions of windows run on our own engine"),
  rolling: (_, c) => {
    throw new PolaroidError("INTERNAL", `${c.fn} is compiled as a relation`);
  },
  cumulativeEval: EVALUATED,
};

export const SMOOTHING: Rules<SmoothingName, FunctionSql> = {
  ewmMean: REPEATED,
  ewmStd: REPEATED,
  ewmVar: REPEATED,
  ewmSum: REPEATED,
  ewmMeanBy: REPEATED,
  ewmSumBy: REPEATED,
  interpolate: BETWEEN,
  interpolateBy: BETWEEN,
  peakMin: peak("<"),
  peakMax: peak(">"),
};

/** Windows that are there, but not for every option. */
export function rollingGap({ fn, options, args }: TypedCall): string | undefined {
  if (options.weights !== undefined && options.weights !== null) return "weights of windows are not written in SQL yet";
  if (options.interpolation === "equiprobable") return 'the interpolation "equiprobable" is not written in SQL yet';
  if (options.windowSize === 0) return "windows without rows are not written in SQL yet";
  if (fn.endsWith("By") && lengthOf({ options, args } as TypedCall) === null)
    return "windows of calendar lengths are not written in SQL yet";
  return undefined;
}
