import { getBit } from "../../../../arrow/bitmap.ts";
import { type Column, isValid, type Numbers } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { type Frames, type Measure, validCounts } from "./frames.ts";

/** What rows are compared by: doubles, and for 64 bits the low words beside the high ones. */
interface Keys {
  readonly high: Numbers;
  readonly low: Uint32Array | null;
}

function keysOf(c: Column): Keys {
  if (c.layout === "fixed") {
    const { values, length } = c;
    if (!(values instanceof BigInt64Array || values instanceof BigUint64Array)) return { high: values, low: null };
    const words = new Int32Array(values.buffer, values.byteOffset, 2 * length);
    const high = values instanceof BigUint64Array ? new Uint32Array(length) : new Int32Array(length);
    const low = new Uint32Array(length);
    for (let i = 0; i < length; i++) {
      low[i] = words[2 * i] as number;
      high[i] = words[2 * i + 1] as number;
    }
    return { high, low };
  }
  const high = new Uint8Array(c.length);
  if (c.layout === "bool") for (let i = 0; i < c.length; i++) high[i] = getBit(c.bits, i);
  return { high, low: null };
}

/** The row of the least (`sign` -1) or greatest (1) value of each window, -1 where all are null; NaN beats all. */
export function extremeRows(c: Column, { from, to }: Frames, sign: 1 | -1): Int32Array {
  const { high, low } = keysOf(c);
  const out = new Int32Array(from.length).fill(-1);
  // Rows that no later one beats, the best first.
  const queue = new Int32Array(c.length);
  let [head, tail, end] = [0, 0, 0];
  for (let i = 0; i < out.length; i++) {
    const a = from[i] as number;
    const b = to[i] as number;
    if (a > end) end = a;
    for (; end < b; end++) {
      if (!isValid(c, end)) continue;
      const v = sign * (high[end] as number);
      while (tail > head) {
        const last = queue[tail - 1] as number;
        const w = sign * (high[last] as number);
        if (v < w || (w !== w && v === v)) break;
        if (v === w && low !== null && sign * (low[end] as number) < sign * (low[last] as number)) break;
        tail--;
      }
      queue[tail++] = end;
    }
    while (head < tail && (queue[head] as number) < a) head++;
    if (head < tail && a < b) out[i] = queue[head] as number;
  }
  return out;
}

const extremes =
  (sign: 1 | -1): Measure =>
  (c, frames, least) => {
    const rows = extremeRows(c, frames, sign);
    const counts = validCounts(frames, c);
    for (let i = 0; i < rows.length; i++) if ((counts[i] as number) < least) rows[i] = -1;
    return takeColumn(c, rows, true);
  };
export const minima: Measure = extremes(-1);
export const maxima: Measure = extremes(1);
