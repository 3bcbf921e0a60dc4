import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { printPath } from "../../../sql/print/ident.ts";
import type { Update } from "../../../sql/syntax/change.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Table } from "../../catalog/catalog.ts";
import { casted, columnAt, freshName, holds, knownAs, otherwise, quoted } from "./columns.ts";
import { askedOf, checkedCondition } from "./condition.ts";
import { expr, joined, type Made, sql, table as tableText } from "./made.ts";
import { returned } from "./returning.ts";
import { collected, inSchema, marked, type Outcome, planOf, rowsMarked, type Step, without } from "./step.ts";
import { tableAt } from "./tables.ts";
import { Types, typingOf } from "./types.ts";
import { exact, type Typing } from "./whole-numbers.ts";

export type UpdateStep = Step & { readonly statement: Update };

interface Text extends Made {
  /** Whether the last column says which rows are changed: else all are. */
  readonly marked: boolean;
}

/** The values that are set, by the places of their columns. */
function assigned(text: string, s: Update, table: Table, typing: Typing): ReadonlyMap<number, Made> {
  const { fields } = table.frame.schema;
  const out = new Map<number, Made>();
  for (const { column, value } of s.set) {
    const at = columnAt(text, column, table);
    if (out.has(at)) throw sqlError(text, column.start, `column "${column.name}" is set twice`, "DUPLICATE_COLUMN");
    const name = fields[at]?.name as string;
    out.set(at, value === undefined ? otherwise(table, name) : sql`(${expr(exact(value, typing))})`);
  }
  return out;
}

const typeAt = (table: Table, i: number): DataType =>
  (table.frame.schema.fields[i] as { readonly type: DataType }).type;

/** All rows, each with its new values. */
function ofAll(s: Update, table: Table, set: ReadonlyMap<number, Made>): Text {
  const as = knownAs(s.table, s.alias);
  const items = table.frame.schema.fields.map((f, i) => {
    const value = set.get(i);
    return sql`${value === undefined ? `${as}.${quoted(f.name)}` : casted(value, f.type)} AS ${quoted(f.name)}`;
  });
  return { ...sql`SELECT ${joined(items, ", ")} FROM ${printPath(s.table)} AS ${as}`, marked: false };
}

/** All rows, those for which the condition holds with new values. */
function ofSome(s: Update, table: Table, set: ReadonlyMap<number, Made>): Text {
  const { fields } = table.frame.schema;
  const as = knownAs(s.table, s.alias);
  const mark = quoted(freshName(table, "#changes"));
  const old = freshName(table, "#before");
  // Values of rows that stay are null where new ones are computed: what cannot be computed of them is no error.
  const given = fields.flatMap((f, i) => [
    `CASE WHEN ${as}.${mark} THEN ${as}.${quoted(f.name)} END AS ${quoted(f.name)}`,
    `${as}.${quoted(f.name)} AS ${quoted(`${old}${i}`)}`,
  ]);
  const inner = sql`SELECT *, ${holds(s.where)} AS ${mark} FROM ${printPath(s.table)} AS ${as}`;
  const middle = sql`SELECT ${given.join(", ")}, ${as}.${mark} FROM (${inner}) AS ${as}`;
  const items = fields.map((f, i) => {
    const before = `${as}.${quoted(`${old}${i}`)}`;
    const value = set.get(i);
    const after =
      value === undefined ? before : sql`CASE WHEN ${as}.${mark} THEN ${casted(value, f.type)} ELSE ${before} END`;
    return sql`${after} AS ${quoted(f.name)}`;
  });
  return { ...sql`SELECT ${joined(items, ", ")}, ${as}.${mark} FROM (${middle}) AS ${as}`, marked: true };
}

/** All rows, those that other tables have partners of with values of theirs; of several partners one counts. */
function ofPartners(s: Update, table: Table, set: ReadonlyMap<number, Made>): Text {
  const { fields } = table.frame.schema;
  const as = knownAs(s.table, s.alias);
  const row = quoted(freshName(table, "#row"));
  const numbered = `(SELECT *, row_number() OVER () AS ${row} FROM ${printPath(s.table)})`;
  const values = [...set].map(([i, value]) => sql`${value} AS "#new${String(i)}"`);
  const from = joined(s.from.map(tableText), ", ");
  const found = sql`SELECT DISTINCT ON (${as}.${row}) ${as}.${row}, ${joined(values, ", ")} FROM ${numbered} AS ${as}, ${from} WHERE ${holds(s.where)}`;
  const items = fields.map((f, i) => {
    const before = `before.${quoted(f.name)}`;
    const value = casted(`found."#new${i}"`, typeAt(table, i));
    const after = set.has(i) ? sql`CASE WHEN found.${row} IS NOT NULL THEN ${value} ELSE ${before} END` : before;
    return sql`${after} AS ${quoted(f.name)}`;
  });
  const both = sql`${numbered} AS before LEFT JOIN (${found}) AS found ON before.${row} = found.${row}`;
  const mark = quoted(freshName(table, "#changes"));
  return {
    ...sql`SELECT ${joined(items, ", ")}, found.${row} IS NOT NULL AS ${mark} FROM ${both} ORDER BY before.${row}`,
    marked: true,
  };
}

/** What an update leaves as a query: the table's columns, and, where not all rows are changed, one that says which are. */
export function updateText(text: string, s: Update, table: Table, types: Typing): Text {
  const typing = typingOf(s, table, types);
  const set = assigned(text, s, table, typing);
  const checked = { ...s, where: s.where && exact(s.where, typing) };
  if (s.from.length > 0) return ofPartners(checked, table, set);
  return s.where === undefined ? ofAll(s, table, set) : ofSome(checked, table, set);
}

export async function update(step: UpdateStep): Promise<Outcome> {
  const { text, statement, values, transaction } = step;
  const table = tableAt(text, statement.table, transaction.snapshot());
  const types = new Types(values);
  const made = await types.known(step, askedOf(statement), () => updateText(text, statement, table, types));
  const fields = statement.set.map(
    ({ column }) => table.frame.schema.fields[columnAt(text, column, table)] as (typeof table.frame.schema.fields)[0],
  );
  const plan = inSchema(planOf(step, made, values, transaction.snapshot()), table.frame.schema, fields);
  const rows = await checkedCondition(step, () => collected(step, plan, made, table.name, fields));
  if (rows.rows !== table.frame.rows)
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `the update of ${table.name} makes ${rows.rows} rows of ${table.frame.rows}: each row takes one value; use no unnest here`,
    );
  const changed = made.marked ? marked(rows) : rows.rows;
  if (changed > 0) transaction.put(table.name, made.marked ? without(rows, 1) : rows, "replace", table);
  if (statement.returning.length === 0) return { rows: changed };
  const theirs = made.marked ? await rowsMarked(step, rows, true) : rows;
  return { rows: changed, returned: await returned(step, table, theirs) };
}
