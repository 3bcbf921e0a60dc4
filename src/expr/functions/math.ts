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
const floatTest = (doc: string, name: string): FunctionSpec =>
  elementwise(gives(Bool, isNumeric, "numbers"), "any", doc, `col("x").${name}()`);
const curve = (doc: string, name: string): FunctionSpec => elementwise(floating, "any", doc, `col("x").${name}()`);

export const MATH: Family<MathName> = {
  abs: elementwise(number, "any", "The value without its sign.", 'col("x").abs()', ["abs"]),
  sign: elementwise(same(isNumeric, "numbers"), "any", "-1, 0 or 1.", 'col("x").sign()'),
  round: elementwise(carried, "any", "Rounded to `decimals` places, half to even.", 'col("x").round(2)'),
  floor: elementwise(carried, "any", "Rounded down.", 'col("x").floor()'),
  ceil: elementwise(carried, "any", "Rounded up.", 'col("x").ceil()', ["ceil", "ceiling"]),
  sqrt: curve("The square root; NaN below zero.", "sqrt"),
  cbrt: curve("The cube root.", "cbrt"),
  exp: curve("e to the power of the value.", "exp"),
  log: curve("The logarithm to a base (e unless given).", "log"),
  log1p: curve("The natural logarithm of 1 + x.", "log1p"),
  sin: curve("The sine of radians.", "sin"),
  cos: curve("The cosine of radians.", "cos"),
  tan: curve("The tangent of radians.", "tan"),
  asin: curve("The inverse sine, in radians.", "asin"),
  acos: curve("The inverse cosine, in radians.", "acos"),
  atan: curve("The inverse tangent, in radians.", "atan"),
  sinh: curve("The hyperbolic sine.", "sinh"),
  cosh: curve("The hyperbolic cosine.", "cosh"),
  tanh: curve("The hyperbolic tangent.", "tanh"),
  degrees: curve("Radians as degrees.", "degrees"),
  radians: curve("Degrees as radians.", "radians"),
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
    "The value held between two bounds; a null bound does not bind.",
    'col("x").clip(0, 10)',
  ),
  isNan: floatTest("Whether the value is NaN.", "isNan"),
  isNotNan: floatTest("Whether the value is not NaN.", "isNotNan"),
  isFinite: floatTest("Whether the value is neither NaN nor infinite.", "isFinite"),
  isInfinite: floatTest("Whether the value is infinite.", "isInfinite"),
  fillNan: elementwise(
    (args) => {
      const type = args[0]?.type;
      if (type === undefined || (!isFloat(type) && !isInteger(type) && type.id !== "Null")) return "takes numbers";
      return { args: args.map(() => type), type };
    },
    (args) => args.some((a) => a.nullable),
    "The value, or another where it is NaN.",
    'col("x").fillNan(0)',
  ),
};
