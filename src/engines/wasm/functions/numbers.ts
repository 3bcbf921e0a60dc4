import { type Column, type FixedColumn, fixedColumn, type Values } from "../../../arrow/column.ts";
import { allocate, widthOf } from "../../../arrow/layout.ts";
import type { DataType, TypeId } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { resultValues } from "../fleeting.ts";
import { columnIn, type Value } from "../value.ts";
import { andNulls, bitsAt, CHUNK, jointNulls, nullsOf, resultOf, rowsAt, rowsOf, stepOf, trim } from "./operands.ts";

export const OP = { add: 0, sub: 1, mul: 2, div: 3, floorDiv: 4, mod: 5 } as const;
export type Op = keyof typeof OP;

type Plain = (op: number, a: number, sa: number, b: number, sb: number, n: number, out: number) => void;
type Division = (
  op: number,
  a: number,
  sa: number,
  b: number,
  sb: number,
  n: number,
  out: number,
  bits: number,
) => number;
type Power = (a: number, sa: number, b: number, sb: number, n: number, out: number) => void;
const k = kernels.k;

const PLAIN: Partial<Record<TypeId, Plain>> = {
  Float64: k.ewF64,
  Float32: k.ewF32,
  Int8: k.ewW8,
  Int16: k.ewW16,
  Int32: k.ewW32,
  Int64: k.ewW64,
  UInt8: k.ewW8,
  UInt16: k.ewW16,
  UInt32: k.ewW32,
  UInt64: k.ewW64,
  Datetime: k.ewW64,
  Duration: k.ewW64,
  Time: k.ewW64,
  Date32: k.ewW32,
};
const DIVISION: Partial<Record<TypeId, Division>> = {
  Int8: k.ewDivI8,
  Int16: k.ewDivI16,
  Int32: k.ewDivI32,
  Int64: k.ewDivI64,
  Duration: k.ewDivI64,
  UInt8: k.ewDivU8,
  UInt16: k.ewDivU16,
  UInt32: k.ewDivU32,
  UInt64: k.ewDivU64,
};
const POWER: Readonly<Record<number, Power>> = { 1: k.ewPow8, 2: k.ewPow16, 4: k.ewPow32, 8: k.ewPow64 };

/** Below this, memory that is zeroed costs as little. */
const FEW = 512;

const values = (v: Value): FixedColumn["values"] => (columnIn(v) as FixedColumn).values;
const WIDTHS = new Map<TypeId, number>();
const width = (type: DataType): number => {
  const known = WIDTHS.get(type.id);
  if (known !== undefined) return known;
  const w = widthOf(type);
  WIDTHS.set(type.id, w);
  return w;
};

type Sized = { readonly BYTES_PER_ELEMENT: number; new (length: number): Values };
const MAKERS = new Map<TypeId, Sized>();
/** `allocate` for what is written to its last value. */
function resultOfType(type: DataType, n: number): Values {
  if (n < FEW) return allocate(type, n);
  const make = MAKERS.get(type.id) ?? (allocate(type, 0).constructor as Sized);
  MAKERS.set(type.id, make);
  return resultValues(make, n);
}

/** Two operands of one width through a kernel; the result takes `type`, which has the same width. */
export function arithmetic(op: Op, x: Value, y: Value, type: DataType, length: number): Value {
  const args = [x, y];
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, type, length);
  const n = rowsOf(args, length);
  const result = resultOfType(type, n);
  let bits: Uint8Array | null = null;
  for (let at = 0; at < n; at += CHUNK) {
    const size = Math.min(CHUNK, n - at);
    const part = chunk(op, x, y, at, size, size === n ? result : result.subarray(at, at + size));
    if (part === null) continue;
    bits ??= new Uint8Array((n + 7) >> 3).fill(255);
    bits.set(part, at >> 3);
  }
  const all = andNulls(nulls, bits === null ? null : trim(bits, n), n);
  return resultOf(args, fixedColumn(type, n, result, all.validity, all.nulls));
}

/** Some rows; the bits of those that are not null where some became it. */
function chunk(op: Op, x: Value, y: Value, at: number, n: number, result: Values): Uint8Array | null {
  const source = columnIn(x).type;
  const w = width(source);
  const code = OP[op];
  const mark = kernels.mark();
  try {
    const a = kernels.put(rowsAt(x, values(x), at, n));
    const b = x === y ? a : kernels.put(rowsAt(y, values(y), at, n));
    const out = kernels.push(n * w);
    const division = code > OP.mul ? DIVISION[source.id] : undefined;
    let bits: Uint8Array | null = null;
    if (division === undefined) (PLAIN[source.id] as Plain)(code, a, stepOf(x, w), b, stepOf(y, w), n, out);
    else {
      const valid = kernels.push((n + 7) >> 3);
      if (division(code, a, stepOf(x, w), b, stepOf(y, w), n, out, valid) > 0) bits = bitsAt(valid, n);
    }
    kernels.read(out, result);
    return bits;
  } finally {
    kernels.reset(mark);
  }
}

/** Integer powers, wrapping; the exponents are UInt32. */
export function power(x: Value, y: Value, type: DataType, length: number): Value {
  const args = [x, y];
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, type, length);
  const n = rowsOf(args, length);
  const w = width(type);
  const mark = kernels.mark();
  try {
    const a = kernels.put(values(x));
    const b = kernels.put(values(y));
    const out = kernels.push(n * w);
    (POWER[w] as Power)(a, stepOf(x, w), b, stepOf(y, 4), n, out);
    const result = allocate(type, n);
    kernels.read(out, result);
    return resultOf(args, fixedColumn(type, n, result, nulls.validity, nulls.nulls));
  } finally {
    kernels.reset(mark);
  }
}

/** The same values under another type of the same width. */
export function relabel(v: Value, type: DataType): Value {
  const c = columnIn(v) as Column;
  const out = { ...c, type } as Column;
  return "scalar" in v ? { scalar: true, column: out } : out;
}
