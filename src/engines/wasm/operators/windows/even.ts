import { room } from "../../../../arrow/layout.ts";
import type { Groups } from "../../order/groups.ts";

/** Windows that follow each other without gaps or overlaps; only those that hold rows. */
export interface EvenWindows {
  readonly count: number;
  /** The window of each row, numbered as they are met. */
  readonly ids: Int32Array;
  /** The windows group by group and in order. */
  readonly order: Int32Array;
  /** The group of each window, and where it begins, in that order. */
  readonly group: Int32Array;
  readonly lower: Float64Array;
}

/** Numbers in the order of rows: those from `from` on, up to `to`. */
export type Numbers = (from: number, to: number) => Float64Array;

/** Rows whose values are made at once: what the cache holds. */
const STRETCH = 1 << 14;

/**
 * Numbers the windows of `step`, counted from where each group's first one begins (`startOf` its first value). A row is in
 * its group's last window or begins another one, so that nothing is looked up. Null where that does not do: values out of
 * order or before the start.
 */
export function evenWindows(
  values: Numbers,
  { ids, count }: Groups,
  startOf: (first: number) => number,
  step: number,
  closed: "left" | "right",
): EvenWindows | null {
  const n = ids.length;
  const begins = new Float64Array(count).fill(Number.NaN);
  const last = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  // Up to where values are in a group's last window, themselves included where windows are closed there.
  const ends = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const open = new Int32Array(count);
  const windows = new Int32Array(room(4 * n), 0, n);
  const groups: number[] = [];
  const lowers: number[] = [];
  for (let from = 0; from < n; from += STRETCH) {
    const to = Math.min(n, from + STRETCH);
    const part = values(from, to);
    for (let i = from; i < to; i++) {
      const g = ids[i] as number;
      const t = part[i - from] as number;
      if (!(t >= (last[g] as number))) return null;
      last[g] = t;
      const end = ends[g] as number;
      if (t < end || (t === end && closed === "right")) {
        windows[i] = open[g] as number;
        continue;
      }
      let begin = begins[g] as number;
      if (begin !== begin) {
        begin = startOf(t);
        begins[g] = begin;
      }
      const d = t - begin;
      let k = Math.floor(d / step);
      // The quotient may have been rounded.
      const rest = d - k * step;
      if (rest < 0) k--;
      else if (rest >= step) k++;
      if (closed === "right" && d === k * step) k--;
      if (!(k >= 0)) return null;
      const lower = begin + k * step;
      ends[g] = lower + step;
      windows[i] = groups.length;
      open[g] = groups.length;
      groups.push(g);
      lowers.push(lower);
    }
  }
  return { count: groups.length, ids: windows, ...arranged(groups, lowers, count) };
}

/** Windows of one group were met in their order. */
function arranged(
  groups: readonly number[],
  lowers: readonly number[],
  count: number,
): Pick<EvenWindows, "order" | "group" | "lower"> {
  const next = new Int32Array(count + 1);
  for (const g of groups) next[g + 1] = (next[g + 1] as number) + 1;
  for (let g = 0; g < count; g++) next[g + 1] = (next[g + 1] as number) + (next[g] as number);
  const order = new Int32Array(groups.length);
  const group = new Int32Array(groups.length);
  const lower = new Float64Array(groups.length);
  for (let w = 0; w < groups.length; w++) {
    const g = groups[w] as number;
    const at = next[g] as number;
    next[g] = at + 1;
    order[at] = w;
    group[at] = g;
    lower[at] = lowers[w] as number;
  }
  return { order, group, lower };
}
