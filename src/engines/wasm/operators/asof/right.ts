import { type Column, isValid } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Grouper } from "../../keys/grouper.ts";
import { segmentsOf } from "../../order/segments.ts";
import { inOrder } from "./keys.ts";
import { isBefore, type Sorted } from "./search.ts";

/** The right side of an as-of join, by group and in order. */
export interface Right extends Sorted {
  readonly groups: Grouper;
  /** The row of each key. */
  readonly rows: Int32Array;
}

/** Rows whose key and `by` columns all have values; null for all rows. */
export function wholeRows(columns: readonly Column[], length: number): Int32Array | null {
  const nullable = columns.filter((c) => c.nulls > 0);
  if (nullable.length === 0) return null;
  const out = new Int32Array(length);
  let n = 0;
  for (let i = 0; i < length; i++) if (nullable.every((c) => isValid(c, i))) out[n++] = i;
  return out.subarray(0, n);
}

export const notSorted = (side: string, row: number): PolaroidError =>
  new PolaroidError(
    "INVALID_ARGUMENT",
    `joinAsof: the ${side} side is not in the order of its key at row ${row}; sort it first, or have it sorted by checkSortedness: false`,
  );

/** Rows that have values, with the groups that they are of; `key` is the column of these rows, `values` its doubles. */
export interface Given {
  readonly rows: Int32Array | null;
  readonly key: Column;
  readonly values: Float64Array;
  readonly groups: Grouper;
  readonly ids: Int32Array;
}

/** Puts rows by group. */
export function arranged({ rows, key, values, groups, ids }: Given, check: boolean): Right {
  const order = check ? null : inOrder(values, key);
  const { rows: placed, starts } = segmentsOf(ids, groups.count, order);
  const sorted = new Float64Array(placed.length);
  for (let i = 0; i < placed.length; i++) sorted[i] = values[placed[i] as number] as number;
  if (check)
    for (let g = 0; g < groups.count; g++)
      for (let i = (starts[g] as number) + 1; i < (starts[g + 1] as number); i++)
        if (isBefore(sorted[i] as number, sorted[i - 1] as number))
          throw notSorted("right", rows === null ? (placed[i] as number) : (rows[placed[i] as number] as number));
  if (rows !== null) for (let i = 0; i < placed.length; i++) placed[i] = rows[placed[i] as number] as number;
  return { groups, rows: placed, starts, values: sorted };
}

/** The columns of some rows. */
export const taken = (columns: readonly Column[], rows: Int32Array | null): Column[] =>
  rows === null ? [...columns] : columns.map((c) => takeColumn(c, rows));
