import type { Expr } from "../syntax/expr.ts";
import type { Query } from "../syntax/query.ts";
import type { Statement } from "../syntax/statement.ts";
import { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { query } from "./query.ts";
import { startsQuery } from "./starts.ts";
import { statement } from "./statement.ts";

type Reader<T> = (cursor: Cursor) => T;

/** A text that fails is read again with a record of what was asked for, so that the error can say what was meant. */
const read = <T>(text: string, reader: Reader<T>): T => {
  try {
    return reader(new Cursor(text));
  } catch (error) {
    reader(new Cursor(text, new Map()));
    throw error;
  }
};

const ended = (cursor: Cursor): void => {
  if (cursor.peek().kind !== "end") throw cursor.unexpected("the end of the text");
};

/**
 * Reads statements with `;` between them. Throws `SQL_SYNTAX`, `NOT_SUPPORTED` for a statement that is no query, and
 * `LIMIT_EXCEEDED` for one that nests too deeply; the message shows the place.
 */
export const parseStatements = (text: string): readonly Statement[] =>
  read(text, (cursor) => {
    const found: Statement[] = [];
    for (;;) {
      while (cursor.take(";"));
      if (cursor.peek().kind === "end") return Object.freeze(found);
      found.push(statement(cursor));
      if (cursor.peek().kind !== "end" && !cursor.is(";")) throw cursor.unexpected('";" or the end of the text');
    }
  });

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
