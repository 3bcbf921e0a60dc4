import type { Column, Validity } from "../../../../arrow/column.ts";

/** Columns in the kernels' memory, whose rows are looked up again and again. */
export interface Lookup {
  /** Rows of a column, row -1 being none: their numbers lie at `rows`. Null where the column is not kept. */
  take(c: Column, rows: number, length: number, validity: Validity, nulls: number): Column | null;
  /** Other rows come next. */
  next(): void;
  readonly bytes: number;
  free(): void;
}
