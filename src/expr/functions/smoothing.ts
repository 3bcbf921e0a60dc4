import { isFloat, isNumeric, isTemporal, typeName } from "../../arrow/type-info.ts";
import { Bool, type DataType, Datetime, Float64 } from "../../arrow/types.ts";
import { badArgument } from "../../core/argument.ts";
import { type Arg, type Family, type FunctionSpec, windowed } from "../function.ts";
import { constantLength, indexType } from "../window-length.ts";
import { argTypes } from "./signatures.ts";

export type SmoothingName =
  | "ewmMean"
  | "ewmStd"
  | "ewmVar"
  | "ewmSum"
  | "ewmMeanBy"
  | "ewmSumBy"
  | "interpolate"
  | "interpolateBy"
  | "peakMin"
  | "peakMax";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;
const floating = (t: DataType): DataType => (isFloat(t) ? t : Float64);
const isNumber = (t: DataType): boolean => isNumeric(t) || t.id === "Bool" || t.id === "Null";

const ewm: Sign = (args, { alpha }) => {
  if (typeof alpha !== "number" || !(alpha > 0 && alpha <= 1))
    throw badArgument("alpha", alpha, "above 0 and at most 1");
  const to = floating(typeOf(args));
  return isNumber(typeOf(args)) ? { args: [to], type: to } : `takes numbers, got ${argTypes(args)}`;
};
const ewmBy: Sign = (args, { halfLife }) => {
  const index = indexType(args[1]?.type as DataType);
  if (typeof index === "string") return index;
  if (typeof halfLife !== "string") throw badArgument("halfLife", halfLife, 'a length like "4h" or "2i"');
  constantLength(halfLife, index, "halfLife");
  const to = floating(typeOf(args));
  return isNumber(typeOf(args)) ? { args: [to, index], type: to } : `takes numbers, got ${argTypes(args)}`;
};

// What has no values between others stays as it is, so that whole frames can be interpolated.
const between: Sign = (args, { method = "linear" }) => {
  const type = typeOf(args);
  if (method !== "linear" || !isNumeric(type) || type.id === "Decimal") return { args: null, type };
  return { args: [floating(type)], type: floating(type) };
};
const betweenBy: Sign = (args) => {
  const [t, by] = args.map((a) => a.type) as [DataType, DataType];
  if (!isNumeric(t) || t.id === "Decimal") return `takes numbers, got ${argTypes(args)}`;
  const along = isFloat(by) ? Float64 : by.id === "Date32" ? Datetime("us") : indexType(by);
  return typeof along === "string"
    ? `goes by dates, times or numbers, got ${typeName(by)}`
    : { args: [floating(t), along], type: floating(t) };
};
const peak: Sign = (args) => {
  const type = typeOf(args);
  return isNumeric(type) || type.id === "Bool" || isTemporal(type)
    ? { args: null, type: Bool }
    : `takes numbers or times, got ${argTypes(args)}`;
};

export const SMOOTHING: Family<SmoothingName> = {
  /** The mean of the rows so far, weighed less the older they are. @example col("x").ewmMean({ span: 5 }) */
  ewmMean: windowed(ewm, "always"),
  /** The standard deviation of the rows so far, weighed less the older they are. @example col("x").ewmStd({ span: 5 }) */
  ewmStd: windowed(ewm, "always"),
  /** The variance of the rows so far, weighed less the older they are. @example col("x").ewmVar({ span: 5 }) */
  ewmVar: windowed(ewm, "always"),
  /** The sum of the rows so far, weighed less the older they are. @example col("x").ewmSum({ alpha: 0.5 }) */
  ewmSum: windowed(ewm, "always"),
  /** The mean of the rows so far, weighed by their age. @example col("x").ewmMeanBy("t", { halfLife: "4h" }) */
  ewmMeanBy: windowed(ewmBy, "always"),
  /** The sum of the rows so far, weighed by their age. @example col("x").ewmSumBy("t", { halfLife: "4h" }) */
  ewmSumBy: windowed(ewmBy, "always"),
  /** Nulls between values filled evenly, or by the nearest value. @example col("x").interpolate() */
  interpolate: windowed(between, "any"),
  /** Nulls between values filled in proportion to another column. @example col("x").interpolateBy("t") */
  interpolateBy: windowed(betweenBy, (args) => (args[0] as Arg).nullable),
  /** Whether a value is less than both of its neighbours; beyond the ends there is 0. @example col("x").peakMin() */
  peakMin: windowed(peak, "any"),
  /** Whether a value is greater than both of its neighbours; beyond the ends there is 0. @example col("x").peakMax() */
  peakMax: windowed(peak, "any"),
};
