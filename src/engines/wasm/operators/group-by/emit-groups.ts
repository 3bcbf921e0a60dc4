import { batch } from "../../../../arrow/batch.ts";
import type { Column } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import type { Schema } from "../../../../arrow/schema.ts";
import { sliceColumn } from "../../../../arrow/slice.ts";
import type { DataType } from "../../../../arrow/types.ts";
import type { Emit } from "../../operator.ts";
import { BATCH_ROWS, emitBatch } from "../../order/emit.ts";

/** Hands out groups: keys in the parts they came in, small ones put together, beside their aggregates. */
export function* emitGroups(
  schema: Schema,
  parts: readonly (readonly Column[])[],
  types: readonly DataType[],
  aggregates: readonly Column[],
  emit: Emit,
): Iterable<void> {
  let [from, rows] = [0, 0];
  let held: (readonly Column[])[] = [];
  for (const [i, part] of parts.entries()) {
    held.push(part);
    rows += part[0]?.length ?? 0;
    if (rows < BATCH_ROWS && i < parts.length - 1) continue;
    const keys = types.map((type, k) =>
      concatColumns(
        type,
        held.map((columns) => columns[k] as Column),
      ),
    );
    const made = aggregates.map((c) => sliceColumn(c, from, rows));
    yield* emitBatch(batch(schema, [...keys, ...made], rows), emit);
    [from, rows, held] = [from + rows, 0, []];
  }
}
