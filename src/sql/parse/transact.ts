import type { Transact } from "../syntax/change.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";
import { name } from "./names.ts";

const WORDS: Readonly<Record<string, Transact["what"]>> = {
  begin: "begin",
  start: "begin",
  commit: "commit",
  end: "commit",
  rollback: "rollback",
  abort: "rollback",
  savepoint: "savepoint",
  release: "release",
};

const made = (cursor: Cursor, start: number, what: Transact["what"], of?: Ident): Transact =>
  node<Transact>("transact", start, cursor.end, { what, name: of });

/** Reads `begin`, `commit`, `rollback [to x]`, `savepoint x` or `release x` in their spellings; undefined for others. */
export const transact = (cursor: Cursor, start: number): Transact | undefined => {
  const key = Object.keys(WORDS).find((word) => cursor.is(word));
  if (key === undefined || (key === "start" && !cursor.is("transaction", 1))) return undefined;
  const what = WORDS[key] as Transact["what"];
  cursor.next();
  if (what === "savepoint" || what === "release") {
    if (what === "release") cursor.take("savepoint");
    const of = name(cursor, "the name of a savepoint");
    return made(cursor, start, what, of);
  }
  if (!cursor.take("transaction")) cursor.take("work");
  if (what !== "rollback" || !cursor.take("to")) return made(cursor, start, what);
  if (cursor.is("savepoint") && cursor.peek(1).kind !== "end" && !cursor.is(";", 1)) cursor.next();
  const of = name(cursor, "the name of a savepoint");
  return made(cursor, start, "rollback to", of);
};
