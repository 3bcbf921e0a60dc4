import type { Change } from "../syntax/change.ts";
import type { Statement } from "../syntax/statement.ts";
import { change } from "./change.ts";
import type { Cursor } from "./cursor.ts";
import { read } from "./read.ts";
import { statement } from "./statement.ts";

/** A query, whose WITH cannot stand before what changes a table. */
function asked(cursor: Cursor): Statement {
  const wrapped = cursor.is("with");
  try {
    return statement(cursor, "server");
  } catch (error) {
    if (wrapped && ["insert", "update", "delete"].some((key) => cursor.is(key)))
      throw cursor.unsupported(
        "WITH stands before a query: INSERT INTO t WITH a AS (...) SELECT ..., or a query in FROM or USING",
      );
    throw error;
  }
}

/**
 * Reads the one statement of a text, those that change tables among them. Throws `SQL_SYNTAX`, `NOT_SUPPORTED` and
 * `LIMIT_EXCEEDED`; the message shows the place.
 */
export const parseServerStatement = (text: string): Statement | Change =>
  read(text, (cursor) => {
    while (cursor.take(";"));
    const found = change(cursor) ?? asked(cursor);
    while (cursor.take(";"));
    if (cursor.peek().kind !== "end") throw cursor.unexpected("the end of the text, after one statement");
    return found;
  });
