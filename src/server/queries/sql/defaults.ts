import { type Field, field, schema } from "../../../arrow/schema.ts";
import { Source } from "../../../sql/bind/scope.ts";
import { dataTypeOf } from "../../../sql/bind/type-name.ts";
import { printExpression } from "../../../sql/print/expression.ts";
import type { ColumnDef } from "../../../sql/syntax/change.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import { NO_VALUES } from "../statements.ts";
import { casted, quoted } from "./columns.ts";
import { expr, sql } from "./made.ts";
import { collected, inSchema, planOf, type Step } from "./step.ts";

const READS: ReadonlySet<string> = new Set(["star", "columns", "query", "param", "position"]);

/** A part of a default that reads something. */
function reads(v: unknown): boolean {
  if (typeof v !== "object" || v === null) return false;
  return READS.has(String((v as { readonly kind?: unknown }).kind)) || Object.values(v).some(reads);
}

/** A default as text, once it is sure that its column holds it. */
export async function defaultText(step: Step, value: Expr, f: Field, table: string): Promise<string> {
  if (reads(value))
    throw sqlError(
      step.text,
      value.start,
      "a default is a value of its own, without columns, queries and parameters",
      "NOT_SUPPORTED",
    );
  const made = sql`SELECT ${casted(sql`(${expr(value)})`, f.type)} AS ${quoted(f.name)}`;
  const plan = inSchema(planOf(step, made, NO_VALUES, { tables: new Map() }), schema([f]));
  await collected(step, plan, made, table, [f]);
  return printExpression(value);
}

/** A column of a definition. */
export const fieldOf = (text: string, c: ColumnDef): Field => field(c.name.name, dataTypeOf(new Source(text), c.type));
