import { clearBit, ones } from "../../../../arrow/bitmap.ts";
import type { Validity } from "../../../../arrow/column.ts";
import { room } from "../../../../arrow/layout.ts";
import { further } from "../../../../kernels/further.ts";
import { kernels } from "../../../../kernels/memory.ts";

// Windows of `size` rows up to each row, without nulls: stretches are cut into blocks of `size` rows, so that a window is
// the end of one block and the beginning of the next (van Herk, 1992). Nothing is taken away from a window again.

/** Which rows have at least `least` rows in their window. */
export function fullWindows(starts: Int32Array, size: number, least: number): { validity: Validity; nulls: number } {
  const length = starts[starts.length - 1] as number;
  const bits = ones(length);
  let nulls = 0;
  for (let s = 0; s + 1 < starts.length; s++) {
    const [first, end] = [starts[s] as number, starts[s + 1] as number];
    const short = least > size ? end : Math.min(end, first + Math.max(0, least - 1));
    for (let i = first; i < short; i++) clearBit(bits, i);
    nulls += short - first;
  }
  return { validity: nulls === 0 ? null : bits, nulls };
}

const roomFor = (starts: Int32Array): Float64Array => new Float64Array(room(8 * (starts[starts.length - 1] as number)));

const longest = (starts: Int32Array): number => {
  let most = 0;
  for (let s = 0; s + 1 < starts.length; s++) most = Math.max(most, (starts[s + 1] as number) - (starts[s] as number));
  return most;
};

/** Sums, with what rounding loses beside them (Knuth's two-sum), or means of what lies in each window. */
export function trailingSums(x: Float64Array, starts: Int32Array, size: number, mean: boolean): Float64Array {
  const out = roomFor(starts);
  const width = Math.min(size, longest(starts));
  const sums = new Float64Array(width + 1);
  const losses = new Float64Array(width + 1);
  for (let s = 0; s + 1 < starts.length; s++) {
    const end = starts[s + 1] as number;
    for (let p = starts[s] as number; p < end; p += size) {
      const stop = Math.min(end, p + size);
      if (p === starts[s]) {
        beginning(x, out, p, stop, mean);
        p = blocksBehind(x, out, stop, end, size, mean) - size;
        if (p + size < end) endings(x, p, p + size, sums, losses);
        continue;
      }
      behind(x, out, p, stop, size, mean, sums, losses);
      if (stop < end) endings(x, p, stop, sums, losses);
    }
  }
  return out;
}

/** Rows below which a call into the kernels costs more than it saves, those of one call, and the largest window there. */
const FEW = 1024;
const ROWS = 1 << 14;
const WIDEST = 1 << 13;

/** The rows from `from` on, where a block begins, two whole blocks at a time; gives where those end. */
function blocksBehind(
  x: Float64Array,
  out: Float64Array,
  from: number,
  end: number,
  size: number,
  mean: boolean,
): number {
  if (end - from < FEW || size > WIDEST) return from;
  let pairs = Math.floor((end - from) / (2 * size));
  const most = Math.max(1, Math.floor(ROWS / (2 * size)));
  let at = from;
  while (pairs > 0) {
    const some = Math.min(most, pairs);
    const stop = at + 2 * size * some;
    const mark = kernels.mark();
    try {
      const values = kernels.put(x.subarray(at - size, stop));
      const scratch = kernels.push(32 * (size + 1));
      const made = kernels.push(8 * (stop - at));
      further.rollingSums(values, some, size, mean ? size : 1, scratch, made);
      kernels.read(made, out.subarray(at, stop));
    } finally {
      kernels.reset(mark);
    }
    pairs -= some;
    at = stop;
  }
  return at;
}

function beginning(x: Float64Array, out: Float64Array, from: number, to: number, mean: boolean): void {
  let [sum, lost] = [0, 0];
  for (let i = from; i < to; i++) {
    const v = x[i] as number;
    const t = sum + v;
    const b = t - sum;
    lost += sum - (t - b) + (v - b);
    sum = t;
    const all = Number.isFinite(sum) ? sum + lost : sum;
    out[i] = mean ? all / (i - from + 1) : all;
  }
}

/** The sums of a block's rows from each one to its end. */
function endings(x: Float64Array, from: number, to: number, sums: Float64Array, losses: Float64Array): void {
  let [sum, lost] = [0, 0];
  for (let i = to - 1; i >= from; i--) {
    const v = x[i] as number;
    const t = sum + v;
    const b = t - sum;
    lost += sum - (t - b) + (v - b);
    sum = t;
    sums[i - from] = sum;
    losses[i - from] = lost;
  }
  sums[to - from] = 0;
  losses[to - from] = 0;
}

function behind(
  x: Float64Array,
  out: Float64Array,
  from: number,
  to: number,
  size: number,
  mean: boolean,
  sums: Float64Array,
  losses: Float64Array,
): void {
  const by = mean ? size : 1;
  let [sum, lost] = [0, 0];
  for (let i = from, k = 1; i < to; i++, k++) {
    const v = x[i] as number;
    const t = sum + v;
    const b = t - sum;
    lost += sum - (t - b) + (v - b);
    sum = t;
    const first = sums[k] as number;
    const all = first + sum;
    const c = all - first;
    const exact = all + (first - (all - c) + (sum - c) + lost + (losses[k] as number));
    // After an infinity the losses mean nothing.
    out[i] = (exact === exact ? exact : all) / by;
  }
}

/** The greatest (`sign` 1) or least (-1) value of each window; NaN beats all. */
export function trailingExtremes(x: Float64Array, starts: Int32Array, size: number, sign: 1 | -1): Float64Array {
  const out = roomFor(starts);
  const best = new Float64Array(Math.min(size, longest(starts)) + 1);
  const none = -sign * Number.POSITIVE_INFINITY;
  const [into, ends] = sign === 1 ? [greatest, greatestEndings] : [least, leastEndings];
  for (let s = 0; s + 1 < starts.length; s++) {
    const end = starts[s + 1] as number;
    best.fill(none);
    for (let p = starts[s] as number; p < end; p += size) {
      const stop = Math.min(end, p + size);
      into(x, out, p, stop, best);
      if (stop < end) ends(x, p, stop, best);
    }
  }
  return out;
}

function greatest(x: Float64Array, out: Float64Array, from: number, to: number, best: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from, k = 1; i < to; i++, k++) {
    most = Math.max(most, x[i] as number);
    out[i] = Math.max(most, best[k] as number);
  }
}
function greatestEndings(x: Float64Array, from: number, to: number, best: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  best[to - from] = most;
  for (let i = to - 1; i >= from; i--) {
    most = Math.max(most, x[i] as number);
    best[i - from] = most;
  }
}
function least(x: Float64Array, out: Float64Array, from: number, to: number, best: Float64Array): void {
  let most = Number.POSITIVE_INFINITY;
  for (let i = from, k = 1; i < to; i++, k++) {
    most = Math.min(most, x[i] as number);
    out[i] = Math.min(most, best[k] as number);
  }
}
function leastEndings(x: Float64Array, from: number, to: number, best: Float64Array): void {
  let most = Number.POSITIVE_INFINITY;
  best[to - from] = most;
  for (let i = to - 1; i >= from; i--) {
    most = Math.min(most, x[i] as number);
    best[i - from] = most;
  }
}
