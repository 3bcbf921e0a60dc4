import { type Batch, batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import type { Schema } from "../../../arrow/schema.ts";
import type { Plan } from "../../../plan/node.ts";

/** A part of a plan for another thread: over frames, all of whose large buffers are shared. */
export interface Fragment {
  readonly plan: Plan;
  /** Whether parts of files are read too. */
  readonly scans: boolean;
  /** Bytes that its operators may hold, and that the rows of joins may come to. */
  readonly limit: number | null;
  readonly kept: number;
  /** First: not 0 once nobody waits for it any more; then the rows that were read of files. */
  readonly stop: Int32Array;
}
/** The rows of a fragment, batch by batch. */
export type FragmentRows = readonly { readonly columns: readonly Column[]; readonly length: number }[];

/** The rows that a fragment gave, as batches of this thread. */
export const batchesOf = (rows: FragmentRows, schema: Schema): readonly Batch[] =>
  rows.map(({ columns, length }) =>
    batch(
      schema,
      columns.map((c, i) => ({ ...c, type: schema.fields[i]?.type ?? c.type }) as Column),
      length,
    ),
  );
