import { PolaroidError } from "../../core/error.ts";

/** A name as SQL. */
export function identifier(name: string): string {
  if (name.includes("\0")) throw new PolaroidError("INVALID_ARGUMENT", "a column name with a NUL character cannot go through DuckDB");
  return `"${name.replaceAll('"', '""')}"`;
}

/** Text as SQL. */
export function textLiteral(text: string): string {
  const parts = text.split("\0").map((p) => `'${p.replaceAll("'", "''")}'`);
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(" || chr(0) || ")})`;
}
