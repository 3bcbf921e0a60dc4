import { bitmapBytes, clearBit } from "../../../arrow/bitmap.ts";
import { type Column, type FixedColumn, fixedColumn, isValid } from "../../../arrow/column.ts";
import { type DataType, type Decimal, Float64, Int64 } from "../../../arrow/types.ts";
import { further } from "../../../kernels/further.ts";
import { kernels } from "../../../kernels/memory.ts";
import { resultValues } from "../fleeting.ts";
import { nearest, putWords, wordsAt } from "../functions/decimals.ts";
import { bitsAt, resultOf } from "../functions/operands.ts";
import { columnIn, type Value } from "../value.ts";
import { fittingColumn, Misfit } from "./failure.ts";
import { castNumber } from "./numbers.ts";

/** How what is cut off is rounded. */
export type Rounding = "even" | "down" | "up" | "zero";
const MODES: Readonly<Record<Rounding, number>> = { even: 0, down: 1, up: 2, zero: 3 };
const BELOW = 10 ** 18;
const BLOCK = 4096;

function rounded(x: bigint, by: bigint, mode: Rounding): bigint {
  if (mode === "even") return nearest(x, by);
  const q = x / by;
  if (mode === "zero" || q * by === x) return q;
  return mode === "down" ? (x < 0n ? q - 1n : q) : x > 0n ? q + 1n : q;
}

/**
 * Runs a kernel that stops at rows it cannot do, and does those exactly; a row whose exact value is out of `to` does not fit.
 */
function stepped(
  c: FixedColumn,
  to: Decimal,
  strict: boolean,
  kernel: (src: number, at: number, n: number, out: number) => number,
  exact: (row: number) => bigint | undefined,
): Column {
  const n = c.length;
  const out = new BigInt64Array(2 * n);
  const most = 10n ** BigInt(to.precision);
  const slow: [number, bigint][] = [];
  let fits: Uint8Array | null = null;
  const mark = kernels.mark();
  try {
    const src = kernels.put(c.values);
    const result = kernels.push(16 * n);
    for (let at = 0; ; at++) {
      at = kernel(src, at, n, result);
      if (at >= n) break;
      if (!isValid(c, at)) continue;
      const v = exact(at);
      if (v !== undefined && v < most && v > -most) slow.push([at, v]);
      else {
        if (strict) throw new Misfit(at);
        fits ??= new Uint8Array(bitmapBytes(n)).fill(255);
        clearBit(fits, at);
      }
    }
    kernels.read(result, out);
  } finally {
    kernels.reset(mark);
  }
  for (const [i, v] of slow) putWords(out, i, v);
  return fittingColumn(c, to, out, fits, strict);
}

/** A Decimal at another scale and precision. */
export function rescale(c: FixedColumn, to: Decimal, strict: boolean, mode: Rounding = "even"): Column {
  const from = c.type as Decimal;
  const steps = to.scale - from.scale;
  const size = Math.abs(steps);
  const words = c.values as BigInt64Array;
  const wide = 10n ** BigInt(size);
  const exact = (i: number): bigint => (steps >= 0 ? wordsAt(words, i) * wide : rounded(wordsAt(words, i), wide, mode));
  if (steps === 0 && to.precision >= from.precision) return fixedColumn(to, c.length, c.values, c.validity, c.nulls);
  const limit = Math.min(BELOW, 10 ** to.precision);
  return stepped(
    c,
    to,
    strict,
    (src, at, n, out) =>
      size > 18 ? at : further.ewDecimalScale(src, at, n, 10 ** size, steps < 0 ? 1 : 0, MODES[mode], limit, out),
    exact,
  );
}

/** A Decimal rounded to so many places, in its own type. */
export function roundDecimal(x: Value, type: Decimal, decimals: number, mode: Rounding): Value {
  const c = columnIn(x) as FixedColumn;
  if (decimals >= type.scale) return resultOf([x], { ...c, type });
  const coarse = rescale(c, { id: "Decimal", precision: 38, scale: decimals } as Decimal, true, mode);
  return resultOf([x], rescale(coarse as FixedColumn, type, true));
}

/** Integers and floats as Decimals; floats are rounded half to even. */
export function toDecimal(c: FixedColumn, to: Decimal, strict: boolean): Column {
  if (c.type.id === "Float64" || c.type.id === "Float32") {
    const wide = (c.type.id === "Float64" ? c : castNumber(c, Float64, true)) as FixedColumn;
    const values = wide.values as Float64Array;
    const unit = 10 ** to.scale;
    const exact = (i: number): bigint | undefined => {
      const v = roundEven((values[i] as number) * unit);
      return Number.isFinite(v) ? BigInt(v) : undefined;
    };
    return stepped(
      wide,
      to,
      strict,
      (src, at, n, out) => further.ewF64ToDecimal(src, at, n, unit, Math.min(BELOW, 10 ** to.precision), out),
      exact,
    );
  }
  const signed = c.type.id !== "UInt64";
  const longs = (signed && c.type.id !== "Int64" ? castNumber(c, Int64, true) : c) as FixedColumn;
  const out = new BigInt64Array(2 * c.length);
  const mark = kernels.mark();
  try {
    const src = kernels.put(longs.values);
    const result = kernels.push(16 * c.length);
    further.ewI64ToDecimal(src, c.length, signed ? 1 : 0, result);
    kernels.read(result, out);
  } finally {
    kernels.reset(mark);
  }
  const whole = fixedColumn({ id: "Decimal", precision: 38, scale: 0 } as Decimal, c.length, out, c.validity, c.nulls);
  return rescale(whole, to, strict);
}

/** Half to even, whatever the size. */
export function roundEven(x: number): number {
  const r = Math.round(x);
  return Math.abs(x % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

/** A block of rows at a time, so that it stays in the processor's cache. */
function doubled({ values }: FixedColumn, unit: number, out: Float64Array): void {
  const rows = Math.min(BLOCK, out.length);
  const src = kernels.push(16 * rows);
  const result = kernels.push(8 * rows);
  for (let at = 0; at < out.length; at += BLOCK) {
    const n = Math.min(BLOCK, out.length - at);
    kernels.write(src, values.subarray(2 * at, 2 * (at + n)));
    further.ewDecimalToF64(src, n, unit, result);
    kernels.read(result, out.subarray(at, at + n));
  }
}

/** A Decimal as an integer (cut towards zero) or a float. */
export function fromDecimal(c: FixedColumn, to: DataType, strict: boolean): Column {
  const from = c.type as Decimal;
  const n = c.length;
  const float = to.id === "Float64" || to.id === "Float32";
  const whole = float
    ? c
    : (rescale(c, { id: "Decimal", precision: 38, scale: 0 } as Decimal, true, "zero") as FixedColumn);
  const out = float ? resultValues(Float64Array, n) : resultValues(BigInt64Array, n);
  let fits: Uint8Array | null = null;
  const mark = kernels.mark();
  try {
    if (float) doubled(whole, 10 ** from.scale, out as Float64Array);
    else {
      const src = kernels.put(whole.values);
      const result = kernels.push(8 * n);
      const bits = kernels.push(bitmapBytes(n));
      kernels.u8.fill(255, bits, bits + bitmapBytes(n));
      if (further.ewDecimalToI64(src, n, result, bits) > 0) fits = bitsAt(bits, n);
      kernels.read(result, out);
    }
  } finally {
    kernels.reset(mark);
  }
  const wide = fixedColumn(Float64, n, out, c.validity, c.nulls);
  if (float) return to.id === "Float64" ? wide : castNumber(wide, to, true);
  if (to.id === "UInt64" && fits !== null) return unsigned(c, whole, to, strict);
  const longs = fittingColumn(c, Int64, out, fits, strict) as FixedColumn;
  return to.id === "Int64" ? longs : castNumber(longs, to, strict);
}

// Values past 2^63 that UInt64 still holds.
function unsigned(c: FixedColumn, whole: FixedColumn, to: DataType, strict: boolean): Column {
  const out = new BigUint64Array(c.length);
  const fits = new Uint8Array(bitmapBytes(c.length)).fill(255);
  for (let i = 0; i < c.length; i++) {
    const v = wordsAt(whole.values as BigInt64Array, i);
    if (v >= 0n && v < 1n << 64n) out[i] = v;
    else clearBit(fits, i);
  }
  return fittingColumn(c, to, out, fits, strict);
}
