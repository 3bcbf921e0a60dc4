import type { Groups } from "../../order/groups.ts";

/** Windows that follow each other without gaps or overlaps, group by group and in order; only those that hold rows. */
export interface EvenWindows {
  readonly count: number;
  /** The window of each row. */
  readonly ids: Int32Array;
  /** The group of each window, and where it begins. */
  readonly group: Int32Array;
  readonly lower: Float64Array;
}

/** Windows that there is room for, a row: where times lie further apart, most of them would be empty. */
const ROOM = 4;
const LEAST_ROOM = 1 << 16;

/**
 * Numbers the windows of `step` by counting steps from where each group's first one begins (`startOf` its first value).
 * Null where that does not do: values out of order or before the start, or too far apart.
 */
export function evenWindows(
  values: Float64Array,
  { ids, count }: Groups,
  startOf: (first: number) => number,
  step: number,
  closed: "left" | "right",
): EvenWindows | null {
  const n = values.length;
  const most = ROOM * n + LEAST_ROOM;
  const begins = new Float64Array(count).fill(Number.NaN);
  const last = new Float64Array(count);
  const lastStep = new Int32Array(count);
  const steps = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const g = ids[i] as number;
    const t = values[i] as number;
    let begin = begins[g] as number;
    if (begin !== begin) {
      begin = startOf(t);
      begins[g] = begin;
    } else if (t < (last[g] as number)) return null;
    last[g] = t;
    const d = t - begin;
    let k = Math.floor(d / step);
    // The quotient may have been rounded.
    const rest = d - k * step;
    if (rest < 0) k--;
    else if (rest >= step) k++;
    if (closed === "right" && d === k * step) k--;
    if (!(k >= 0 && k < most)) return null;
    steps[i] = k;
    lastStep[g] = k;
  }
  const offsets = new Float64Array(count);
  let total = 0;
  for (let g = 0; g < count; g++) {
    offsets[g] = total;
    total += (lastStep[g] as number) + 1;
  }
  if (total > most) return null;
  const places = new Int32Array(total);
  for (let i = 0; i < n; i++) {
    const at = (offsets[ids[i] as number] as number) + (steps[i] as number);
    steps[i] = at;
    places[at] = 1;
  }
  let held = 0;
  for (let at = 0; at < total; at++) held += places[at] as number;
  const group = new Int32Array(held);
  const lower = new Float64Array(held);
  for (let g = 0, at = 0, w = 0; g < count; g++) {
    for (let k = 0; k <= (lastStep[g] as number); k++, at++) {
      if (places[at] === 0) continue;
      places[at] = w;
      group[w] = g;
      lower[w++] = (begins[g] as number) + k * step;
    }
  }
  for (let i = 0; i < n; i++) steps[i] = places[steps[i] as number] as number;
  return { count: held, ids: steps, group, lower };
}
