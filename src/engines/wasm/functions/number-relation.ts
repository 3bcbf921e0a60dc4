import type { FixedColumn } from "../../../arrow/column.ts";
import type { TypeId } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { bitsAt } from "./operands.ts";

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
  const mark = kernels.mark();
  try {
    const p = kernels.put(a.values);
    const q = a === b ? p : kernels.put(b.values);
    const out = kernels.push((n + 7) >> 3);
    (KERNELS[a.type.id] as Kernel)(code, p, q, one ? 1 : 0, n, flip, out);
    return bitsAt(out, n);
  } finally {
    kernels.reset(mark);
  }
}
