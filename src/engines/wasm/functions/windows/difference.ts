import { bitmapBytes, bothValid, getBit, setBit } from "../../../../arrow/bitmap.ts";
import {
  type Column,
  type FixedColumn,
  fixedColumn,
  type Numbers,
  nullColumn,
  type Validity,
} from "../../../../arrow/column.ts";
import { allocate } from "../../../../arrow/layout.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { lag } from "./options.ts";
import type { Segmented } from "./segmented.ts";

/** Rows whose partner n rows before lies in the same stretch and that are both valid. */
function pairs(c: Column, n: number, starts: Int32Array): { validity: Validity; nulls: number } {
  if (n === 0) return { validity: c.validity, nulls: c.nulls };
  const bits = new Uint8Array(bitmapBytes(c.length));
  let valid = 0;
  for (let s = 0; s + 1 < starts.length; s++) {
    const [from, to] = [starts[s] as number, starts[s + 1] as number];
    for (let i = Math.max(from, from + n); i < Math.min(to, to + n); i++) {
      if (c.validity !== null && getBit(c.validity, i - n) === 0) continue;
      setBit(bits, i);
      valid++;
    }
  }
  if (c.validity === null) return { validity: bits, nulls: c.length - valid };
  return bothValid(bits, c.validity, c.length);
}

function subtractNumbers(values: Numbers, n: number, out: Numbers): void {
  const end = Math.min(values.length, values.length + n);
  for (let i = Math.max(0, n); i < end; i++) out[i] = (values[i] as number) - (values[i - n] as number);
}

// `width` 32-bit words a row, the lowest first.
function subtractWords(from: FixedColumn, n: number, out: BigInt64Array, width: number): void {
  const a = new Uint32Array(from.values.buffer, from.values.byteOffset, from.length * width);
  const to = new Uint32Array(out.buffer);
  const end = Math.min(from.length, from.length + n);
  for (let i = Math.max(0, n); i < end; i++) {
    let borrow = 0;
    for (let w = 0; w < width; w++) {
      const d = (a[i * width + w] as number) - (a[(i - n) * width + w] as number) - borrow;
      borrow = d < 0 ? 1 : 0;
      to[i * width + w] = d;
    }
  }
}

// Days become microseconds: exact in doubles for every Date32.
const DAY_US = 86_400_000_000;
function subtractDays(days: Int32Array, n: number, out: BigInt64Array): void {
  const words = new Int32Array(out.buffer);
  const end = Math.min(days.length, days.length + n);
  for (let i = Math.max(0, n); i < end; i++) {
    const us = ((days[i] as number) - (days[i - n] as number)) * DAY_US;
    // Above 2^53 the product of two whole numbers is split: high word first.
    const high = Math.floor(us / 4294967296);
    words[2 * i] = us - high * 4294967296;
    words[2 * i + 1] = high;
  }
}

function subtract(c: FixedColumn, n: number, type: DataType): FixedColumn["values"] {
  const out = allocate(type, c.length);
  if (c.type.id === "Date32") subtractDays(c.values as Int32Array, n, out as BigInt64Array);
  else if (c.values instanceof BigInt64Array || c.values instanceof BigUint64Array)
    subtractWords(c, n, out as BigInt64Array, c.type.id === "Decimal" ? 4 : 2);
  else if (out instanceof BigInt64Array) {
    // UInt32 less UInt32 does not fit 32 bits.
    const words = new Int32Array(out.buffer);
    const values = c.values as Uint32Array;
    for (let i = Math.max(0, n); i < Math.min(c.length, c.length + n); i++) {
      const d = (values[i] as number) - (values[i - n] as number);
      words[2 * i] = d;
      words[2 * i + 1] = d < 0 ? -1 : 0;
    }
  } else subtractNumbers(c.values as Numbers, n, out as Numbers);
  return out;
}

export const diff: Segmented = ([c], info, starts) => {
  const column = c as Column;
  if (column.layout !== "fixed") return nullColumn(info.type, column.length);
  const n = Math.max(-column.length, Math.min(column.length, lag(info)));
  const { validity, nulls } = pairs(column, n, starts);
  return fixedColumn(info.type, column.length, subtract(column, n, info.type), validity, nulls);
};

export const pctChange: Segmented = ([c], info, starts) => {
  const column = c as FixedColumn;
  const n = Math.max(-column.length, Math.min(column.length, lag(info)));
  const values = column.values as Float64Array | Float32Array;
  const out = allocate(info.type, column.length) as Float64Array | Float32Array;
  const single = out instanceof Float32Array;
  for (let i = Math.max(0, n); i < Math.min(column.length, column.length + n); i++) {
    const before = values[i - n] as number;
    const change = (values[i] as number) - before;
    out[i] = (single ? Math.fround(change) : change) / before;
  }
  const { validity, nulls } = pairs(column, n, starts);
  return fixedColumn(info.type, column.length, out, validity, nulls);
};
