import { type Batch, batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { type Schema, schema as schemaFrom } from "../../../arrow/schema.ts";
import { PolaroidError } from "../../../core/error.ts";
import { columnsIn } from "../../../expr/children.ts";
import { outputs, type Typed } from "../../../expr/typed.ts";
import type { Select } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compile } from "../evaluate.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { spread } from "../value.ts";
import { collector } from "./collector.ts";
import { each } from "./each.ts";
import { reduce } from "./group-by/reduce.ts";

/** An operator that keeps its rows gets only the columns that expressions name. */
function narrowed(input: Schema, exprs: readonly Typed[], make: (input: Schema) => Operator): Operator {
  const names = new Set<string>();
  for (const e of exprs) columnsIn(e, names);
  const used = input.fields.filter((f) => names.has(f.name));
  if (used.length === input.fields.length) return make(input);
  const schema = schemaFrom(used);
  const at = used.map((f) => input.index.get(f.name) as number);
  const made = make(schema);
  return {
    ...made,
    push: (b, emit, side) =>
      made.push(
        batch(
          schema,
          at.map((i) => b.columns[i] as Column),
          b.length,
        ),
        emit,
        side,
      ),
  };
}

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
  if (exprs.every((o) => o.input.elementwise && o.input.shape === "rows")) return each(schema, compute);
  // Literals beside row-wise columns can stream too.
  if (exprs.every((o) => o.input.elementwise) && !single) return each(schema, compute);
  return narrowed(
    schemaOf(plan.input),
    exprs.map((o) => o.input),
    (input) => collector(input, schema, context, compute),
  );
}
