import type { Plan } from "../../../plan/node.ts";
import { sqlTypeName } from "../../../sql/bind/sql-name.ts";
import type { Ident } from "../../../sql/syntax/node.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import type { Describe } from "../../../sql/syntax/statement.ts";
import type { Snapshot } from "../../catalog/catalog.ts";
import { tableAt, tableName } from "./tables.ts";
import { textColumns } from "./text-columns.ts";

/** Whether a query describes a table of the catalog, whose columns have rules. */
export const describesTable = ({ body, ctes }: Query, { tables }: Snapshot): boolean =>
  body.kind === "describe" &&
  !body.summarize &&
  ctes.length === 0 &&
  Array.isArray(body.target) &&
  tables.has(tableName(body.target as readonly Ident[]).toLowerCase());

/** What DESCRIBE tells of a table of the catalog. */
export function describedTable(text: string, { body }: Query, snapshot: Snapshot): Plan {
  const table = tableAt(text, (body as Describe).target as readonly Ident[], snapshot);
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
