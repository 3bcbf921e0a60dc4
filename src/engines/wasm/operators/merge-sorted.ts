import { type Batch, batch, columnOf } from "../../../arrow/batch.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { MergeSorted } from "../../../plan/time-node.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { compareKeys } from "../order/compare.ts";
import { emitRows } from "../order/emit.ts";
import { held } from "../order/held.ts";
import { sortKey } from "../order/key.ts";

/** The rows of both sides in one order, the left's first among equal ones. */
export function mergeSorted(plan: MergeSorted, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const left = held(budget);
  const right = held(budget);
  return {
    schema,
    done: false,
    push: (b, _, side) => (side === 0 ? left : right).add(b),
    *finish(emit) {
      const n = left.parts.reduce((rows, b) => rows + b.length, 0);
      const plain = (b: Batch): Batch => batch(schema, b.columns, b.length);
      const all = concatBatches(schema, [...left.parts, ...right.parts].map(plain));
      left.clear();
      right.clear();
      yield;
      const compare = compareKeys(plan.keys.map((k) => sortKey(columnOf(all, k))));
      const rows = new Int32Array(all.length);
      right.also(rows.byteLength);
      for (let i = 0, a = 0, b = n; i < rows.length; i++)
        rows[i] = b >= rows.length || (a < n && compare(a, b) <= 0) ? a++ : b++;
      yield* emitRows(all, rows, emit);
    },
    close() {
      left.release();
      right.release();
    },
  };
}
