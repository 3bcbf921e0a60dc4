import { frameOf } from "../../../plan/node.ts";
import { printPath } from "../../../sql/print/ident.ts";
import type { Delete } from "../../../sql/syntax/change.ts";
import type { Table } from "../../catalog/catalog.ts";
import { freshName, holds, knownAs, quoted } from "./columns.ts";
import { askedOf, checkedCondition } from "./condition.ts";
import { joined, type Made, sql, table as tableText } from "./made.ts";
import { returned } from "./returning.ts";
import { collected, marked, type Outcome, planOf, rowsMarked, type Step } from "./step.ts";
import { tableAt } from "./tables.ts";
import { Types, typingOf } from "./types.ts";
import { exact } from "./whole-numbers.ts";

export type DeleteStep = Step & { readonly statement: Delete };

/** The rows that a delete leaves. */
const leftText = (s: Delete): Made =>
  sql`SELECT * FROM ${printPath(s.table)} AS ${knownAs(s.table, s.alias)} WHERE NOT ${holds(s.where)}`;

/** All rows, with a last column that says which go. */
function markedText(s: Delete, table: Table): Made {
  const as = knownAs(s.table, s.alias);
  const path = printPath(s.table);
  const mark = quoted(freshName(table, "#changes"));
  if (s.using.length === 0) return sql`SELECT *, ${holds(s.where)} AS ${mark} FROM ${path} AS ${as}`;
  const row = quoted(freshName(table, "#row"));
  const numbered = `(SELECT *, row_number() OVER () AS ${row} FROM ${path})`;
  const from = joined(s.using.map(tableText), ", ");
  const found = sql`SELECT DISTINCT ${as}.${row} AS ${row} FROM ${numbered} AS ${as}, ${from} WHERE ${holds(s.where)}`;
  const columns = table.frame.schema.fields.map((f) => `before.${quoted(f.name)}`).join(", ");
  return sql`SELECT ${columns}, found.${row} IS NOT NULL AS ${mark} FROM ${numbered} AS before LEFT JOIN (${found}) AS found ON before.${row} = found.${row} ORDER BY before.${row}`;
}

/** A text of a statement whose condition does not wrap. */
function checkedText(step: DeleteStep, table: Table, textOf: (s: Delete) => Made): Promise<Made> {
  const { statement: s, values } = step;
  const types = new Types(values);
  return types.known(step, askedOf(s), () =>
    textOf({ ...s, where: s.where && exact(s.where, typingOf(s, table, types)) }),
  );
}

async function removeMarked(step: DeleteStep, table: Table): Promise<Outcome> {
  const { values, transaction } = step;
  const made = await checkedText(step, table, (s) => markedText(s, table));
  const plan = planOf(step, made, values, transaction.snapshot());
  const all = await checkedCondition(step, () => collected(step, plan, made, table.name));
  const rows = marked(all);
  const gone = await rowsMarked(step, all, true);
  const given = await returned(step, table, gone);
  if (rows > 0) transaction.put(table.name, await rowsMarked(step, all, false), "replace", table);
  return { rows, returned: given };
}

export async function remove(step: DeleteStep): Promise<Outcome> {
  const { text, statement: s, values, transaction } = step;
  const table = tableAt(text, s.table, transaction.snapshot());
  const { frame } = table;
  if (s.using.length > 0 || (s.returning.length > 0 && s.where !== undefined)) return removeMarked(step, table);
  if (s.where === undefined) {
    const given = await returned(step, table, frame);
    transaction.put(table.name, frameOf(frame.schema, []), "replace", table);
    return { rows: frame.rows, returned: given };
  }
  const made = await checkedText(step, table, leftText);
  const plan = planOf(step, made, values, transaction.snapshot());
  const left = await checkedCondition(step, () => collected(step, plan, made, table.name));
  if (left.rows < frame.rows) transaction.put(table.name, left, "replace", table);
  return { rows: frame.rows - left.rows };
}
