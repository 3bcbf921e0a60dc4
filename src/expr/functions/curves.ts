import { isFloat, isInteger, isNumeric, isTemporal } from "../../arrow/type-info.ts";
import { elementwise, type Family } from "../function.ts";
import { supertype } from "../supertype.ts";
import { curve } from "./math.ts";
import { argTypes, commonType, same } from "./signatures.ts";

export type CurveName =
  | "sign"
  | "cbrt"
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
  | "fillNan";

export const CURVES: Family<CurveName> = {
  /** -1, 0 or 1. @example col("x").sign() */
  sign: elementwise(same(isNumeric, "numbers"), "any"),
  /** The cube root. @example col("x").cbrt() */
  cbrt: curve,
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
