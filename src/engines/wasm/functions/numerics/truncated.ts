import { bitmapBytes } from "../../../../arrow/bitmap.ts";
import { type FixedColumn, fixedColumn } from "../../../../arrow/column.ts";
import { allocate } from "../../../../arrow/layout.ts";
import { isFloat, isUnsigned } from "../../../../arrow/type-info.ts";
import type { DataType } from "../../../../arrow/types.ts";
import type { Elementwise } from "../../function.ts";
import { columnIn, isScalar, scalarOf, type Value } from "../../value.ts";
import { decimalArithmetic } from "../decimals.ts";
import { arithmetic, type Op } from "../numbers.ts";
import { jointNulls, nullsOf, resultOf, rowsOf } from "../operands.ts";
import { pick } from "../pick.ts";
import { relate } from "../relation.ts";

/** Two columns of floats row by row. */
export function floats(
  args: readonly [Value, Value],
  type: DataType,
  length: number,
  f: (a: number, b: number) => number,
): Value {
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, type, length);
  const [p, q] = args.map((a) => (columnIn(a) as FixedColumn).values) as [Float64Array, Float64Array];
  const [s, t] = args.map((a) => (isScalar(a) ? 0 : 1)) as [number, number];
  const n = rowsOf(args, length);
  const out = allocate(type, n) as Float64Array;
  for (let i = 0; i < n; i++) out[i] = f(p[i * s] as number, q[i * t] as number);
  return resultOf(args, fixedColumn(type, n, out, nulls.validity, nulls.nulls));
}

const compute = (op: Op, x: Value, y: Value, type: DataType, length: number): Value =>
  (type.id === "Decimal" ? decimalArithmetic : arithmetic)(op, x, y, type, length);
const all = (...bits: readonly Uint8Array[]): Uint8Array =>
  (bits[0] as Uint8Array).map((b, i) => bits.reduce((out, other) => out & (other[i] as number), b));

/** Division cut towards zero: one more than rounded down, where a negative quotient is not whole. */
export const truncdiv: Elementwise = (args, { type, length }) => {
  const [x, y] = args as readonly [Value, Value];
  if (type.id === "Null") return nullsOf(args, type, length);
  if (isFloat(type)) return floats([x, y], type, length, (a, b) => Math.trunc(a / b));
  const down = compute("floorDiv", x, y, type, length);
  if (isUnsigned(type)) return down;
  const rest = compute("mod", x, y, type, length);
  const [zero, one] = [scalarOf(0, type), scalarOf(1, type)];
  const short = all(relate("lt", down, zero, length), relate("ne", rest, zero, length));
  const up = compute("add", down, one, type, length);
  return resultOf(args, pick(short, up, down, type, rowsOf(args, length)));
};

/** The remainder of a division cut towards zero. */
export const rem: Elementwise = (args, { type, length }) => {
  const [x, y] = args as readonly [Value, Value];
  if (type.id === "Null") return nullsOf(args, type, length);
  if (isFloat(type)) return floats([x, y], type, length, (a, b) => a % b);
  const rest = compute("mod", x, y, type, length);
  if (isUnsigned(type)) return rest;
  const zero = scalarOf(0, type);
  const n = rowsOf(args, length);
  const sign = relate("lt", x, zero, length);
  const below = isScalar(x) ? new Uint8Array(bitmapBytes(n)).fill((sign[0] as number) & 1 ? 255 : 0) : sign;
  const under = relate("lt", rest, zero, length);
  const other = all(
    relate("ne", rest, zero, length),
    below.map((b, i) => b ^ (under[i] as number)),
  );
  return resultOf(args, pick(other, compute("sub", rest, y, type, length), rest, type, n));
};
