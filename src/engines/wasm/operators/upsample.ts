import { batch, columnOf } from "../../../arrow/batch.ts";
import { type Column, type FixedColumn, isValid } from "../../../arrow/column.ts";
import { concatBatches, concatColumns } from "../../../arrow/concat.ts";
import { fieldOf } from "../../../arrow/schema.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { moments, momentsColumn } from "../../../arrow/time/moments.ts";
import { MOST_VALUES, momentsBetween, tooMany } from "../../../arrow/time/range.ts";
import { floorDiv } from "../../../arrow/time/step.ts";
import { PolaroidError } from "../../../core/error.ts";
import { upsampleStep, windowScale } from "../../../plan/resolve-time.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { Upsample } from "../../../plan/time-node.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitBatch } from "../order/emit.ts";
import { groupsOf } from "../order/groups.ts";
import { held } from "../order/held.ts";
import { segmentsOf } from "../order/segments.ts";

const WHAT = "upsample";

/** Rows at regular steps from each group's first time to its last; times that were not there have nulls. */
export function upsample(plan: Upsample, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const input = schemaOf(plan.input);
  const { type } = fieldOf(input, plan.time);
  const scale = windowScale(type, WHAT);
  const every = upsampleStep(plan, type);
  const rowsHeld = held(budget);
  return {
    schema,
    done: false,
    push: rowsHeld.add,
    *finish(emit) {
      const all = concatBatches(input, rowsHeld.parts);
      rowsHeld.clear();
      const time = columnOf(all, plan.time) as FixedColumn;
      const at = moments(time);
      const day = type.id === "Date32" ? 86400n * scale.per : 1n;
      const { ids, count } = groupsOf(
        plan.by.map((k) => columnOf(all, k)),
        all.length,
      );
      const { rows, starts } = segmentsOf(ids, count);
      const times: Column[] = [];
      const found: number[] = [];
      const heads: number[] = [];
      for (let g = 0; g < count; g++) {
        const own: number[] = [];
        for (let i = starts[g] as number; i < (starts[g + 1] as number); i++) {
          const row = rows[i] as number;
          if (!isValid(time, row)) continue;
          const before = own[own.length - 1];
          if (before !== undefined && (at[row] as bigint) < (at[before] as bigint))
            throw new PolaroidError(
              "INVALID_ARGUMENT",
              `upsample: "${plan.time}" is not in order at row ${row}; sort by it first`,
            );
          own.push(row);
        }
        if (own.length === 0) continue;
        const [first, last] = [at[own[0] as number] as bigint, at[own[own.length - 1] as number] as bigint];
        const made = momentsBetween(first, last, every, scale, "both", WHAT, MOST_VALUES - found.length);
        const values: bigint[] = [];
        for (let k = 0, next = 0; k < made.length; k++) {
          const v = floorDiv(made[k] as bigint, day) * day;
          while (next < own.length && (at[own[next] as number] as bigint) < v) next++;
          let hits = 0;
          for (let i = next; i < own.length && at[own[i] as number] === v; i++, hits++) {
            found.push(own[i] as number);
            values.push(v);
          }
          if (hits === 0) {
            found.push(-1);
            values.push(v);
          }
          if (found.length > MOST_VALUES) throw tooMany(WHAT, found.length);
        }
        for (let i = 0; i < values.length; i++) heads.push(own[0] as number);
        times.push(momentsColumn(values, type));
        rowsHeld.also(40 * values.length);
        yield;
      }
      const taken = Int32Array.from(found);
      const first = Int32Array.from(heads);
      const columns = schema.fields.map((f, i): Column => {
        if (f.name === plan.time) return concatColumns(type, times);
        const c = all.columns[i] as Column;
        return plan.by.includes(f.name) ? takeColumn(c, first) : takeColumn(c, taken, true);
      });
      yield* emitBatch(batch(schema, columns, taken.length), emit);
    },
    close: rowsHeld.release,
  };
}
