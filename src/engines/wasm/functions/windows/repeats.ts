import { bitmapBytes, setBit } from "../../../../arrow/bitmap.ts";
import { boolColumn, type Column, fixedColumn, isValid } from "../../../../arrow/column.ts";
import { isNested } from "../../../../arrow/type-info.ts";
import { Int32 } from "../../../../arrow/types.ts";
import { compareValues } from "../../order/compare.ts";
import { firstRows, groupsOf } from "../../order/groups.ts";
import type { Segmented } from "./segmented.ts";

/** Whether two rows hold the same value; nulls do. */
export function same(c: Column): (a: number, b: number) => boolean {
  if (isNested(c.type)) {
    const { ids } = groupsOf([c], c.length);
    return (a, b) => ids[a] === ids[b];
  }
  const compare = compareValues(c);
  if (c.nulls === 0) return (a, b) => compare(a, b) === 0;
  return (a, b) => {
    const [x, y] = [isValid(c, a), isValid(c, b)];
    return x && y ? compare(a, b) === 0 : x === y;
  };
}

export const rleId: Segmented = ([c], info, starts) => {
  const column = c as Column;
  const equal = same(column);
  const out = new Uint32Array(column.length);
  for (let s = 0; s + 1 < starts.length; s++) {
    let run = 0;
    for (let i = (starts[s] as number) + 1; i < (starts[s + 1] as number); i++) {
      if (!equal(i - 1, i)) run++;
      out[i] = run;
    }
  }
  return fixedColumn(info.type, column.length, out);
};

/** Groups of equal values within each stretch. */
export function groupsWithin(c: Column, starts: Int32Array): { ids: Int32Array; count: number } {
  if (starts.length <= 2) return groupsOf([c], c.length);
  const stretch = new Int32Array(c.length);
  for (let s = 0; s + 1 < starts.length; s++) stretch.fill(s, starts[s], starts[s + 1]);
  return groupsOf([fixedColumn(Int32, c.length, stretch), c], c.length);
}

const counted =
  (keep: (count: number) => boolean): Segmented =>
  ([c], info, starts) => {
    const column = c as Column;
    const { ids, count } = groupsWithin(column, starts);
    const counts = new Int32Array(count);
    for (let i = 0; i < ids.length; i++) counts[ids[i] as number] = (counts[ids[i] as number] as number) + 1;
    const bits = new Uint8Array(bitmapBytes(column.length));
    for (let i = 0; i < ids.length; i++) if (keep(counts[ids[i] as number] as number)) setBit(bits, i);
    return boolColumn(info.type, column.length, bits);
  };

export const isDuplicated: Segmented = counted((n) => n > 1);
export const isUnique: Segmented = counted((n) => n === 1);

export const isFirstDistinct: Segmented = ([c], info, starts) => {
  const column = c as Column;
  const first = firstRows(groupsWithin(column, starts));
  const bits = new Uint8Array(bitmapBytes(column.length));
  for (const row of first) setBit(bits, row);
  return boolColumn(info.type, column.length, bits);
};
