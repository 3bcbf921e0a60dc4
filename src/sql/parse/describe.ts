import { type Ident, node } from "../syntax/node.ts";
import type { Describe } from "../syntax/statement.ts";
import type { Cursor } from "./cursor.ts";
import { isName, name } from "./names.ts";
import { fileQuery, query } from "./query.ts";
import { startsSelect } from "./starts.ts";

const path = (cursor: Cursor): readonly Ident[] => {
  const parts = [name(cursor, "a table or a query")];
  while (cursor.take(".")) parts.push(name(cursor));
  return Object.freeze(parts);
};

/** Reads `describe`, `desc`, `show` or `summarize` with a query, a table, or, but for the last, nothing. */
export const describe = (cursor: Cursor): Describe => {
  const { start, key } = cursor.next();
  const summarize = key === "summarize";
  const file = cursor.peek().kind === "string" ? fileQuery(cursor) : undefined;
  const targeted = file ?? (startsSelect(cursor) || cursor.is("(") ? query(cursor) : undefined);
  if (!summarize && targeted === undefined && (cursor.take("all") || !isName(cursor.peek()))) {
    cursor.take("tables");
    return node<Describe>("describe", start, cursor.end, { summarize, target: undefined });
  }
  const target = targeted ?? path(cursor);
  return node<Describe>("describe", start, cursor.end, { summarize, target });
};
