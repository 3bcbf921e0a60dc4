import { DataFrame } from "../api/constructors.ts";
import { columnNotFound, type Field, type Schema } from "../arrow/schema.ts";
import { typeName } from "../arrow/type-name.ts";
import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { scaleOf } from "../core/scale.ts";

/** Digits that a decimal has no place for are told, not rounded away. */
function checkDigits(rows: readonly object[], { name, type }: Field): void {
  if (type.id !== "Decimal") return;
  for (const [i, row] of rows.entries()) {
    const v = (row as Readonly<Record<string, unknown>>)[name];
    if ((typeof v === "number" || typeof v === "string") && scaleOf(String(v)) > type.scale)
      throw new PolaroidError(
        "TYPE_MISMATCH",
        `column "${name}": row ${i}: ${String(v).slice(0, 60)} has more digits behind the point than ${typeName(type)}`,
      );
  }
}

/** Rows given as objects, of a table's own columns and types where it is there already. */
export function recordsFrame(rows: readonly object[], table: Schema | null): DataFrame {
  for (const [i, row] of rows.entries()) {
    if (typeof row !== "object" || row === null || Symbol.iterator in row)
      throw badArgument(`row ${i} of appendRecords`, row, "an object");
    if (table === null) continue;
    for (const name of Object.keys(row)) if (!table.index.has(name)) throw columnNotFound(name, table);
  }
  if (table === null) return DataFrame.fromDicts(rows);
  for (const f of table.fields) checkDigits(rows, f);
  return DataFrame.fromDicts(rows, { schema: Object.fromEntries(table.fields.map((f) => [f.name, f.type])) });
}
