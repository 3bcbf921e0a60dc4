import type { Batch } from "../../../arrow/batch.ts";
import type { Schema } from "../../../arrow/schema.ts";
import type { Operator } from "../operator.ts";

/** An operator over each batch by itself. */
export const each = (schema: Schema, compute: (b: Batch) => Batch, close: () => void = () => undefined): Operator => ({
  schema,
  done: false,
  push: (b, emit) => emit(compute(b)),
  finish: () => undefined,
  close,
});
