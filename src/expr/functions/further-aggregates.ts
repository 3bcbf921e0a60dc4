import { isFloat, isInteger } from "../../arrow/type-info.ts";
import { type DataType, Decimal, Int64, List } from "../../arrow/types.ts";
import { type Arg, aggregate, type Family, type FunctionSpec } from "../function.ts";
import { counting, middle } from "./aggregates.ts";
import { argTypes } from "./signatures.ts";

export type FurtherAggregateName = "quantile" | "implode" | "argMin" | "argMax" | "product";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;

const times: Sign = (args) => {
  const type = typeOf(args);
  if (type.id === "Decimal") return { args: null, type: Decimal(38, type.scale) };
  if (isFloat(type) || type.id === "UInt64") return { args: null, type };
  return isInteger(type) || type.id === "Bool"
    ? { args: null, type: Int64 }
    : `takes numbers or Bool, got ${argTypes(args)}`;
};

export const FURTHER_AGGREGATES: Family<FurtherAggregateName> = {
  /** A quantile (interpolation: nearest, lower, higher, midpoint, linear). @example col("x").quantile(0.9, "linear") */
  quantile: aggregate(middle, "always"),
  /** All values as one list. @example col("x").implode() */
  implode: aggregate((args) => ({ args: null, type: List(typeOf(args)) }), "never", ["array_agg"]),
  /** The row of the least value, the first of equal ones. @example col("x").argMin() */
  argMin: aggregate(counting, "always"),
  /** The row of the greatest value, the first of equal ones. @example col("x").argMax() */
  argMax: aggregate(counting, "always"),
  /** The product of what is not null, 1 of nothing. @example col("x").product() */
  product: aggregate(times, "never"),
};
