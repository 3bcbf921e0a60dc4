import { isFloat, isNumeric, isTemporal } from "../../arrow/type-info.ts";
import { type DataType, Datetime, Float64, Int64, List, UInt32 } from "../../arrow/types.ts";
import { badArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { type Arg, type Family, type FunctionSpec, windowed } from "../function.ts";
import type { Options } from "../node.ts";
import { indexType, lengthAlong, positiveLength } from "../window-length.ts";
import { argTypes } from "./signatures.ts";

type Fixed =
  | "rollingSum"
  | "rollingMean"
  | "rollingMin"
  | "rollingMax"
  | "rollingStd"
  | "rollingVar"
  | "rollingMedian"
  | "rollingQuantile"
  | "rollingRank";
export type RollingName =
  | Fixed
  | `${Fixed}By`
  | "rollingSkew"
  | "rollingKurtosis"
  | "rollingMap"
  | "rollingCov"
  | "rollingCorr"
  | "rolling"
  | "cumulativeEval";
type Sign = FunctionSpec["signature"];
/** The type to compute in and the type of the result, or what is taken. */
type Typing = (t: DataType, options: Options) => readonly [DataType, DataType] | string;

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;
const isScalar = (args: readonly Arg[]): boolean => (args[0] as Arg).shape === "scalar";
const plain = (t: DataType): boolean => (isNumeric(t) && t.id !== "Decimal") || t.id === "Bool";
const weighed = (o: Options): boolean => o.weights !== undefined && o.weights !== null;
const floating = (t: DataType): DataType => (isFloat(t) ? t : Float64);

const sums: Typing = (t, options) => {
  if (!plain(t)) return "numbers";
  if (weighed(options)) return [floating(t), floating(t)];
  const out = t.id === "Bool" ? UInt32 : /^U?Int(8|16)$/.test(t.id) ? Int64 : t;
  return [out, out];
};
const extremes: Typing = (t, options) =>
  !plain(t) && !isTemporal(t)
    ? "numbers or times"
    : weighed(options)
      ? plain(t)
        ? [floating(t), floating(t)]
        : "numbers where there are weights"
      : [t, t];
const middles: Typing = (t) => {
  if (isTemporal(t)) return [t, t.id === "Date32" ? Datetime("us") : t];
  return isNumeric(t) || t.id === "Bool" || t.id === "Null" ? [floating(t), floating(t)] : "numbers or times";
};
const spreads: Typing = (t) =>
  isNumeric(t) || t.id === "Bool" || t.id === "Null" ? [floating(t), floating(t)] : "numbers";
const shapes: Typing = (t) => (isNumeric(t) && t.id !== "Decimal" ? [floating(t), floating(t)] : "numbers");
const ranks: Typing = (t, { method = "average" }) =>
  plain(t) || isTemporal(t) ? [t, method === "average" ? Float64 : UInt32] : "numbers or times";

/** What the options say of one another. */
function checkWindow({ windowSize, minSamples, weights }: Options): void {
  if (typeof windowSize !== "number") throw badArgument("windowSize", windowSize, "a whole number from 0 on");
  if (typeof minSamples === "number" && minSamples > windowSize)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `minSamples is ${minSamples}; it must be no more than windowSize, ${windowSize}`,
    );
  if (Array.isArray(weights) && weights.length !== windowSize)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `there are ${weights.length} weights; a window of ${windowSize} rows needs as many`,
    );
}

const fixed =
  (typing: Typing): Sign =>
  (args, options) => {
    checkWindow(options);
    const types = typing(typeOf(args), options);
    return typeof types === "string" ? `takes ${types}, got ${argTypes(args)}` : { args: [types[0]], type: types[1] };
  };
const by =
  (typing: Typing): Sign =>
  (args, options) => {
    const types = typing(typeOf(args), options);
    if (typeof types === "string") return `takes ${types}, got ${argTypes(args)}`;
    const along = args[1]?.type as DataType;
    const index = indexType(along);
    if (typeof index === "string") return index;
    const { windowSize, closed = "right" } = options;
    if (typeof windowSize !== "string") throw badArgument("windowSize", windowSize, 'a length like "2d" or "5i"');
    positiveLength(windowSize, along, "windowSize");
    if (typing === ranks && closed !== "right" && closed !== "both")
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `closed is "${String(closed)}"; a rank needs its own row: "right" or "both"`,
      );
    return { args: [types[0], index], type: types[1] };
  };
const pairs: Sign = (args, options) => {
  checkWindow(options);
  const [a, b] = args.map((x) => x.type) as [DataType, DataType];
  for (const t of [a, b]) if (typeof spreads(t, options) === "string") return `takes numbers, got ${argTypes(args)}`;
  const type = a.id === "Float32" && b.id === "Float32" ? a : Float64;
  return { args: [type, type], type };
};

const grouped: Sign = (args, options) => {
  const along = args[1]?.type as DataType;
  const index = indexType(along);
  if (typeof index === "string") return index;
  const { period, offset } = options;
  if (typeof period !== "string") throw badArgument("period", period, 'a length like "2d" or "5i"');
  positiveLength(period, along, "period");
  if (typeof offset === "string") lengthAlong(offset, along, "offset");
  const type = typeOf(args);
  return { args: [type, index], type: isScalar(args) ? type : List(type) };
};

const mapped: Sign = (args, options) => {
  checkWindow(options);
  const type = typeOf(args);
  if (!isNumeric(type) || type.id === "Decimal") return `takes numbers, got ${argTypes(args)}`;
  const to = weighed(options) ? floating(type) : type;
  return { args: [to], type: to };
};

const accumulated: Sign = (args) => {
  if (!isScalar(args)) return "needs an expression with one value, like an aggregate";
  return args[1]?.elementwise === false
    ? "works on values that depend on no other rows: compute them in a step before"
    : { args: null, type: typeOf(args) };
};

export const ROLLING: Family<RollingName> = {
  /** The sum of the `windowSize` rows up to each one. @example col("x").rollingSum(3) */
  rollingSum: windowed(fixed(sums), "always"),
  /** The mean of the rows of each window. @example col("x").rollingMean(3, { minSamples: 1 }) */
  rollingMean: windowed(fixed(middles), "always"),
  /** The least value of each window; NaN where one is in it. @example col("x").rollingMin(3) */
  rollingMin: windowed(fixed(extremes), "always"),
  /** The greatest value of each window; NaN where one is in it. @example col("x").rollingMax(3) */
  rollingMax: windowed(fixed(extremes), "always"),
  /** The standard deviation in each window. @example col("x").rollingStd(3) */
  rollingStd: windowed(fixed(spreads), "always"),
  /** The variance in each window. @example col("x").rollingVar(3) */
  rollingVar: windowed(fixed(spreads), "always"),
  /** The middle value of each window. @example col("x").rollingMedian(3) */
  rollingMedian: windowed(fixed(middles), "always"),
  /** The value at a share of each window's sorted values. @example col("x").rollingQuantile(0.9, 3) */
  rollingQuantile: windowed(fixed(middles), "always"),
  /** The skewness of each window. @example col("x").rollingSkew(4) */
  rollingSkew: windowed(fixed(shapes), "always"),
  /** The kurtosis of each window, that of normal values 0 unless asked. @example col("x").rollingKurtosis(4) */
  rollingKurtosis: windowed(fixed(shapes), "always"),
  /** The rank of a row's value in its window. @example col("x").rollingRank(3) */
  rollingRank: windowed(fixed(ranks), "always"),
  /** What a JavaScript function makes of each window: slow. @example col("x").rollingMap((window) => window.sum(), 3) */
  rollingMap: windowed(mapped, "always"),
  /** The covariance of two columns in each window. @example rollingCov("x", "y", { windowSize: 3 }) */
  rollingCov: windowed(pairs, "always"),
  /** The correlation of two columns in each window. @example rollingCorr("x", "y", { windowSize: 3 }) */
  rollingCorr: windowed(pairs, "always"),
  /** The sum of the rows in a stretch of time before each row. @example col("x").rollingSumBy("t", "2d") */
  rollingSumBy: windowed(by(sums), "always"),
  /** The mean of the rows in a stretch of time before each row. @example col("x").rollingMeanBy("t", "2d") */
  rollingMeanBy: windowed(by(middles), "always"),
  /** The least value in a stretch of time before each row. @example col("x").rollingMinBy("t", "2d") */
  rollingMinBy: windowed(by(extremes), "always"),
  /** The greatest value in a stretch of time before each row. @example col("x").rollingMaxBy("t", "2d") */
  rollingMaxBy: windowed(by(extremes), "always"),
  /** The standard deviation in a stretch of time before each row. @example col("x").rollingStdBy("t", "2d") */
  rollingStdBy: windowed(by(spreads), "always"),
  /** The variance in a stretch of time before each row. @example col("x").rollingVarBy("t", "2d") */
  rollingVarBy: windowed(by(spreads), "always"),
  /** The middle value of a stretch of time before each row. @example col("x").rollingMedianBy("t", "2d") */
  rollingMedianBy: windowed(by(middles), "always"),
  /** The value at a share of the sorted values of a stretch of time. @example col("x").rollingQuantileBy("t", "2d", { quantile: 0.9 }) */
  rollingQuantileBy: windowed(by(middles), "always"),
  /** The rank of a row's value among those of a stretch of time before it. @example col("x").rollingRankBy("t", "2d") */
  rollingRankBy: windowed(by(ranks), "always"),
  /** An expression of the rows in a stretch of time around each row; the times must be in order. @example col("x").sum().rolling({ indexColumn: "t", period: "2d" }) */
  rolling: windowed(grouped, (args) => isScalar(args) && (args[0] as Arg).nullable),
  /** An aggregate of all rows up to each one: slow. @example col("x").cumulativeEval(element().max().sub(element().min())) */
  cumulativeEval: windowed(accumulated, "always"),
};
