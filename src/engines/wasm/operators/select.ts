import { type Batch, batch } from "../../../arrow/batch.ts";
import { PolaroidError } from "../../../core/error.ts";
import { outputs } from "../../../expr/typed.ts";
import type { Select } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compile } from "../evaluate.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { spread } from "../value.ts";
import { collector } from "./collector.ts";
import { reduce } from "./group-by/reduce.ts";

/** Computes columns: a morsel at a time where every expression works row by row or is made of aggregates, else over all rows at once. */
export function select(plan: Select, context: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const exprs = outputs(plan.exprs);
  // Scalars alone give one row; beside columns they are repeated.
  const single = exprs.length > 0 && exprs.every((o) => o.input.shape === "scalar");
  const reduced = single ? reduce(schema, exprs, context) : null;
  if (reduced !== null) return reduced;
  const evaluators = exprs.map((o) => compile(o.input));
  const compute = (b: Batch): Batch => {
    const values = evaluators.map((e) => e(b));
    let length = single ? 1 : -1;
    if (!single)
      for (const [i, v] of values.entries()) {
        if ("scalar" in v) continue;
        if (length >= 0 && v.length !== length)
          throw new PolaroidError(
            "SHAPE_MISMATCH",
            `select: column "${exprs[i]?.name}" has ${v.length} rows where others have ${length}`,
          );
        length = v.length;
      }
    if (length < 0) length = 1;
    return batch(
      schema,
      values.map((v) => spread(v, length)),
      length,
    );
  };
  if (exprs.every((o) => o.input.elementwise && o.input.shape === "rows"))
    return { schema, done: false, push: (b, emit) => emit(compute(b)), finish: () => undefined };
  // Literals beside row-wise columns can stream too.
  if (exprs.every((o) => o.input.elementwise) && !single)
    return { schema, done: false, push: (b, emit) => emit(compute(b)), finish: () => undefined };
  return collector(schemaOf(plan.input), schema, context, compute);
}
