import { type BytesColumn, bytesColumn, type Column } from "../../../../arrow/column.ts";
import { Utf8 } from "../../../../arrow/types.ts";
import { columnIn, isScalar, type Value } from "../../value.ts";
import { argTexts } from "./texts.ts";

/** The text of a scalar argument; null where there is none or it is null. */
export function scalarText(v: Value | undefined): string | null {
  if (v === undefined || !isScalar(v) || v.column.nulls === 1) return null;
  return argTexts(v)(0);
}

/** An Int64 argument by row. */
export function argInts(v: Value): (i: number) => number {
  const values = (columnIn(v) as { values: BigInt64Array }).values;
  const clamp = (x: bigint): number => (x > 0x7fffffffn ? 0x7fffffff : x < -0x7fffffffn ? -0x7fffffff : Number(x));
  if (isScalar(v)) {
    const one = clamp(values[0] as bigint);
    return () => one;
  }
  return (i) => clamp(values[i] as bigint);
}

/** Rows cut out of the same bytes: row i is [starts[i], ends[i]). */
export function cutOut(c: BytesColumn, starts: Int32Array, ends: Int32Array): BytesColumn {
  const n = c.length;
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) offsets[i + 1] = (offsets[i] as number) + (ends[i] as number) - (starts[i] as number);
  const data = new Uint8Array(offsets[n] as number);
  const from = c.data;
  for (let i = 0; i < n; i++) {
    const start = starts[i] as number;
    const size = (ends[i] as number) - start;
    const at = offsets[i] as number;
    if (size > 64) data.set(from.subarray(start, start + size), at);
    else for (let k = 0; k < size; k++) data[at + k] = from[start + k] as number;
  }
  return bytesColumn(Utf8, n, offsets, data, c.validity, c.nulls);
}

/** Validity being made row by row, from what is valid already. */
export class Marks {
  readonly bits: Uint8Array;
  nulls: number;

  constructor(c: Column) {
    this.bits = c.validity === null ? new Uint8Array((c.length + 7) >> 3).fill(255) : c.validity.slice();
    this.nulls = c.nulls;
    // Bits past the end are 0.
    if (c.length & 7)
      this.bits[this.bits.length - 1] = (this.bits[this.bits.length - 1] as number) & ((1 << (c.length & 7)) - 1);
  }
  clear(i: number): void {
    const mask = 1 << (i & 7);
    if ((this.bits[i >> 3] as number) & mask) {
      this.bits[i >> 3] = (this.bits[i >> 3] as number) & ~mask;
      this.nulls++;
    }
  }
}
