import { corrupt } from "./flat-reader.ts";

const HASH_BITS = 14;
const table: Int32Array = new Int32Array(1 << HASH_BITS);
const read32 = (b: Uint8Array, i: number): number =>
  (b[i] as number) | ((b[i + 1] as number) << 8) | ((b[i + 2] as number) << 16) | ((b[i + 3] as number) << 24);

/** The most bytes that a block of `length` bytes can need. */
export const lz4Bound = (length: number): number => length + Math.ceil(length / 255) + 16;

function putLength(out: Uint8Array, at: number, length: number): number {
  let rest = length;
  for (; rest >= 255; rest -= 255) out[at++] = 255;
  out[at++] = rest;
  return at;
}

function putLiterals(
  out: Uint8Array,
  at: number,
  input: Uint8Array,
  start: number,
  end: number,
  match: number,
): number {
  const length = end - start;
  const token = at++;
  out[token] = (Math.min(length, 15) << 4) | Math.min(match, 15);
  if (length >= 15) at = putLength(out, at, length - 15);
  if (length > 32) out.set(input.subarray(start, end), at);
  else for (let i = 0; i < length; i++) out[at + i] = input[start + i] as number;
  return at + length;
}

/** Compresses one block into `out` (room: `lz4Bound`) and gives the bytes written. */
export function lz4Compress(input: Uint8Array, out: Uint8Array): number {
  // The format wants 5 literals at the end and no match that starts in the last 12 bytes.
  const lastStart = input.length - 12;
  const lastEnd = input.length - 5;
  let at = 0;
  let anchor = 0;
  let i = 0;
  table.fill(-1);
  let misses = 1 << 6;
  while (i <= lastStart) {
    const word = read32(input, i);
    const slot = Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS);
    const candidate = table[slot] as number;
    table[slot] = i;
    if (candidate < 0 || i - candidate > 0xffff || read32(input, candidate) !== word) {
      i += misses++ >> 6;
      continue;
    }
    misses = 1 << 6;
    let end = i + 4;
    for (let from = candidate + 4; end < lastEnd && input[end] === input[from]; end++, from++);
    const match = end - i - 4;
    at = putLiterals(out, at, input, anchor, i, match);
    out[at++] = (i - candidate) & 255;
    out[at++] = (i - candidate) >> 8;
    if (match >= 15) at = putLength(out, at, match - 15);
    anchor = i = end;
  }
  return putLiterals(out, at, input, anchor, input.length, 0);
}

/**
 * Decompresses one block to `out` from `at` and gives the position behind; matches may reach back before `at`.
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export function lz4Decompress(input: Uint8Array, out: Uint8Array, at: number): number {
  const size = input.length;
  let i = 0;
  while (i < size) {
    const token = input[i++] as number;
    let literals = token >> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255 && i < size) literals += more = input[i++] as number;
    }
    if (i + literals > size || at + literals > out.length) throw corrupt("an LZ4 block runs over its end");
    if (literals > 32) {
      out.set(input.subarray(i, i + literals), at);
      i += literals;
      at += literals;
    } else for (const end = i + literals; i < end; ) out[at++] = input[i++] as number;
    if (i === size) return at;
    if (i + 2 > size) throw corrupt("an LZ4 block is cut short");
    const offset = (input[i] as number) | ((input[i + 1] as number) << 8);
    i += 2;
    let match = (token & 15) + 4;
    if (match === 19) {
      let more = 255;
      while (more === 255 && i < size) match += more = input[i++] as number;
    }
    if (offset === 0 || offset > at || at + match > out.length) throw corrupt("an LZ4 block refers out of its bounds");
    if (match > 32 && offset >= match) {
      out.copyWithin(at, at - offset, at - offset + match);
      at += match;
    } else for (const end = at + match; at < end; at++) out[at] = out[at - offset] as number;
  }
  return at;
}
