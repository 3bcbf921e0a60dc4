import { type Batch, batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { field, schema } from "../../../arrow/schema.ts";
import { type Frame, frameOf } from "../../../plan/node.ts";
import { printPath } from "../../../sql/print/ident.ts";
import type { Alteration, AlterTable } from "../../../sql/syntax/change.ts";
import type { Ident } from "../../../sql/syntax/node.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Table, TableRules } from "../../catalog/catalog.ts";
import { NO_VALUES } from "../statements.ts";
import { casted, columnAt, otherwise, quoted } from "./columns.ts";
import { defaultText, fieldOf } from "./defaults.ts";
import { sql } from "./made.ts";
import { collected, inSchema, type Outcome, planOf, type Step } from "./step.ts";
import { tableAt, tableName } from "./tables.ts";

export type AlterStep = Step & { readonly statement: AlterTable };

/** A table as it is to be: its rows and its rules; its name where that is another one. */
interface Altered extends TableRules {
  readonly frame: Frame;
  readonly name?: string;
}

const has = (table: Table, name: string): boolean =>
  table.frame.schema.fields.some((f) => f.name.toLowerCase() === name.toLowerCase());

function mustBeNew(text: string, { name, start }: Ident, table: Table): void {
  if (has(table, name))
    throw sqlError(text, start, `table "${table.name}" has a column "${name}" already`, "DUPLICATE_COLUMN");
}

/** Rows with other columns, each of them one that was there. */
function ofColumns(f: Frame, kept: readonly number[], names: readonly string[]): Frame {
  const s = schema(
    kept.map((at, i) => field(names[i] as string, (f.schema.fields[at] as { type: Column["type"] }).type)),
  );
  return frameOf(
    s,
    f.batches.map(
      (b): Batch =>
        batch(
          s,
          kept.map((at) => b.columns[at] as Column),
          b.length,
        ),
    ),
  );
}

const renamed = (rules: TableRules, from: string, to: string): TableRules => ({
  required: new Set([...rules.required].map((n) => (n === from ? to : n))),
  defaults: new Map([...rules.defaults].map(([n, v]) => [n === from ? to : n, v])),
});
const lacking = (rules: TableRules, name: string): TableRules => ({
  required: new Set([...rules.required].filter((n) => n !== name)),
  defaults: new Map([...rules.defaults].filter(([n]) => n !== name)),
});

type Alter<K extends Alteration["kind"]> = (
  a: Extract<Alteration, { kind: K }>,
  table: Table,
  step: AlterStep,
) => Altered | Promise<Altered>;

const ALTER: { readonly [K in Alteration["kind"]]: Alter<K> } = {
  renameTable({ name }, table, { text, transaction }) {
    const there = transaction.snapshot().tables.get(name.name.toLowerCase());
    if (there !== undefined && there !== table)
      throw sqlError(text, name.start, `there is a table "${there.name}" already`, "ALREADY_EXISTS");
    return { ...table, name: name.name };
  },
  renameColumn({ column, name }, table, { text }) {
    const at = columnAt(text, column, table);
    const names = table.frame.schema.fields.map((f) => f.name);
    const from = names[at] as string;
    if (from.toLowerCase() !== name.name.toLowerCase()) mustBeNew(text, name, table);
    const frame = ofColumns(
      table.frame,
      names.map((_, i) => i),
      names.with(at, name.name),
    );
    return { frame, ...renamed(table, from, name.name) };
  },
  async addColumn({ column: c }, table, step) {
    mustBeNew(step.text, c.name, table);
    const f = fieldOf(step.text, c);
    const required = c.notNull ? new Set([...table.required, f.name]) : table.required;
    const defaults = new Map(table.defaults);
    if (c.otherwise !== undefined) defaults.set(f.name, await defaultText(step, c.otherwise, f, table.name));
    const value = casted(otherwise({ ...table, defaults }, f.name), f.type);
    const made = sql`SELECT *, ${value} AS ${quoted(f.name)} FROM ${printPath(step.statement.table)}`;
    const plan = inSchema(planOf(step, made, NO_VALUES, step.transaction.snapshot()), schema([f]));
    return { frame: await collected(step, plan, made, table.name), required, defaults };
  },
  dropColumn({ column }, table, { text }) {
    const at = columnAt(text, column, table);
    const names = table.frame.schema.fields.map((f) => f.name);
    if (names.length === 1)
      throw sqlError(
        text,
        column.start,
        `"${names[0]}" is the only column; DROP TABLE drops the table`,
        "INVALID_ARGUMENT",
      );
    const kept = names.flatMap((_, i) => (i === at ? [] : [i]));
    const frame = ofColumns(
      table.frame,
      kept,
      kept.map((i) => names[i] as string),
    );
    return { frame, ...lacking(table, names[at] as string) };
  },
  async setDefault({ column, value }, table, step) {
    const f = table.frame.schema.fields[columnAt(step.text, column, table)] as ReturnType<typeof field>;
    const { required, defaults } = lacking(table, f.name);
    const told = value === undefined ? [] : [[f.name, await defaultText(step, value, f, table.name)] as const];
    return {
      frame: table.frame,
      required: table.required.has(f.name) ? table.required : required,
      defaults: new Map([...defaults, ...told]),
    };
  },
  setNotNull({ column, notNull }, table, { text }) {
    const name = table.frame.schema.fields[columnAt(text, column, table)]?.name as string;
    const others = [...table.required].filter((n) => n !== name);
    return { ...table, required: new Set(notNull ? [...others, name] : others) };
  },
};

const skipped = (a: Alteration, table: Table): boolean =>
  (a.kind === "addColumn" && a.skip && has(table, a.column.name.name)) ||
  (a.kind === "dropColumn" && a.skip && !has(table, a.column.name));

/** Changes a table's name, or one of its columns. */
export async function alter(step: AlterStep): Promise<Outcome> {
  const { text, statement: s, transaction } = step;
  const { tables } = transaction.snapshot();
  if (s.ifExists && !tables.has(tableName(s.table).toLowerCase())) return { rows: 0 };
  const table = tableAt(text, s.table, transaction.snapshot());
  const { alteration: a } = s;
  if (skipped(a, table)) return { rows: 0 };
  const made = await (ALTER[a.kind] as Alter<Alteration["kind"]>)(a as never, table, step);
  const name = "name" in made && made.name !== undefined ? made.name : table.name;
  if (name.toLowerCase() !== table.name.toLowerCase()) transaction.drop(table.name);
  transaction.put(name, made.frame, "replace", made);
  return { rows: 0 };
}
