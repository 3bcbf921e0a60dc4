import { type FixedColumn, fixedColumn, type Values } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { type DataType, Float32, Float64, Int32, Int64, UInt32, UInt64 } from "../../../arrow/types.ts";
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

/** The same bits as another type of their size. */
const bits = (from: DataType, to: DataType): readonly [name: string, Udf] => [
  `bits_${from.id}_${to.id}`.toLowerCase(),
  {
    args: [from],
    gives: to,
    run([c], length) {
      const { values, validity, nulls } = c as FixedColumn;
      const own = values.slice(0, length) as Exclude<Values, Float16Array>;
      const made = allocate(to, length);
      new Uint8Array(made.buffer).set(new Uint8Array(own.buffer, own.byteOffset, own.byteLength));
      return fixedColumn(to, length, made, validity, nulls);
    },
  },
];
const PAIRS: readonly (readonly [DataType, DataType])[] = [
  [Int32, Float32],
  [UInt32, Float32],
  [Int64, Float64],
  [UInt64, Float64],
];

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
  ...Object.fromEntries(PAIRS.flatMap(([a, b]) => [bits(a, b), bits(b, a)])),
};
