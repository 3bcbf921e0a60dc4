import type { Star } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import { node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { name, nameOrString } from "./names.ts";

const path = (cursor: Cursor): readonly Ident[] => {
  const parts = [nameOrString(cursor, "a column")];
  while (cursor.take(".")) parts.push(nameOrString(cursor, "a column"));
  return Object.freeze(parts);
};

const replacement = (cursor: Cursor): Star["replace"][number] => {
  const value = expression(cursor);
  cursor.expect("as");
  return Object.freeze({ value, name: name(cursor, "a column") });
};

const renaming = (cursor: Cursor): Star["rename"][number] => {
  const from = path(cursor);
  cursor.expect("as");
  return Object.freeze({ from, to: name(cursor, "a column") });
};

const NONE = Object.freeze([]);

/** One, or several in parentheses. */
const oneOrMore = <T>(cursor: Cursor, item: (cursor: Cursor) => T): readonly T[] =>
  cursor.is("(") ? cursor.parenthesised(item) : Object.freeze([item(cursor)]);

/** Reads what follows `*` or `t.*`: `exclude`, `replace`, `rename`, in this order. */
export const star = (cursor: Cursor, start: number, table: Ident | undefined): Star => {
  const exclude = cursor.take("exclude") ? oneOrMore(cursor, path) : NONE;
  const replace = cursor.take("replace") ? oneOrMore(cursor, replacement) : NONE;
  const rename = cursor.take("rename") ? oneOrMore(cursor, renaming) : NONE;
  return node<Star>("star", start, cursor.end, { table, exclude, replace, rename });
};
