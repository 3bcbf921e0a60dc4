import type { DataType } from "../../../arrow/types.ts";
import { parseExpression } from "../../../sql/parse/index.ts";
import type { Insert } from "../../../sql/syntax/change.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import type { Span } from "../../../sql/syntax/node.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Table } from "../../catalog/catalog.ts";
import { casted, castedTo, columnAt, otherwise, quoted } from "./columns.ts";
import { exactQuery } from "./exact-query.ts";
import { joined, type Made, plain, query, sql } from "./made.ts";
import { returned } from "./returning.ts";
import { collected, inSchema, type Outcome, planOf, type Step, schemaOfMade } from "./step.ts";
import { tableAt } from "./tables.ts";
import { askedItems, Types } from "./types.ts";
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

const TEXT = /^(Utf8|Categorical|Enum|Bool)$/;

/** What numbers that are written are, as far as it makes a difference to a column. */
function numberForm(text: string, to: DataType): string {
  if (TEXT.test(to.id)) return text.replace(/\d/g, "").length === 0 ? "whole" : text;
  return /^(Int|UInt|Decimal)/.test(to.id) && /e/i.test(text) ? "float" : "number";
}

/** What a written value is before it is a column's; null of what has no type yet. */
function formOf(e: Expr, to: DataType, types: Typing): string | null {
  if (e.kind === "param") return types.typeOf(e)?.id ?? null;
  if (e.kind === "unary" && e.operand.kind === "literal") return formOf(e.operand, to, types);
  if (e.kind !== "literal") return "calculated";
  if (e.type === "null") return null;
  return e.type === "number" ? numberForm(e.text, to) : e.type;
}

/** Values of several forms in one column are each cast to its type: together they might be of one that loses some of them. */
function alike(values: readonly Expr[], to: DataType, types: Typing): readonly Expr[] {
  const forms = values.map((e) => formOf(e, to, types));
  const all = new Set(forms.filter((f) => f !== null));
  if (all.size < 2 && !(values.length > 1 && all.has("calculated"))) return values;
  const cast = castedTo(to);
  return values.map((e, i) => (forms[i] === null ? e : cast(e)));
}

/** The rows of VALUES: what is DEFAULT is what its column has then, and what is computed does not wrap. */
function filled(q: Query, table: Table, to: readonly number[], types: Typing): Query {
  if (q.body.kind !== "values") return q;
  const { fields } = table.frame.schema;
  const rows = q.body.rows.map((row) => [...row]);
  for (const [at, i] of to.entries()) {
    const { name, type } = fields[at] as { readonly name: string; readonly type: DataType };
    const text = table.defaults.get(name);
    const otherwise = text === undefined ? null : parseExpression(text);
    const valued = (e: Expr): Expr => {
      if (!isDefault(e)) return exact(e, types);
      return otherwise === null ? { ...e, kind: "literal", type: "null", text: "null" } : placed(otherwise, e);
    };
    const given = rows.filter((row) => i >= 0 && i < row.length);
    const values = alike(
      given.map((row) => valued(row[i] as Expr)),
      type,
      types,
    );
    for (const [r, row] of given.entries()) row[i] = values[r] as Expr;
  }
  return { ...q, body: { ...q.body, rows } };
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
  const asked = (all: readonly Expr[]): Made => sql`SELECT ${askedItems(all)}`;
  const { query: own } = statement;
  const exactly = own === undefined || own.body.kind === "values" ? own : await exactQuery(step, own);
  const made = await types.known(step, asked, () =>
    insertText(text, { ...statement, query: exactly }, width, table, types),
  );
  const to = targets(text, statement, table);
  const given = table.frame.schema.fields.filter((_, i) => to[i] !== -1);
  const plan = inSchema(planOf(step, made, values, snapshot), table.frame.schema, given);
  const rows = await collected(step, plan, made, table.name, given);
  transaction.put(table.name, rows, "append");
  return { rows: rows.rows, returned: await returned(step, table, rows) };
}
