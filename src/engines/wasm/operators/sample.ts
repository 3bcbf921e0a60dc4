import { concatBatches } from "../../../arrow/concat.ts";
import type { Sample } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitRows } from "../order/emit.ts";
import { held } from "../order/held.ts";
import { sampleRows, sampleSize } from "../random.ts";

/** Rows drawn at random, the same ones for the same seed and input. */
export function sample(plan: Sample, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan.input);
  const input = held(budget);
  return {
    schema,
    done: false,
    push: input.add,
    *finish(emit) {
      const all = concatBatches(schema, input.parts);
      input.clear();
      input.also(4 * sampleSize(plan, all.length));
      yield* emitRows(all, sampleRows(plan, all.length), emit);
    },
    close: input.release,
  };
}
