import type { Frame, Plan } from "../../../plan/node.ts";
import type { Delete, Insert, Update } from "../../../sql/syntax/change.ts";
import type { Snapshot, Table } from "../../catalog/catalog.ts";
import type { Values } from "../statements.ts";
import { knownAs, quoted } from "./columns.ts";
import { items, type Made, sql } from "./made.ts";
import { collected, planOf, type Step } from "./step.ts";

/** The items of RETURNING over rows, which stand in the place of their table. */
export function returningPlan(
  {
    text,
    statement,
    values,
  }: { readonly text: string; readonly statement: Insert | Update | Delete; readonly values: Values },
  table: Table,
  rows: Frame,
  snapshot: Snapshot,
): readonly [Plan, Made] {
  const as = knownAs(statement.table, "alias" in statement ? statement.alias : undefined);
  let name = "#changed";
  while (snapshot.tables.has(name)) name = `#${name}`;
  const made = sql`SELECT ${items(statement.returning)} FROM ${quoted(name)} AS ${as}`;
  const tables = new Map(snapshot.tables).set(name, { ...table, name, frame: rows });
  return [planOf({ text, statement }, made, values, { tables }), made];
}

/** What RETURNING gives of the rows that a statement changed; undefined where nothing is asked for. */
export async function returned(
  step: Step & { readonly statement: Insert | Update | Delete },
  table: Table,
  rows: Frame,
): Promise<Frame | undefined> {
  if (step.statement.returning.length === 0) return undefined;
  const [plan, made] = returningPlan(step, table, rows, step.transaction.snapshot());
  return collected(step, plan, made, table.name);
}
