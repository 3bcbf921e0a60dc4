import type { Expr, Row } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";

/** Reads `row(a, b)`, which may have one item or none. */
export const row = (cursor: Cursor): Row => {
  const { start } = cursor.next();
  const empty: readonly Expr[] = Object.freeze([]);
  const items = cursor.is(")", 1) ? empty : cursor.parenthesised(expression);
  if (items === empty) {
    cursor.next();
    cursor.next();
  }
  return node<Row>("row", start, cursor.end, { items });
};
