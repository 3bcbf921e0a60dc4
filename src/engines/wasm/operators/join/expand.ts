import type { Chains } from "./build.ts";

/** How far the pairs of a left batch were written: the next row, and the next of its matches. */
export interface Place {
  row: number;
  match: number;
}

/**
 * Writes pairs of row numbers from `place` on until the arrays are full or the left rows are over; gives how many.
 * With `outer`, a left row without a match is paired with -1.
 */
export function expand(
  ids: Int32Array,
  { rows, starts }: Chains,
  outer: boolean,
  place: Place,
  left: Int32Array,
  right: Int32Array,
): number {
  const room = left.length;
  let n = 0;
  let i = place.row;
  let skip = place.match;
  for (; i < ids.length && n < room; i++) {
    const id = ids[i] as number;
    if (id < 0) {
      if (!outer) continue;
      left[n] = i;
      right[n++] = -1;
      continue;
    }
    const end = starts[id + 1] as number;
    let j = (starts[id] as number) + skip;
    skip = 0;
    const stop = Math.min(end, j + room - n);
    for (; j < stop; j++, n++) {
      left[n] = i;
      right[n] = rows[j] as number;
    }
    if (j < end) {
      place.row = i;
      place.match = j - (starts[id] as number);
      return n;
    }
  }
  place.row = i;
  place.match = 0;
  return n;
}

/** How many pairs left rows will give. */
export function howMany(ids: Int32Array, { starts }: Chains, outer: boolean): number {
  const none = outer ? 1 : 0;
  let n = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    n += id < 0 ? none : (starts[id + 1] as number) - (starts[id] as number);
  }
  return n;
}

/** Pairs where each key has one row at most, which is its id; gives how many. */
export function matched(ids: Int32Array, left: Int32Array, right: Int32Array): number {
  let n = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    left[n] = i;
    right[n] = id;
    n += id < 0 ? 0 : 1;
  }
  return n;
}
