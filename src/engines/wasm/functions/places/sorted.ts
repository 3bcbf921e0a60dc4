import { bitmapBytes, setBit } from "../../../../arrow/bitmap.ts";
import { boolColumn, type Column, fixedColumn } from "../../../../arrow/column.ts";
import { UInt32 } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Whole } from "../../function.ts";
import { sortKey } from "../../order/key.ts";
import { segmentsOf } from "../../order/segments.ts";
import { sortRows } from "../../order/sort-rows.ts";
import { groupsWithin } from "../windows/repeats.ts";
import type { Segmented } from "../windows/segmented.ts";

/** The rows of each stretch in the order of their values, counted from its first row. */
export const argSort: Segmented = ([c], { options }, starts) => {
  const column = c as Column;
  const sorted = sortRows([sortKey(column, options.descending === true, options.nullsLast === true)], column.length);
  const out = new Uint32Array(column.length);
  if (starts.length <= 2) out.set(sorted);
  else {
    const ids = new Int32Array(column.length);
    for (let s = 0; s + 1 < starts.length; s++) ids.fill(s, starts[s], starts[s + 1]);
    const { rows } = segmentsOf(ids, starts.length - 1, sorted);
    for (let i = 0; i < out.length; i++) out[i] = (rows[i] as number) - (starts[ids[i] as number] as number);
  }
  return fixedColumn(UInt32, column.length, out);
};

export const argSortBy: Whole = (keys, { options }) => {
  const length = keys[0]?.length ?? 0;
  const other = keys.find((k) => k.length !== length);
  if (other !== undefined)
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `argSortBy: keys of ${length} and ${other.length} rows have no common order`,
    );
  const flag = (name: string, i: number): boolean => (options[name] as readonly boolean[] | undefined)?.[i] === true;
  const sorted = sortRows(
    keys.map((k, i) => sortKey(k, flag("descending", i), flag("nullsLast", i))),
    length,
  );
  return fixedColumn(UInt32, length, new Uint32Array(sorted));
};

export const isLastDistinct: Segmented = ([c], { type }, starts) => {
  const column = c as Column;
  const { ids, count } = groupsWithin(column, starts);
  const last = new Int32Array(count);
  for (let i = 0; i < ids.length; i++) last[ids[i] as number] = i;
  const bits = new Uint8Array(bitmapBytes(column.length));
  for (const row of last) setBit(bits, row);
  return boolColumn(type, column.length, bits);
};
