import { isFloat, isInteger, isNested, isNumeric, typeName } from "../../arrow/type-info.ts";
import { Bool, type DataType, Float32, Float64, Int64, UInt32 } from "../../arrow/types.ts";
import { type Arg, aggregate, type Family, type FunctionSpec } from "../function.ts";
import { COMPARE } from "./compare.ts";
import { physicalType } from "./places.ts";
import { argTypes } from "./signatures.ts";

export type StatisticName =
  | "get"
  | "item"
  | "isSorted"
  | "skew"
  | "kurtosis"
  | "lowerBound"
  | "upperBound"
  | "nanMax"
  | "nanMin"
  | "indexOf"
  | "searchSorted"
  | "corr"
  | "cov"
  | "bitwiseAnd"
  | "bitwiseOr"
  | "bitwiseXor"
  | "mapGroups";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;
const anything: Sign = (args) => ({ args: null, type: typeOf(args) });

const place: Sign = (args) => {
  const at = args[1];
  if (at === undefined) return anything(args, {});
  return isInteger(at.type) || at.type.id === "Null"
    ? { args: [typeOf(args), Int64], type: typeOf(args) }
    : `takes a whole number as the row, got ${argTypes([at])}`;
};

const shape: Sign = (args) => {
  const { id } = typeOf(args);
  return isNumeric(typeOf(args)) || id === "Bool" || id === "Null" || id === "Duration"
    ? { args: null, type: Float64 }
    : `takes numbers, got ${argTypes(args)}`;
};

const bound: Sign = (args) => {
  const type = physicalType(typeOf(args));
  return type !== null && (isInteger(type) || isFloat(type))
    ? { args: null, type }
    : `has no bounds of ${typeName(typeOf(args))}`;
};

const ordered: Sign = (args) =>
  isNested(typeOf(args)) ? `${typeName(typeOf(args))} has no order` : { args: null, type: typeOf(args) };

/** As two values are compared, with a result of its own. */
export const compared =
  (by: FunctionSpec, type: DataType): Sign =>
  (args, options) => {
    const found = by.signature(args, options);
    return typeof found === "string" ? found : { args: found.args, type };
  };

const pair: Sign = (args) => {
  const isNumber = (t: DataType): boolean => isNumeric(t) || t.id === "Bool" || t.id === "Null";
  if (!args.every((a) => isNumber(a.type))) return `takes two columns of numbers, got ${argTypes(args)}`;
  return { args: null, type: args.every((a) => a.type.id === "Float32") ? Float32 : Float64 };
};

const bits: FunctionSpec = aggregate(
  (args) =>
    isInteger(typeOf(args)) || typeOf(args).id === "Bool"
      ? { args: null, type: typeOf(args) }
      : `takes integers or Bool, got ${argTypes(args)}`,
  "always",
);

export const STATISTICS: Family<StatisticName> = {
  /** The value of a row, counted from the end where negative; no such row is an error, or null. @example col("x").get(0) */
  get: aggregate(place, "always"),
  /** The only value; an error where there are more or none. @example col("x").max().item() */
  item: aggregate(anything, (args, { allowEmpty }) => (args[0] as Arg).nullable || allowEmpty === true),
  /** Whether the values are in order; null for an option leaves it open. @example col("x").isSorted() */
  isSorted: aggregate(
    (args) => (isNested(typeOf(args)) ? `${typeName(typeOf(args))} has no order` : { args: null, type: Bool }),
    "never",
  ),
  /** How far the values lean to one side; NaN where all are equal. @example col("x").skew() */
  skew: aggregate(shape, "always", ["skewness"]),
  /** How heavy the tails are; 0 for a normal distribution, or 3 where `fisher` is false. @example col("x").kurtosis() */
  kurtosis: aggregate(shape, "always"),
  /** The least value that the type can hold. @example col("x").lowerBound() */
  lowerBound: aggregate(bound, "never"),
  /** The greatest value that the type can hold. @example col("x").upperBound() */
  upperBound: aggregate(bound, "never"),
  /** The greatest value, NaN where one is. @example col("x").nanMax() */
  nanMax: aggregate(ordered, "always"),
  /** The least value, NaN where one is. @example col("x").nanMin() */
  nanMin: aggregate(ordered, "always"),
  /** The first row that holds a value; null where none does. @example col("x").indexOf(3) */
  indexOf: aggregate(compared(COMPARE.eqMissing, UInt32), "always"),
  /** Where a value belongs among values in order. @example col("x").searchSorted(3) */
  searchSorted: aggregate(compared(COMPARE.lt, UInt32), "never"),
  /** The correlation of two columns, of the rows where neither is null (method: pearson, spearman). @example corr("a", "b") */
  corr: aggregate(pair, "never"),
  /** The covariance of two columns, of the rows where neither is null. @example cov("a", "b") */
  cov: aggregate(pair, "always", ["covar_samp"]),
  /** All values joined by bitwise and. @example col("a").bitwiseAnd() */
  bitwiseAnd: { ...bits, sql: ["bit_and"] },
  /** All values joined by bitwise or. @example col("a").bitwiseOr() */
  bitwiseOr: { ...bits, sql: ["bit_or"] },
  /** All values joined by bitwise exclusive or. @example col("a").bitwiseXor() */
  bitwiseXor: { ...bits, sql: ["bit_xor"] },
  /** The one value that a JavaScript function makes of all. @example col("x").mapBatches((s) => s.sum(), { returnsScalar: true }) */
  mapGroups: aggregate(
    (args, { returnDtype }) => ({ args: null, type: (returnDtype as DataType) ?? typeOf(args) }),
    "always",
  ),
};
