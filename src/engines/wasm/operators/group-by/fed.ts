import { type Batch, batch } from "../../../../arrow/batch.ts";
import { type BoolColumn, type Column, nullColumn } from "../../../../arrow/column.ts";
import { field, schema as schemaFrom } from "../../../../arrow/schema.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { Null } from "../../../../arrow/types.ts";
import type { Typed } from "../../../../expr/typed.ts";
import { RowCounts } from "../../aggregates/row-counts.ts";
import { selection } from "../../compact.ts";
import { accumulatorOf, compile, type Evaluator } from "../../evaluate.ts";
import { Fleeting, within } from "../../fleeting.ts";
import type { Accumulator } from "../../function.ts";
import { forgets } from "../../lean.ts";
import { spread } from "../../value.ts";
import type { Fed } from "./split.ts";

interface Running {
  readonly args: readonly Evaluator[];
  readonly where: Evaluator | null;
  readonly accumulator: Accumulator;
  readonly forgets: boolean;
}

/** Aggregates that count rows of groups. */
const COUNTED: ReadonlySet<string> = new Set(["mean", "count", "len"]);

const sharesCounts = (fed: readonly Fed[]): boolean =>
  fed.length > 1 && fed.filter(({ call, where }) => where === null && COUNTED.has(call.fn)).length > 1;

/** Aggregates that run along with the input; without group ids all rows are one group. */
export class FedAggregates {
  readonly #fed: readonly Fed[];
  readonly #running: readonly Running[];
  readonly #outers: readonly Evaluator[] | null;
  readonly #fleeting: Fleeting = new Fleeting();

  readonly #rows: RowCounts | undefined;

  /** `outers`: what is made of the results of `fed`. */
  constructor(fed: readonly Fed[], outers: readonly Typed[]) {
    this.#fed = fed;
    this.#rows = sharesCounts(fed) ? new RowCounts() : undefined;
    this.#running = fed.map(({ call, args, where }) => ({
      args: args.map(compile),
      where: where === null ? null : compile(where),
      accumulator: accumulatorOf(call, where === null ? this.#rows : undefined),
      forgets: forgets(call.fn),
    }));
    const plain = outers.every((e, i) => e.kind === "col" && e.name === fed[i]?.name);
    this.#outers = plain ? null : outers.map(compile);
  }

  get bytes(): number {
    let bytes = this.#rows?.bytes ?? 0;
    for (const { accumulator } of this.#running) bytes += accumulator.bytes;
    return bytes;
  }

  update(b: Batch, ids: Int32Array | null, count: number): void {
    this.#rows?.next(ids, count);
    for (const { args, where, accumulator, forgets } of this.#running) {
      this.#fleeting.reset();
      // len() has no argument: it counts rows.
      const columns =
        args.length === 0
          ? [nullColumn(Null, b.length)]
          : within(forgets ? this.#fleeting : null, () => args.map((a) => spread(a(b), b.length)));
      if (where === null) accumulator.update(columns, ids, count);
      else masked(accumulator, columns, spread(where(b), b.length), ids, count);
    }
  }

  /** The outputs, one row a group. */
  finish(count: number): Column[] {
    this.#fleeting.close();
    const columns = this.#running.map((r) => r.accumulator.finish(count));
    if (this.#outers === null) return columns;
    const schema = schemaFrom(this.#fed.map((f) => field(f.name, f.call.type, f.call.nullable)));
    const results = batch(schema, columns, count);
    return this.#outers.map((e) => spread(e(results), count));
  }

  close(): void {
    for (const { accumulator } of this.#running) accumulator.close?.();
  }
}

function masked(
  accumulator: Accumulator,
  columns: readonly Column[],
  mask: Column,
  ids: Int32Array | null,
  count: number,
): void {
  const kept = mask.layout === "null" ? selection.none : selection.of(mask as BoolColumn);
  if (kept.count === mask.length) accumulator.update(columns, ids, count);
  else if (kept.count > 0)
    accumulator.update(
      columns.map((c) => takeColumn(c, kept.rows)),
      ids === null ? null : gathered(ids, kept.rows),
      count,
    );
}

function gathered(ids: Int32Array, rows: Int32Array): Int32Array {
  const out = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = ids[rows[i] as number] as number;
  return out;
}
