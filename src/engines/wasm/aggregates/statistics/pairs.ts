import { type Column, isValid } from "../../../../arrow/column.ts";
import type { AccumulatorFactory } from "../../function.ts";
import { doubles } from "../doubles.ts";
import { ofPairs } from "./co-moments.ts";
import { collected } from "./collected.ts";
import { numbers } from "./moments.ts";

type Pair = readonly [Float64Array, Float64Array];

/** The rows of a group where neither column is null. */
function pairOf(columns: readonly Column[], all: Pair, from: number, to: number): Pair {
  const [a, b] = columns as readonly [Column, Column];
  const [x, y] = [new Float64Array(to - from), new Float64Array(to - from)];
  let n = 0;
  for (let i = from; i < to; i++) {
    if (!isValid(a, i) || !isValid(b, i)) continue;
    x[n] = all[0][i] as number;
    y[n++] = all[1][i] as number;
  }
  return [x.subarray(0, n), y.subarray(0, n)];
}

const mean = (x: Float64Array): number => x.reduce((a, b) => a + b, 0) / x.length;

/** The sums of products of the distances from the means: of both, of one, of the other. */
function products([x, y]: Pair): readonly [number, number, number] {
  const [p, q] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [d, e] = [(x[i] as number) - p, (y[i] as number) - q];
    xy += d * e;
    xx += d * d;
    yy += e * e;
  }
  return [xy, xx, yy];
}

/** Ranks of equal values are their mean; NaN is the greatest. */
function ranks(x: Float64Array): Float64Array {
  const order = Int32Array.from(x, (_, i) => i);
  const sorted = x.slice().sort();
  const out = new Float64Array(x.length);
  order.sort((a, b) => {
    const [v, w] = [x[a] as number, x[b] as number];
    return v < w ? -1 : v > w ? 1 : Number(v !== v) - Number(w !== w);
  });
  for (let i = 0; i < x.length; ) {
    let end = i + 1;
    while (end < x.length && (sorted[end] === sorted[i] || (sorted[end] !== sorted[end] && sorted[i] !== sorted[i])))
      end++;
    for (let k = i; k < end; k++) out[order[k] as number] = (i + 1 + end) / 2;
    i = end;
  }
  return out;
}

/** The covariance of two columns; null of no more than `ddof` rows. */
export const cov: AccumulatorFactory = ofPairs(({ options }) => {
  const ddof = Number(options.ddof ?? 1);
  return (n, xy) => (n > ddof ? xy / (n - ddof) : undefined);
});

const pearson = ofPairs(() => (_, xy, xx, yy) => xy / Math.sqrt(xx * yy));

const spearman = collected((columns, starts, info) => {
  const all: Pair = [doubles(columns[0] as Column), doubles(columns[1] as Column)];
  const propagates = info.options.propagateNans === true;
  return numbers((from, to) => {
    const pair = pairOf(columns, all, from, to);
    if (propagates && pair.some((x) => x.some((v) => v !== v))) return Number.NaN;
    const [xy, xx, yy] = products([ranks(pair[0]), ranks(pair[1])]);
    return xy / Math.sqrt(xx * yy);
  })(columns, starts, info);
});

/** The correlation of two columns: of their values, or of their ranks. */
export const corr: AccumulatorFactory = (info) => (info.options.method === "spearman" ? spearman : pearson)(info);
