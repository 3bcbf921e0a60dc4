import { DataFrame } from "../api/constructors.ts";
import { columnNotFound, type Schema } from "../arrow/schema.ts";
import { badArgument } from "../core/argument.ts";

/** Rows given as objects, of a table's own columns and types where it is there already. */
export function recordsFrame(rows: readonly object[], table: Schema | null): DataFrame {
  for (const [i, row] of rows.entries()) {
    if (typeof row !== "object" || row === null || Array.isArray(row))
      throw badArgument(`row ${i} of appendRecords`, row, "an object");
    if (table === null) continue;
    for (const name of Object.keys(row)) if (!table.index.has(name)) throw columnNotFound(name, table);
  }
  if (table === null) return DataFrame.fromDicts(rows);
  return DataFrame.fromDicts(rows, { schema: Object.fromEntries(table.fields.map((f) => [f.name, f.type])) });
}
