import { type Batch, batch } from "../../../arrow/batch.ts";
import { PolaroidError } from "../../../core/error.ts";
import { outputs } from "../../../expr/typed.ts";
import type { WithColumns } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compile } from "../evaluate.ts";
import { Fleeting, within } from "../fleeting.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { spread } from "../value.ts";
import { collector } from "./collector.ts";
import { each } from "./each.ts";

/** Adds or replaces columns. */
export function withColumns(plan: WithColumns, context: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const input = schemaOf(plan.input);
  const made = outputs(plan.exprs).map((o) => ({
    name: o.name,
    at: schema.index.get(o.name) as number,
    evaluate: compile(o.input),
  }));
  const { lasting } = context;
  const fleeting = lasting === null || lasting === undefined ? null : new Fleeting();
  const compute = (b: Batch): Batch => {
    fleeting?.reset();
    const columns = b.columns.slice();
    const empty = input.fields.length === 0 && b.length === 0;
    let length = b.length;
    for (const { name, at, evaluate } of made) {
      const value = within(lasting?.has(name) === true ? null : fleeting, () => evaluate(b));
      // A frame without columns takes the length of what is added.
      if (empty) length = Math.max(length, "scalar" in value ? 1 : value.length);
      const column = spread(value, length);
      if (column.length !== length)
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `withColumns: column "${name}" has ${column.length} rows where the frame has ${length}`,
        );
      columns[at] = column;
    }
    return batch(schema, columns, length);
  };
  if (outputs(plan.exprs).every((o) => o.input.elementwise)) return each(schema, compute, () => fleeting?.close());
  return collector(input, schema, context, compute);
}
