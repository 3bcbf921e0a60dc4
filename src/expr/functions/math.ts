import { isNumeric } from "../../arrow/type-info.ts";
import { Bool, Decimal } from "../../arrow/types.ts";
import { elementwise, type Family, type FunctionSpec } from "../function.ts";
import { floating, gives, same } from "./signatures.ts";

export type MathName =
  | "abs"
  | "round"
  | "floor"
  | "ceil"
  | "sqrt"
  | "exp"
  | "log"
  | "isNan"
  | "isNotNan"
  | "isFinite"
  | "isInfinite";

const number = same((t) => isNumeric(t) || t.id === "Duration", "numbers");
// Rounding a Decimal may carry into one more digit, where there is something to round.
const carried: FunctionSpec["signature"] = (args, options) => {
  const type = args[0]?.type;
  if (type?.id !== "Decimal") return same(isNumeric, "numbers")(args, options);
  const kept = typeof options.decimals === "number" ? options.decimals : 0;
  return { args: null, type: kept >= type.scale ? type : Decimal(Math.min(38, type.precision + 1), type.scale) };
};
const floatTest: FunctionSpec = elementwise(gives(Bool, isNumeric, "numbers"), "any");
export const curve: FunctionSpec = elementwise(floating, "any");

export const MATH: Family<MathName> = {
  /** The value without its sign. @example col("x").abs() */
  abs: elementwise(number, "any", ["abs"]),
  /** Rounded to `decimals` places, half to even. @example col("x").round(2) */
  round: elementwise(carried, "any"),
  /** Rounded down. @example col("x").floor() */
  floor: elementwise(carried, "any"),
  /** Rounded up. @example col("x").ceil() */
  ceil: elementwise(carried, "any", ["ceil", "ceiling"]),
  /** The square root; NaN below zero. @example col("x").sqrt() */
  sqrt: curve,
  /** e to the power of the value. @example col("x").exp() */
  exp: curve,
  /** The logarithm to a base (e unless given). @example col("x").log() */
  log: curve,
  /** Whether the value is NaN. @example col("x").isNan() */
  isNan: floatTest,
  /** Whether the value is not NaN. @example col("x").isNotNan() */
  isNotNan: floatTest,
  /** Whether the value is neither NaN nor infinite. @example col("x").isFinite() */
  isFinite: floatTest,
  /** Whether the value is infinite. @example col("x").isInfinite() */
  isInfinite: floatTest,
};
