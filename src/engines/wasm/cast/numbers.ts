import { bitmapBytes } from "../../../arrow/bitmap.ts";
import {
  type BoolColumn,
  boolColumn,
  type Column,
  type FixedColumn,
  fixedColumn,
  type Numbers,
} from "../../../arrow/column.ts";
import { allocate, widthOf } from "../../../arrow/layout.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import { Bool, type DataType, type TypeId } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { numberBits } from "../functions/number-relation.ts";
import { bitsAt } from "../functions/operands.ts";
import { fittingColumn } from "./failure.ts";

type Plain = (src: number, n: number, out: number) => void;
type Checked = (src: number, n: number, out: number, bits: number) => number;
const k = kernels.k;
const TO_F64: Partial<Record<TypeId, Plain>> = {
  Int8: k.ewI8ToF64,
  Int16: k.ewI16ToF64,
  Int32: k.ewI32ToF64,
  Int64: k.ewI64ToF64,
  UInt8: k.ewU8ToF64,
  UInt16: k.ewU16ToF64,
  UInt32: k.ewU32ToF64,
  UInt64: k.ewU64ToF64,
  Float32: k.ewF32ToF64,
};
const TO_I64: Partial<Record<TypeId, Plain>> = {
  Int8: k.ewI8ToI64,
  Int16: k.ewI16ToI64,
  Int32: k.ewI32ToI64,
  UInt8: k.ewU8ToI64,
  UInt16: k.ewU16ToI64,
  UInt32: k.ewU32ToI64,
};
const FROM_F64: Partial<Record<TypeId, Checked>> = {
  Int8: k.ewF64ToI8,
  Int16: k.ewF64ToI16,
  Int32: k.ewF64ToI32,
  Int64: k.ewF64ToI64,
  UInt8: k.ewF64ToU8,
  UInt16: k.ewF64ToU16,
  UInt32: k.ewF64ToU32,
  UInt64: k.ewF64ToU64,
};
const FROM_I64: Partial<Record<TypeId, Checked>> = {
  Int8: k.ewI64ToI8,
  Int16: k.ewI64ToI16,
  Int32: k.ewI64ToI32,
  UInt8: k.ewI64ToU8,
  UInt16: k.ewI64ToU16,
  UInt32: k.ewI64ToU32,
};

/** A copy in kernel memory as Float64 or Int64, by a kernel of the source's type. */
function widened(src: number, n: number, by: Plain | undefined): number {
  if (by === undefined) return src;
  const out = kernels.push(8 * n);
  by(src, n, out);
  return out;
}

/** Any integer or float to another; floats are cut towards zero, what is out of range does not fit. */
export function castNumber(c: FixedColumn, to: DataType, strict: boolean): Column {
  const n = c.length;
  const from = c.type.id;
  const out = allocate(to, n);
  let fits: Uint8Array | null = null;
  const mark = kernels.mark();
  try {
    const src = kernels.put(c.values);
    const bits = kernels.push(bitmapBytes(n));
    kernels.u8.fill(255, bits, bits + bitmapBytes(n));
    let bad = 0;
    let result = src;
    if (isFloat(to)) {
      if (to.id === "Float32" && (from === "Int64" || from === "UInt64")) {
        result = kernels.push(4 * n);
        (from === "Int64" ? k.ewI64ToF32 : k.ewU64ToF32)(src, n, result);
      } else {
        const wide = widened(src, n, TO_F64[from]);
        result = to.id === "Float32" ? kernels.push(4 * n) : wide;
        if (to.id === "Float32") k.ewF64ToF32(wide, n, result);
      }
    } else {
      const wide = widened(src, n, isFloat(c.type) ? TO_F64[from] : TO_I64[from]);
      const narrow = (isFloat(c.type) ? FROM_F64 : FROM_I64)[to.id];
      if (from === "UInt64" || (to.id === "UInt64" && !isFloat(c.type) && from.startsWith("I")))
        bad = k.ewSigns(wide, n, bits);
      result = wide;
      if (narrow !== undefined) {
        result = kernels.push(widthOf(to) * n);
        bad += narrow(wide, n, result, bits);
      }
    }
    if (bad > 0) fits = bitsAt(bits, n);
    kernels.read(result, out);
  } finally {
    kernels.reset(mark);
  }
  return fittingColumn(c, to, out, fits, strict);
}

/** 1 where true. */
export function fromBool(c: BoolColumn, to: DataType): Column {
  const out = allocate(to, c.length);
  const bytes = new Uint8Array(c.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = ((c.bits[i >> 3] as number) >> (i & 7)) & 1;
  if (out instanceof BigInt64Array || out instanceof BigUint64Array) {
    const words = new Int32Array(out.buffer);
    for (let i = 0; i < bytes.length; i++) words[2 * i] = bytes[i] as number;
  } else (out as Numbers).set(bytes);
  return fixedColumn(to, c.length, out, c.validity, c.nulls);
}

/** False where zero; NaN is true. */
export function toBool(c: FixedColumn): Column {
  const bits = numberBits(0, 255, c, fixedColumn(c.type, 1, allocate(c.type, 1)), true, c.length);
  return boolColumn(Bool, c.length, bits, c.validity, c.nulls);
}
