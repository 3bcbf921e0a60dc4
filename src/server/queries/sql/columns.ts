import type { DataType } from "../../../arrow/types.ts";
import { didYouMean } from "../../../core/suggest.ts";
import { sqlTypeName } from "../../../sql/bind/sql-name.ts";
import { parseExpression } from "../../../sql/parse/index.ts";
import type { Cast, Expr } from "../../../sql/syntax/expr.ts";
import { type Ident, node } from "../../../sql/syntax/node.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Table } from "../../catalog/catalog.ts";
import { expr, type Made, plain, sql } from "./made.ts";

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The name by which a statement knows its table. */
export const knownAs = (table: readonly Ident[], alias?: Ident): string =>
  quoted((alias ?? (table.at(-1) as Ident)).name);

const PLAIN = /^(U?Int\d+|Float\d+|Bool|Utf8|Categorical|Enum|Decimal|Date32|Time|Datetime|Duration)$/;
/** What SQL casts to: what is too large for FLOAT is told by the plan, which needs to see it. */
const onTheWay = (type: DataType): string => (type.id === "Float32" ? "DOUBLE" : sqlTypeName(type));
/** SQL's cast to a type, where SQL knows it; what is left of the way is a cast of the plan. */
export const casted = (value: Made | string, type: DataType): Made =>
  PLAIN.test(type.id) ? sql`CAST(${value} AS ${onTheWay(type)})` : sql`${value}`;

/** The same of values that are no text yet. */
export function castedTo(type: DataType): (value: Expr) => Expr {
  if (!PLAIN.test(type.id)) return (value) => value;
  const { type: named } = parseExpression(`CAST(NULL AS ${onTheWay(type)})`) as Cast;
  return (value) => {
    const { start, end } = value;
    return node<Cast>("cast", start, end, { operand: value, type: { ...named, start, end }, try: false });
  };
}

/** What a column has where no value is given. */
export const otherwise = (table: Table, column: string): Made => {
  const text = table.defaults.get(column);
  return plain(text === undefined ? "NULL" : `(${text})`);
};

/** Whether the rows of a condition count: those for which it is not known do not. */
export const holds = (where: Expr | undefined): Made =>
  where === undefined ? plain("TRUE") : sql`COALESCE((${expr(where)}), FALSE)`;

/** A column that stands in no table. */
export const freshName = (table: Table, name: string): string => {
  let out = name;
  while (table.frame.schema.fields.some((f) => f.name.toLowerCase().startsWith(out))) out = `#${out}`;
  return out;
};

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
