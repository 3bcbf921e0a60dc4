import { type Column, fixedColumn, structColumn } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { Float64, UInt32 } from "../../../../arrow/types.ts";
import type { Whole } from "../../function.ts";
import { firstRows, groupsOf } from "../../order/groups.ts";
import { same } from "../windows/repeats.ts";

/** The different values' first rows and how often each occurs. */
function counted(c: Column): { readonly first: Int32Array; readonly counts: Uint32Array } {
  const groups = groupsOf([c], c.length);
  const counts = new Uint32Array(groups.count);
  for (let i = 0; i < c.length; i++) counts[groups.ids[i] as number] = (counts[groups.ids[i] as number] as number) + 1;
  return { first: firstRows(groups), counts };
}

export const uniqueCounts: Whole = ([c]) => {
  const { counts } = counted(c as Column);
  return fixedColumn(UInt32, counts.length, counts);
};

export const valueCounts: Whole = ([c], { type, options }) => {
  const column = c as Column;
  const { first, counts } = counted(column);
  const order = Int32Array.from(first, (_, i) => i);
  if (options.sort === true) order.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const rows = order.map((g) => first[g] as number);
  const sizes = Uint32Array.from(order, (g) => counts[g] as number);
  const n = rows.length;
  const many =
    options.normalize === true
      ? fixedColumn(
          Float64,
          n,
          Float64Array.from(sizes, (s) => s / column.length),
        )
      : fixedColumn(UInt32, n, sizes);
  return structColumn(type, n, [takeColumn(column, rows), many]);
};

export const argUnique: Whole = ([c]) => {
  const column = c as Column;
  const first = firstRows(groupsOf([column], column.length));
  return fixedColumn(UInt32, first.length, new Uint32Array(first));
};

export const rle: Whole = ([c], { type }) => {
  const column = c as Column;
  const equal = same(column);
  const first: number[] = [];
  for (let i = 0; i < column.length; i++) if (i === 0 || !equal(i - 1, i)) first.push(i);
  const rows = Int32Array.from(first);
  const sizes = Uint32Array.from(rows, (row, i) => (rows[i + 1] ?? column.length) - row);
  return structColumn(type, rows.length, [fixedColumn(UInt32, rows.length, sizes), takeColumn(column, rows)]);
};
