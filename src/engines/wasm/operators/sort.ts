import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { PolaroidError } from "../../../core/error.ts";
import { typed } from "../../../expr/typed.ts";
import type { Sort } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compile, evaluateColumn } from "../evaluate.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitBatch, emitRows } from "../order/emit.ts";
import { type SortKey, sortKey } from "../order/key.ts";
import { sortRows } from "../order/sort-rows.ts";
import { topRows } from "../order/top-rows.ts";

/** With a greater limit than this a full sort is as good. */
const MOST_KEPT = 1 << 17;

/** All rows in order, stably; with a limit the first rows only, of which no more than those are held. */
export function sort(plan: Sort, context: OperatorContext): Operator {
  const keys = keysOf(plan);
  const streams = plan.by.every((k) => typed(k.expr).elementwise);
  return plan.limit !== null && plan.limit <= MOST_KEPT && streams
    ? top(plan, plan.limit, keys)
    : all(plan, keys, context);
}

type Keys = (b: Batch) => SortKey[];

function keysOf(plan: Sort): Keys {
  const keys = plan.by.map((k) => ({ ...k, evaluate: compile(typed(k.expr)) }));
  return (b) =>
    keys.map((k) => {
      const column = evaluateColumn(k.evaluate, b);
      if (column.length !== b.length)
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `sort: a key has ${column.length} rows where the frame has ${b.length}`,
        );
      return sortKey(column, k.descending, k.nullsLast);
    });
}

function top(plan: Sort, limit: number, keys: Keys): Operator {
  const schema = schemaOf(plan.input);
  const best = topRows(limit, schema);
  return {
    schema,
    done: limit <= 0,
    push: (b) => best.push(b, keys(b)),
    *finish(emit) {
      if (limit > 0) yield* emitBatch(best.finish(), emit);
    },
  };
}

function all(plan: Sort, keys: Keys, { budget }: OperatorContext): Operator {
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
      const b = concatBatches(schema, parts);
      parts.length = 0;
      yield;
      const rows = sortRows(keys(b), b.length);
      yield;
      yield* emitRows(b, plan.limit === null ? rows : rows.subarray(0, plan.limit), emit);
      budget.give(held);
    },
  };
}
