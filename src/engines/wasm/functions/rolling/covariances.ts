import { bothValid, getBit } from "../../../../arrow/bitmap.ts";
import type { Column, Validity } from "../../../../arrow/column.ts";
import { doubles } from "../../aggregates/doubles.ts";
import type { Segmented } from "../windows/segmented.ts";
import { emit } from "./emit.ts";
import { type Frames, fixedFrames, validCounts } from "./frames.ts";
import { windowOf } from "./settings.ts";

/** Sums of products of the distances of two values from their means. */
class Pairs {
  count = 0;
  x = 0;
  y = 0;
  xx = 0;
  yy = 0;
  xy = 0;

  clear(): void {
    this.count = this.x = this.y = this.xx = this.yy = this.xy = 0;
  }

  join(count: number, x: number, y: number, xx: number, yy: number, xy: number): void {
    const a = this.count;
    if (count === 0) return;
    if (a === 0) {
      this.count = count;
      this.x = x;
      this.y = y;
      this.xx = xx + (x - x);
      this.yy = yy + (y - y);
      this.xy = xy + (x - x) + (y - y);
      return;
    }
    const n = a + count;
    const [dx, dy] = [x - this.x, y - this.y];
    const share = (a * count) / n;
    this.xx += xx + dx * dx * share + (x - x);
    this.yy += yy + dy * dy * share + (y - y);
    this.xy += xy + dx * dy * share + (x - x) + (y - y);
    this.x += (dx * count) / n;
    this.y += (dy * count) / n;
    this.count = n;
  }
}

function windowPairs(
  x: Float64Array,
  y: Float64Array,
  validity: Validity,
  { from, to }: Frames,
  each: (i: number, p: Pairs) => void,
): void {
  const counts = new Int32Array(x.length);
  const kept = Array.from({ length: 5 }, () => new Float64Array(x.length));
  const [xs, ys, xxs, yys, xys] = kept as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const newer = new Pairs();
  const all = new Pairs();
  let [middle, end] = [0, 0];
  for (let i = 0; i < from.length; i++) {
    const a = from[i] as number;
    const b = to[i] as number;
    if (a >= b) continue;
    if (a >= middle) {
      newer.clear();
      for (let j = b - 1; j >= a; j--) {
        if (validity === null || getBit(validity, j) === 1) newer.join(1, x[j] as number, y[j] as number, 0, 0, 0);
        counts[j] = newer.count;
        xs[j] = newer.x;
        ys[j] = newer.y;
        xxs[j] = newer.xx;
        yys[j] = newer.yy;
        xys[j] = newer.xy;
      }
      newer.clear();
      middle = b;
      end = b;
    }
    for (; end < b; end++)
      if (validity === null || getBit(validity, end) === 1) newer.join(1, x[end] as number, y[end] as number, 0, 0, 0);
    all.count = counts[a] as number;
    all.x = xs[a] as number;
    all.y = ys[a] as number;
    all.xx = xxs[a] as number;
    all.yy = yys[a] as number;
    all.xy = xys[a] as number;
    all.join(newer.count, newer.x, newer.y, newer.xx, newer.yy, newer.xy);
    each(i, all);
  }
}

const paired =
  (fewest: number, compute: (p: Pairs, ddof: number) => number): Segmented =>
  ([a, b], info, starts) => {
    const [x, y] = [a as Column, b as Column];
    const { size, least } = windowOf(info.options);
    const frames = fixedFrames(starts, size, false);
    const both = bothValid(x.validity, y.validity, x.length);
    const ddof = Number(info.options.ddof ?? 1);
    const out = new Float64Array(x.length);
    windowPairs(doubles(x), doubles(y), both.validity, frames, (i, p) => {
      out[i] = compute(p, ddof);
    });
    const counts = validCounts(frames, { validity: both.nulls === 0 ? null : both.validity, length: x.length });
    return emit(info.type, out, counts, Math.max(fewest, least));
  };

/** By the number of pairs less `ddof`, where that is above zero or not. */
export const rollingCov: Segmented = paired(1, (p, ddof) => (p.xy / p.count) * (p.count / (p.count - ddof)));
export const rollingCorr: Segmented = paired(2, (p) => p.xy / Math.sqrt(p.xx * p.yy));
