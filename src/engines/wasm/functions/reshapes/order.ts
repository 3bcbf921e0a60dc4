import type { Column } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Options } from "../../../../expr/node.ts";
import type { Whole } from "../../function.ts";
import { type SortKey, sortKey } from "../../order/key.ts";
import { sortRows } from "../../order/sort-rows.ts";

/** The key that `sort` goes by. */
export const keyOf = (c: Column, options: Options): SortKey =>
  sortKey(c, options.descending === true, options.nullsLast === true);

export const sort: Whole = ([c], { options }) => {
  const column = c as Column;
  return takeColumn(column, sortRows([keyOf(column, options)], column.length));
};

// One flag for all keys, or one each.
const flag = (option: unknown, i: number): boolean =>
  Array.isArray(option) ? option[option.length === 1 ? 0 : i] === true : option === true;

/** The keys that `sortBy` goes by. */
export const keysOf = (by: readonly Column[], options: Options): SortKey[] =>
  by.map((key, i) => sortKey(key, flag(options.descending, i), flag(options.nullsLast, i)));

export const sortBy: Whole = ([c, ...by], { options }) => {
  const column = c as Column;
  for (const key of by)
    if (key.length !== column.length)
      throw new PolaroidError("SHAPE_MISMATCH", `sortBy: a key of ${key.length} rows cannot order ${column.length}`);
  return takeColumn(column, sortRows(keysOf(by, options), column.length));
};
