import { type FixedColumn, isValid } from "../../../arrow/column.ts";
import { kernels } from "../../../kernels/memory.ts";
import { boundsOf } from "../keys/words.ts";

const WORD = 2 ** 32;
const isLong = ({ values }: FixedColumn): boolean =>
  values instanceof BigInt64Array || values instanceof BigUint64Array;
const wordsOf = ({ values }: FixedColumn): Int32Array =>
  new Int32Array(values.buffer, values.byteOffset, values.length * 2);

/** Whole numbers of the rows [from, to) that are not null, one after the other; gives how many, -1 where one is not safe. */
export function readWhole(c: FixedColumn, from: number, to: number, out: Float64Array): number {
  let n = 0;
  if (isLong(c)) {
    const words = wordsOf(c);
    const unsigned = c.type.id === "UInt64";
    for (let i = from; i < to; i++) {
      if (c.nulls > 0 && !isValid(c, i)) continue;
      const high = words[2 * i + 1] as number;
      const v = (unsigned ? high >>> 0 : high) * WORD + ((words[2 * i] as number) >>> 0);
      if (v > Number.MAX_SAFE_INTEGER || v < Number.MIN_SAFE_INTEGER) return -1;
      out[n++] = v;
    }
    return n;
  }
  const values = c.values as Int32Array;
  for (let i = from; i < to; i++) if (c.nulls === 0 || isValid(c, i)) out[n++] = values[i] as number;
  return n;
}

/** A range of numbers, and which of them are meant: a bit for each from `low` on, null for all. */
export interface Meant {
  readonly low: number;
  readonly high: number;
  readonly bits: Uint8Array | null;
}

function among(bits: Uint8Array | null, k: number): boolean {
  return bits === null || ((bits[k >>> 3] as number) & (1 << (k & 7))) !== 0;
}

// The loops stand by themselves: one that met several kinds of arrays would take twice as long.

function longs(words: Int32Array, unsigned: boolean, { low, high, bits }: Meant, n: number, out: Uint8Array): void {
  const span = high - low;
  for (let i = 0; i < n; i++) {
    const top = words[2 * i + 1] as number;
    // What is not safe is further off than any number that is meant.
    const k = (unsigned ? top >>> 0 : top) * WORD + ((words[2 * i] as number) >>> 0) - low;
    if (k >= 0 && k <= span && among(bits, k)) out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  }
}

function ints(values: Int32Array, { low, high, bits }: Meant, n: number, out: Uint8Array): void {
  const span = high - low;
  for (let i = 0; i < n; i++) {
    const k = (values[i] as number) - low;
    if (k >= 0 && k <= span && among(bits, k)) out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  }
}

function others(values: Uint32Array, { low, high, bits }: Meant, n: number, out: Uint8Array): void {
  const span = high - low;
  for (let i = 0; i < n; i++) {
    const k = (values[i] as number) - low;
    if (k >= 0 && k <= span && among(bits, k)) out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  }
}

function oneByOne(c: FixedColumn, meant: Meant, out: Uint8Array): void {
  if (isLong(c)) longs(wordsOf(c), c.type.id === "UInt64", meant, c.length, out);
  else if (c.values instanceof Int32Array) ints(c.values, meant, c.length, out);
  else others(c.values as Uint32Array, meant, c.length, out);
}

const COPIED = 1 << 20;
/** Whether copying the bits of what is meant costs less than looking them up here. */
const isCheap = ({ bits }: Meant, rows: number): boolean => bits === null || bits.length <= Math.min(COPIED, rows);

const { k: kernel } = kernels;
function kernelOf({ values }: FixedColumn): typeof kernel.keyBitsI64 | null {
  if (values instanceof Int32Array) return kernel.keyBitsI32;
  if (values instanceof Uint32Array) return kernel.keyBitsU32;
  return values instanceof BigInt64Array ? kernel.keyBitsI64 : null;
}

function byKernel(c: FixedColumn, { low, high, bits }: Meant, out: Uint8Array): boolean {
  const run = kernelOf(c);
  if (run === null) return false;
  const { length: n } = c;
  const mark = kernels.mark();
  try {
    const at = kernels.push(n);
    run(kernels.put(c.values.subarray(0, n)), n, low, high - low + 1, bits === null ? 0 : kernels.put(bits), at);
    kernels.read(at, out);
  } finally {
    kernels.reset(mark);
  }
  return true;
}

/** What is meant of the range that a column's own values have: keys of a file often lie near each other. */
function near(c: FixedColumn, meant: Meant): Meant {
  const kind = c.values instanceof Int32Array ? 32 : c.values instanceof BigInt64Array ? 64 : null;
  if (kind === null || meant.bits === null) return meant;
  const [least, most] = boundsOf(kind, c.values.subarray(0, c.length), c.validity, c.length);
  const [low, high] = [Math.max(meant.low, Number(least)), Math.min(meant.high, Number(most))];
  if (low > high) return { low: 1, high: 0, bits: null };
  const [from, to] = [low - meant.low, high - meant.low].map((k) => Math.floor(k / 8)) as [number, number];
  return { low: meant.low + 8 * from, high, bits: meant.bits.subarray(from, to + 1) };
}

/** A bit for each row of a column of whole numbers: whether its value is not null and among those that are meant. */
export function matchingBits(c: FixedColumn, meant: Meant): Uint8Array {
  const out = new Uint8Array((c.length + 7) >> 3);
  const own = isCheap(meant, c.length) ? meant : near(c, meant);
  if (own.low > own.high) return out;
  if (!isCheap(own, c.length) || !byKernel(c, own, out)) oneByOne(c, own, out);
  if (c.validity !== null) for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) & (c.validity[i] as number);
  return out;
}
