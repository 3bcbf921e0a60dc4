import type { BytesColumn } from "../../../../arrow/column.ts";
import { kernels } from "../../../../kernels/memory.ts";
import * as twins from "../../../../kernels/twins/text.ts";

/** Below this a call into the kernels costs more than it saves. */
const SMALL = 128;

const span = (c: BytesColumn): Uint8Array => c.data.subarray(c.offsets[0] as number, c.offsets[c.length] as number);

type Kernel = (offsets: number, data: number, needle: number, out: number) => void;

/** Runs a kernel over a column's bytes; offsets count from `data` although only their span was copied. */
function bits(c: BytesColumn, needle: Uint8Array, run: Kernel): Uint8Array {
  const mark = kernels.mark();
  try {
    const out = new Uint8Array((c.length + 7) >> 3);
    const offsets = kernels.put(c.offsets.subarray(0, c.length + 1));
    const data = kernels.put(span(c));
    const find = kernels.put(needle);
    const at = kernels.push(out.length);
    kernels.u8.fill(0, at, at + out.length);
    run(offsets, data - (c.offsets[0] as number), find, at);
    kernels.read(at, out);
    return out;
  } finally {
    kernels.reset(mark);
  }
}

const all = (n: number): Uint8Array => new Uint8Array((n + 7) >> 3).fill(255);

/** Bit i: row i holds the needle. Null rows have any bit. */
export function containing(c: BytesColumn, needle: Uint8Array): Uint8Array {
  const n = c.length;
  if (needle.length === 0) return all(n);
  if (n < SMALL) return twins.textContains(c.offsets, n, c.data, needle);
  return bits(c, needle, (o, d, f, out) => kernels.k.textContains(o, n, d, f, needle.length, out));
}

/** Bit i: row i starts (or ends) with the needle. */
export function affixed(c: BytesColumn, needle: Uint8Array, ends: boolean): Uint8Array {
  const n = c.length;
  if (needle.length === 0) return all(n);
  if (n < SMALL) return twins.textAffix(c.offsets, n, c.data, needle, ends);
  return bits(c, needle, (o, d, f, out) => kernels.k.textAffix(o, n, d, f, needle.length, ends ? 1 : 0, out));
}

/** Bit i: row i is the needle. */
export function equalling(c: BytesColumn, needle: Uint8Array): Uint8Array {
  const n = c.length;
  if (n < SMALL) return twins.textEquals(c.offsets, n, c.data, needle);
  return bits(c, needle, (o, d, f, out) => kernels.k.textEquals(o, n, d, f, needle.length, out));
}

/** Whether no byte of the column is above 127. */
export function isAscii(c: BytesColumn): boolean {
  const data = span(c);
  if (data.length < 4096) return twins.textIsAscii(data);
  const mark = kernels.mark();
  try {
    return kernels.k.textIsAscii(kernels.put(data), data.length) === 1;
  } finally {
    kernels.reset(mark);
  }
}

/** The column's bytes, from its first offset on, with ASCII letters from `low` on in their other case. */
export function flippedCase(c: BytesColumn, low: number): Uint8Array {
  const data = span(c);
  if (data.length < 4096) return twins.textFlipCase(data, low);
  const mark = kernels.mark();
  try {
    const from = kernels.put(data);
    kernels.k.textFlipCase(from, data.length, low, from);
    const out = new Uint8Array(data.length);
    kernels.read(from, out);
    return out;
  } finally {
    kernels.reset(mark);
  }
}

/** Code points of each row. */
export function charCounts(c: BytesColumn): Uint32Array {
  const n = c.length;
  if (n < SMALL) return twins.textLenChars(c.offsets, n, c.data);
  const mark = kernels.mark();
  try {
    const offsets = kernels.put(c.offsets.subarray(0, n + 1));
    const data = kernels.put(span(c));
    const at = kernels.push(4 * n);
    kernels.k.textLenChars(offsets, n, data - (c.offsets[0] as number), at);
    const out = new Uint32Array(n);
    kernels.read(at, out);
    return out;
  } finally {
    kernels.reset(mark);
  }
}
