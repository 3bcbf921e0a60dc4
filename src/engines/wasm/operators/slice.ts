import { type Batch, sliceBatch } from "../../../arrow/batch.ts";
import type { Slice } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { Operator } from "../operator.ts";

/** Keeps rows [offset, offset + length); stops its input once it has them; a negative offset keeps the last batches. */
export function slice(plan: Slice): Operator {
  return plan.offset < 0 ? fromEnd(plan) : fromStart(plan);
}

function fromStart(plan: Slice): Operator {
  let skip = plan.offset;
  let left = plan.length ?? Number.POSITIVE_INFINITY;
  return {
    schema: schemaOf(plan.input),
    get done() {
      return left <= 0;
    },
    push(b, emit) {
      const start = Math.min(skip, b.length);
      skip -= start;
      const length = Math.min(left, b.length - start);
      left -= length;
      if (length > 0) emit(sliceBatch(b, start, length));
    },
    finish: () => undefined,
  };
}

function fromEnd(plan: Slice): Operator {
  const kept: Batch[] = [];
  let rows = 0;
  let total = 0;
  return {
    schema: schemaOf(plan.input),
    done: false,
    push(b) {
      kept.push(b);
      rows += b.length;
      total += b.length;
      while (kept.length > 1 && rows - (kept[0] as Batch).length >= -plan.offset)
        rows -= (kept.shift() as Batch).length;
    },
    finish(emit) {
      // Rows before the first one where the offset reaches past the start take from the length, as in Polars.
      const from = Math.max(0, total + plan.offset);
      let skip = from - (total - rows);
      const short = Math.max(0, -(total + plan.offset));
      let left = (plan.length ?? Number.POSITIVE_INFINITY) - short;
      for (const b of kept) {
        const start = Math.min(skip, b.length);
        skip -= start;
        const length = Math.min(left, b.length - start);
        left -= Math.max(0, length);
        if (length > 0) emit(sliceBatch(b, start, length));
      }
    },
  };
}
