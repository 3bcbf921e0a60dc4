import type { Column } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { sliceColumn } from "../../../../arrow/slice.ts";
import { allNull, takeColumn } from "../../../../arrow/take.ts";
import type { Partition } from "../../over/partition.ts";
import { lag } from "./options.ts";
import type { Segmented } from "./segmented.ts";

const filler = (c: Column, fill: Column | undefined, length: number): Column =>
  fill === undefined || fill.length === 0 ? allNull(c.type, length) : takeColumn(fill, new Int32Array(length));

/** The column moved down by n rows (up where n is negative), the gap filled. */
export function shifted(c: Column, n: number, fill?: Column): Column {
  const gap = Math.min(Math.abs(n), c.length);
  if (gap === 0) return c;
  const kept = sliceColumn(c, n > 0 ? 0 : gap, c.length - gap);
  const filled = filler(c, fill, gap);
  return concatColumns(c.type, n > 0 ? [filled, kept] : [kept, filled]);
}

/** Row i of each stretch from row i - n of the same stretch, -1 where that lies outside. */
export function shiftedRows(n: number, starts: Int32Array): Int32Array {
  const out = new Int32Array(starts[starts.length - 1] as number).fill(-1);
  for (let s = 0; s + 1 < starts.length; s++) {
    const [from, to] = [starts[s] as number, starts[s + 1] as number];
    for (let i = Math.max(from, from + n); i < Math.min(to, to + n); i++) out[i] = i - n;
  }
  return out;
}

/** The row that stands `n` rows before each one in its group, where groups lie among each other; -1 where there is none. */
export function shiftedAmong(n: number, parts: Partition): Int32Array {
  const { ids, count, order } = parts;
  const out = new Int32Array(ids.length);
  if (order === null && n === 1) {
    const last = new Int32Array(count).fill(-1);
    for (let i = 0; i < out.length; i++) {
      const g = ids[i] as number;
      out[i] = last[g] as number;
      last[g] = i;
    }
    return out;
  }
  const { rows, starts } = parts.segments;
  const from = shiftedRows(n, starts);
  for (let p = 0; p < out.length; p++) {
    const before = from[p] as number;
    out[rows[p] as number] = before < 0 ? -1 : (rows[before] as number);
  }
  return out;
}

export const shift: Segmented = ([c, fill], info, starts) => {
  const column = c as Column;
  const n = lag(info);
  if (starts.length <= 2) return shifted(column, n, fill);
  const rows = shiftedRows(n, starts);
  if (fill === undefined || fill.length === 0) return takeColumn(column, rows, true);
  // The fill value stands behind the column's own rows.
  for (let i = 0; i < rows.length; i++) if ((rows[i] as number) < 0) rows[i] = column.length;
  return takeColumn(concatColumns(column.type, [column, sliceColumn(fill, 0, 1)]), rows);
};
