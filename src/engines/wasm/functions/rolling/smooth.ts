import { getBit, setBit } from "../../../../arrow/bitmap.ts";
import { type Column, fixedColumn } from "../../../../arrow/column.ts";
import { parseDuration } from "../../../../arrow/time/duration.ts";
import { PER_SECOND } from "../../../../arrow/type-info.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { columnOfDoubles, doubles } from "../../aggregates/doubles.ts";
import type { Segmented } from "../windows/segmented.ts";
import { inOrder } from "./along.ts";

interface Ewm {
  readonly alpha: number;
  readonly adjust: boolean;
  readonly bias: boolean;
  readonly ignoreNulls: boolean;
  readonly least: number;
}
/** Values from those of one stretch; what it leaves out is null. */
type Smooth = (
  x: Float64Array,
  valid: Uint8Array | null,
  from: number,
  to: number,
  o: Ewm,
  out: Float64Array,
  bits: Uint8Array,
) => void;

const isIn = (valid: Uint8Array | null, i: number): boolean => valid === null || getBit(valid, i) === 1;

const mean: Smooth = (x, valid, from, to, { alpha, adjust, ignoreNulls, least }, out, bits) => {
  const decay = 1 - alpha;
  const fresh = adjust ? 1 : alpha;
  let [value, weight, count] = [0, 1, 0];
  for (let i = from; i < to; i++) {
    const here = isIn(valid, i);
    if (count > 0 && (here || !ignoreNulls)) weight *= decay;
    if (!here) continue;
    const v = x[i] as number;
    if (count === 0) value = v;
    else {
      value += (fresh / (weight + fresh)) * (v - value);
      weight = adjust ? weight + fresh : 1;
    }
    if (++count < least) continue;
    out[i] = value;
    setBit(bits, i);
  }
};

const total: Smooth = (x, valid, from, to, { alpha, ignoreNulls, least }, out, bits) => {
  const decay = 1 - alpha;
  let [value, count] = [0, 0];
  for (let i = from; i < to; i++) {
    const here = isIn(valid, i);
    if (here || !ignoreNulls) value *= decay;
    if (!here) continue;
    value += x[i] as number;
    if (++count < least) continue;
    out[i] = value;
    setBit(bits, i);
  }
};

// Weights and their squares are kept for the bias, as in pandas.
const spread =
  (root: boolean): Smooth =>
  (x, valid, from, to, { alpha, adjust, bias, ignoreNulls, least }, out, bits) => {
    const decay = 1 - alpha;
    const fresh = adjust ? 1 : alpha;
    let [average, variance, weight, sum, squares, count] = [0, 0, 1, 1, 1, 0];
    for (let i = from; i < to; i++) {
      const here = isIn(valid, i);
      if (count > 0 && (here || !ignoreNulls)) {
        sum *= decay;
        squares *= decay * decay;
        weight *= decay;
      }
      if (!here) continue;
      const v = x[i] as number;
      if (count === 0) average = v;
      else {
        const all = weight + fresh;
        const change = v - average;
        const step = (fresh / all) * change;
        average += step;
        variance = (weight * (variance + step * step) + fresh * (change - step) ** 2) / all;
        sum += fresh;
        squares += fresh * fresh;
        weight = all;
        if (!adjust) {
          sum /= weight;
          squares /= weight * weight;
          weight = 1;
        }
      }
      if (++count < least) continue;
      const square = sum * sum;
      if (!bias && square <= squares) continue;
      const corrected = bias ? variance : (square / (square - squares)) * variance;
      out[i] = root ? Math.sqrt(corrected) : corrected;
      setBit(bits, i);
    }
  };

/** Doubles as a column of a float type, null where no bit is set. */
function made(type: DataType, out: Float64Array, bits: Uint8Array): Column {
  let nulls = 0;
  for (let i = 0; i < out.length; i++) nulls += 1 - getBit(bits, i);
  return columnOfDoubles(type, out, nulls === 0 ? null : bits, nulls);
}

const ewm =
  (smooth: Smooth): Segmented =>
  ([c], { type, options }, starts) => {
    const column = c as Column;
    const settings: Ewm = {
      alpha: Number(options.alpha),
      adjust: options.adjust !== false,
      bias: options.bias === true,
      ignoreNulls: options.ignoreNulls === true,
      least: Math.max(1, Number(options.minSamples ?? 1)),
    };
    const out = new Float64Array(column.length);
    const bits = new Uint8Array((column.length + 7) >> 3);
    const x = doubles(column);
    for (let s = 0; s + 1 < starts.length; s++)
      smooth(x, column.validity, starts[s] as number, starts[s + 1] as number, settings, out, bits);
    return made(type, out, bits);
  };

export const ewmMean: Segmented = ewm(mean);
export const ewmSum: Segmented = ewm(total);
export const ewmVar: Segmented = ewm(spread(false));
export const ewmStd: Segmented = ewm(spread(true));

const LN2 = Math.LN2;
const DAY_NS = 86_400_000_000_000n;

/** A length without months in the unit that a column counts in. */
function inUnits(text: string, by: DataType): number {
  const d = parseDuration(text);
  const nanos = BigInt(d.weeks * 7 + d.days) * DAY_NS + d.nanoseconds;
  return by.id === "Datetime" ? Number(nanos) / (1e9 / PER_SECOND[by.unit]) : Number(nanos);
}

/** Distances from the row before, exact for times that lie far from 1970. */
function gap(words: Int32Array, low: Uint32Array, i: number, j: number): number {
  const high = (words[2 * j + 1] as number) - (words[2 * i + 1] as number);
  return high * 4294967296 + ((low[2 * j] as number) - (low[2 * i] as number));
}

const ewmBy = (step: (value: number, x: number, kept: number) => number): Segmented =>
  inOrder((column, by, starts, { type, options }) => {
    const half = inUnits(String(options.halfLife), by.type);
    const { buffer, byteOffset } = by.values;
    const high = new Int32Array(buffer, byteOffset, 2 * by.length);
    const low = new Uint32Array(buffer, byteOffset, 2 * by.length);
    const x = doubles(column);
    const out = new Float64Array(column.length);
    for (let s = 0; s + 1 < starts.length; s++) {
      let [value, last] = [0, -1];
      for (let i = starts[s] as number; i < (starts[s + 1] as number); i++) {
        if (!isIn(column.validity, i)) continue;
        const v = x[i] as number;
        const age = last < 0 ? 0 : gap(high, low, last, i);
        value = last < 0 ? v : step(value, v, Math.exp((-LN2 * age) / half));
        last = i;
        out[i] = value;
      }
    }
    const { length, validity, nulls } = column;
    return type.id === "Float64"
      ? fixedColumn(type, length, out, validity, nulls)
      : columnOfDoubles(type, out, validity, nulls);
  });

export const ewmMeanBy: Segmented = ewmBy((value, x, kept) => (x === value ? value : (1 - kept) * x + kept * value));
export const ewmSumBy: Segmented = ewmBy((value, x, kept) => kept * value + x);
