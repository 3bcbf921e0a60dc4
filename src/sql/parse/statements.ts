import type { Statement } from "../syntax/statement.ts";
import { read } from "./read.ts";
import { statement } from "./statement.ts";

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
