import { isFloat, isNested, isNumeric, isTemporal, typeName } from "../../arrow/type-info.ts";
import { Bool, Categorical, type DataType, Float64, Int32, Int64, List, Struct, UInt32 } from "../../arrow/types.ts";
import { type Arg, type Family, type FunctionSpec, windowed } from "../function.ts";
import { CATEGORY_WINDOWS } from "./categories.ts";
import { argTypes } from "./signatures.ts";

export type PlaceName = "argSort" | "argSortBy" | "isLastDistinct" | "qcut" | "toPhysical";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;

const ordered: Sign = (args) => {
  const nested = args.find((a) => isNested(a.type));
  return nested === undefined
    ? { args: null, type: UInt32 }
    : `takes values that have an order, got ${argTypes([nested])}`;
};

const qcut: Sign = (args, { includeBreaks }) => {
  const type = typeOf(args);
  if (!isNumeric(type) && !isTemporal(type) && type.id !== "Bool" && type.id !== "Null")
    return `takes numbers or times, got ${argTypes(args)}`;
  return {
    args: null,
    type: includeBreaks === true ? Struct({ breakpoint: Float64, category: Categorical }) : Categorical,
  };
};

/** What a type is stored as; null where Arrow has no such type. */
export function physicalType(t: DataType): DataType | null {
  switch (t.id) {
    case "Date32":
      return Int32;
    case "Datetime":
    case "Duration":
    case "Time":
      return Int64;
    case "Decimal":
      return null;
    case "List": {
      const inner = physicalType(t.inner);
      return inner === null || t.inner.id === "Categorical" || t.inner.id === "Enum" ? null : List(inner);
    }
    default:
      return isNested(t) ? null : t;
  }
}

const physical: Sign = (args, options) => {
  const type = typeOf(args);
  if (type.id === "Categorical" || type.id === "Enum") return CATEGORY_WINDOWS["cat.physical"].signature(args, options);
  const to = physicalType(type);
  return to === null ? `has no integers of the size that ${typeName(type)} is stored in` : { args: null, type: to };
};

export const PLACES: Family<PlaceName> = {
  /** The rows in the order of their values. @example col("x").argSort() */
  argSort: windowed(ordered, "never"),
  /** The rows in the order of several expressions. @example argSortBy(["a", "b"]) */
  argSortBy: windowed(ordered, "never"),
  /** Whether the value occurs here for the last time. @example col("x").isLastDistinct() */
  isLastDistinct: windowed(() => ({ args: null, type: Bool }), "never"),
  /** The bin of a value between quantiles. @example col("x").qcut([0.25, 0.75]) */
  qcut: windowed(
    qcut,
    (args, { includeBreaks }) =>
      includeBreaks !== true && ((args[0] as Arg).nullable || isFloat(typeOf(args)) || typeOf(args).id === "Null"),
  ),
  /** What the value is stored as: days and counts of time as integers, categories as codes. @example col("t").toPhysical() */
  toPhysical: windowed(physical, "any"),
};
