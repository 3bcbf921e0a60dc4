import type { Validity } from "./column.ts";

export const bitmapBytes = (rows: number): number => (rows + 7) >> 3;
export const getBit = (bits: Uint8Array, i: number): number => ((bits[i >> 3] as number) >> (i & 7)) & 1;
export const setBit = (bits: Uint8Array, i: number): void => {
  bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
};
export const clearBit = (bits: Uint8Array, i: number): void => {
  bits[i >> 3] = (bits[i >> 3] as number) & ~(1 << (i & 7));
};

const COUNTS = new Uint8Array(256).map((_, i) => {
  let n = 0;
  for (let b = i; b > 0; b >>= 1) n += b & 1;
  return n;
});

/** Ones in 32-bit words, by halves, quarters and eighths. */
function countWords(words: Uint32Array): number {
  let n = 0;
  for (let i = 0; i < words.length; i++) {
    let w = words[i] as number;
    w -= (w >>> 1) & 0x55555555;
    w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
    n += Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return n;
}

const MANY = 2048;

/** Ones among the first `length` bits. */
export function countBits(bits: Uint8Array, length: number): number {
  const whole = length >> 3;
  let n = 0;
  let i = 0;
  if (length >= MANY && (bits.byteOffset & 3) === 0) {
    n = countWords(new Uint32Array(bits.buffer, bits.byteOffset, whole >> 2));
    i = whole & ~3;
  }
  for (; i < whole; i++) n += COUNTS[bits[i] as number] as number;
  const rest = length & 7;
  if (rest > 0) n += COUNTS[(bits[whole] as number) & ((1 << rest) - 1)] as number;
  return n;
}

/** `length` ones. */
export function ones(length: number): Uint8Array {
  const bits = new Uint8Array(bitmapBytes(length)).fill(255);
  if (length & 7) bits[bits.length - 1] = (1 << (length & 7)) - 1;
  return bits;
}

/** Bits [start, start + length), moved to bit 0; shares memory where `start` is a multiple of 8. */
export function sliceBits(bits: Uint8Array, start: number, length: number): Uint8Array {
  const from = start >> 3;
  const shift = start & 7;
  const bytes = bitmapBytes(length);
  if (shift === 0) return bits.subarray(from, from + bytes);
  const out = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++)
    out[i] = ((bits[from + i] as number) >> shift) | ((bits[from + i + 1] ?? 0) << (8 - shift));
  return out;
}

/** Copies `length` bits of `source` (from bit 0) to bit `at` of `target`, whose bits there are 0. */
export function copyBits(target: Uint8Array, at: number, source: Uint8Array, length: number): void {
  const shift = at & 7;
  const whole = length >> 3;
  let to = at >> 3;
  if (shift === 0) {
    target.set(source.subarray(0, whole), to);
    to += whole;
  } else {
    for (let i = 0; i < whole; i++, to++) {
      const b = source[i] as number;
      target[to] = (target[to] as number) | (b << shift);
      target[to + 1] = b >> (8 - shift);
    }
  }
  for (let i = whole << 3; i < length; i++) if (getBit(source, i)) setBit(target, at + i);
}

/** Rows valid on both sides. */
export function bothValid(a: Validity, b: Validity, length: number): { validity: Validity; nulls: number } {
  if (a === null || b === null) {
    const one = a ?? b;
    return { validity: one, nulls: one === null ? 0 : length - countBits(one, length) };
  }
  const out = new Uint8Array(bitmapBytes(length));
  for (let i = 0; i < out.length; i++) out[i] = (a[i] as number) & (b[i] as number);
  const nulls = length - countBits(out, length);
  return { validity: nulls === 0 ? null : out, nulls };
}

/** The rows of the ones, ascending. */
export function bitsToRows(bits: Uint8Array, length: number): Int32Array {
  const out = new Int32Array(countBits(bits, length));
  let n = 0;
  for (let base = 0; base < length; base += 8) {
    let b = bits[base >> 3] as number;
    if (length - base < 8) b &= (1 << (length - base)) - 1;
    while (b !== 0) {
      out[n++] = base + 31 - Math.clz32(b & -b);
      b &= b - 1;
    }
  }
  return out;
}
