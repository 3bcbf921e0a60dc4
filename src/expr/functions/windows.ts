import { isFloat, isInteger, isNested, isNumeric, isSigned } from "../../arrow/type-info.ts";
import {
  Bool,
  type DataType,
  Decimal,
  Duration,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  UInt32,
} from "../../arrow/types.ts";
import { type Arg, type Family, type FunctionSpec, windowed } from "../function.ts";
import { argTypes, gives, same } from "./signatures.ts";

export type WindowName =
  | "shift"
  | "diff"
  | "pctChange"
  | "cumSum"
  | "cumProd"
  | "cumMin"
  | "cumMax"
  | "cumCount"
  | "rank"
  | "reverse"
  | "rleId"
  | "fillNullStrategy"
  | RepeatName;
/** What looks for equal values in other rows. */
export type RepeatName = "isDuplicated" | "isUnique" | "isFirstDistinct";
type Sign = FunctionSpec["signature"];

const WIDER: Readonly<Record<string, DataType>> = {
  UInt8: Int16,
  UInt16: Int32,
  UInt32: Int64,
  UInt64: Int64,
  Int8,
  Int16,
};
const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;

const diff: Sign = (args) => {
  const type = typeOf(args);
  if (type.id === "Datetime") return { args: null, type: Duration(type.unit) };
  if (type.id === "Date32") return { args: null, type: Duration("us") };
  if (type.id === "Time") return { args: null, type: Duration("ns") };
  if (!isNumeric(type) && type.id !== "Duration") return `takes numbers or times, got ${argTypes(args)}`;
  if (type.id === "Decimal") return { args: null, type: Decimal(38, type.scale) };
  if (type.id === "UInt64") return { args: [Int64], type: Int64, through: Int64 };
  return { args: null, type: isInteger(type) && !isSigned(type) ? (WIDER[type.id] as DataType) : type };
};

const running: Sign = (args) => {
  const type = typeOf(args);
  if (type.id === "Bool") return { args: null, type: UInt32 };
  if (!isNumeric(type) && type.id !== "Duration") return `takes numbers, got ${argTypes(args)}`;
  if (type.id === "Decimal") return { args: null, type: Decimal(38, type.scale) };
  return { args: null, type: isInteger(type) && /^U?Int(8|16)$/.test(type.id) ? Int64 : type };
};

// Integers multiply as 64-bit ones, whatever they are.
const product: Sign = (args) => {
  const type = typeOf(args);
  if (type.id !== "Bool" && (!isNumeric(type) || type.id === "Decimal")) return `takes numbers, got ${argTypes(args)}`;
  return { args: null, type: isFloat(type) || type.id === "UInt64" ? type : Int64 };
};

const ordered = same((t) => !isNested(t), "values that have an order");

const flag = gives(Bool);

export const WINDOWS: Family<WindowName> = {
  /** The value `n` rows before (after, where n is negative); gaps are null or the fill value. @example col("x").shift(1) */
  shift: windowed((args) => ({ args: args.map(() => typeOf(args)), type: typeOf(args) }), "always", ["lag"]),
  /** The value less the one `n` rows before. @example col("x").diff() */
  diff: windowed(diff, "always"),
  /** The change against the value `n` rows before, as a share of it. @example col("x").pctChange() */
  pctChange: windowed(
    (args) =>
      isNumeric(typeOf(args))
        ? {
            args: [typeOf(args).id === "Float32" ? typeOf(args) : Float64],
            type: typeOf(args).id === "Float32" ? typeOf(args) : Float64,
          }
        : `takes numbers, got ${argTypes(args)}`,
    "always",
  ),
  /** The running sum; nulls stay and count nothing. @example col("x").cumSum() */
  cumSum: windowed(running, "any"),
  /** The running product. @example col("x").cumProd() */
  cumProd: windowed(product, "any"),
  /** The running minimum. @example col("x").cumMin() */
  cumMin: windowed(ordered, "any"),
  /** The running maximum. @example col("x").cumMax() */
  cumMax: windowed(ordered, "any"),
  /** How many values so far are not null. @example col("x").cumCount() */
  cumCount: windowed(() => ({ args: null, type: UInt32 }), "never"),
  /** The rank among the values (method: average, min, max, dense, ordinal); nulls have none. @example col("x").rank("dense") */
  rank: windowed(
    (args, { method }) =>
      isNested(typeOf(args))
        ? "takes values that have an order"
        : { args: null, type: method === undefined || method === "average" ? Float64 : UInt32 },
    "any",
  ),
  /** The rows from last to first. @example col("x").reverse() */
  reverse: windowed(
    same(() => true, "any type"),
    "any",
  ),
  /** The number of the run of equal values that a row is in. @example col("x").rleId() */
  rleId: windowed(() => ({ args: null, type: UInt32 }), "never"),
  /** Nulls filled from neighbours or the column: forward, backward, mean, min, max, zero, one; `limit` in a row. @example col("a").fillNull({ strategy: "forward" }) */
  fillNullStrategy: windowed(
    same(() => true, "any type"),
    "any",
  ),
  /** Whether the value occurs more than once. @example col("a").isDuplicated() */
  isDuplicated: windowed(flag, "never"),
  /** Whether the value occurs once. @example col("a").isUnique() */
  isUnique: windowed(flag, "never"),
  /** Whether the value occurs here for the first time. @example col("a").isFirstDistinct() */
  isFirstDistinct: windowed(flag, "never"),
};
