import { type Batch, batchBytes, sliceBatch } from "../../../arrow/batch.ts";
import { takeBatch } from "../../../arrow/take.ts";
import type { Emit } from "../operator.ts";

/** Rows in one batch of a result. */
export const BATCH_ROWS = 65536;
const SMALL = 1024;
const MOST_ROWS = 1 << 20;
const MOST_BYTES = 2 ** 29;

/** Hands out rows of a batch, a bounded batch at a time. */
export function* emitRows(all: Batch, rows: Int32Array, emit: Emit): Iterable<void> {
  if (rows.length <= SMALL) {
    if (rows.length > 0) emit(takeBatch(all, rows));
    return;
  }
  // Many rows are gathered at once (and then cut) while their text stays well below 2 GiB.
  const width = all.length === 0 ? 1 : batchBytes(all) / all.length;
  const step = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_BYTES / Math.max(width, 1))));
  for (let at = 0; at < rows.length; at += step) yield* emitBatch(takeBatch(all, rows.subarray(at, at + step)), emit);
}

/** Hands out a batch, a bounded one at a time. */
export function* emitBatch(b: Batch, emit: Emit): Iterable<void> {
  for (let at = 0; at < b.length; at += BATCH_ROWS) {
    emit(sliceBatch(b, at, Math.min(BATCH_ROWS, b.length - at)));
    yield;
  }
}

/** Work that is done once others had their turn. */
export function* afterPause(work: () => Iterable<void> | void): Iterable<void> {
  yield;
  yield* work() ?? [];
}
