import type { Change } from "../syntax/change.ts";
import type { Statement } from "../syntax/statement.ts";
import { change } from "./change.ts";
import { read } from "./read.ts";
import { statement } from "./statement.ts";

/**
 * Reads the one statement of a text, those that change tables among them. Throws `SQL_SYNTAX`, `NOT_SUPPORTED` and
 * `LIMIT_EXCEEDED`; the message shows the place.
 */
export const parseServerStatement = (text: string): Statement | Change =>
  read(text, (cursor) => {
    while (cursor.take(";"));
    const found = change(cursor) ?? statement(cursor, "server");
    while (cursor.take(";"));
    if (cursor.peek().kind !== "end") throw cursor.unexpected("the end of the text, after one statement");
    return found;
  });
