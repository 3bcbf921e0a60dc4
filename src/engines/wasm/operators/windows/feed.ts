import { type Batch, sliceBatch } from "../../../../arrow/batch.ts";
import { takeBatch } from "../../../../arrow/take.ts";
import { BATCH_ROWS } from "../../order/emit.ts";

/** Which positions each window holds; `rows` says which row lies at a position, null where it is the same. */
export interface Held {
  readonly first: ArrayLike<number>;
  readonly end: ArrayLike<number>;
  readonly rows: Int32Array | null;
}

type Update = (b: Batch, ids: Int32Array) => void;

const overlap = ({ first, end }: Held): boolean => {
  let far = 0;
  for (let w = 0; w < first.length; w++) {
    if ((first[w] as number) < far && (end[w] as number) > (first[w] as number)) return true;
    far = Math.max(far, end[w] as number);
  }
  return false;
};

/** Gives the rows of all windows, each with the number of its window: every row once, or as often as windows hold it. */
export function* feed(all: Batch, held: Held, update: Update): Iterable<void> {
  update(sliceBatch(all, 0, 0), new Int32Array(0));
  yield* overlap(held) ? repeated(all, held, update) : once(all, held, update);
}

function* once(all: Batch, { first, end, rows }: Held, update: Update): Iterable<void> {
  const ids = new Int32Array(all.length).fill(-1);
  let kept = 0;
  for (let w = 0; w < first.length; w++)
    for (let i = first[w] as number; i < (end[w] as number); i++, kept++)
      ids[rows === null ? i : (rows[i] as number)] = w;
  if (kept === all.length) {
    for (let at = 0; at < all.length; at += BATCH_ROWS) {
      const size = Math.min(BATCH_ROWS, all.length - at);
      update(sliceBatch(all, at, size), ids.slice(at, at + size));
      yield;
    }
    return;
  }
  const some = new Int32Array(Math.min(kept, BATCH_ROWS));
  for (let i = 0, n = 0; i < ids.length; i++) {
    if ((ids[i] as number) >= 0) some[n++] = i;
    if (n === 0 || (n < some.length && i + 1 < ids.length)) continue;
    const part = some.slice(0, n);
    update(
      takeBatch(all, part),
      part.map((r) => ids[r] as number),
    );
    n = 0;
    yield;
  }
}

function* repeated(all: Batch, { first, end, rows }: Held, update: Update): Iterable<void> {
  let part = new Int32Array(BATCH_ROWS);
  let ids = new Int32Array(BATCH_ROWS);
  let n = 0;
  for (let w = 0; w < first.length; w++) {
    const stop = end[w] as number;
    for (let i = first[w] as number; i < stop; i++) {
      part[n] = rows === null ? i : (rows[i] as number);
      ids[n++] = w;
      if (n < BATCH_ROWS) continue;
      update(takeBatch(all, part), ids);
      [part, ids, n] = [new Int32Array(BATCH_ROWS), new Int32Array(BATCH_ROWS), 0];
      yield;
    }
  }
  if (n > 0) update(takeBatch(all, part.subarray(0, n)), ids.slice(0, n));
}
