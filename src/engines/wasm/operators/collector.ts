import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import type { Schema } from "../../../arrow/schema.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { afterPause, BATCH_ROWS } from "../order/emit.ts";

/** An operator over all rows of its input at once. */
export function collector(
  input: Schema,
  schema: Schema,
  { budget }: OperatorContext,
  compute: (all: Batch) => Batch,
): Operator {
  const parts: Batch[] = [];
  let held = 0;
  return {
    schema,
    done: false,
    push(b) {
      const bytes = batchBytes(b);
      budget.take(bytes);
      held += bytes;
      parts.push(b);
    },
    finish(emit) {
      const all = concatBatches(input, parts);
      parts.length = 0;
      const made = (): void => {
        const out = compute(all);
        const bytes = batchBytes(out);
        budget.take(bytes);
        emit(out);
        budget.give(held + bytes);
      };
      if (all.length > BATCH_ROWS) return afterPause(made);
      return made();
    },
  };
}
