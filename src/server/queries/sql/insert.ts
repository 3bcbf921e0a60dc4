import { parseExpression } from "../../../sql/parse/index.ts";
import type { Insert } from "../../../sql/syntax/change.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import type { Span } from "../../../sql/syntax/node.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Table } from "../../catalog/catalog.ts";
import { casted, columnAt, otherwise, quoted } from "./columns.ts";
import { joined, type Made, plain, query, sql } from "./made.ts";
import { returned } from "./returning.ts";
import { collected, inSchema, type Outcome, planOf, type Step, schemaOfMade } from "./step.ts";
import { tableAt } from "./tables.ts";
import { Types } from "./types.ts";
import { exact, type Typing } from "./whole-numbers.ts";

export type InsertStep = Step & { readonly statement: Insert };

/** For each column of the table the place of the value that it gets; -1 for none. */
export function targets(text: string, s: Insert, table: Table): readonly number[] {
  const { fields } = table.frame.schema;
  if (s.query !== undefined && s.columns.length === 0) return fields.map((_, i) => i);
  const out = fields.map(() => -1);
  for (const [i, c] of s.columns.entries()) {
    const at = columnAt(text, c, table);
    if (out[at] !== -1) throw sqlError(text, c.start, `column "${c.name}" is named twice`, "DUPLICATE_COLUMN");
    out[at] = i;
  }
  for (const [i, f] of fields.entries())
    if (out[i] === -1 && table.required.has(f.name) && !table.defaults.has(f.name))
      throw sqlError(
        text,
        s.table[0]?.start ?? 0,
        `column "${f.name}" of table "${table.name}" takes no nulls, so that it needs a value`,
        "SCHEMA_MISMATCH",
      );
  return out;
}

/** A tree of syntax at the place of another one. */
function placed<T>(v: T, { start, end }: Span): T {
  if (typeof v !== "object" || v === null) return v;
  if (Array.isArray(v)) return v.map((x) => placed(x, { start, end })) as T;
  const out = Object.fromEntries(Object.entries(v).map(([k, x]) => [k, placed(x, { start, end })]));
  return ("start" in out ? { ...out, start, end } : out) as T;
}

const isDefault = (e: Expr): boolean => e.kind === "literal" && e.type === "null" && e.text === "default";

/** The rows of VALUES: what is DEFAULT is what its column has then, and what is computed does not wrap. */
function filled(q: Query, table: Table, to: readonly number[], types: Typing): Query {
  if (q.body.kind !== "values") return q;
  const { fields } = table.frame.schema;
  const defaults = new Map<number, Expr>();
  for (const [i, from] of to.entries()) {
    const text = table.defaults.get(fields[i]?.name ?? "");
    if (text !== undefined) defaults.set(from, parseExpression(text));
  }
  const valued = (e: Expr, i: number): Expr => {
    if (!isDefault(e)) return exact(e, types);
    const found = defaults.get(i);
    return found === undefined ? { ...e, kind: "literal", type: "null", text: "null" } : placed(found, e);
  };
  return { ...q, body: { ...q.body, rows: q.body.rows.map((row) => row.map(valued)) } };
}

/** The rows that an insert adds, as a query with the table's columns. `width` is how many columns its own query has. */
export function insertText(text: string, s: Insert, width: number, table: Table, types: Typing): Made {
  const { fields } = table.frame.schema;
  const to = targets(text, s, table);
  const wanted = s.columns.length === 0 ? fields.length : s.columns.length;
  if (s.query !== undefined && width !== wanted)
    throw sqlError(
      text,
      s.query.start,
      `${width} columns are given where ${wanted === fields.length ? `table "${table.name}" has ${wanted}` : `${wanted} are named`}`,
      "SCHEMA_MISMATCH",
    );
  const items = fields.map((f, i) => {
    const from = to[i] as number;
    const value = from < 0 || s.query === undefined ? otherwise(table, f.name) : plain(`c${from}`);
    return sql`${casted(value, f.type)} AS ${quoted(f.name)}`;
  });
  const chosen = sql`SELECT ${joined(items, ", ")}`;
  if (s.query === undefined) return chosen;
  const names = Array.from({ length: width }, (_, i) => `c${i}`);
  return sql`${chosen} FROM (${query(filled(s.query, table, to, types))}) AS source(${names.join(", ")})`;
}

async function widthOf(step: InsertStep): Promise<number> {
  const own = step.statement.query;
  if (own === undefined) return 0;
  if (own.body.kind === "values") return own.body.rows[0]?.length ?? 0;
  const made = query(own);
  const plan = planOf(step, made, step.values, step.transaction.snapshot());
  return (await schemaOfMade(step, plan, made)).fields.length;
}

export async function insert(step: InsertStep): Promise<Outcome> {
  const { text, statement, values, transaction } = step;
  const snapshot = transaction.snapshot();
  const table = tableAt(text, statement.table, snapshot);
  const width = await widthOf(step);
  const types = new Types(values);
  const made = await types.known(step, null, () => insertText(text, statement, width, table, types));
  const plan = inSchema(planOf(step, made, values, snapshot), table.frame.schema);
  const to = targets(text, statement, table);
  const given = table.frame.schema.fields.filter((_, i) => to[i] !== -1);
  const rows = await collected(step, plan, made, table.name, given);
  transaction.put(table.name, rows, "append");
  return { rows: rows.rows, returned: await returned(step, table, rows) };
}
