import { batch } from "../../../arrow/batch.ts";
import { type Column, isValid } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Explode } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { explodedLengths, type Lists, listStarts } from "../explode-rows.ts";
import type { Operator } from "../operator.ts";
import { BATCH_ROWS } from "../order/emit.ts";
import { each } from "./each.ts";

/** One row for each item of the lists, the other columns repeated; empty lists vanish, null lists stay as a null. */
export function explode(plan: Explode): Operator {
  const schema = schemaOf(plan);
  if (plan.columns.length === 0) return each(schema, (b) => b);
  const at = plan.columns.map((name) => schema.index.get(name) as number);
  return {
    schema,
    done: false,
    *push(b, emit) {
      const lists = at.map((k) => b.columns[k] as Lists);
      const lengths = commonLengths(lists, plan.columns);
      const starts = lists.map(listStarts);
      for (const [rows, places] of pieces(lengths)) {
        const columns = b.columns.map((c, k) => {
          const list = at.indexOf(k);
          return list < 0 ? takeColumn(c, rows) : items(c as Lists, starts[list] as Int32Array, rows, places);
        });
        emit(batch(schema, columns, rows.length));
        yield;
      }
    },
    finish: () => undefined,
  };
}

/** The item at a place of each row's list. */
function items(c: Lists, starts: Int32Array, rows: Int32Array, places: Int32Array): Column {
  const out = new Int32Array(rows.length);
  for (let i = 0; i < out.length; i++) {
    const start = starts[rows[i] as number] as number;
    out[i] = start < 0 ? -1 : start + (places[i] as number);
  }
  return takeColumn(c.child, out, c.nulls > 0);
}

/** Rows with places in their lists, a bounded number at a time. */
function* pieces(lengths: Int32Array): Iterable<readonly [Int32Array, Int32Array]> {
  const rows = new Int32Array(BATCH_ROWS);
  const places = new Int32Array(BATCH_ROWS);
  let n = 0;
  for (let i = 0; i < lengths.length; i++)
    for (let j = 0; j < (lengths[i] as number); j++) {
      rows[n] = i;
      places[n++] = j;
      if (n === BATCH_ROWS) {
        yield [rows, places];
        n = 0;
      }
    }
  if (n > 0) yield [rows.subarray(0, n), places.subarray(0, n)];
}

function commonLengths(lists: readonly Lists[], names: readonly string[]): Int32Array {
  const [first, ...rest] = lists.map(explodedLengths);
  const lengths = first as Int32Array;
  for (const [k, other] of rest.entries()) {
    const i = lengths.findIndex((n, row) => n !== other[row]);
    if (i < 0) continue;
    const shown = (c: Lists, n: number | undefined): string => (isValid(c, i) ? `${n} items` : "null");
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `explode: a row has ${shown(lists[0] as Lists, lengths[i])} in "${names[0]}" and ${shown(lists[k + 1] as Lists, other[i])} in "${names[k + 1]}"`,
    );
  }
  return lengths;
}
