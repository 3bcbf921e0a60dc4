import { type Batch, sliceBatch } from "../../../arrow/batch.ts";
import { takeBatch } from "../../../arrow/take.ts";
import type { Emit } from "../operator.ts";

/** Rows in one batch of a result. */
export const BATCH_ROWS = 65536;

/** Hands out rows of a batch, a bounded batch at a time. */
export function* emitRows(all: Batch, rows: Int32Array, emit: Emit, outer = false): Iterable<void> {
  for (let at = 0; at < rows.length; at += BATCH_ROWS) {
    emit(takeBatch(all, rows.subarray(at, at + BATCH_ROWS), outer));
    yield;
  }
}

/** Hands out a batch, a bounded one at a time. */
export function* emitBatch(b: Batch, emit: Emit): Iterable<void> {
  for (let at = 0; at < b.length; at += BATCH_ROWS) {
    emit(sliceBatch(b, at, Math.min(BATCH_ROWS, b.length - at)));
    yield;
  }
}
