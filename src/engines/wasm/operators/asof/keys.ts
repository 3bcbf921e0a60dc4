import type { Column, FixedColumn } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { valueAt } from "../../../../arrow/value.ts";
import { compareValues } from "../../order/compare.ts";
import { sortKey } from "../../order/key.ts";
import { identity } from "../../order/merge-sort.ts";
import { sortRows } from "../../order/sort-rows.ts";
import { doublesFrom, exactDoubles, isNumbers } from "../../time/doubles.ts";
import { isBefore } from "./search.ts";

/** Keys of both sides as doubles that compare as the keys do. */
export interface AsofKeys {
  readonly right: Float64Array;
  readonly left: (key: Column) => Float64Array;
}

/** Keys that are numbers or times within 2^53 of each other, left ones batch by batch; null for others. */
export function numberKeys(right: Column): AsofKeys | null {
  if (!isNumbers(right)) return null;
  const made = exactDoubles(right);
  return made && { right: made.values, left: (key) => doublesFrom(key as FixedColumn, made.base) };
}

/** Any keys, by their rank among all of both sides. */
export function rankedKeys(right: Column, left: Column): AsofKeys {
  const all = concatColumns(right.type, [right, left]);
  const rows = sortRows([sortKey(all)], all.length);
  const compare = compareValues(all);
  const ranks = new Float64Array(all.length);
  let rank = 0;
  for (let i = 0; i < rows.length; i++) {
    if (i > 0 && compare(rows[i - 1] as number, rows[i] as number) !== 0) rank++;
    ranks[rows[i] as number] = rank;
  }
  return { right: ranks.subarray(0, right.length), left: () => ranks.subarray(right.length) };
}

/** How far a row of the left and a place among the right's rows lie apart; only for numbers of 64 bits and more. */
export const between =
  (left: Column, right: Column, rows: Int32Array): ((row: number, at: number) => bigint) =>
  (row, at) => {
    const d = (valueAt(left, row) as bigint) - (valueAt(right, rows[at] as number) as bigint);
    return d < 0n ? -d : d;
  };

/** The rows in the order of their keys, where they are not in it. */
export function inOrder(values: Float64Array, key: Column): Int32Array {
  for (let i = 1; i < values.length; i++)
    if (isBefore(values[i] as number, values[i - 1] as number)) return sortRows([sortKey(key)], key.length);
  return identity(values.length);
}
