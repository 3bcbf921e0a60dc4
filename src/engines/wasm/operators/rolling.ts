import { batch } from "../../../arrow/batch.ts";
import type { Column, FixedColumn } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { type Output, outputs } from "../../../expr/typed.ts";
import { rollingSteps, windowScale } from "../../../plan/resolve-time.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { Rolling } from "../../../plan/time-node.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitBatch } from "../order/emit.ts";
import { axisOf } from "../time/axis.ts";
import { Hold } from "./hold.ts";
import { arrange, checkOrder, kept, rowsOf, WindowAggregates } from "./windows/grouped.ts";
import { edgesOf, fillRolling } from "./windows/rolling.ts";

/** One row a row: its keys, its index and the aggregates of its window; group by group in order of first appearance. */
export function rolling(plan: Rolling, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const input = schemaOf(plan.input);
  const scale = windowScale((plan.index as Output).input.type, "rolling");
  const steps = rollingSteps(plan, scale);
  const hold = new Hold(budget);
  const { parts, push } = kept(hold);
  const aggregates = new WindowAggregates(outputs(plan.aggs), input);
  return {
    schema,
    done: false,
    push,
    *finish(emit) {
      const arranged = arrange(rowsOf(plan, input, parts));
      parts.length = 0;
      const { all, keys, count, starts, rows } = arranged;
      const index = rows === null ? arranged.index : (takeColumn(arranged.index, rows) as FixedColumn);
      const axis = axisOf(
        index,
        scale,
        [steps.period, ...(steps.offset === null ? [] : [steps.offset])].map((s) => s.units),
      );
      hold.set(hold.bytes + 32 * all.length);
      checkOrder(plan, axis.values, arranged);
      yield;
      const edges = edgesOf(index, axis, steps, plan.options);
      const [first, end] = [new Int32Array(all.length), new Int32Array(all.length)];
      for (let g = 0; g < count; g++) {
        fillRolling(
          axis.values,
          edges,
          plan.options.closed,
          [starts[g] as number, starts[g + 1] as number],
          first,
          end,
        );
      }
      yield* aggregates.run(all, { first, end, rows }, hold);
      const made: Column[] = [...keys.map((k) => (rows === null ? k : takeColumn(k, rows))), index];
      yield* aggregates.finish(all.length, made);
      yield* emitBatch(batch(schema, made, all.length), emit);
    },
    close() {
      aggregates.close();
      hold.set(0);
    },
  };
}
