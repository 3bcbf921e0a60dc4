import { categoryOf } from "../lex/keywords.ts";
import type { Ident } from "../syntax/node.ts";

/** A name as SQL: in quotes only when it needs them or, for `as`-less places, when it is a keyword. */
export const quoteName = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && categoryOf(name.toLowerCase()) === undefined
    ? name
    : `"${name.replaceAll('"', '""')}"`;

export const quoteString = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as it was written. */
export const printIdent = ({ name, quoted }: Ident): string => (quoted ? `"${name.replaceAll('"', '""')}"` : name);

export const printPath = (path: readonly Ident[]): string => path.map(printIdent).join(".");
