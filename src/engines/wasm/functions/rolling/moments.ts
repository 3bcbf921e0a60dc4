import { getBit } from "../../../../arrow/bitmap.ts";
import type { Validity } from "../../../../arrow/column.ts";
import { doubles } from "../../aggregates/doubles.ts";
import { emit } from "./emit.ts";
import { type Frames, type Measure, validCounts } from "./frames.ts";

/** Sums of powers of the distances from the mean, of some values that can be joined with others. */
class Moments {
  count = 0;
  mean = 0;
  second = 0;
  third = 0;
  fourth = 0;

  clear(): void {
    this.count = this.mean = this.second = this.third = this.fourth = 0;
  }

  /** Joins other values' moments (Pébay, 2008). */
  join(count: number, mean: number, second: number, third: number, fourth: number): void {
    const [a, b] = [this.count, count];
    if (b === 0) return;
    if (a === 0) {
      this.count = b;
      this.mean = mean;
      // What is infinite has no distance to itself.
      this.second = second + (mean - mean);
      this.third = third;
      this.fourth = fourth;
      return;
    }
    const n = a + b;
    const d = mean - this.mean;
    const part = d / n;
    const square = d * part * a * b;
    this.fourth +=
      fourth +
      square * part * part * (a * a - a * b + b * b) +
      6 * part * part * (a * a * second + b * b * this.second) +
      4 * part * (a * third - b * this.third);
    this.third += third + square * part * (a - b) + 3 * part * (a * second - b * this.second);
    this.second += second + square + (mean - mean);
    this.mean += part * b;
    this.count = n;
  }
}

/** Calls `each` with the moments of each window that has rows; as for sums, nothing is taken away again. */
export function windowMoments(
  x: Float64Array,
  validity: Validity,
  { from, to }: Frames,
  each: (i: number, m: Moments) => void,
): void {
  const n = x.length;
  const counts = new Int32Array(n);
  const [means, seconds, thirds, fourths] = [
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
  ];
  const newer = new Moments();
  const all = new Moments();
  let [middle, end] = [0, 0];
  for (let i = 0; i < from.length; i++) {
    const a = from[i] as number;
    const b = to[i] as number;
    if (a >= b) continue;
    if (a >= middle) {
      newer.clear();
      for (let j = b - 1; j >= a; j--) {
        if (validity === null || getBit(validity, j) === 1) newer.join(1, x[j] as number, 0, 0, 0);
        counts[j] = newer.count;
        means[j] = newer.mean;
        seconds[j] = newer.second;
        thirds[j] = newer.third;
        fourths[j] = newer.fourth;
      }
      newer.clear();
      middle = b;
      end = b;
    }
    for (; end < b; end++)
      if (validity === null || getBit(validity, end) === 1) newer.join(1, x[end] as number, 0, 0, 0);
    all.count = counts[a] as number;
    all.mean = means[a] as number;
    all.second = seconds[a] as number;
    all.third = thirds[a] as number;
    all.fourth = fourths[a] as number;
    all.join(newer.count, newer.mean, newer.second, newer.third, newer.fourth);
    each(i, all);
  }
}

const spread =
  (root: boolean): Measure =>
  (c, frames, least, { type, options }) => {
    const ddof = Number(options.ddof ?? 1);
    const out = new Float64Array(frames.from.length);
    windowMoments(doubles(c), c.validity, frames, (i, m) => {
      const variance = m.second / (m.count - ddof);
      out[i] = root ? Math.sqrt(variance) : variance;
    });
    return emit(type, out, validCounts(frames, c), Math.max(1, least, ddof + 1));
  };
export const variances: Measure = spread(false);
export const deviations: Measure = spread(true);

/** Values that differ by no more than their own last digits have no shape. */
const flat = (m: Moments): boolean => m.second / m.count <= (Number.EPSILON * m.mean) ** 2;

export const skews: Measure = (c, frames, least, { type, options }) => {
  const biased = options.bias !== false;
  const out = new Float64Array(frames.from.length);
  windowMoments(doubles(c), c.validity, frames, (i, m) => {
    const n = m.count;
    const skew = flat(m) ? Number.NaN : m.third / n / (m.second / n) ** 1.5;
    out[i] = biased ? skew : (Math.sqrt(n * (n - 1)) / (n - 2)) * skew;
  });
  return emit(type, out, validCounts(frames, c), Math.max(biased ? 1 : 3, least));
};

export const kurtoses: Measure = (c, frames, least, { type, options }) => {
  const biased = options.bias !== false;
  const shift = options.fisher === false ? 0 : 3;
  const out = new Float64Array(frames.from.length);
  windowMoments(doubles(c), c.validity, frames, (i, m) => {
    const n = m.count;
    const variance = m.second / n;
    const kurtosis = flat(m) ? Number.NaN : m.fourth / n / (variance * variance);
    const value = biased ? kurtosis : ((n * n - 1) * kurtosis - 3 * (n - 1) ** 2) / ((n - 2) * (n - 3)) + 3;
    out[i] = value - shift;
  });
  return emit(type, out, validCounts(frames, c), Math.max(biased ? 1 : 4, least));
};
