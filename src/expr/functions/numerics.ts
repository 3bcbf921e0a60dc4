import { isFloat, isInteger, isNumeric, isUnsigned, typeName } from "../../arrow/type-info.ts";
import {
  Bool,
  type DataType,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  type TypeId,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
} from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { ARITHMETIC } from "./arithmetic.ts";
import { argTypes, floating, same } from "./signatures.ts";

export type NumericName =
  | "acosh"
  | "asinh"
  | "atanh"
  | "cot"
  | "erf"
  | "erfc"
  | "atan2"
  | "truncate"
  | "truncdiv"
  | "rem"
  | "roundSigFigs"
  | "isClose"
  | "reinterpret"
  | "bitwiseCountOnes"
  | "bitwiseCountZeros"
  | "bitwiseLeadingOnes"
  | "bitwiseLeadingZeros"
  | "bitwiseTrailingOnes"
  | "bitwiseTrailingZeros";
type Sign = FunctionSpec["signature"];

const isNumber = (t: DataType): boolean => isNumeric(t) || t.id === "Bool" || t.id === "Null";

// A single Float32 makes the result one, as in Polars.
const angle: Sign = (args) => {
  if (!args.every((a) => isNumber(a.type))) return `takes two numbers, got ${argTypes(args)}`;
  const type = args[0]?.type.id === "Float32" ? Float32 : Float64;
  return { args: [type, type], type };
};

const close: Sign = (args) =>
  args.every((a) => isNumeric(a.type) || a.type.id === "Null")
    ? { args: [Float64, Float64], type: Bool }
    : `takes two numbers, got ${argTypes(args)}`;

const OTHER_SIGN: Partial<Record<TypeId, readonly [DataType, DataType]>> = {
  Int8: [Int8, UInt8],
  UInt8: [Int8, UInt8],
  Int16: [Int16, UInt16],
  UInt16: [Int16, UInt16],
  Int32: [Int32, UInt32],
  UInt32: [Int32, UInt32],
  Int64: [Int64, UInt64],
  UInt64: [Int64, UInt64],
};
const BYTES: Readonly<Record<string, number>> = {
  Int8: 1,
  UInt8: 1,
  Int16: 2,
  UInt16: 2,
  Int32: 4,
  UInt32: 4,
  Float32: 4,
  Int64: 8,
  UInt64: 8,
  Float64: 8,
};

const bits: Sign = (args, { signed, dtype }) => {
  const { type } = args[0] as Arg;
  if (!isInteger(type) && !isFloat(type)) return `takes integers and floats, got ${argTypes(args)}; use cast()`;
  const to = dtype as DataType | null | undefined;
  if (to == null) {
    const pair = OTHER_SIGN[type.id];
    return { args: null, type: pair === undefined ? type : pair[(signed ?? isUnsigned(type)) ? 0 : 1] };
  }
  if (BYTES[to.id] === BYTES[type.id]) return { args: null, type: to };
  return `takes a type of the same width as ${typeName(type)}, got ${typeName(to)}`;
};

const counted: FunctionSpec = elementwise((args) => {
  const { type } = args[0] as Arg;
  return isInteger(type) || type.id === "Bool"
    ? { args: null, type: UInt32 }
    : `takes integers or Bool, got ${argTypes(args)}`;
}, "any");
const curve: FunctionSpec = elementwise(floating, "any");

export const NUMERICS: Family<NumericName> = {
  /** The inverse hyperbolic cosine; NaN below one. @example col("x").acosh() */
  acosh: curve,
  /** The inverse hyperbolic sine. @example col("x").asinh() */
  asinh: curve,
  /** The inverse hyperbolic tangent; NaN beyond -1 and 1. @example col("x").atanh() */
  atanh: curve,
  /** The cotangent of radians. @example col("x").cot() */
  cot: curve,
  /** The error function. @example col("x").erf() */
  erf: curve,
  /** One less the error function, exact also where that is tiny. @example col("x").erfc() */
  erfc: curve,
  /** The angle of the point (x, y), in radians from -pi to pi. @example arctan2("y", "x") */
  atan2: elementwise(angle, "any"),
  /** Cut to `decimals` places, towards zero. @example col("x").truncate(1) */
  truncate: elementwise(same(isNumeric, "numbers"), "any", ["trunc"]),
  /** Division cut towards zero; null where an integer is divided by zero. @example col("a").truncdiv(2) */
  truncdiv: ARITHMETIC.floorDiv,
  /** The remainder with the dividend's sign, as in C and SQL; null where an integer is divided by zero. @example col("a").rem(2) */
  rem: ARITHMETIC.mod,
  /** Rounded to some significant digits, half away from zero. @example col("x").roundSigFigs(2) */
  roundSigFigs: elementwise(
    same((t) => isFloat(t) || isInteger(t), "integers and floats"),
    "any",
  ),
  /** Whether two numbers differ by no more than absTol, or relTol of the larger. @example col("x").isClose(1, { absTol: 0.1 }) */
  isClose: elementwise(close, "any"),
  /** The same bits as another type of that width. @example col("a").reinterpret({ signed: false }) */
  reinterpret: elementwise(bits, "any"),
  /** How many bits are set. @example col("a").bitwiseCountOnes() */
  bitwiseCountOnes: counted,
  /** How many bits are not set. @example col("a").bitwiseCountZeros() */
  bitwiseCountZeros: counted,
  /** How many bits are set before the first that is not, from the highest on. @example col("a").bitwiseLeadingOnes() */
  bitwiseLeadingOnes: counted,
  /** How many bits are not set before the first that is, from the highest on. @example col("a").bitwiseLeadingZeros() */
  bitwiseLeadingZeros: counted,
  /** How many bits are set before the first that is not, from the lowest on. @example col("a").bitwiseTrailingOnes() */
  bitwiseTrailingOnes: counted,
  /** How many bits are not set before the first that is, from the lowest on. @example col("a").bitwiseTrailingZeros() */
  bitwiseTrailingZeros: counted,
};
