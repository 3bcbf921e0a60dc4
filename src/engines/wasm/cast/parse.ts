import { bitmapBytes, clearBit } from "../../../arrow/bitmap.ts";
import { type BytesColumn, type Column, fixedColumn, isValid } from "../../../arrow/column.ts";
import { parseDecimal } from "../../../arrow/decimal.ts";
import { allocate } from "../../../arrow/layout.ts";
import { isFloat, isUnsigned } from "../../../arrow/type-info.ts";
import type { DataType, Decimal } from "../../../arrow/types.ts";
import { text } from "../../../core/utf8.ts";
import { putWords } from "../functions/decimals.ts";
import { andNulls } from "../functions/operands.ts";

const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NAMED: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

function slowFloat(s: string): number | undefined {
  if (FLOAT.test(s)) return Number(s);
  const sign = s[0] === "-" || s[0] === "+";
  const named = NAMED[(sign ? s.slice(1) : s).toLowerCase()];
  return named === undefined ? undefined : s[0] === "-" ? -named : named;
}

/** A float: exact by two numbers where it is short, else by the language's own parser. */
function parseFloatAt(data: Uint8Array, start: number, end: number): number | undefined {
  let i = start;
  const minus = data[i] === 45;
  if (minus || data[i] === 43) i++;
  let value = 0;
  let digits = 0;
  let point = -1;
  for (; i < end; i++) {
    const d = (data[i] as number) - 48;
    if (d >= 0 && d <= 9) {
      value = value * 10 + d;
      digits++;
    } else if (d === -2 && point < 0) point = digits;
    else return slowFloat(text(data, start, end));
  }
  if (digits === 0) return undefined;
  const behind = point < 0 ? 0 : digits - point;
  if (digits > 15) return slowFloat(text(data, start, end));
  if (behind > 0) value /= POWERS[behind] as number;
  return minus ? -value : value;
}

/** Digits with a sign: a number up to 15 of them, else a bigint; undefined for anything else. */
function parseWholeAt(data: Uint8Array, start: number, end: number): number | bigint | undefined {
  let i = start;
  const minus = data[i] === 45;
  if (minus || data[i] === 43) i++;
  if (i >= end) return undefined;
  while (i < end - 1 && data[i] === 48) i++;
  const first = i;
  let value = 0;
  for (; i < end; i++) {
    const d = (data[i] as number) - 48;
    if (!(d >= 0 && d <= 9)) return undefined;
    value = value * 10 + d;
  }
  if (i - first <= 15) return minus ? -value : value;
  if (i - first > 20) return undefined;
  const big = BigInt(text(data, first, end));
  return minus ? -big : big;
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  Int8: [-128, 127],
  Int16: [-32768, 32767],
  Int32: [-2147483648, 2147483647],
  UInt8: [0, 255],
  UInt16: [0, 65535],
  UInt32: [0, 4294967295],
};
const fits64 = (v: bigint, signed: boolean): boolean =>
  signed ? v >= -(1n << 63n) && v < 1n << 63n : v >= 0n && v < 1n << 64n;

type Store = (i: number, start: number, end: number) => boolean;

function wholes(c: BytesColumn, to: DataType, out: ReturnType<typeof allocate>): Store {
  const { data } = c;
  const signed = !isUnsigned(to);
  if (out instanceof BigInt64Array || out instanceof BigUint64Array) {
    const words = new Int32Array(out.buffer);
    return (i, start, end) => {
      if (!signed && data[start] === 45) return false;
      const v = parseWholeAt(data, start, end);
      if (typeof v === "number") {
        words[2 * i] = v % 4294967296;
        words[2 * i + 1] = Math.floor(v / 4294967296);
        return true;
      }
      if (v === undefined || !fits64(v, signed)) return false;
      out[i] = v;
      return true;
    };
  }
  const [low, high] = RANGES[to.id] as readonly [number, number];
  return (i, start, end) => {
    if (!signed && data[start] === 45) return false;
    const v = parseWholeAt(data, start, end);
    if (typeof v !== "number" || v < low || v > high) return false;
    out[i] = v;
    return true;
  };
}

function decimals(c: BytesColumn, to: Decimal, out: BigInt64Array): Store {
  return (i, start, end) => {
    const s = end - start > 400 ? "" : text(c.data, start, end);
    const v = /\s/.test(s) ? undefined : parseDecimal(s, to.precision, to.scale);
    if (v !== undefined) putWords(out, i, v);
    return v !== undefined;
  };
}

/** Texts as numbers; what is none becomes null. */
export function parseNumbers(c: BytesColumn, to: DataType): Column {
  const n = c.length;
  const out = allocate(to, n);
  const { offsets, data } = c;
  let store: Store;
  if (isFloat(to)) {
    const floats = out as Float64Array;
    store = (i, start, end) => {
      const v = start === end ? undefined : parseFloatAt(data, start, end);
      if (v === undefined) return false;
      floats[i] = v;
      return true;
    };
  } else store = to.id === "Decimal" ? decimals(c, to, out as BigInt64Array) : wholes(c, to, out);
  return stored(c, to, out, (i) => store(i, offsets[i] as number, offsets[i + 1] as number));
}

/** A column of what `store` can write; the rows that it cannot become null. */
export function stored(
  c: BytesColumn,
  to: DataType,
  out: ReturnType<typeof allocate>,
  store: (i: number) => boolean,
): Column {
  let fits: Uint8Array | null = null;
  for (let i = 0; i < c.length; i++) {
    if ((c.nulls > 0 && !isValid(c, i)) || store(i)) continue;
    fits ??= new Uint8Array(bitmapBytes(c.length)).fill(255);
    clearBit(fits, i);
  }
  const { validity, nulls } = andNulls(c, fits, c.length);
  return fixedColumn(to, c.length, out, validity, nulls);
}
