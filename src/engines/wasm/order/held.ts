import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import type { Budget } from "../budget.ts";
import { holdIn } from "../operators/hold.ts";

/** Batches kept until the input's end, counted against the query's memory. */
export interface Held {
  readonly parts: readonly Batch[];
  add(b: Batch): void;
  /** Counts more bytes that live as long as these batches. */
  also(bytes: number): void;
  /** Forgets the batches; what was counted stays so until `release`. */
  clear(): void;
  release(): void;
}

export function held(budget: Budget): Held {
  const hold = holdIn(budget);
  const parts: Batch[] = [];
  const also = (bytes: number): void => hold.set(hold.bytes + bytes);
  return {
    parts,
    also,
    add(b) {
      also(batchBytes(b));
      parts.push(b);
    },
    clear() {
      parts.length = 0;
    },
    release: () => hold.set(0),
  };
}
