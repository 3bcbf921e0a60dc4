import { type Column, isValid } from "../../../arrow/column.ts";
import { doubles } from "../aggregates/doubles.ts";
import { exactDoubles, isNumbers } from "../time/doubles.ts";
import { dictionaryRanks } from "./dictionary-ranks.ts";
import type { Groups } from "./groups.ts";
import type { SortKey } from "./key.ts";
import type { Segments } from "./segments.ts";

/** More rows a group than this are found faster by sorting all of them. */
const MOST = 64;

/** Doubles in the order of the values, NaN the greatest; null where there are none. */
function ranksOf(c: Column): Float64Array | null {
  if (c.layout === "bool") return doubles(c);
  if (c.layout === "dict") {
    const ranks = dictionaryRanks(c);
    const out = new Float64Array(c.length);
    for (let i = 0; i < out.length; i++) out[i] = ranks[c.codes[i] as number] ?? 0;
    return out;
  }
  return isNumbers(c) ? (exactDoubles(c)?.values ?? null) : null;
}

/** Where each group's best rows lie: no more than `most` of it. */
function offsetsOf({ ids, count }: Groups, most: number): Int32Array {
  const out = new Int32Array(count + 1);
  for (let i = 0; i < ids.length; i++) {
    const at = (ids[i] as number) + 1;
    if ((out[at] as number) < most) out[at] = (out[at] as number) + 1;
  }
  for (let g = 0; g < count; g++) out[g + 1] = (out[g + 1] as number) + (out[g] as number);
  return out;
}

/** The first `most` rows of each group in the order of a key, equal ones in the rows' order; null where sorting finds them sooner. */
export function bestRows(key: SortKey, groups: Groups, most: number): Segments | null {
  const { column, descending, nullsLast } = key;
  if (most > MOST) return null;
  const values = ranksOf(column);
  if (values === null) return null;
  const { ids, count } = groups;
  const starts = offsetsOf(groups, most);
  const rows = new Int32Array(starts[count] as number);
  if (rows.length === 0) return { rows, starts };
  const held = new Float64Array(rows.length);
  const filled = new Int32Array(count);
  // What a row must surpass; NaN while a group takes any.
  const least = new Float64Array(count).fill(Number.NaN);
  const empty = new Int32Array(nullsLast ? 0 : count);
  const sign = descending ? 1 : -1;
  const nulls = column.validity !== null;
  for (let i = 0; i < ids.length; i++) {
    const g = ids[i] as number;
    const x = sign * (values[i] as number);
    if (nulls && !isValid(column, i)) {
      if (!nullsLast) empty[g] = (empty[g] as number) + 1;
      continue;
    }
    if (x <= (least[g] as number)) continue;
    const first = starts[g] as number;
    const n = filled[g] as number;
    const room = (starts[g + 1] as number) - first;
    let p = first + n;
    if (n === room) {
      p--;
      if (!isBetter(x, held[p] as number, descending)) continue;
    } else filled[g] = n + 1;
    for (; p > first && isBetter(x, held[p - 1] as number, descending); p--) {
      held[p] = held[p - 1] as number;
      rows[p] = rows[p - 1] as number;
    }
    held[p] = x;
    rows[p] = i;
    if (n >= room - 1) least[g] = held[first + room - 1] as number;
  }
  if (nulls) placeNulls(rows, starts, filled, empty);
  return { rows, starts };
}

const isBetter = (x: number, y: number, nanFirst: boolean): boolean =>
  x > y || (nanFirst ? x !== x && y === y : y !== y && x === x);

/** Nulls (-1) fill a group's room behind its values, or before them where they come first (`empty` of them). */
function placeNulls(rows: Int32Array, starts: Int32Array, filled: Int32Array, empty: Int32Array): void {
  for (let g = 0; g + 1 < starts.length; g++) {
    const [first, end] = [starts[g] as number, starts[g + 1] as number];
    if (empty.length === 0) rows.fill(-1, first + (filled[g] as number), end);
    else {
      const n = Math.min(empty[g] as number, end - first);
      rows.copyWithin(first + n, first, end - n);
      rows.fill(-1, first, first + n);
    }
  }
}
