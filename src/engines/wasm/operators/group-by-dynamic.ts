import { batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { PolaroidError } from "../../../core/error.ts";
import { type Output, outputs } from "../../../expr/typed.ts";
import { firstWindow } from "../../../plan/first-window.ts";
import { dynamicSteps, windowScale } from "../../../plan/resolve-time.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { GroupByDynamic } from "../../../plan/time-node.ts";
import { boundaryType } from "../../../plan/time-schema.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitBatch } from "../order/emit.ts";
import { axisOf } from "../time/axis.ts";
import { Hold } from "./hold.ts";
import { dynamicWindows, noWindows } from "./windows/dynamic.ts";
import { arrange, checkOrder, kept, WindowAggregates } from "./windows/grouped.ts";

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
  return {
    schema,
    done: false,
    push,
    *finish(emit) {
      const arranged = arrange(plan, input, parts);
      parts.length = 0;
      const { all, keys, index, count, starts, rows } = arranged;
      const whole = [steps.every, steps.period, ...(steps.offset === null ? [] : [steps.offset])];
      const axis = axisOf(
        index,
        scale,
        whole.map((s) => s.units),
      );
      hold.set(hold.bytes + 16 * all.length);
      checkOrder(plan, axis.values, arranged);
      yield;
      const windows = noWindows();
      for (let g = 0; g < count; g++) {
        const range = [starts[g] as number, starts[g + 1] as number] as const;
        const first = axis.from(axis.values[range[0]] as number);
        const start = firstWindow(first, steps, startBy, closed, scale);
        for (const _ of dynamicWindows(axis, range, start, steps, closed, scale, g, windows)) {
          hold.set(Math.max(hold.bytes, 40 * windows.group.length));
          yield;
        }
      }
      const { first, end, lower, upper, group } = windows;
      if (first.length > 2 ** 31 - 2)
        throw new PolaroidError("LIMIT_EXCEEDED", "groupByDynamic makes more windows than a frame can have rows");
      yield* aggregates.run(all, { first, end, rows }, hold);
      const bounds: Column[] = includeBoundaries
        ? [axis.column(lower, boundaryType(type)), axis.column(upper, boundaryType(type))]
        : [];
      const labels =
        label === "datapoint"
          ? takeColumn(index, Int32Array.from(first))
          : axis.column(label === "left" ? lower : upper, type);
      // The first row of each group has its keys.
      const heads = Int32Array.from(group, (g) => (rows === null ? 0 : (rows[starts[g] as number] as number)));
      const made: Column[] = [...keys.map((k) => takeColumn(k, heads)), ...bounds, labels];
      yield* aggregates.finish(first.length, made);
      yield* emitBatch(batch(schema, made, first.length), emit);
    },
    close() {
      aggregates.close();
      hold.set(0);
    },
  };
}
