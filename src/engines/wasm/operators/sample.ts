import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import type { Sample } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitRows } from "../order/emit.ts";
import { sampleRows } from "../random.ts";

/** Rows drawn at random, the same ones for the same seed and input. */
export function sample(plan: Sample, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan.input);
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
    *finish(emit) {
      const all = concatBatches(schema, parts);
      parts.length = 0;
      yield;
      yield* emitRows(all, sampleRows(plan, all.length), emit);
      budget.give(held);
    },
  };
}
