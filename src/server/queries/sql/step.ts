import { type Batch, batch } from "../../../arrow/batch.ts";
import { countBits } from "../../../arrow/bitmap.ts";
import { type Field, type Schema, schema } from "../../../arrow/schema.ts";
import { type DataType, Float64, Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { alias, call, cast, col, type Expr, lit } from "../../../expr/node.ts";
import { castColumns, type Frame, filter, frame, frameOf, type Plan, withColumns } from "../../../plan/node.ts";
import { sqlTypeName } from "../../../sql/bind/sql-name.ts";
import { parseQuery } from "../../../sql/parse/index.ts";
import type { Change } from "../../../sql/syntax/change.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import type { Snapshot, Transaction } from "../../catalog/catalog.ts";
import type { Queries } from "../queries.ts";
import type { Running, Values } from "../statements.ts";
import { hasPlace, inText, type Made } from "./made.ts";
import { queryPlan } from "./query-plan.ts";
import { valuesFor } from "./used.ts";

/** What a statement did: how many rows it changed, and those that it gives back. */
export interface Outcome {
  readonly rows: number;
  readonly returned?: Frame | undefined;
}

/** One statement with one set of values, in its transaction. */
export interface Step {
  readonly text: string;
  readonly statement: Change;
  readonly values: Values;
  readonly transaction: Transaction;
  readonly running: Running;
  readonly queries: Queries;
}

export const noValues = (text: string, { listed, named }: Values): void => {
  const given = listed.length + Object.keys(named).length;
  if (given > 0)
    throw sqlError(text, 0, `${given} values are given, but the text has no parameters`, "INVALID_ARGUMENT");
};

type Told = Pick<Step, "text" | "statement">;

/** A text of ours over tables as a plan; its errors point into the user's. */
export function planOf({ text, statement }: Told, made: Made, values: Values, snapshot: Snapshot): Plan {
  try {
    const query = parseQuery(made.text);
    return queryPlan(made.text, query, valuesFor(query, values), snapshot);
  } catch (error) {
    throw inText(error, text, statement, made);
  }
}

const typesOf = (s: Schema): readonly (readonly [string, DataType])[] => s.fields.map((f) => [f.name, f.type] as const);

/** A fraction as FLOAT; what is too large for it is no number. */
function narrowed({ name, type }: Field): Expr {
  const wide = cast(col(name), Float64);
  const narrow = cast(wide, type);
  const lost = call("and", [call("isFinite", [wide]), call("isInfinite", [narrow])]);
  const said = call("concatStr", [cast(wide, Utf8), lit(", which is too large,", Utf8)], { separator: "" });
  return alias(call("when", [lost, cast(call("when", [lost, said, lit(null)]), Float64), narrow]), name);
}

/** Rows that a text of ours gives as those of a table; `written` are the columns that have values of the statement's. */
export function inSchema(plan: Plan, s: Schema, written: readonly Field[] = s.fields): Plan {
  const narrow = written.filter((f) => f.type.id === "Float32").map(narrowed);
  return castColumns(narrow.length === 0 ? plan : withColumns(plan, narrow), typesOf(s));
}

/** The types that texts are read as on their way to columns of others. */
const ON_THE_WAY: Readonly<Record<string, RegExp>> = {
  Float64: /^(U?Int\d+|Float\d+)$/,
  'Datetime("us")': /^(Date32|Datetime)$/,
};
/** Says of a text which columns' types it is no value of. */
function toldByColumns(what: string, fields: readonly Field[]): string {
  return what.replace(/(?<= of Utf8 (?:is|are) no ).+$/s, (told) => {
    const types = fields.filter((f) => ON_THE_WAY[told]?.test(f.type.id)).map((f) => sqlTypeName(f.type));
    return types.length === 0 ? told : [...new Set(types)].join(" or ");
  });
}

/** Columns on the way have names and types that nobody wrote. */
function inTable(error: unknown, name: string, fields: readonly Field[]): unknown {
  if (!(error instanceof PolaroidError) || !/^(INVALID_CAST|OUT_OF_RANGE)$/.test(error.code) || hasPlace(error))
    return error;
  const what = error.detail
    .replace(/^column "[^"]*": /, "")
    .replace(/; cast (with strict: false|to Float64 or).*$/s, "");
  return new PolaroidError(
    error.code,
    `a value for table "${name}" cannot be what its column holds: ${toldByColumns(what, fields)}`,
    {
      cause: error,
    },
  );
}

/** The rows of a plan that was made of a text. */
export async function collected(
  { text, statement, running, queries }: Step,
  plan: Plan,
  made: Made,
  table: string,
  fields: readonly Field[] = [],
): Promise<Frame> {
  const { signal, owner, id, timeout } = running;
  try {
    return await queries.collect({ plan, signal, owner, id, timeout });
  } catch (error) {
    throw inTable(inText(error, text, statement, made), table, fields);
  }
}

/** The columns that a text of ours gives. */
export async function schemaOfMade(step: Step, plan: Plan, made: Made): Promise<Schema> {
  try {
    return await step.queries.schema(plan, step.running.signal);
  } catch (error) {
    throw inText(error, step.text, step.statement, made);
  }
}

/** The first columns of a frame. */
export function without(f: Frame, last: number): Frame {
  const s = schema(f.schema.fields.slice(0, -last));
  return frameOf(
    s,
    f.batches.map((b): Batch => batch(s, b.columns.slice(0, -last), b.length)),
  );
}

/** How many rows there are whose last column says yes. */
export const marked = (f: Frame): number =>
  f.batches.reduce((n, b) => {
    const c = b.columns.at(-1);
    return n + (c?.layout === "bool" ? countBits(c.bits, c.length) : 0);
  }, 0);

/** The rows whose last column says yes, or those whose does not, without that column. */
export async function rowsMarked({ running, queries }: Step, f: Frame, yes: boolean): Promise<Frame> {
  const mark = col((f.schema.fields.at(-1) as { readonly name: string }).name);
  const plan = filter(frame(f), yes ? mark : call("not", [mark]));
  const { signal, owner, timeout } = running;
  return without(await queries.collect({ plan, signal, owner, timeout }), 1);
}
