import type { Column } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Whole } from "../../function.ts";
import { sortKey } from "../../order/key.ts";
import { sortRows } from "../../order/sort-rows.ts";

export const sort: Whole = ([c], { options }) => {
  const column = c as Column;
  return takeColumn(
    column,
    sortRows([sortKey(column, options.descending === true, options.nullsLast === true)], column.length),
  );
};

// One flag for all keys, or one each.
const flag = (option: unknown, i: number): boolean =>
  Array.isArray(option) ? option[option.length === 1 ? 0 : i] === true : option === true;

export const sortBy: Whole = ([c, ...by], { options }) => {
  const column = c as Column;
  for (const key of by)
    if (key.length !== column.length)
      throw new PolaroidError("SHAPE_MISMATCH", `sortBy: a key of ${key.length} rows cannot order ${column.length}`);
  const keys = by.map((key, i) => sortKey(key, flag(options.descending, i), flag(options.nullsLast, i)));
  return takeColumn(column, sortRows(keys, column.length));
};
