import type { Expr, Row, Subquery } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import type { Query } from "../syntax/query.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { query, queryFrom, resumesQuery } from "./query.ts";
import { startsQuery } from "./starts.ts";

/**
 * Reads `(...)`: a query or the expressions of a list. Whether `((select 1) ...` is the one or the other shows only
 * behind the inner parenthesis, so a subquery that was read as an expression may become a query's first part.
 */
export const queryOrItems = (cursor: Cursor, commaAtEnd: boolean): Query | readonly Expr[] => {
  cursor.expect("(");
  const inner = startsQuery(cursor) ? query(cursor) : undefined;
  if (inner !== undefined) {
    cursor.expect(")");
    return inner;
  }
  const first = expression(cursor);
  if (first.kind === "subquery" && (cursor.is(")") || resumesQuery(cursor))) {
    const whole = cursor.is(")") ? first.query : queryFrom(cursor, first.start, first.query);
    cursor.expect(")");
    return whole;
  }
  const items = [first];
  while (cursor.take(",")) {
    if (commaAtEnd && cursor.is(")")) break;
    items.push(expression(cursor));
  }
  cursor.expect(")");
  return Object.freeze(items);
};

export const isQuery = (found: Query | readonly Expr[]): found is Query => "kind" in found;

/** Reads `(select ...)`, `(a)` or the row `(a, b)`. */
export const parenthesis = (cursor: Cursor): Expr => {
  const { start } = cursor;
  const found = queryOrItems(cursor, false);
  if (isQuery(found)) return node<Subquery>("subquery", start, cursor.end, { query: found });
  return found.length === 1 ? (found[0] as Expr) : node<Row>("row", start, cursor.end, { items: found });
};

/** Reads a query in parentheses where nothing else may stand. */
export const nestedQuery = (cursor: Cursor): Query => {
  const { start } = cursor;
  const found = queryOrItems(cursor, false);
  if (isQuery(found)) return found;
  throw cursor.wrong("expected a query in the parentheses", start);
};
