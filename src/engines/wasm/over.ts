import type { Batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { allNull, takeColumn } from "../../arrow/take.ts";
import type { Typed, TypedOver } from "../../expr/typed.ts";
import type { Evaluator } from "./evaluate.ts";
import { groupsOf } from "./order/groups.ts";
import { sortKey } from "./order/key.ts";
import { sortRows } from "./order/sort-rows.ts";
import { evaluateByGroup } from "./over/by-group.ts";
import { inGroups } from "./over/in-groups.ts";
import { evaluateFramed } from "./over/moving.ts";
import { type Partition, partition } from "./over/partition.ts";
import { spread } from "./value.ts";

/** An expression within each partition: one value a group is repeated for its rows, one value a row goes to its row. */
export function evaluateOver(e: TypedOver, compile: (e: Typed) => Evaluator): Evaluator {
  const partitionBy = e.partitionBy.map(compile);
  const orderBy = e.orderBy.map((k) => ({ ...k, evaluate: compile(k.expr) }));
  const { frame } = e;
  const moving = frame === undefined ? null : evaluateFramed(e, frame, compile);
  const input = moving ?? inGroups(e.input, compile) ?? evaluateByGroup(e.input, compile);

  const split = (batch: Batch): Partition => {
    const groups = groupsOf(
      partitionBy.map((p) => spread(p(batch), batch.length)),
      batch.length,
    );
    if (orderBy.length === 0) return partition(groups, null);
    const keys = orderBy.map((k) => sortKey(spread(k.evaluate(batch), batch.length), k.descending, k.nullsLast));
    return partition(groups, sortRows(keys, batch.length));
  };

  return (batch): Column => {
    if (batch.length === 0) return allNull(e.type, 0);
    const parts = split(batch);
    const result = input(batch, parts);
    switch (result.per) {
      case "row":
        return result.column;
      case "group":
        return takeColumn(result.column, parts.ids);
      default:
        return spread(result.value, batch.length);
    }
  };
}
