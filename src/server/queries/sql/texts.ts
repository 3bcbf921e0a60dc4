import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { didYouMean } from "../../../core/suggest.ts";
import { sqlTypeName } from "../../../sql/bind/sql-name.ts";
import { printExpression } from "../../../sql/print/expression.ts";
import { printIdent } from "../../../sql/print/ident.ts";
import { printQuery } from "../../../sql/print/query.ts";
import type { Delete, Insert, Update } from "../../../sql/syntax/change.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import type { Ident } from "../../../sql/syntax/node.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Table } from "../../catalog/catalog.ts";

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const PLAIN = /^(U?Int\d+|Float\d+|Bool|Utf8|Categorical|Enum|Decimal|Date32|Time|Datetime|Duration)$/;
/** SQL's cast to a type, where SQL knows it; what is left of the way is a cast of the plan. */
const casted = (value: string, type: DataType): string =>
  PLAIN.test(type.id) ? `CAST(${value} AS ${sqlTypeName(type)})` : value;

/** The place of a column that a statement names. */
export function columnAt(text: string, { name, start }: Ident, table: Table): number {
  const { fields, index } = table.frame.schema;
  const exact = index.get(name);
  if (exact !== undefined) return exact;
  const found = fields.findIndex((f) => f.name.toLowerCase() === name.toLowerCase());
  if (found >= 0) return found;
  const names = fields.map((f) => f.name);
  throw sqlError(
    text,
    start,
    `table "${table.name}" has no column "${name}"${didYouMean(name, names) || ` among ${names.join(", ")}`}`,
    "COLUMN_NOT_FOUND",
  );
}

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
    if (out[i] === -1 && table.required.has(f.name))
      throw sqlError(
        text,
        s.table[0]?.start ?? 0,
        `column "${f.name}" of table "${table.name}" takes no nulls, so that it needs a value`,
        "SCHEMA_MISMATCH",
      );
  return out;
}

/** The rows that an insert adds, as a query with the table's columns. `width` is how many columns its own query has. */
export function insertText(text: string, s: Insert, query: Query | undefined, width: number, table: Table): string {
  const { fields } = table.frame.schema;
  const to = targets(text, s, table);
  const wanted = s.columns.length === 0 ? fields.length : s.columns.length;
  if (query !== undefined && width !== wanted)
    throw sqlError(
      text,
      query.start,
      `${width} columns are given where ${wanted === fields.length ? `table "${table.name}" has ${wanted}` : `${wanted} are named`}`,
      "SCHEMA_MISMATCH",
    );
  const items = fields.map((f, i) => {
    const from = to[i] as number;
    return `${casted(from < 0 || query === undefined ? "NULL" : `c${from}`, f.type)} AS ${quoted(f.name)}`;
  });
  if (query === undefined) return `SELECT ${items.join(", ")}`;
  const names = Array.from({ length: width }, (_, i) => `c${i}`);
  return `SELECT ${items.join(", ")} FROM (${printQuery(query)}) AS source(${names.join(", ")})`;
}

/** A column that stands in no table: whether a row is changed. */
const freshName = (table: Table, name: string): string => {
  let out = name;
  while (table.frame.schema.fields.some((f) => f.name.toLowerCase().startsWith(out))) out = `#${out}`;
  return out;
};

const fromOf = (s: Update | Delete): { readonly from: string; readonly as: string } => {
  const table = s.table.map(printIdent).join(".");
  const as = printIdent(s.alias ?? (s.table.at(-1) as Ident));
  return { from: s.alias === undefined ? table : `${table} AS ${as}`, as };
};

const holds = (where: Expr): string => `COALESCE((${printExpression(where)}), FALSE)`;

/** What an update leaves as a query: the table's columns, and, where not all rows are changed, one that says which are. */
export function updateText(text: string, s: Update, table: Table): { readonly text: string; readonly marked: boolean } {
  const { fields } = table.frame.schema;
  const { from, as } = fromOf(s);
  const set = new Map<number, Expr | undefined>();
  for (const { column, value } of s.set) {
    const at = columnAt(text, column, table);
    if (set.has(at)) throw sqlError(text, column.start, `column "${column.name}" is set twice`, "DUPLICATE_COLUMN");
    set.set(at, value);
  }
  const newValue = (i: number): string => {
    const value = set.get(i);
    return casted(value === undefined ? "NULL" : `(${printExpression(value)})`, (fields[i] as { type: DataType }).type);
  };
  if (s.where === undefined) {
    const items = fields.map((f, i) => `${set.has(i) ? newValue(i) : `${as}.${quoted(f.name)}`} AS ${quoted(f.name)}`);
    return { text: `SELECT ${items.join(", ")} FROM ${from}`, marked: false };
  }
  const mark = freshName(table, "#changes");
  const old = freshName(table, "#before");
  // Values of rows that stay are null where new ones are computed: what cannot be computed of them is no error.
  const given = fields.flatMap((f, i) => [
    `CASE WHEN ${as}.${quoted(mark)} THEN ${as}.${quoted(f.name)} END AS ${quoted(f.name)}`,
    `${as}.${quoted(f.name)} AS ${quoted(`${old}${i}`)}`,
  ]);
  const inner = `SELECT *, ${holds(s.where)} AS ${quoted(mark)} FROM ${from}`;
  const middle = `SELECT ${[...given, `${as}.${quoted(mark)}`].join(", ")} FROM (${inner}) AS ${as}`;
  const items = fields.map((f, i) => {
    const before = `${as}.${quoted(`${old}${i}`)}`;
    const value = set.has(i) ? `CASE WHEN ${as}.${quoted(mark)} THEN ${newValue(i)} ELSE ${before} END` : before;
    return `${value} AS ${quoted(f.name)}`;
  });
  return {
    text: `SELECT ${[...items, `${as}.${quoted(mark)}`].join(", ")} FROM (${middle}) AS ${as}`,
    marked: true,
  };
}

/** The rows that a delete leaves. */
export function deleteText(s: Delete): string {
  const { from } = fromOf(s);
  if (s.where === undefined) throw new PolaroidError("INTERNAL", "a delete of all rows is no query");
  return `SELECT * FROM ${from} WHERE NOT ${holds(s.where)}`;
}
