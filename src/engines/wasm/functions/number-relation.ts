import type { FixedColumn } from "../../../arrow/column.ts";
import type { TypeId } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { CHUNK, trim } from "./operands.ts";

/** Equal, less, greater: what the kernels know; the others are their opposites. */
export const EQ = 0;
export const LT = 1;
export const GT = 2;

type Kernel = (op: number, a: number, b: number, one: number, n: number, flip: number, out: number) => void;
const k = kernels.k;
const KERNELS: Partial<Record<TypeId, Kernel>> = {
  Int8: k.ewCmpI8,
  Int16: k.ewCmpI16,
  Int32: k.ewCmpI32,
  Int64: k.ewCmpI64,
  UInt8: k.ewCmpU8,
  UInt16: k.ewCmpU16,
  UInt32: k.ewCmpU32,
  UInt64: k.ewCmpU64,
  Float32: k.ewCmpF32,
  Float64: k.ewCmpF64,
  Date32: k.ewCmpI32,
  Time: k.ewCmpI64,
  Datetime: k.ewCmpI64,
  Duration: k.ewCmpI64,
};

/** Two columns of numbers of one width, the second one of one value where `one` is set. */
export function numberBits(
  code: number,
  flip: number,
  a: FixedColumn,
  b: FixedColumn,
  one: boolean,
  n: number,
): Uint8Array {
  const bits = new Uint8Array((n + 7) >> 3);
  for (let at = 0; at < n; at += CHUNK) {
    const size = Math.min(CHUNK, n - at);
    const mark = kernels.mark();
    try {
      const p = kernels.put(size === n ? a.values : a.values.subarray(at, at + size));
      const q = a === b ? p : kernels.put(one || size === n ? b.values : b.values.subarray(at, at + size));
      const out = kernels.push((size + 7) >> 3);
      (KERNELS[a.type.id] as Kernel)(code, p, q, one ? 1 : 0, size, flip, out);
      kernels.read(out, size === n ? bits : bits.subarray(at >> 3, (at + size + 7) >> 3));
    } finally {
      kernels.reset(mark);
    }
  }
  return trim(bits, n);
}
