import { batchBytes } from "../../../../arrow/batch.ts";
import { grouped, roomFor } from "../../../../engine/kept.ts";
import { joinColumns } from "../../../../plan/join-columns.ts";
import type { Join } from "../../../../plan/node.ts";
import { schemaOf } from "../../../../plan/schema.ts";
import type { Operator, OperatorContext } from "../../operator.ts";
import { BATCH_ROWS } from "../../order/emit.ts";
import { Hold } from "../hold.ts";
import { build } from "./build.ts";
import { assembly, rowBytes } from "./result.ts";

/** Every left row beside every right one. */
export function crossJoin(plan: Join, { budget, kept }: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const columns = joinColumns(plan);
  const wanted = new Set(columns.filter((c) => c.side === "right").map((c) => c.name));
  const right = build(schemaOf(plan.right), [], wanted, true, null);
  const result = assembly(schema, columns, right.column);
  const hold = new Hold(budget);
  const room = roomFor(plan, kept);
  let fresh = true;
  const operator: Operator & { done: boolean } = {
    schema,
    done: false,
    push(b, emit, input) {
      if (input === 0) {
        right.push(b);
        hold.set(right.bytes);
        return;
      }
      // A frame's rows are known before the first of them is there.
      const known = plan.left.kind === "frame" ? plan.left.frame.rows : null;
      const from = (): string => `the cross join with ${grouped(right.length)} rows on the right`;
      if (room !== null && (known === null || fresh))
        room.take((known ?? b.length) * right.length, rowBytes(columns, b, right), from);
      fresh = false;
      return (function* () {
        const total = b.length * right.length;
        for (let from = 0; from < total; from += BATCH_ROWS) {
          const length = Math.min(BATCH_ROWS, total - from);
          const left = new Int32Array(length);
          const other = new Int32Array(length);
          let [i, j] = [Math.floor(from / right.length), from % right.length];
          for (let n = 0; n < length; n++) {
            left[n] = i;
            other[n] = j++;
            if (j < right.length) continue;
            j = 0;
            i++;
          }
          const out = result.pairs(b, left, other, false);
          hold.set(right.bytes + batchBytes(out));
          emit(out);
          yield;
          hold.set(right.bytes);
        }
      })();
    },
    end(input) {
      if (input !== 0) return;
      right.end();
      operator.done = right.length === 0;
    },
    finish: () => undefined,
    close() {
      right.grouper.free();
      hold.set(0);
    },
  };
  return operator;
}
