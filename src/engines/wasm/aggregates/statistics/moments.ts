import { bitmapBytes, setBit } from "../../../../arrow/bitmap.ts";
import { type Column, isValid } from "../../../../arrow/column.ts";
import { columnOfDoubles, doubles } from "../doubles.ts";
import type { OfGroups } from "./collected.ts";

/** A number of each group; undefined is null. */
export const numbers =
  (value: (from: number, to: number) => number | undefined): OfGroups =>
  (_, starts, { type }) => {
    const groups = starts.length - 1;
    const out = new Float64Array(groups);
    const valid = new Uint8Array(bitmapBytes(groups));
    let nulls = groups;
    for (let g = 0; g < groups; g++) {
      const v = value(starts[g] as number, starts[g + 1] as number);
      if (v === undefined) continue;
      out[g] = v;
      setBit(valid, g);
      nulls--;
    }
    return columnOfDoubles(type, out, valid, nulls);
  };

interface Moments {
  readonly n: number;
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
}

/** The mean powers of the distances from the mean, of what is not null. */
function moments(c: Column, x: Float64Array, from: number, to: number): Moments {
  let [n, sum] = [0, 0];
  for (let i = from; i < to; i++)
    if (isValid(c, i)) {
      n++;
      sum += x[i] as number;
    }
  const mean = sum / n;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    if (!isValid(c, i)) continue;
    const d = (x[i] as number) - mean;
    const square = d * d;
    second += square;
    third += square * d;
    fourth += square * square;
  }
  // Values that differ by no more than their own last digits have no shape.
  const flat = second / n <= (Number.EPSILON * mean) ** 2;
  return { n, second: flat ? 0 : second / n, third: flat ? 0 : third / n, fourth: flat ? 0 : fourth / n };
}

export const skew: OfGroups = (columns, starts, info) => {
  const c = columns[0] as Column;
  const x = doubles(c);
  const biased = info.options.bias !== false;
  return numbers((from, to) => {
    const { n, second, third } = moments(c, x, from, to);
    if (n === 0) return undefined;
    const out = third / second ** 1.5;
    if (biased) return out;
    return n > 2 ? (Math.sqrt(n * (n - 1)) / (n - 2)) * out : undefined;
  })(columns, starts, info);
};

export const kurtosis: OfGroups = (columns, starts, info) => {
  const c = columns[0] as Column;
  const x = doubles(c);
  const biased = info.options.bias !== false;
  const shift = info.options.fisher === false ? 0 : 3;
  return numbers((from, to) => {
    const { n, second, fourth } = moments(c, x, from, to);
    if (n === 0) return undefined;
    const out = fourth / (second * second);
    if (biased) return out - shift;
    if (n <= 3) return undefined;
    return ((n * n - 1) * out - 3 * (n - 1) ** 2) / ((n - 2) * (n - 3)) + 3 - shift;
  })(columns, starts, info);
};
