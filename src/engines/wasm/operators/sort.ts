import type { Batch } from "../../../arrow/batch.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { PolaroidError } from "../../../core/error.ts";
import { typed } from "../../../expr/typed.ts";
import type { Sort } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { compile, evaluateColumn } from "../evaluate.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { afterPause, BATCH_ROWS, emitBatch, emitRows } from "../order/emit.ts";
import { held } from "../order/held.ts";
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
    finish: (emit) => (limit > 0 ? emitBatch(best.finish(), emit) : undefined),
  };
}

/** Bytes a row that sorting takes beside the rows: two key entries and a row number, in and out of the kernels' memory. */
const WORK = 40;

function all(plan: Sort, keys: Keys, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan.input);
  const input = held(budget);
  return {
    schema,
    done: false,
    push: input.add,
    finish(emit) {
      const b = concatBatches(schema, input.parts);
      input.clear();
      input.also(WORK * b.length);
      const rows = sortRows(keys(b), b.length);
      const made = emitRows(b, plan.limit === null ? rows : rows.subarray(0, plan.limit), emit);
      return b.length > BATCH_ROWS ? afterPause(() => made) : made;
    },
    close: input.release,
  };
}
