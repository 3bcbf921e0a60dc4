import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { typed } from "../../../expr/typed.ts";
import type { Sort } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compile, evaluateColumn } from "../evaluate.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitRows } from "../order/emit.ts";
import { sortKey } from "../order/key.ts";
import { sortRows } from "../order/sort-rows.ts";

/** All rows in order, stably; with a limit the first rows only. */
export function sort(plan: Sort, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan.input);
  const keys = plan.by.map((k) => ({ ...k, evaluate: compile(typed(k.expr)) }));
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
      const rows = sortRows(keys.map((k) => sortKey(evaluateColumn(k.evaluate, all), k.descending, k.nullsLast)), all.length);
      yield;
      yield* emitRows(all, plan.limit === null ? rows : rows.subarray(0, plan.limit), emit);
      budget.give(held);
    },
  };
}
