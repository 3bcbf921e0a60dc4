import { isFloat, isInteger, isNested, isNumeric, isTemporal, typeName } from "../../arrow/type-info.ts";
import { Bool, type DataType, Datetime, Decimal, Duration, Float64, Int64, List, UInt32 } from "../../arrow/types.ts";
import { type Arg, aggregate, type Family, type FunctionSpec } from "../function.ts";
import { argTypes } from "./signatures.ts";

export type AggregateName =
  | "sum"
  | "mean"
  | "min"
  | "max"
  | "count"
  | "len"
  | "nullCount"
  | "nUnique"
  | "first"
  | "last"
  | "median"
  | "quantile"
  | "std"
  | "var"
  | "any"
  | "all"
  | "implode"
  | "argMin"
  | "argMax"
  | "product";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;

const sum: Sign = (args) => {
  const type = typeOf(args);
  if (type.id === "Bool") return { args: null, type: UInt32 };
  if (type.id === "Decimal") return { args: null, type: Decimal(38, type.scale) };
  if (isInteger(type)) return { args: null, type: /^U?Int(8|16)$/.test(type.id) ? Int64 : type };
  if (isFloat(type) || type.id === "Duration") return { args: null, type };
  return type.id === "Null" ? { args: null, type: Int64 } : `takes numbers, Bool or Duration, got ${argTypes(args)}`;
};

const times: Sign = (args) => {
  const type = typeOf(args);
  if (type.id === "Decimal") return { args: null, type: Decimal(38, type.scale) };
  if (isFloat(type) || type.id === "UInt64") return { args: null, type };
  return isInteger(type) || type.id === "Bool"
    ? { args: null, type: Int64 }
    : `takes numbers or Bool, got ${argTypes(args)}`;
};

const middle: Sign = (args) => {
  const type = typeOf(args);
  if (isTemporal(type)) return { args: null, type: type.id === "Date32" ? Datetime("us") : type };
  if (isNumeric(type) || type.id === "Bool" || type.id === "Null")
    return { args: null, type: type.id === "Float32" ? type : Float64 };
  return `takes numbers or times, got ${argTypes(args)}`;
};

const spread: Sign = (args) => {
  const type = typeOf(args);
  if (type.id === "Duration") return { args: null, type: Duration(type.unit) };
  if (isNumeric(type) || type.id === "Bool" || type.id === "Null")
    return { args: null, type: type.id === "Float32" ? type : Float64 };
  return `takes numbers, got ${argTypes(args)}`;
};

const ordered: Sign = (args) =>
  isNested(typeOf(args)) ? `${typeName(typeOf(args))} has no order` : { args: null, type: typeOf(args) };
const count: Sign = () => ({ args: null, type: UInt32 });
const logical: Sign = (args) =>
  ["Bool", "Null"].includes(typeOf(args).id) ? { args: null, type: Bool } : `takes Bool, got ${argTypes(args)}`;

export const AGGREGATES: Family<AggregateName> = {
  /** The sum of what is not null, 0 of nothing; small integers add up as Int64. @example col("x").sum() */
  sum: aggregate(sum, "never"),
  /** The mean of what is not null; null of nothing. @example col("x").mean() */
  mean: aggregate(middle, "always", ["avg"]),
  /** The least value; NaN only where nothing else is. @example col("x").min() */
  min: aggregate(ordered, "always"),
  /** The greatest value; NaN only where nothing else is. @example col("x").max() */
  max: aggregate(ordered, "always"),
  /** How many values are not null. @example col("x").count() */
  count: aggregate(count, "never"),
  /** How many rows there are, nulls too. @example len() */
  len: aggregate(count, "never"),
  /** How many values are null. @example col("x").nullCount() */
  nullCount: aggregate(count, "never"),
  /** How many different values there are; null counts as one. @example col("x").nUnique() */
  nUnique: aggregate(count, "never"),
  /** The first value, null or not. @example col("x").first() */
  first: aggregate((args) => ({ args: null, type: typeOf(args) }), "always"),
  /** The last value, null or not. @example col("x").last() */
  last: aggregate((args) => ({ args: null, type: typeOf(args) }), "always"),
  /** The median of what is not null. @example col("x").median() */
  median: aggregate(middle, "always"),
  /** A quantile (interpolation: nearest, lower, higher, midpoint, linear). @example col("x").quantile(0.9, "linear") */
  quantile: aggregate(middle, "always"),
  /** The standard deviation (ddof 1 unless given); null of fewer than ddof + 1 values. @example col("x").std() */
  std: aggregate(spread, "always", ["stddev"]),
  /** The variance (ddof 1 unless given). @example col("x").var() */
  var: aggregate(spread, "always", ["variance"]),
  /** Whether any value is true. @example col("x").any() */
  any: aggregate(logical, (_, options) => options.ignoreNulls === false, ["bool_or"]),
  /** Whether all values are true. @example col("x").all() */
  all: aggregate(logical, (_, options) => options.ignoreNulls === false, ["bool_and"]),
  /** All values as one list. @example col("x").implode() */
  implode: aggregate((args) => ({ args: null, type: List(typeOf(args)) }), "never", ["array_agg"]),
  /** The row of the least value. @example col("x").argMin() */
  argMin: aggregate(count, "always"),
  /** The row of the greatest value. @example col("x").argMax() */
  argMax: aggregate(count, "always"),
  /** The product of what is not null, 1 of nothing. @example col("x").product() */
  product: aggregate(times, "never"),
};
