import { PolaroidError } from "../core/error.ts";
import type { Column } from "./column.ts";
import { byteSize } from "./layout.ts";
import { columnNotFound, type Schema } from "./schema.ts";
import { sliceColumn } from "./slice.ts";

/** Rows of one schema: columns of one length. */
export interface Batch {
  readonly schema: Schema;
  readonly columns: readonly Column[];
  readonly length: number;
}

/** Makes a batch; `length` is needed where there are no columns. */
export function batch(schema: Schema, columns: readonly Column[], length?: number): Batch {
  return { schema, columns, length: length ?? columns[0]?.length ?? 0 };
}

/** The column of a name. */
export function columnOf(b: Batch, name: string): Column {
  const i = b.schema.index.get(name);
  if (i === undefined) throw columnNotFound(name, b.schema);
  return b.columns[i] as Column;
}

/** Rows [start, start + length) of a batch, sharing its memory. */
export function sliceBatch(b: Batch, start: number, length: number): Batch {
  if (start === 0 && length === b.length) return b;
  return batch(
    b.schema,
    b.columns.map((c) => sliceColumn(c, start, length)),
    length,
  );
}

export const batchBytes = (b: Batch): number => b.columns.reduce((sum, c) => sum + byteSize(c), 0);

/** Throws `SHAPE_MISMATCH` unless every column has the batch's length. */
export function checkShape(b: Batch): void {
  for (let i = 0; i < b.columns.length; i++) {
    const length = b.columns[i]?.length;
    if (length !== b.length)
      throw new PolaroidError(
        "SHAPE_MISMATCH",
        `column "${b.schema.fields[i]?.name}" has ${length} rows where ${b.length} are expected`,
      );
  }
}
