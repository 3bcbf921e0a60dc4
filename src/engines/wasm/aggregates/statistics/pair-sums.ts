import { type Column, isValid } from "../../../../arrow/column.ts";

// Sums of pairs of integers that are small enough for all sums to be exact: rows, both columns, their product, their squares.
const WIDTH = 6;

/** What rows times the square of the greatest value may come to. */
export const MOST_EXACT: number = 2 ** 53;

/** No value of a column of 32-bit integers lies further from zero, null ones included; infinite for other columns. */
export function magnitude(c: Column): number {
  if (c.layout !== "fixed" || !(c.values instanceof Int32Array)) return Number.POSITIVE_INFINITY;
  const { values, length } = c;
  let bits = 0;
  for (let i = 0; i < length; i++) {
    const x = values[i] as number;
    bits |= x ^ (x >> 31);
  }
  return bits + 1;
}

/** Adds the rows where neither of two columns of 32-bit integers is null. */
export function sumPairs(state: Float64Array, a: Column, b: Column, groups: Int32Array): void {
  const [x, y] = [valuesOf(a), valuesOf(b)];
  const whole = a.validity === null && b.validity === null;
  for (let i = 0; i < a.length; i++) {
    if (!whole && !(isValid(a, i) && isValid(b, i))) continue;
    const p = (groups[i] as number) * WIDTH;
    const v = x[i] as number;
    const w = y[i] as number;
    state[p] = (state[p] as number) + 1;
    state[p + 1] = (state[p + 1] as number) + v;
    state[p + 2] = (state[p + 2] as number) + w;
    state[p + 3] = (state[p + 3] as number) + v * w;
    state[p + 4] = (state[p + 4] as number) + v * v;
    state[p + 5] = (state[p + 5] as number) + w * w;
  }
}

const valuesOf = (c: Column): Int32Array => (c as { readonly values: unknown }).values as Int32Array;

/** The sum of products of distances from the means: n times the sum of products less the product of sums, by n. */
function distances(n: number, products: number, x: number, y: number): number {
  const [left, right] = [n * products, x * y];
  if (Math.abs(left) <= MOST_EXACT && Math.abs(right) <= MOST_EXACT) return (left - right) / n;
  return Number(BigInt(n) * BigInt(products) - BigInt(x) * BigInt(y)) / n;
}

/** Makes means, and sums of products of the distances from them, of the sums. */
export function centred(state: Float64Array): void {
  for (let p = 0; p + 5 < state.length; p += WIDTH) {
    const n = state[p] as number;
    if (n === 0) continue;
    const [x, y] = [state[p + 1] as number, state[p + 2] as number];
    state[p + 1] = x / n;
    state[p + 2] = y / n;
    state[p + 3] = distances(n, state[p + 3] as number, x, y);
    state[p + 4] = distances(n, state[p + 4] as number, x, x);
    state[p + 5] = distances(n, state[p + 5] as number, y, y);
  }
}
