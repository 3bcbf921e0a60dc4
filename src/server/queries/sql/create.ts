import { schema } from "../../../arrow/schema.ts";
import { type DataType, Int32 } from "../../../arrow/types.ts";
import { castColumns, frameOf, renameColumns } from "../../../plan/node.ts";
import type { CreateTable, DropTable } from "../../../sql/syntax/change.ts";
import type { Ident } from "../../../sql/syntax/node.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import { defaultText, fieldOf } from "./defaults.ts";
import { query } from "./made.ts";
import { collected, type Outcome, planOf, type Step, schemaOfMade } from "./step.ts";
import { tableAt, tableName } from "./tables.ts";

export type CreateStep = Step & { readonly statement: CreateTable };

const NOTHING: Outcome = { rows: 0 };

/** Names do not heed case. */
function mustDiffer(text: string, names: readonly Ident[]): void {
  const seen = new Set<string>();
  for (const { name, start } of names) {
    if (seen.has(name.toLowerCase()))
      throw sqlError(text, start, `two columns would be named "${name}": names do not heed case`, "DUPLICATE_COLUMN");
    seen.add(name.toLowerCase());
  }
}

/** A table of columns, without rows. */
async function ofColumns(step: CreateStep, name: string): Promise<Outcome> {
  const { text, statement: s, transaction } = step;
  mustDiffer(
    text,
    s.columns.map((c) => c.name),
  );
  const fields = s.columns.map((c) => fieldOf(text, c));
  const own = schema(fields);
  const defaults = new Map<string, string>();
  for (const [i, c] of s.columns.entries())
    if (c.otherwise !== undefined)
      defaults.set(c.name.name, await defaultText(step, c.otherwise, own.fields[i] as (typeof fields)[0], name));
  const required = new Set(s.columns.filter((c) => c.notNull).map((c) => c.name.name));
  transaction.put(name, frameOf(own, []), s.replace ? "replace" : "create", { required, defaults });
  return NOTHING;
}

/** A table of a query's rows. */
async function ofQuery(step: CreateStep, name: string, own: Query): Promise<Outcome> {
  const { text, statement: s, values, transaction } = step;
  mustDiffer(text, s.names);
  const made = query(own);
  const plan = planOf(step, made, values, transaction.snapshot());
  const { fields } = await schemaOfMade(step, plan, made);
  const extra = s.names[fields.length];
  if (extra !== undefined)
    throw sqlError(
      text,
      extra.start,
      `the query has ${fields.length} columns, but ${s.names.length} names are given`,
      "SCHEMA_MISMATCH",
    );
  // What is known to be nothing but null is a whole number to SQL.
  const unknown = fields.filter((f) => f.type.id === "Null").map((f): [string, DataType] => [f.name, Int32]);
  const typed = unknown.length === 0 ? plan : castColumns(plan, unknown);
  const pairs = s.names.map((n, i): [string, string] => [fields[i]?.name as string, n.name]);
  const rows = await collected(step, pairs.length === 0 ? typed : renameColumns(typed, pairs), made, name);
  transaction.put(name, rows, s.replace ? "replace" : "create");
  return { rows: rows.rows };
}

export async function create(step: CreateStep): Promise<Outcome> {
  const { text, statement: s, transaction } = step;
  const name = tableName(s.name);
  const there = transaction.snapshot().tables.get(name.toLowerCase());
  if (there !== undefined && s.ifNotExists) return NOTHING;
  if (there !== undefined && !s.replace)
    throw sqlError(
      text,
      s.name[0]?.start ?? 0,
      `there is a table "${there.name}" already; CREATE OR REPLACE TABLE takes its place`,
      "ALREADY_EXISTS",
    );
  return s.query === undefined ? ofColumns(step, name) : ofQuery(step, name, s.query);
}

export function dropTables(step: Step & { readonly statement: DropTable }): Outcome {
  const { text, statement: s, transaction } = step;
  for (const path of s.names) {
    const name = tableName(path);
    if (s.ifExists && !transaction.snapshot().tables.has(name.toLowerCase())) continue;
    tableAt(text, path, transaction.snapshot());
    transaction.drop(name);
  }
  return NOTHING;
}
