import type { Plan } from "../../../plan/node.ts";
import { sqlTypeName } from "../../../sql/bind/sql-name.ts";
import type { Ident } from "../../../sql/syntax/node.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import type { Snapshot } from "../../catalog/catalog.ts";
import { tableName } from "./tables.ts";
import { textColumns } from "./text-columns.ts";

/** What DESCRIBE tells of a table of the catalog; null for all else that it describes. */
export function describedTable({ body, ctes }: Query, snapshot: Snapshot): Plan | null {
  if (body.kind !== "describe" || body.summarize || ctes.length > 0 || !Array.isArray(body.target)) return null;
  const table = snapshot.tables.get(tableName(body.target as readonly Ident[]).toLowerCase());
  if (table === undefined) return null;
  const { fields } = table.frame.schema;
  return textColumns({
    column_name: fields.map((f) => f.name),
    column_type: fields.map((f) => sqlTypeName(f.type)),
    null: fields.map((f) => (table.required.has(f.name) ? "NO" : "YES")),
    key: fields.map(() => null),
    default: fields.map((f) => table.defaults.get(f.name) ?? null),
    extra: fields.map(() => null),
  });
}
