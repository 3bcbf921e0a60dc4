import { type Batch, batch, columnOf } from "../../../arrow/batch.ts";
import type { BoolColumn } from "../../../arrow/column.ts";
import type { Schema } from "../../../arrow/schema.ts";
import { allNull, takeColumn } from "../../../arrow/take.ts";
import { typed } from "../../../expr/typed.ts";
import type { Filter } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compact, selection } from "../compact.ts";
import { compile } from "../evaluate.ts";
import { Fleeting, within } from "../fleeting.ts";
import { copies } from "../lean.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { spread } from "../value.ts";
import { collector } from "./collector.ts";
import { each } from "./each.ts";

/** Keeps the rows where a condition is true: neither false nor null. Of its columns it makes those of `schema`. */
export function filter(plan: Filter, context: OperatorContext, schema: Schema = schemaOf(plan)): Operator {
  const predicate = typed(plan.predicate);
  const evaluate = compile(predicate);
  const { lasting } = context;
  const fleeting = lasting === null || lasting === undefined ? null : new Fleeting();
  const copied = predicate.elementwise && copies(plan);
  const own = schemaOf(plan.input).fields;
  // Fewer columns than there are, or the same ones in another order.
  const few = own.length !== schema.fields.length || own.some((f, i) => f.name !== schema.fields[i]?.name);
  const all = (b: Batch): Batch =>
    few
      ? batch(
          schema,
          schema.fields.map((f) => columnOf(b, f.name)),
          b.length,
        )
      : b;
  const compute = (b: Batch): Batch => {
    fleeting?.reset();
    const mask = spread(evaluate(b), b.length);
    if (mask.layout === "null")
      return batch(
        schema,
        schema.fields.map((f) => allNull(f.type, 0)),
        0,
      );
    const rows = selection.of(mask as BoolColumn);
    const kept = all(b);
    const whole = rows.count === b.length;
    if (whole && !copied) return kept;
    const columns = kept.columns.map((c, i) => {
      if (fleeting !== null && lasting?.has(schema.fields[i]?.name as string) !== true)
        return whole ? c : within(fleeting, () => compact(c, rows));
      return whole ? takeColumn(c, rows.rows) : compact(c, rows);
    });
    return batch(schema, columns, rows.count);
  };
  if (predicate.elementwise) return each(schema, compute, () => fleeting?.close());
  return collector(schemaOf(plan.input), schema, context, compute);
}
