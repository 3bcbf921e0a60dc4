import { type Column, type FixedColumn, isValid } from "../../../../arrow/column.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { doubles } from "../../aggregates/doubles.ts";
import { compareValues } from "../../order/compare.ts";
import { sortKey } from "../../order/key.ts";
import { sortRows } from "../../order/sort-rows.ts";
import { emit } from "./emit.ts";
import { type Frames, type Measure, validCounts, widest } from "./frames.ts";
import { type Ordered, ordered } from "./ordered.ts";
import { unitOf } from "./sums.ts";

/** Calls `each` with the ordered values of each window that has rows. */
function walk(c: Column, keys: Float64Array, frames: Frames, each: (i: number, held: Ordered) => void): void {
  const { from, to } = frames;
  const held = ordered(keys, widest(frames));
  let [start, end] = [0, 0];
  for (let i = 0; i < from.length; i++) {
    const a = from[i] as number;
    const b = to[i] as number;
    for (; start < Math.min(a, end); start++) if (isValid(c, start)) held.remove(start);
    if (a > start) start = a;
    if (start > end) end = start;
    for (; end < b; end++) if (isValid(c, end)) held.add(end);
    if (held.size > 0 && a < b) each(i, held);
  }
}

export type Interpolation = "nearest" | "lower" | "higher" | "midpoint" | "linear" | "equiprobable";

/** The value at a share `q` of ordered values. */
function quantileOf(held: Ordered, q: number, how: Interpolation): number {
  const n = held.size;
  const at = (n - 1) * q;
  switch (how) {
    case "nearest":
      return held.at(Math.min(n - 1, Math.round(at)));
    case "lower":
      return held.at(Math.floor(at));
    case "higher":
      return held.at(Math.ceil(at));
    case "equiprobable":
      return held.at(Math.max(0, Math.ceil(n * q) - 1));
    default: {
      const [i, j] = [Math.floor(at), Math.ceil(at)];
      const a = held.at(i);
      if (i === j) return a;
      const b = held.at(j);
      // Between two infinities there is nothing, even where they are the same: as in Polars.
      return how === "midpoint" ? (a + b) / 2 : a + (b - a) * (at - i);
    }
  }
}

const places =
  (share: number | null): Measure =>
  (c, frames, least, { type, options }) => {
    const q = share ?? options.quantile;
    if (typeof q !== "number") throw new PolaroidError("INVALID_ARGUMENT", "a quantile lies between 0 and 1");
    const how = (share === null ? (options.interpolation ?? "nearest") : "linear") as Interpolation;
    const unit = unitOf(c);
    const out = new Float64Array(frames.from.length);
    walk(c, doubles(c), frames, (i, held) => {
      out[i] = quantileOf(held, q, how) * unit;
    });
    return emit(type, out, validCounts(frames, c), Math.max(1, least));
  };
export const medians: Measure = places(0.5);
export const quantiles: Measure = places(null);

/** Values as doubles that keep their order and tell different ones apart. */
function ranksOf(c: Column): Float64Array {
  const wide =
    c.layout === "fixed" && ((c as FixedColumn).values instanceof BigInt64Array || c.values instanceof BigUint64Array);
  if (!wide) return doubles(c);
  const rows = sortRows([sortKey(c, false, true)], c.length);
  const compare = compareValues(c);
  const out = new Float64Array(c.length);
  let rank = 0;
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i] as number;
    if (compare(rows[i - 1] as number, row) !== 0) rank++;
    out[row] = rank;
  }
  return out;
}

/** The rank of a row's own value in its window. */
export const ranks: Measure = (c, frames, least, { type, options }) => {
  const method = options.method ?? "average";
  const out = new Float64Array(frames.from.length);
  const counts = validCounts(frames, c);
  for (let i = 0; i < out.length; i++)
    if (!isValid(c, i) || i < (frames.from[i] as number) || i >= (frames.to[i] as number)) counts[i] = 0;
  walk(c, ranksOf(c), frames, (i, held) => {
    if (counts[i] === 0) return;
    const less = held.less(i);
    if (method === "min") out[i] = less + 1;
    else if (method === "max") out[i] = less + held.same(i);
    else if (method === "dense") out[i] = held.kinds(i) + 1;
    else out[i] = less + (held.same(i) + 1) / 2;
  });
  return emit(type, out, counts, Math.max(1, least));
};
