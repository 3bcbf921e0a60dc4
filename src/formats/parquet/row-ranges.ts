import { bitmapBytes, copyBits, sliceBits } from "../../arrow/bitmap.ts";

/** Rows [start, end), ascending and apart. */
export type RowRanges = readonly (readonly [number, number])[];

export function intersect(a: RowRanges, b: RowRanges): RowRanges {
  const out: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [s, e] = a[i] as readonly [number, number];
    const [t, f] = b[j] as readonly [number, number];
    if (Math.max(s, t) < Math.min(e, f)) out.push([Math.max(s, t), Math.min(e, f)]);
    if (e < f) i++;
    else j++;
  }
  return out;
}

export function unite(a: RowRanges, b: RowRanges): RowRanges {
  const all = [...a, ...b].sort((x, y) => x[0] - y[0]);
  const out: [number, number][] = [];
  for (const [s, e] of all) {
    const last = out[out.length - 1];
    if (last !== undefined && s <= last[1]) last[1] = Math.max(last[1], e);
    else out.push([s, e]);
  }
  return out;
}

/** Bits of rows: those of the ranges, one behind the other. */
export function bitsWithin(bits: Uint8Array, ranges: RowRanges): Uint8Array {
  const [first] = ranges;
  if (first !== undefined && ranges.length === 1 && first[0] % 8 === 0)
    return sliceBits(bits, first[0], first[1] - first[0]);
  const out = new Uint8Array(bitmapBytes(rowCount(ranges)) + 1);
  let at = 0;
  for (const [start, end] of ranges) {
    copyBits(out, at, sliceBits(bits, start, end - start), end - start);
    at += end - start;
  }
  return out;
}

/** The inverse: the bits of `rows` rows, given those of the ranges. */
export function bitsWithout(bits: Uint8Array, ranges: RowRanges, rows: number): Uint8Array {
  const out = new Uint8Array(bitmapBytes(rows) + 1);
  let at = 0;
  for (const [start, end] of ranges) {
    copyBits(out, start, sliceBits(bits, at, end - start), end - start);
    at += end - start;
  }
  return out;
}

const BLOCK = 256;

/** Blocks of 2,048 rows that have a one. */
export function blocksOf(bits: Uint8Array, rows: number): RowRanges {
  const out: [number, number][] = [];
  for (let at = 0; at < bits.length; at += BLOCK) {
    let i = at;
    const end = Math.min(at + BLOCK, bits.length);
    while (i < end && bits[i] === 0) i++;
    if (i === end) continue;
    const [from, to] = [at * 8, Math.min(end * 8, rows)];
    const last = out[out.length - 1];
    if (last !== undefined && last[1] === from) last[1] = to;
    else if (from < to) out.push([from, to]);
  }
  return out;
}

export const rowCount = (ranges: RowRanges): number => ranges.reduce((n, [s, e]) => n + e - s, 0);
