import type { Token } from "../lex/lexer.ts";
import type { Ident } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";

/** A column, a table or an alias: any word that is neither reserved nor a function keyword. */
export const isName = ({ kind, category }: Token): boolean =>
  kind === "quoted" || (kind === "word" && category !== "reserved" && category !== "function");

/** A name that may follow a value without `as`: no keyword at all. */
export const isBareAlias = ({ kind, category }: Token): boolean =>
  kind === "quoted" || (kind === "word" && category === undefined);

export const isLabel = ({ kind }: Token): boolean => kind === "quoted" || kind === "word";

const NO_FUNCTION: ReadonlySet<string> = new Set(["anti", "by", "columns", "operator", "semi", "try_cast", "unpack"]);

export const isFunctionName = ({ kind, key, category }: Token): boolean =>
  kind === "quoted" || (kind === "word" && category !== "reserved" && category !== "column" && !NO_FUNCTION.has(key));

export const name = (cursor: Cursor, what = "a name"): Ident => {
  const token = cursor.peek();
  if (!isName(token)) throw reserved(cursor, what);
  return cursor.identOf(cursor.next());
};

/** A name that DuckDB lets be written as a string too. */
export const nameOrString = (cursor: Cursor, what = "a name"): Ident =>
  cursor.peek().kind === "string" ? cursor.identOf(cursor.next()) : name(cursor, what);

/** A name after a dot or `as`, where every keyword may stand. */
export const label = (cursor: Cursor, what = "a name"): Ident => {
  if (!isLabel(cursor.peek())) throw cursor.unexpected(what);
  return cursor.identOf(cursor.next());
};

export const labelOrString = (cursor: Cursor): Ident =>
  cursor.peek().kind === "string" ? cursor.identOf(cursor.next()) : label(cursor);

/** `a`, `a.b` or `a.b.c`. */
export const qualifiedName = (cursor: Cursor, what = "a table"): readonly Ident[] => {
  const path = [name(cursor, what)];
  while (cursor.take(".")) path.push(label(cursor));
  if (path.length > 3) throw cursor.wrong("a table has at most a database, a schema and a name", path[0]?.start);
  return Object.freeze(path);
};

/** `(a, b)`. */
export const nameList = (cursor: Cursor): readonly Ident[] =>
  cursor.parenthesised((at) => nameOrString(at, "a column"));

const reserved = (cursor: Cursor, what: string): Error => {
  const { kind, text } = cursor.peek();
  return cursor.unexpected(kind === "word" ? `${what} (a name that is a keyword is written "${text}")` : what);
};
