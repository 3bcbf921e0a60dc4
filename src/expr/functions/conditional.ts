import { isNumeric } from "../../arrow/type-info.ts";
import { Bool, type DataType, Decimal, Float64, UInt32 } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, windowed } from "../function.ts";
import { common } from "../supertype.ts";
import { argTypes, commonType, same } from "./signatures.ts";

export type ConditionalName =
  | "when"
  | "coalesce"
  | "fillNull"
  | "fillNullStrategy"
  | "minHorizontal"
  | "maxHorizontal"
  | "sumHorizontal"
  | "meanHorizontal";
type Sign = FunctionSpec["signature"];

// Arguments: condition, value, condition, value, ..., otherwise.
const when: Sign = (args) => {
  const values = args.filter((_, i) => i % 2 === 1 || i === args.length - 1);
  for (let i = 0; i + 1 < args.length; i += 2) {
    const id = args[i]?.type.id;
    if (id !== "Bool" && id !== "Null") return `needs Bool conditions, got ${argTypes([args[i] as Arg])}`;
  }
  const type = common(values);
  if (type === null) return `${argTypes(values)} have no common type`;
  return { args: args.map((_, i) => (i % 2 === 1 || i === args.length - 1 ? type : Bool)), type };
};

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

export const CONDITIONAL: Family<ConditionalName> = {
  /** The value of the first condition that is true, else the last argument. @example when(col("a").gt(1)).then("hi").otherwise("lo") */
  when: elementwise(when, (args) => args.some((a, i) => (i % 2 === 1 || i === args.length - 1) && a.nullable)),
  /** The first value that is not null. @example coalesce(col("a"), col("b"), lit(0)) */
  coalesce: elementwise(commonType, allNullable),
  /** The value, or another where it is null. @example col("a").fillNull(0) */
  fillNull: elementwise(commonType, allNullable),
  /** Nulls filled from neighbours or the column: forward, backward, mean, min, max, zero, one; `limit` in a row. @example col("a").fillNull({ strategy: "forward" }) */
  fillNullStrategy: windowed(
    same(() => true, "any type"),
    "any",
  ),
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
