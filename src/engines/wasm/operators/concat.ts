import { type Batch, batch } from "../../../arrow/batch.ts";
import { concatBatches, concatColumns } from "../../../arrow/concat.ts";
import type { Schema } from "../../../arrow/schema.ts";
import { allNull } from "../../../arrow/take.ts";
import { PolaroidError } from "../../../core/error.ts";
import { type Concat, isHorizontal } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitBatch } from "../order/emit.ts";
import { held } from "../order/held.ts";
import { each } from "./each.ts";

/** Frames one after the other, or side by side. */
export const concat = (plan: Concat, context: OperatorContext): Operator =>
  isHorizontal(plan) ? beside(plan, context) : below(plan);

function below(plan: Concat): Operator {
  const schema = schemaOf(plan);
  return each(schema, (b) => batch(schema, b.columns, b.length));
}

function padded(schema: Schema, b: Batch, length: number): Batch["columns"] {
  if (b.length === length) return b.columns;
  return b.columns.map((c, i) => {
    const type = schema.fields[i]?.type ?? c.type;
    return concatColumns(type, [c, allNull(type, length - b.length)]);
  });
}

function beside(plan: Concat, { budget }: OperatorContext): Operator {
  const inputs = plan.inputs.map((input) => ({ schema: schemaOf(input), rows: held(budget) }));
  const schema = schemaOf(plan);
  return {
    schema,
    done: false,
    push: (b, _, input) => inputs[input]?.rows.add(b),
    *finish(emit) {
      const frames = inputs.map((input) => concatBatches(input.schema, input.rows.parts));
      const length = frames.reduce((n, b) => Math.max(n, b.length), 0);
      const other = frames.findIndex((b) => b.length !== frames[0]?.length);
      if (other > 0 && plan.how === "horizontal")
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `a horizontal concat needs frames of one height: the first has ${frames[0]?.length} rows, number ${other + 1} has ${frames[other]?.length}; how: "horizontalExtend" fills up with nulls`,
        );
      const columns = frames.flatMap((b, i) => padded(inputs[i]?.schema ?? schema, b, length));
      yield* emitBatch(batch(schema, columns, length), emit);
    },
    close() {
      for (const input of inputs) input.rows.release();
    },
  };
}
