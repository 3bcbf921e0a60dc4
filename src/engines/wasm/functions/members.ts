import { bitmapBytes } from "../../../arrow/bitmap.ts";
import { type BytesColumn, type FixedColumn, isValid } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { TypeId } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { bitsAt } from "./operands.ts";

const k = kernels.k;
type Widen = (src: number, n: number, out: number) => void;
const WIDEN: Partial<Record<TypeId, Widen>> = {
  Int8: k.ewI8ToI64,
  Int16: k.ewI16ToI64,
  Int32: k.ewI32ToI64,
  Date32: k.ewI32ToI64,
  UInt8: k.ewU8ToI64,
  UInt16: k.ewU16ToI64,
  UInt32: k.ewU32ToI64,
  Float64: k.ewFloatKeys,
};

/** A column's values as 64-bit keys in kernel memory: equal values have equal keys. */
function keysOf(c: FixedColumn): number {
  const src = kernels.put(c.values);
  if (c.type.id === "Float32") {
    const wide = kernels.push(8 * c.length);
    k.ewF32ToF64(src, c.length, wide);
    k.ewFloatKeys(wide, c.length, wide);
    return wide;
  }
  const widen = WIDEN[c.type.id];
  if (widen === undefined) return src;
  const out = kernels.push(8 * c.length);
  widen(src, c.length, out);
  return out;
}

const present = (c: FixedColumn): FixedColumn => {
  if (c.nulls === 0) return c;
  const rows: number[] = [];
  for (let i = 0; i < c.length; i++) if (isValid(c, i)) rows.push(i);
  return takeColumn(c, Int32Array.from(rows)) as FixedColumn;
};

/** The rows whose value is among the values of a list, by a hash table. */
export function memberBits(c: FixedColumn, list: FixedColumn): Uint8Array {
  const members = present(list);
  const cap = 2 ** Math.ceil(Math.log2(Math.max(8, members.length * 2)));
  const mark = kernels.mark();
  try {
    const keys = keysOf(members);
    const table = kernels.push(4 * cap);
    k.ewMembers(keys, members.length, table, cap);
    const values = keysOf(c);
    const out = kernels.push(bitmapBytes(c.length));
    k.ewMemberBits(values, c.length, keys, table, cap, out);
    return bitsAt(out, c.length);
  } finally {
    kernels.reset(mark);
  }
}

function hash(data: Uint8Array, start: number, end: number): number {
  let h = (end - start) | 0;
  for (let i = start; i < end; i++) h = Math.imul(h ^ (data[i] as number), 0x01000193);
  return h ^ (h >>> 15);
}

/** The rows whose text is among those of a list. */
export function textMembers(c: BytesColumn, list: BytesColumn): Uint8Array {
  const cap = 2 ** Math.ceil(Math.log2(Math.max(8, list.length * 2)));
  const table = new Int32Array(cap).fill(-1);
  const find = (data: Uint8Array, start: number, end: number): number => {
    let s = hash(data, start, end) & (cap - 1);
    for (let at = table[s] as number; at >= 0; at = table[s] as number) {
      const from = list.offsets[at] as number;
      if ((list.offsets[at + 1] as number) - from === end - start) {
        let j = 0;
        while (j < end - start && list.data[from + j] === data[start + j]) j++;
        if (j === end - start) return at;
      }
      s = (s + 1) & (cap - 1);
    }
    return -1 - s;
  };
  for (let i = 0; i < list.length; i++) {
    if (!isValid(list, i)) continue;
    const at = find(list.data, list.offsets[i] as number, list.offsets[i + 1] as number);
    if (at < 0) table[-1 - at] = i;
  }
  const out = new Uint8Array(bitmapBytes(c.length));
  for (let i = 0; i < c.length; i++)
    if (find(c.data, c.offsets[i] as number, c.offsets[i + 1] as number) >= 0)
      out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  return out;
}
