import { statSync } from "node:fs";
import { isFloat, isInteger } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import type { Plan, Scan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { exactly, identifier, textLiteral } from "./quote.ts";
import { sqlType } from "./types.ts";

/** A column of a file as this engine stores it; null where the two readers may differ. */
function stored(x: string, t: DataType): string | null {
  if (isInteger(t) || isFloat(t) || t.id === "Bool" || t.id === "Utf8" || t.id === "Binary" || t.id === "Decimal")
    return `CAST(${x} AS ${sqlType(t)})`;
  if (t.id === "Date32") return `CAST(${x} - DATE '1970-01-01' AS INTEGER)`;
  if (t.id === "Datetime" && t.zone === null && t.unit !== "ns") return `epoch_${t.unit}(${x})`;
  return null;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const REMOTE = /^[a-z][a-z0-9+.-]+:/i;

/** A scan of one local Parquet file as DuckDB reads it itself, out of core; null where our reader must. */
export function parquetSql(p: Plan): string | null {
  if (p.kind !== "scan" || p.source.format !== "parquet" || p.source.locations.length !== 1 || p.table === null)
    return null;
  const path = (p as Scan).source.locations[0] as string;
  // Stars and brackets are patterns to DuckDB, in names of files too.
  if (path === "" || REMOTE.test(path) || /[*?[\]{}]/.test(path) || !isFile(path)) return null;
  const every = p.table.schema.fields.map((f) => f.name.toLowerCase());
  if (new Set(every).size !== every.length || every.includes("file_row_number")) return null;
  if (Object.values(p.source.options).some((v) => v !== undefined && v !== null && v !== false)) return null;
  const columns: string[] = [];
  for (const f of schemaOf(p).fields) {
    const sql = stored(exactly(f.name), f.type);
    if (sql === null) return null;
    columns.push(`${sql} AS ${identifier(f.name)}`);
  }
  const limit = p.limit === null ? "" : ` LIMIT ${p.limit}`;
  return `(SELECT ${[...columns, "file_row_number AS rowid"].join(", ")} FROM read_parquet(${textLiteral(path)}, file_row_number = true)${limit})`;
}
