import { getBit } from "../../../../arrow/bitmap.ts";
import { type Column, type FixedColumn, fixedColumn, isValid, type Numbers } from "../../../../arrow/column.ts";
import { allocate } from "../../../../arrow/layout.ts";
import { allNull } from "../../../../arrow/take.ts";
import { isReversed } from "./options.ts";
import type { Segmented } from "./segmented.ts";

/** Folds the valid rows of one stretch, first to last or last to first. */
type Fold = (from: number, to: number, step: 1 | -1) => void;

function eachStretch(starts: Int32Array, reversed: boolean, fold: Fold): void {
  for (let s = 0; s + 1 < starts.length; s++) {
    const [from, to] = [starts[s] as number, starts[s + 1] as number];
    if (from === to) continue;
    if (reversed) fold(to - 1, from - 1, -1);
    else fold(from, to, 1);
  }
}

const numberAt = (c: Column): ((i: number) => number) =>
  c.layout === "bool" ? (i) => getBit(c.bits, i) : (i) => (c as FixedColumn).values[i] as number;

function sumNumbers(c: Column, out: Numbers, starts: Int32Array, reversed: boolean): void {
  const at = numberAt(c);
  eachStretch(starts, reversed, (from, to, step) => {
    let sum = 0;
    for (let i = from; i !== to; i += step) {
      if (!isValid(c, i)) continue;
      sum += at(i);
      out[i] = sum;
    }
  });
}

// 32-bit integers wrap at each step, so that the sum stays exact.
function sumIntegers(
  values: Numbers,
  c: Column,
  out: Int32Array | Uint32Array,
  starts: Int32Array,
  reversed: boolean,
): void {
  eachStretch(starts, reversed, (from, to, step) => {
    let sum = 0;
    for (let i = from; i !== to; i += step) {
      if (!isValid(c, i)) continue;
      sum = (sum + (values[i] as number)) | 0;
      out[i] = sum;
    }
  });
}

// Small integers into 64-bit sums: a double is exact up to 2^53, far above 2^31 rows of 16 bits.
function sumSmall(values: Numbers, c: Column, out: BigInt64Array, starts: Int32Array, reversed: boolean): void {
  const words = new Int32Array(out.buffer);
  eachStretch(starts, reversed, (from, to, step) => {
    let sum = 0;
    for (let i = from; i !== to; i += step) {
      if (!isValid(c, i)) continue;
      sum += values[i] as number;
      words[2 * i] = sum;
      words[2 * i + 1] = Math.floor(sum / 4294967296);
    }
  });
}

function sumWords(
  c: FixedColumn,
  out: BigInt64Array | BigUint64Array,
  starts: Int32Array,
  reversed: boolean,
  width: number,
): void {
  const a = new Uint32Array(c.values.buffer, c.values.byteOffset, c.length * width);
  const to32 = new Uint32Array(out.buffer);
  const sum = new Float64Array(width);
  eachStretch(starts, reversed, (from, to, step) => {
    sum.fill(0);
    for (let i = from; i !== to; i += step) {
      if (!isValid(c, i)) continue;
      let carry = 0;
      for (let w = 0; w < width; w++) {
        const d = (sum[w] as number) + (a[i * width + w] as number) + carry;
        carry = d >= 4294967296 ? 1 : 0;
        sum[w] = carry === 1 ? d - 4294967296 : d;
        to32[i * width + w] = d;
      }
    }
  });
}

export const cumSum: Segmented = ([c], info, starts) => {
  const column = c as Column;
  const reversed = isReversed(info);
  if (column.layout === "null") return allNull(info.type, column.length);
  const out = allocate(info.type, column.length);
  const values = column.layout === "fixed" ? column.values : null;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    sumWords(column as FixedColumn, out as BigInt64Array, starts, reversed, column.type.id === "Decimal" ? 4 : 2);
  else if (out instanceof BigInt64Array) sumSmall(values as Numbers, column, out, starts, reversed);
  else if (values !== null && (out instanceof Int32Array || out instanceof Uint32Array))
    sumIntegers(values as Numbers, column, out, starts, reversed);
  else sumNumbers(column, out as Numbers, starts, reversed);
  return fixedColumn(info.type, column.length, out, column.validity, column.nulls);
};

export const cumCount: Segmented = ([c], info, starts) => {
  const column = c as Column;
  const out = new Uint32Array(column.length);
  eachStretch(starts, isReversed(info), (from, to, step) => {
    let count = 0;
    for (let i = from; i !== to; i += step) {
      if (isValid(column, i)) count++;
      out[i] = count;
    }
  });
  return fixedColumn(info.type, column.length, out);
};

/** The low and high word of a product of 64-bit integers, modulo 2^64. */
function multiply(words: Int32Array, low: number, high: number): void {
  const [a, b] = [words[0] as number, words[1] as number];
  const cross = (Math.imul(a, high) + Math.imul(b, low)) | 0;
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, low & 0xffff, low >>> 16];
  const p00 = a0 * b0;
  const middle = a1 * b0 + (p00 >>> 16);
  const next = (middle & 0xffff) + a0 * b1;
  words[0] = ((next & 0xffff) << 16) | (p00 & 0xffff);
  words[1] = (a1 * b1 + Math.floor(middle / 65536) + Math.floor(next / 65536) + cross) | 0;
}

function productWords(c: Column, out: BigInt64Array | BigUint64Array, starts: Int32Array, reversed: boolean): void {
  const words = new Int32Array(out.buffer);
  const values = c.layout === "fixed" ? c.values : null;
  const pairs =
    values instanceof BigInt64Array || values instanceof BigUint64Array
      ? new Int32Array(values.buffer, values.byteOffset, c.length * 2)
      : null;
  const at = pairs === null ? numberAt(c) : () => 0;
  const product = new Int32Array(2);
  eachStretch(starts, reversed, (from, to, step) => {
    product[0] = 1;
    product[1] = 0;
    for (let i = from; i !== to; i += step) {
      if (!isValid(c, i)) continue;
      if (pairs !== null) multiply(product, pairs[2 * i] as number, pairs[2 * i + 1] as number);
      else multiply(product, at(i) | 0, at(i) < 0 ? -1 : 0);
      words[2 * i] = product[0] as number;
      words[2 * i + 1] = product[1] as number;
    }
  });
}

export const cumProd: Segmented = ([c], info, starts) => {
  const column = c as Column;
  const reversed = isReversed(info);
  if (column.layout === "null") return allNull(info.type, column.length);
  const out = allocate(info.type, column.length);
  if (out instanceof BigInt64Array || out instanceof BigUint64Array) productWords(column, out, starts, reversed);
  else {
    const at = numberAt(column);
    const numbers = out as Numbers;
    eachStretch(starts, reversed, (from, to, step) => {
      let product = 1;
      for (let i = from; i !== to; i += step) {
        if (!isValid(column, i)) continue;
        product *= at(i);
        numbers[i] = product;
      }
    });
  }
  return fixedColumn(info.type, column.length, out, column.validity, column.nulls);
};
