import { type Batch, batch } from "../../../../arrow/batch.ts";
import { type BoolColumn, type Column, nullColumn } from "../../../../arrow/column.ts";
import { field, schema as schemaFrom } from "../../../../arrow/schema.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { Null } from "../../../../arrow/types.ts";
import type { Typed } from "../../../../expr/typed.ts";
import { selection } from "../../compact.ts";
import { accumulatorOf, compile, type Evaluator } from "../../evaluate.ts";
import type { Accumulator } from "../../function.ts";
import { spread } from "../../value.ts";
import type { Fed } from "./split.ts";

interface Running {
  readonly args: readonly Evaluator[];
  readonly where: Evaluator | null;
  readonly accumulator: Accumulator;
}

/** Aggregates that run along with the input. */
export interface FedAggregates {
  update(b: Batch, ids: Int32Array, count: number): void;
  /** The outputs, one row a group. */
  finish(outers: readonly Typed[], count: number): Column[];
  close(): void;
  readonly bytes: number;
}

export function fedAggregates(fed: readonly Fed[]): FedAggregates {
  const running = fed.map(
    ({ call, args, where }): Running => ({
      args: args.map(compile),
      where: where === null ? null : compile(where),
      accumulator: accumulatorOf(call),
    }),
  );
  const schema = schemaFrom(fed.map((f) => field(f.name, f.call.type, f.call.nullable)));
  return {
    update(b, ids, count) {
      for (const { args, where, accumulator } of running) {
        // len() has no argument: it counts rows.
        const columns = args.length === 0 ? [nullColumn(Null, b.length)] : args.map((a) => spread(a(b), b.length));
        const mask = where === null ? null : spread(where(b), b.length);
        if (mask === null) accumulator.update(columns, ids, count);
        else {
          const kept = mask.layout === "null" ? selection.none : selection.of(mask as BoolColumn);
          if (kept.count === b.length) accumulator.update(columns, ids, count);
          else if (kept.count > 0)
            accumulator.update(
              columns.map((c) => takeColumn(c, kept.rows)),
              gathered(ids, kept.rows),
              count,
            );
        }
      }
    },
    finish(outers, count) {
      const results = batch(
        schema,
        running.map((r) => r.accumulator.finish(count)),
        count,
      );
      return outers.map((e) => spread(compile(e)(results), count));
    },
    close() {
      for (const { accumulator } of running) accumulator.close?.();
    },
    get bytes() {
      let bytes = 0;
      for (const { accumulator } of running) bytes += accumulator.bytes;
      return bytes;
    },
  };
}

function gathered(ids: Int32Array, rows: Int32Array): Int32Array {
  const out = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = ids[rows[i] as number] as number;
  return out;
}
