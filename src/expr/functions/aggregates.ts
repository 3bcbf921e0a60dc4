import { isFloat, isInteger, isNested, isNumeric, isTemporal, typeName } from "../../arrow/type-info.ts";
import { Bool, type DataType, Datetime, Decimal, Duration, Float64, Int64, UInt32 } from "../../arrow/types.ts";
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
  | "std"
  | "var"
  | "any"
  | "all";
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

export const middle: Sign = (args) => {
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
export const counting: Sign = () => ({ args: null, type: UInt32 });
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
  count: aggregate(counting, "never"),
  /** How many rows there are, nulls too. @example len() */
  len: aggregate(counting, "never"),
  /** How many values are null. @example col("x").nullCount() */
  nullCount: aggregate(counting, "never"),
  /** How many different values there are; null counts as one. @example col("x").nUnique() */
  nUnique: aggregate(counting, "never"),
  /** The first value, null or not. @example col("x").first() */
  first: aggregate((args) => ({ args: null, type: typeOf(args) }), "always"),
  /** The last value, null or not. @example col("x").last() */
  last: aggregate((args) => ({ args: null, type: typeOf(args) }), "always"),
  /** The median of what is not null. @example col("x").median() */
  median: aggregate(middle, "always"),
  /** The standard deviation (ddof 1 unless given); null of fewer than ddof + 1 values. @example col("x").std() */
  std: aggregate(spread, "always", ["stddev"]),
  /** The variance (ddof 1 unless given). @example col("x").var() */
  var: aggregate(spread, "always", ["variance"]),
  /** Whether any value is true. @example col("x").any() */
  any: aggregate(logical, (_, options) => options.ignoreNulls === false, ["bool_or"]),
  /** Whether all values are true. @example col("x").all() */
  all: aggregate(logical, (_, options) => options.ignoreNulls === false, ["bool_and"]),
};
