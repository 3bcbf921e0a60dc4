import type { Frame } from "../../../plan/node.ts";
import { parseQuery } from "../../../sql/parse/index.ts";
import type { Table } from "../../catalog/catalog.ts";
import type { Queries, QueryRequest } from "../queries.ts";
import type { RecordTable } from "../records.ts";
import { NO_VALUES } from "../statements.ts";
import { casted, freshName, otherwise, quoted } from "./columns.ts";
import { joined, sql } from "./made.ts";
import { queryPlan } from "./query-plan.ts";
import { inSchema } from "./step.ts";

/** A table's columns that have defaults, with names for what says where a record leaves them out. */
export function marksOf(table: Table): RecordTable["marks"] {
  const mark = freshName(table, "#left");
  return [...table.defaults.keys()].map((column, i) => [column, `${mark}${i}`] as const);
}

/** Rows of records with the defaults of their table where they leave columns out. */
export async function defaulted(
  rows: Frame,
  table: Table,
  queries: Queries,
  request: Omit<QueryRequest, "plan">,
): Promise<Frame> {
  const { schema } = table.frame;
  if (rows.schema.fields.length === schema.fields.length) return rows;
  const marks = new Map(marksOf(table));
  const items = schema.fields.map((f) => {
    const mark = marks.get(f.name);
    if (mark === undefined || !rows.schema.index.has(mark)) return sql`${quoted(f.name)}`;
    const value = casted(otherwise(table, f.name), f.type);
    return sql`CASE WHEN ${quoted(mark)} THEN ${value} ELSE ${quoted(f.name)} END AS ${quoted(f.name)}`;
  });
  const made = sql`SELECT ${joined(items, ", ")} FROM "#records"`;
  const own = new Map([["#records", { ...table, name: "#records", frame: rows }]]);
  const plan = queryPlan(made.text, parseQuery(made.text), NO_VALUES, { tables: own });
  return queries.collect({ ...request, plan: inSchema(plan, schema, []) });
}
