import { type Batch, batch, batchBytes } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { concatBatches } from "../../arrow/concat.ts";
import { field, type Schema, sameSchema, schema, schemaText } from "../../arrow/schema.ts";
import { weigh } from "../../arrow/weight.ts";
import { PolaroidError } from "../../core/error.ts";
import { shared } from "../../engines/wasm/parallel/share.ts";
import { type Frame, frameOf } from "../../plan/node.ts";

/** Rows from which a batch is left as it is. */
const LARGE = 1 << 20;

export const frameBytes = (f: Frame): number => f.batches.reduce((n, b) => n + batchBytes(b), 0);

/** A table's schema: a column takes nulls unless it was said that it does not. */
export const tableSchema = (s: Schema, required: ReadonlySet<string>): Schema =>
  schema(s.fields.map((f) => field(f.name, f.type, !required.has(f.name))));

const inSchema = (s: Schema, { columns, length }: Batch): Batch =>
  batch(
    s,
    columns.map((c, i) => ({ ...shared(c), type: s.fields[i]?.type ?? c.type }) as Column),
    length,
  );

/** Rows in the memory and the schema of a table. */
export function tableFrame(f: Frame, s: Schema): Frame {
  return frameOf(
    s,
    f.batches.filter((b) => b.length > 0).map((b) => inSchema(s, b)),
  );
}

/** Throws where a column that takes no nulls has some. */
export function checkNulls(name: string, f: Frame, required: ReadonlySet<string>): void {
  for (const [i, { name: column }] of f.schema.fields.entries())
    if (required.has(column) && f.batches.some((b) => (b.columns[i]?.nulls ?? 0) > 0))
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `column "${column}" of table "${name}" takes no nulls, but there are some`,
      );
}

export function checkSchema(name: string, table: Schema, rows: Schema): void {
  if (!sameSchema(table, rows))
    throw new PolaroidError(
      "SCHEMA_MISMATCH",
      `the rows have (${schemaText(rows)}) where table "${name}" has (${schemaText(table)})`,
    );
}

/** The last two batches become one as long as they are of about a size: so there are few, and each row is copied rarely. */
function compacted(s: Schema, all: readonly Batch[]): readonly Batch[] {
  const out = [...all];
  for (;;) {
    const [a, b] = [out[out.length - 2], out[out.length - 1]];
    if (a === undefined || b === undefined || a.length > 2 * b.length || a.length + b.length > LARGE) return out;
    const whole = inSchema(s, concatBatches(s, [a, b]));
    weigh(whole.columns);
    out.splice(-2, 2, whole);
  }
}

/** The rows of a table with more behind them; what is large is not copied. */
export const appended = (table: Frame, more: Frame): Frame =>
  more.rows === 0
    ? table
    : frameOf(table.schema, compacted(table.schema, [...table.batches, ...tableFrame(more, table.schema).batches]));
