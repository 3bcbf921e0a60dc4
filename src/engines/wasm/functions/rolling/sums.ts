import { getBit } from "../../../../arrow/bitmap.ts";
import {
  type Column,
  type FixedColumn,
  fixedColumn,
  isValid,
  type Numbers,
  type Validity,
} from "../../../../arrow/column.ts";
import { isFloat } from "../../../../arrow/type-info.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { doubles } from "../../aggregates/doubles.ts";
import { emit } from "./emit.ts";
import { type Frames, type Measure, validCounts } from "./frames.ts";

/**
 * The sum of each window. Nothing is ever taken away again: a window is the rows of an older part, whose sums up to its
 * end are kept, and those behind it. So infinities and large values leave no trace, and each row is added twice. What
 * rounding loses is added up beside (Neumaier, 1974).
 */
export function windowSums(x: Float64Array, validity: Validity, { from, to }: Frames): Float64Array {
  const out = new Float64Array(from.length);
  const older = new Float64Array(x.length);
  const olderLost = new Float64Array(x.length);
  let [middle, end, sum, lost] = [0, 0, 0, 0];
  for (let i = 0; i < out.length; i++) {
    const a = from[i] as number;
    const b = to[i] as number;
    if (a >= b) continue;
    if (a >= middle) {
      sum = 0;
      lost = 0;
      for (let j = b - 1; j >= a; j--) {
        if (validity === null || getBit(validity, j) === 1) {
          const v = x[j] as number;
          const next = sum + v;
          lost += Math.abs(sum) >= Math.abs(v) ? sum - next + v : v - next + sum;
          sum = next;
        }
        older[j] = sum;
        olderLost[j] = lost;
      }
      out[i] = Number.isFinite(sum) ? sum + lost : sum;
      middle = b;
      end = b;
      sum = 0;
      lost = 0;
      continue;
    }
    for (; end < b; end++) {
      if (validity !== null && getBit(validity, end) === 0) continue;
      const v = x[end] as number;
      const next = sum + v;
      lost += Math.abs(sum) >= Math.abs(v) ? sum - next + v : v - next + sum;
      sum = next;
    }
    const first = older[a] as number;
    const all = first + sum;
    const rest = Math.abs(first) >= Math.abs(sum) ? first - all + sum : sum - all + first;
    out[i] = Number.isFinite(all) ? all + (rest + lost + (olderLost[a] as number)) : all;
  }
  return out;
}

// Integers wrap, so that sums of windows are exact differences of sums.
function narrowSums(c: FixedColumn, { from, to }: Frames, out: Int32Array | Uint32Array): void {
  const values = c.values as Numbers;
  const before = new Int32Array(c.length + 1);
  for (let i = 0; i < c.length; i++)
    before[i + 1] = isValid(c, i) ? ((before[i] as number) + (values[i] as number)) | 0 : (before[i] as number);
  for (let i = 0; i < out.length; i++)
    out[i] = (before[to[i] as number] as number) - (before[from[i] as number] as number);
}

function wideSums(c: FixedColumn, { from, to }: Frames, out: BigInt64Array | BigUint64Array): void {
  const words = new Uint32Array(c.values.buffer, c.values.byteOffset, 2 * c.length);
  const before = new Uint32Array(2 * c.length + 2);
  for (let i = 0; i < c.length; i++) {
    const [low, high] = [before[2 * i] as number, before[2 * i + 1] as number];
    const add = isValid(c, i);
    const sum = low + (add ? (words[2 * i] as number) : 0);
    before[2 * i + 2] = sum;
    before[2 * i + 3] = high + (add ? (words[2 * i + 1] as number) : 0) + (sum > 0xffffffff ? 1 : 0);
  }
  const to32 = new Uint32Array(out.buffer);
  for (let i = 0; i < out.length; i++) {
    const a = 2 * (from[i] as number);
    const b = 2 * (to[i] as number);
    const low = (before[b] as number) - (before[a] as number);
    to32[2 * i] = low;
    to32[2 * i + 1] = (before[b + 1] as number) - (before[a + 1] as number) - (low < 0 ? 1 : 0);
  }
}

function integerSums(c: FixedColumn, frames: Frames, type: DataType): FixedColumn["values"] {
  const { length } = frames.from;
  if (c.values instanceof BigInt64Array || c.values instanceof BigUint64Array) {
    const out = type.id === "UInt64" ? new BigUint64Array(length) : new BigInt64Array(length);
    wideSums(c, frames, out);
    return out;
  }
  const out = type.id === "UInt32" ? new Uint32Array(length) : new Int32Array(length);
  narrowSums(c, frames, out);
  return out;
}

export const sums: Measure = (c, frames, least, { type }) => {
  const counts = validCounts(frames, c);
  if (isFloat(type)) return emit(type, windowSums(doubles(c), c.validity, frames), counts, least);
  const marks = emit(type.id === "UInt32" ? type : c.type, new Float64Array(counts.length), counts, least);
  return fixedColumn(type, counts.length, integerSums(c as FixedColumn, frames, type), marks.validity, marks.nulls);
};

const DAY_US = 86_400_000_000;
export const unitOf = (c: Column): number => (c.type.id === "Date32" ? DAY_US : 1);

export const means: Measure = (c, frames, least, { type }) => {
  const counts = validCounts(frames, c);
  const values = windowSums(doubles(c), c.validity, frames);
  const unit = unitOf(c);
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] as number) / (counts[i] as number)) * unit;
  return emit(type, values, counts, Math.max(1, least));
};
