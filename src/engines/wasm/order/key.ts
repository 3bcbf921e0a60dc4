import type { Column } from "../../../arrow/column.ts";
import { isNested, typeName } from "../../../arrow/type-info.ts";
import { PolaroidError } from "../../../core/error.ts";

/** One column to sort by. Nulls come first unless asked otherwise, also where values descend. */
export interface SortKey {
  readonly column: Column;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export const sortKey = (column: Column, descending = false, nullsLast = false): SortKey => ({
  column,
  descending,
  nullsLast,
});

/** Throws `TYPE_MISMATCH` for columns whose values have no order. */
export function checkOrdered(c: Column): void {
  if (isNested(c.type))
    throw new PolaroidError("TYPE_MISMATCH", `${typeName(c.type)} has no order; sort by a field or an item of it`);
}
