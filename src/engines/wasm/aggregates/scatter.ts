import { type Column, type FixedColumn, fixedColumn, type Numbers, type Values } from "../../../arrow/column.ts";
import { room } from "../../../arrow/layout.ts";
import type { DataType } from "../../../arrow/types.ts";

/** Values group by group: group g is [starts[g], starts[g + 1]). */
export interface Scattered {
  readonly column: Column;
  readonly starts: Int32Array;
}

const isPlain = (c: Column): c is FixedColumn => c.layout === "fixed" && c.type.id !== "Decimal" && c.validity === null;

function startsOf(ids: readonly Int32Array[], count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const part of ids)
    for (let i = 0; i < part.length; i++) {
      const at = (part[i] as number) + 1;
      starts[at] = (starts[at] as number) + 1;
    }
  for (let g = 0; g < count; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
  return starts;
}

// Reading goes on and on, and each group's end stays in the cache while it is written.
function put<T extends Numbers>(out: T, values: T, ids: Int32Array, next: Int32Array): void {
  for (let i = 0; i < ids.length; i++) {
    const g = ids[i] as number;
    const at = next[g] as number;
    out[at] = values[i] as number;
    next[g] = at + 1;
  }
}

// Not by Float64Array: an integer whose bits are a NaN may not survive it.
function putWide(out: Int32Array, values: Int32Array, ids: Int32Array, next: Int32Array): void {
  for (let i = 0; i < ids.length; i++) {
    const g = ids[i] as number;
    const at = next[g] as number;
    out[2 * at] = values[2 * i] as number;
    out[2 * at + 1] = values[2 * i + 1] as number;
    next[g] = at + 1;
  }
}

type Make = new (buffer: ArrayBuffer) => Values;

/** Puts parts of a column to their groups; null where the values are not numbers or some are null. */
export function scattered(
  type: DataType,
  parts: readonly Column[],
  ids: readonly Int32Array[],
  count: number,
): Scattered | null {
  if (parts.length === 0 || !parts.every(isPlain)) return null;
  const [first] = parts as [FixedColumn];
  const starts = startsOf(ids, count);
  const next = starts.slice(0, count);
  const total = starts[count] as number;
  const width = first.values.BYTES_PER_ELEMENT;
  const out = new (first.values.constructor as Make)(room(width * total));
  const words = out instanceof BigInt64Array || out instanceof BigUint64Array ? new Int32Array(out.buffer) : null;
  parts.forEach((part, k) => {
    const { values, length } = part as FixedColumn;
    const at = ids[k] as Int32Array;
    if (words !== null) putWide(words, new Int32Array(values.buffer, values.byteOffset, 2 * length), at, next);
    else put(out as Float64Array, values as Float64Array, at, next);
  });
  return { column: fixedColumn(type, total, out), starts };
}
