import { type Batch, batch } from "../../../arrow/batch.ts";
import type { BoolColumn } from "../../../arrow/column.ts";
import { typed } from "../../../expr/typed.ts";
import type { Filter } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compact, selection } from "../compact.ts";
import { compile } from "../evaluate.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { spread } from "../value.ts";
import { collector } from "./collector.ts";

/** Keeps the rows where a condition is true: neither false nor null. */
export function filter(plan: Filter, context: OperatorContext): Operator {
  const schema = schemaOf(plan.input);
  const predicate = typed(plan.predicate);
  const evaluate = compile(predicate);
  const compute = (b: Batch): Batch => {
    const mask = spread(evaluate(b), b.length);
    if (mask.layout === "null")
      return batch(
        schema,
        schema.fields.map((_, i) => compact(b.columns[i] as never, selection.none)),
        0,
      );
    const rows = selection.of(mask as BoolColumn);
    if (rows.count === b.length) return b;
    return batch(
      schema,
      b.columns.map((c) => compact(c, rows)),
      rows.count,
    );
  };
  if (predicate.elementwise)
    return { schema, done: false, push: (b, emit) => emit(compute(b)), finish: () => undefined };
  return collector(schema, schema, context, compute);
}
