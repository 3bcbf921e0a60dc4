import { type BytesColumn, type Column, fixedColumn, isValid } from "../../../../arrow/column.ts";
import { UInt64 } from "../../../../arrow/types.ts";
import type { Elementwise } from "../../function.ts";
import { encoded } from "../../keys/encode.ts";
import { columnIn, type Value } from "../../value.ts";
import { resultOf } from "../operands.ts";

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

// MurmurHash3 for 32 bits by Austin Appleby, once for each half of the result.
function murmur(data: Uint8Array, from: number, to: number, seed: number): number {
  let h = seed;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    let k =
      (data[at] as number) |
      ((data[at + 1] as number) << 8) |
      ((data[at + 2] as number) << 16) |
      ((data[at + 3] as number) << 24);
    k = Math.imul(rotate(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
    h = (Math.imul(rotate(h ^ k, 13), 5) + 0xe6546b64) | 0;
  }
  let k = 0;
  for (let i = to - 1; i >= at; i--) k = (k << 8) | (data[i] as number);
  h ^= Math.imul(rotate(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
  h ^= to - from;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The two words of each row's hash. */
function hashed(c: Column, low: number, high: number): Int32Array {
  const out = new Int32Array(2 * c.length);
  if (c.layout === "dict") {
    const entries = hashed(c.dictionary, low, high);
    for (let i = 0; i < c.length; i++) {
      const code = c.codes[i] as number;
      out[2 * i] = entries[2 * code] as number;
      out[2 * i + 1] = entries[2 * code + 1] as number;
    }
  } else {
    const { offsets, data }: BytesColumn = encoded(c);
    for (let i = 0; i < c.length; i++) {
      const [from, to] = [offsets[i] as number, offsets[i + 1] as number];
      out[2 * i] = murmur(data, from, to, low);
      out[2 * i + 1] = murmur(data, from, to, high);
    }
  }
  if (c.nulls > 0)
    for (let i = 0; i < c.length; i++)
      if (!isValid(c, i)) {
        out[2 * i] = murmur(data1, 0, 1, low);
        out[2 * i + 1] = murmur(data1, 0, 1, high);
      }
  return out;
}
const data1 = Uint8Array.of(0xa5);

/** Equal values have equal hashes: nulls, NaN, -0 and 0, text however it is stored. */
export const hash: Elementwise = (args, { options }) => {
  const c = columnIn(args[0] as Value);
  const seed = Number(options.seed ?? 0);
  const low = (seed ^ 0x2f1b3c5d) | 0;
  const high = (Math.floor(seed / 4294967296) ^ Math.imul(seed | 0, 0x9e3779b1) ^ 0x6a09e667) | 0;
  const words = hashed(c, low, high);
  return resultOf(args, fixedColumn(UInt64, c.length, new BigUint64Array(words.buffer)));
};
