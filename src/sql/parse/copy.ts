import type { Expr, Literal, Star } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import type { Copy, CopyOption } from "../syntax/statement.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { isLabel, nameList, qualifiedName } from "./names.ts";
import { nestedQuery } from "./parenthesis.ts";
import { fileQuery } from "./query.ts";

const NONE = Object.freeze([]);

/** Reads `(query) to 'file' (options)` or `table (columns) to 'file' (options)` after `copy`. */
export const copy = (cursor: Cursor, start: number): Copy => {
  const source = cursor.is("(") ? nestedQuery(cursor) : tableOf(cursor);
  if (cursor.is("from"))
    throw cursor.unsupported("COPY ... FROM is not supported: read the file in a query, FROM 'file'");
  cursor.expect("to");
  const target = targetOf(cursor);
  cursor.take("with");
  const options = cursor.is("(") ? cursor.parenthesised(option) : NONE;
  return node<Copy>("copy", start, cursor.end, { source, target, options });
};

const tableOf = (cursor: Cursor): Copy["source"] => {
  if (cursor.peek().kind === "string") return fileQuery(cursor);
  const table = qualifiedName(cursor);
  return Object.freeze({ table, columns: cursor.is("(") ? nameList(cursor) : NONE });
};

const targetOf = (cursor: Cursor): Expr => {
  const { kind, start, end, text } = cursor.peek();
  if (kind === "string") {
    cursor.next();
    return node<Literal>("literal", start, end, { type: "string", text });
  }
  if (!cursor.take("(")) throw cursor.unexpected("a file's path in quotes");
  const value = expression(cursor);
  cursor.expect(")");
  return value;
};

const option = (cursor: Cursor): CopyOption => {
  const token = cursor.peek();
  if (!isLabel(token)) throw cursor.unexpected("the name of an option");
  cursor.next();
  const values = cursor.is(",") || cursor.is(")") ? NONE : valuesOf(cursor);
  return node<CopyOption>("option", token.start, cursor.end, { name: token.text.toLowerCase(), values });
};

const valuesOf = (cursor: Cursor): readonly Expr[] => {
  const { start } = cursor;
  if (cursor.take("*")) {
    const all = node<Star>("star", start, cursor.end, { table: undefined, exclude: NONE, replace: NONE, rename: NONE });
    return Object.freeze([all]);
  }
  return cursor.is("(") ? cursor.parenthesised(expression) : Object.freeze([expression(cursor)]);
};
