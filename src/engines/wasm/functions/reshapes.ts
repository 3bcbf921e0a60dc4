import type { Column } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ReshapeName } from "../../../expr/functions/reshapes.ts";
import { isList, itemRows } from "../explode-rows.ts";
import type { Whole } from "../function.ts";
import { mode, unique } from "./reshapes/distinct.ts";
import { sort, sortBy } from "./reshapes/order.ts";
import { dropNulls, filter, gather, sample, slice } from "./reshapes/pick.ts";

const explode: Whole = ([c]) => {
  const column = c as Column;
  // Text is its own only item.
  if (!isList(column)) return column;
  return takeColumn(column.child, itemRows(column), column.nulls > 0);
};

/** Functions whose result has a length of its own. */
export const RESHAPES: Rules<ReshapeName, Whole> = {
  filter,
  slice,
  unique,
  dropNulls,
  sort,
  sortBy,
  mode,
  explode,
  gather,
  sample,
};
