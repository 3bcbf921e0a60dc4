import { isFloat, isInteger, isNumeric, isTemporal } from "../../arrow/type-info.ts";
import { Bool, Decimal } from "../../arrow/types.ts";
import { elementwise, type Family, type FunctionSpec } from "../function.ts";
import { supertype } from "../supertype.ts";
import { argTypes, commonType, floating, gives, same } from "./signatures.ts";

export type MathName =
  | "abs"
  | "sign"
  | "round"
  | "floor"
  | "ceil"
  | "sqrt"
  | "cbrt"
  | "exp"
  | "log"
  | "log1p"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "degrees"
  | "radians"
  | "clip"
  | "isNan"
  | "isNotNan"
  | "isFinite"
  | "isInfinite"
  | "fillNan";

const number = same((t) => isNumeric(t) || t.id === "Duration", "numbers");
// Rounding a Decimal may carry into one more digit, where there is something to round.
const carried: FunctionSpec["signature"] = (args, options) => {
  const type = args[0]?.type;
  if (type?.id !== "Decimal") return same(isNumeric, "numbers")(args, options);
  const kept = typeof options.decimals === "number" ? options.decimals : 0;
  return { args: null, type: kept >= type.scale ? type : Decimal(Math.min(38, type.precision + 1), type.scale) };
};
const floatTest: FunctionSpec = elementwise(gives(Bool, isNumeric, "numbers"), "any");
const curve: FunctionSpec = elementwise(floating, "any");

export const MATH: Family<MathName> = {
  /** The value without its sign. @example col("x").abs() */
  abs: elementwise(number, "any", ["abs"]),
  /** -1, 0 or 1. @example col("x").sign() */
  sign: elementwise(same(isNumeric, "numbers"), "any"),
  /** Rounded to `decimals` places, half to even. @example col("x").round(2) */
  round: elementwise(carried, "any"),
  /** Rounded down. @example col("x").floor() */
  floor: elementwise(carried, "any"),
  /** Rounded up. @example col("x").ceil() */
  ceil: elementwise(carried, "any", ["ceil", "ceiling"]),
  /** The square root; NaN below zero. @example col("x").sqrt() */
  sqrt: curve,
  /** The cube root. @example col("x").cbrt() */
  cbrt: curve,
  /** e to the power of the value. @example col("x").exp() */
  exp: curve,
  /** The logarithm to a base (e unless given). @example col("x").log() */
  log: curve,
  /** The natural logarithm of 1 + x. @example col("x").log1p() */
  log1p: curve,
  /** The sine of radians. @example col("x").sin() */
  sin: curve,
  /** The cosine of radians. @example col("x").cos() */
  cos: curve,
  /** The tangent of radians. @example col("x").tan() */
  tan: curve,
  /** The inverse sine, in radians. @example col("x").asin() */
  asin: curve,
  /** The inverse cosine, in radians. @example col("x").acos() */
  acos: curve,
  /** The inverse tangent, in radians. @example col("x").atan() */
  atan: curve,
  /** The hyperbolic sine. @example col("x").sinh() */
  sinh: curve,
  /** The hyperbolic cosine. @example col("x").cosh() */
  cosh: curve,
  /** The hyperbolic tangent. @example col("x").tanh() */
  tanh: curve,
  /** Radians as degrees. @example col("x").degrees() */
  degrees: curve,
  /** Degrees as radians. @example col("x").radians() */
  radians: curve,
  /** The value held between two bounds; a null bound does not bind. @example col("x").clip(0, 10) */
  clip: elementwise(
    (args, options) => {
      const type = args[0]?.type;
      if (type === undefined || type.id === "Null") return commonType(args, options);
      const bounds = args
        .slice(1)
        .every((a) => a.type.id === "Null" || (isNumeric(type) ? isNumeric(a.type) : supertype(type, a.type) !== null));
      if ((!isNumeric(type) && !isTemporal(type)) || !bounds)
        return `takes numbers or times and bounds of their kind, got ${argTypes(args)}`;
      return { args: args.map(() => type), type };
    },
    (args) => args[0]?.nullable ?? true,
  ),
  /** Whether the value is NaN. @example col("x").isNan() */
  isNan: floatTest,
  /** Whether the value is not NaN. @example col("x").isNotNan() */
  isNotNan: floatTest,
  /** Whether the value is neither NaN nor infinite. @example col("x").isFinite() */
  isFinite: floatTest,
  /** Whether the value is infinite. @example col("x").isInfinite() */
  isInfinite: floatTest,
  /** The value, or another where it is NaN. @example col("x").fillNan(0) */
  fillNan: elementwise(
    (args) => {
      const type = args[0]?.type;
      if (type === undefined || (!isFloat(type) && !isInteger(type) && type.id !== "Null")) return "takes numbers";
      return { args: args.map(() => type), type };
    },
    (args) => args.some((a) => a.nullable),
  ),
};
