import { Float64, UInt32, UInt64 } from "../../../arrow/types.ts";
import { BIT_COUNTS } from "../../../expr/math/bit-counts.ts";
import { significant } from "../../../expr/math/digits.ts";
import { erf, erfc } from "../../../expr/math/erf.ts";
import { rowwise, type Udf } from "./define.ts";

const curve = (f: (x: number) => number): Udf => rowwise([Float64], Float64, () => f);
const counted = (count: (low: number, high: number, size: number) => number): Udf =>
  rowwise(
    [UInt64],
    UInt32,
    ({ size }) =>
      (x: bigint) =>
        count(Number(x & 0xffffffffn) | 0, Number(x >> 32n) | 0, Number(size)),
  );

export const NUMERIC_CURVES: Readonly<Record<string, Udf>> = {
  acosh: curve(Math.acosh),
  asinh: curve(Math.asinh),
  atanh: curve(Math.atanh),
  cot: curve((x) => 1 / Math.tan(x)),
  erf: curve(erf),
  erfc: curve(erfc),
  significant: rowwise(
    [Float64],
    Float64,
    ({ digits }) =>
      (x: number) =>
        significant(x, Number(digits)),
  ),
  remainder: rowwise([Float64, Float64], Float64, () => (x: number, y: number) => x % y),
  ones: counted(BIT_COUNTS.ones),
  zeros: counted(BIT_COUNTS.zeros),
  leading_ones: counted(BIT_COUNTS.leadingOnes),
  leading_zeros: counted(BIT_COUNTS.leadingZeros),
  trailing_ones: counted(BIT_COUNTS.trailingOnes),
  trailing_zeros: counted(BIT_COUNTS.trailingZeros),
};
