import { PolaroidError } from "../../core/error.ts";

/** Begins the names of columns that this engine makes for itself. */
export const OWN = "\u0001";

// DuckDB takes names that differ in case alone for one: where letters are upper case is put behind the name.
function distinct(name: string): string {
  if (name.startsWith(OWN)) return `__${name.slice(1)}`;
  let mask = 0n;
  let bit = 1n;
  for (const c of name) {
    if (c !== c.toLowerCase()) mask |= bit;
    bit <<= 1n;
  }
  const plain = mask === 0n && !name.includes("#") && name !== "rowid" && !name.startsWith("__");
  return plain ? name : `${name}#${mask.toString(36)}`;
}

/** A name exactly as it is, as SQL. */
export function exactly(name: string): string {
  if (name.includes("\0"))
    throw new PolaroidError("INVALID_ARGUMENT", "a column name with a NUL character cannot go through DuckDB");
  return `"${name.replaceAll('"', '""')}"`;
}

/** A column's or field's name as SQL. */
export const identifier = (name: string): string => exactly(distinct(name));
/** A field's name as it is inside of DuckDB. */
export const fieldName = (name: string): string => distinct(name);

/** Text as SQL. */
export function textLiteral(text: string): string {
  const parts = text.split("\0").map((p) => `'${p.replaceAll("'", "''")}'`);
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(" || chr(0) || ")})`;
}
