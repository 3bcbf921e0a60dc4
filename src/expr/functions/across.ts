import { isNumeric } from "../../arrow/type-info.ts";
import { type DataType, Decimal, Float64, UInt32 } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { common } from "../supertype.ts";
import { argTypes, commonType } from "./signatures.ts";

export type AcrossName = "minHorizontal" | "maxHorizontal" | "sumHorizontal" | "meanHorizontal";
type Sign = FunctionSpec["signature"];

const across =
  (mean: boolean): Sign =>
  (args) => {
    const numeric = args.every((a) => isNumeric(a.type) || a.type.id === "Bool" || a.type.id === "Null");
    const spans = !mean && args.every((a) => a.type.id === "Duration" || a.type.id === "Null");
    const type = numeric || spans ? common(args) : null;
    if (type === null) return `takes numbers, got ${argTypes(args)}`;
    const to: DataType =
      mean && type.id !== "Float32"
        ? Float64
        : type.id === "Bool"
          ? UInt32
          : type.id === "Decimal"
            ? Decimal(38, type.scale)
            : type;
    return { args: args.map(() => to), type: to };
  };

const allNullable = (args: readonly Arg[]): boolean => args.every((a) => a.nullable);

export const ACROSS: Family<AcrossName> = {
  /** The least value across columns, nulls left out. @example minHorizontal(col("a"), col("b")) */
  minHorizontal: elementwise(commonType, allNullable, ["least"]),
  /** The greatest value across columns, nulls left out. @example maxHorizontal(col("a"), col("b")) */
  maxHorizontal: elementwise(commonType, allNullable, ["greatest"]),
  /** The sum across columns, nulls as 0. @example sumHorizontal(col("a"), col("b")) */
  sumHorizontal: elementwise(
    across(false),
    (args, options) => options.ignoreNulls === false && args.some((a) => a.nullable),
  ),
  /** The mean across columns, nulls left out. @example meanHorizontal(col("a"), col("b")) */
  meanHorizontal: elementwise(across(true), allNullable),
};
