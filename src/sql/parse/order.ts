import { node } from "../syntax/node.ts";
import type { OrderBy, OrderItem } from "../syntax/window.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";

/** Reads `order by ...` if it comes next. */
export const orderBy = (cursor: Cursor): OrderBy | undefined => {
  const { start } = cursor;
  if (!cursor.take("order")) return undefined;
  cursor.expect("by");
  const all = cursor.take("all");
  const items = all
    ? Object.freeze([direction(cursor, undefined)])
    : cursor.list((at) => direction(at, expression(at)));
  return node<OrderBy>("orderBy", start, cursor.end, { all, items });
};

const direction = (cursor: Cursor, value: OrderItem["value"]): OrderItem => {
  const ascending = cursor.take("asc");
  const descending = ascending ? false : cursor.take("desc") || undefined;
  return Object.freeze({ value, descending, nulls: nulls(cursor) });
};

const nulls = (cursor: Cursor): OrderItem["nulls"] =>
  cursor.takeBoth("nulls", "first") ? "first" : cursor.takeBoth("nulls", "last") ? "last" : undefined;
