import type { Expr } from "../syntax/expr.ts";
import type { Query } from "../syntax/query.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { query } from "./query.ts";
import { read } from "./read.ts";
import { startsQuery } from "./starts.ts";

const ended = (cursor: Cursor): void => {
  if (cursor.peek().kind !== "end") throw cursor.unexpected("the end of the text");
};

/** Reads one query; a semicolon may stand at its end. */
export const parseQuery = (text: string): Query =>
  read(text, (cursor) => {
    if (!cursor.is("(") && !startsQuery(cursor)) {
      const { key, category, text, start } = cursor.peek();
      if (key === "create" || (category === "free" && key !== ""))
        throw cursor.unsupported(`${text.toUpperCase()} is no query; SqlContext runs other statements`, start);
      throw cursor.unexpected("a query");
    }
    const found = query(cursor);
    while (cursor.take(";"));
    ended(cursor);
    return found;
  });

/** Reads one expression, as a predicate is: `price > 100 and symbol like 'A%'`. */
export const parseExpression = (text: string): Expr =>
  read(text, (cursor) => {
    const found = expression(cursor);
    ended(cursor);
    return found;
  });
