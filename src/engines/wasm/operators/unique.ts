import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { names } from "../../../arrow/schema.ts";
import { takeBatch } from "../../../arrow/take.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Unique } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { grouper } from "../keys/grouper.ts";
import { newRows } from "../keys/new-rows.ts";
import type { Emit, Operator, OperatorContext } from "../operator.ts";
import { emitRows } from "../order/emit.ts";
import { Hold } from "./hold.ts";

/** One row of each set of equal ones (none of sets with several, where asked), in the rows' order. */
export function unique(plan: Unique, { budget }: OperatorContext): Operator {
  const schema = schemaOf(plan);
  if (plan.subset?.length === 0)
    throw new PolaroidError("INVALID_ARGUMENT", "unique needs at least one column to compare by");
  const at = (plan.subset ?? names(schema)).map((name) => schema.index.get(name) as number);
  const groups = grouper(at.map((i) => schema.fields[i]?.type as never));
  const streams = plan.keep === "any" || plan.keep === "first";
  const parts: Batch[] = [];
  let ids: Int32Array[] = [];
  let kept = 0;

  const hold = new Hold(budget);

  const late = function* (emit: Emit): Iterable<void> {
    const { count } = groups;
    const all = concatBatches(schema, parts);
    parts.length = 0;
    yield;
    const rows = plan.keep === "last" ? lastRows(ids, count) : singleRows(ids, count);
    ids = [];
    yield* emitRows(all, rows, emit);
  };

  return {
    schema,
    done: false,
    push(b, emit) {
      const before = groups.count;
      const found = groups.add(
        at.map((i) => b.columns[i] as Column),
        b.length,
      );
      if (streams) {
        const fresh = groups.count - before;
        if (fresh === b.length) emit(b);
        else if (fresh > 0) emit(takeBatch(b, newRows(found, before, groups.count)));
      } else {
        parts.push(b);
        ids.push(found);
        kept += batchBytes(b) + found.byteLength;
      }
      hold.set(groups.bytes + kept);
    },
    finish: (emit) => (streams || parts.length === 0 ? undefined : late(emit)),
    close() {
      groups.free();
      hold.set(0);
    },
  };
}

/** The last row of each group, ascending. */
function lastRows(ids: readonly Int32Array[], count: number): Int32Array {
  const last = new Int32Array(count);
  let row = 0;
  for (const part of ids) for (let i = 0; i < part.length; i++) last[part[i] as number] = row++;
  return last.sort();
}

/** The rows that are alone in their group, ascending. */
function singleRows(ids: readonly Int32Array[], count: number): Int32Array {
  const sizes = new Int32Array(count);
  for (const part of ids)
    for (let i = 0; i < part.length; i++) sizes[part[i] as number] = (sizes[part[i] as number] as number) + 1;
  let single = 0;
  for (let g = 0; g < count; g++) if (sizes[g] === 1) single++;
  const out = new Int32Array(single);
  let n = 0;
  let row = 0;
  for (const part of ids)
    for (let i = 0; i < part.length; i++, row++) if (sizes[part[i] as number] === 1) out[n++] = row;
  return out;
}
