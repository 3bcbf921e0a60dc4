import { batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { isFixed } from "../../../arrow/time/step.ts";
import { PolaroidError } from "../../../core/error.ts";
import { type Output, outputs } from "../../../expr/typed.ts";
import { firstWindow } from "../../../plan/first-window.ts";
import { dynamicSteps, windowScale } from "../../../plan/resolve-time.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { GroupByDynamic } from "../../../plan/time-node.ts";
import { boundaryType } from "../../../plan/time-schema.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitBatch } from "../order/emit.ts";
import { firstRows } from "../order/groups.ts";
import { type Axis, axisOf } from "../time/axis.ts";
import { Hold } from "./hold.ts";
import { dynamicWindows, noWindows } from "./windows/dynamic.ts";
import { type EvenWindows, evenWindows } from "./windows/even.ts";
import { along, arrange, checkOrder, kept, type Rows, rowsOf, WindowAggregates } from "./windows/grouped.ts";

/** The keys of each window: those of its group's first row. */
const keysOf = (keys: readonly Column[], group: ArrayLike<number>, heads: Int32Array): Column[] => {
  const rows = new Int32Array(group.length);
  for (let w = 0; w < rows.length; w++) rows[w] = heads[group[w] as number] as number;
  return keys.map((k) => takeColumn(k, rows));
};

/** One row a window that holds rows, group by group in order of first appearance, windows in order. */
export function groupByDynamic(plan: GroupByDynamic, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const input = schemaOf(plan.input);
  const { closed, label, startBy, includeBoundaries } = plan.options;
  const type = (plan.index as Output).input.type;
  const scale = windowScale(type, "groupByDynamic");
  const steps = dynamicSteps(plan, scale);
  const hold = new Hold(budget);
  const { parts, push } = kept(hold);
  const aggregates = new WindowAggregates(outputs(plan.aggs), input);
  // Each row is in one window, and they are all of one length.
  const plain =
    isFixed(steps.every) &&
    isFixed(steps.period) &&
    steps.every.units === steps.period.units &&
    steps.every.units > 0n &&
    label !== "datapoint" &&
    (closed === "left" || closed === "right");
  const evenOf = (axis: Axis, given: Rows, startOf: (first: number) => number): EvenWindows | null =>
    axis.wide
      ? null
      : evenWindows(axis.part, given, startOf, Number(steps.every.units / axis.unit), closed as "left" | "right");
  /** Where windows begin and end, and what they are named by. */
  const bounds = (axis: Axis, lower: ArrayLike<number>, upper: ArrayLike<number>, labels?: Column): Column[] => [
    ...(includeBoundaries ? [lower, upper].map((b) => axis.column(b, boundaryType(type))) : []),
    labels ?? axis.column(label === "left" ? lower : upper, type),
  ];
  return {
    schema,
    done: false,
    push,
    *finish(emit) {
      const given = rowsOf(plan, input, parts);
      parts.length = 0;
      const { all, keys, index } = given;
      const axis = axisOf(
        index,
        scale,
        [steps.every, steps.period, ...(steps.offset === null ? [] : [steps.offset])].map((s) => s.units),
      );
      hold.set(hold.bytes + 16 * all.length);
      const starting = (first: number): bigint => firstWindow(axis.from(first), steps, startBy, closed, scale);
      yield;
      const even = plain ? evenOf(axis, given, (first) => axis.to(starting(first))) : null;
      const made: Column[] = [];
      if (even !== null) {
        const { ids, order, group, lower, count } = even;
        hold.set(hold.bytes + 16 * count);
        yield* aggregates.runOnce(all, ids, count, hold);
        const length = Number(steps.period.units / axis.unit);
        const heads = firstRows(given);
        made.push(
          ...keysOf(keys, group, heads),
          ...bounds(
            axis,
            lower,
            lower.map((v) => v + length),
          ),
        );
        const found: Column[] = [];
        yield* aggregates.finish(count, found);
        made.push(...found.map((c) => takeColumn(c, order)));
        yield* emitBatch(batch(schema, made, count), emit);
        return;
      }
      const arranged = arrange(given);
      const { starts, rows } = arranged;
      const ordered = along(axis, arranged);
      checkOrder(plan, ordered.values, arranged);
      yield;
      const windows = noWindows();
      for (let g = 0; g < given.count; g++) {
        const range = [starts[g] as number, starts[g + 1] as number] as const;
        const start = starting(ordered.values[range[0]] as number);
        for (const _ of dynamicWindows(ordered, range, start, steps, closed, scale, g, windows)) {
          hold.set(Math.max(hold.bytes, 40 * windows.group.length));
          yield;
        }
      }
      const { first, end, lower, upper, group } = windows;
      if (first.length > 2 ** 31 - 2)
        throw new PolaroidError("LIMIT_EXCEEDED", "groupByDynamic makes more windows than a frame can have rows");
      yield* aggregates.run(all, { first, end, rows }, hold);
      const heads = starts.subarray(0, given.count).map((at) => (rows === null ? at : (rows[at] as number)));
      const [labels] =
        label === "datapoint"
          ? [
              takeColumn(
                index,
                Int32Array.from(first, (at) => (rows === null ? at : (rows[at] as number))),
              ),
            ]
          : [];
      made.push(...keysOf(keys, group, heads), ...bounds(axis, lower, upper, labels));
      yield* aggregates.finish(first.length, made);
      yield* emitBatch(batch(schema, made, first.length), emit);
    },
    close() {
      aggregates.close();
      hold.set(0);
    },
  };
}
