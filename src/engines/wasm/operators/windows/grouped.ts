import { type Batch, batchBytes, sliceBatch } from "../../../../arrow/batch.ts";
import { type Column, type FixedColumn, isValid } from "../../../../arrow/column.ts";
import { concatBatches } from "../../../../arrow/concat.ts";
import type { Schema } from "../../../../arrow/schema.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { type Output, outputs, type Typed } from "../../../../expr/typed.ts";
import type { GroupByDynamic, Rolling } from "../../../../plan/time-node.ts";
import { compile, evaluateColumn } from "../../evaluate.ts";
import { BATCH_ROWS } from "../../order/emit.ts";
import { type Groups, groupsOf } from "../../order/groups.ts";
import { type Segments, segmentsOf } from "../../order/segments.ts";
import type { Axis } from "../../time/axis.ts";
import { type CollectedAggregates, collectedAggregates } from "../group-by/collected.ts";
import { FedAggregates } from "../group-by/fed.ts";
import { type Fed, split } from "../group-by/split.ts";
import type { Hold } from "../hold.ts";
import { feed, type Held } from "./feed.ts";

/** All rows and their groups. */
export interface Rows extends Groups {
  readonly all: Batch;
  readonly keys: readonly Column[];
  /** The index as the rows have it. */
  readonly index: FixedColumn;
}

/** The same by group. */
export interface Arranged extends Rows {
  /** Where each group's positions lie. */
  readonly starts: Int32Array;
  /** The row at each position; null where it is the same. */
  readonly rows: Int32Array | null;
}

export function rowsOf(p: GroupByDynamic | Rolling, input: Schema, parts: readonly Batch[]): Rows {
  const all = concatBatches(input, parts);
  const index = evaluateColumn(compile((p.index as Output).input), all) as FixedColumn;
  if (index.nulls > 0) {
    let row = 0;
    while (isValid(index, row)) row++;
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `${p.kind}: the index "${(p.index as Output).name}" is null at row ${row}; fill or drop nulls first`,
    );
  }
  const keys = outputs(p.keys).map((o) => evaluateColumn(compile(o.input), all));
  return { all, keys, index, ...groupsOf(keys, all.length) };
}

export function arrange(of: Rows): Arranged {
  const { all, keys, ids, count } = of;
  if (keys.length === 0) return { ...of, starts: Int32Array.of(0, all.length), rows: null };
  const { rows, starts }: Segments = segmentsOf(ids, count);
  return { ...of, starts, rows };
}

/** Numbers of the rows in the groups' order. */
export function along(axis: Axis, { index, rows }: Arranged): Axis {
  if (rows === null) return axis;
  const from = axis.values;
  if (axis.wide) {
    const values = (takeColumn({ ...index, values: from as never }, rows) as FixedColumn).values;
    return { ...axis, values: values as unknown as Float64Array };
  }
  const values = new Float64Array(rows.length);
  for (let i = 0; i < values.length; i++) values[i] = from[rows[i] as number] as number;
  return { ...axis, values, part: (from, to) => values.subarray(from, to) };
}

/** Throws where an index is not in order within its groups. */
export function checkOrder(p: GroupByDynamic | Rolling, values: Float64Array, { starts, count, rows }: Arranged): void {
  for (let g = 0; g < count; g++)
    for (let i = (starts[g] as number) + 1; i < (starts[g + 1] as number); i++)
      if ((values[i] as number) < (values[i - 1] as number))
        throw new PolaroidError(
          "INVALID_ARGUMENT",
          `${p.kind}: the index "${(p.index as Output).name}" is not in order at row ${rows === null ? i : rows[i]}; sort by it first`,
        );
}

/** The aggregates of windows. */
export class WindowAggregates {
  readonly #places: readonly number[];
  readonly #running: FedAggregates;
  readonly #rest: CollectedAggregates;

  constructor(aggs: readonly Output[], input: Schema) {
    const fed: Fed[] = [];
    const outers: Typed[] = [];
    const collected: Typed[] = [];
    this.#places = aggs.map((o) => {
      const own: Fed[] = [];
      const outer = split(o.input, own, fed);
      if (outer === null) return -collected.push(o.input);
      fed.push(...own);
      return outers.push(outer) - 1;
    });
    this.#running = new FedAggregates(fed, outers);
    this.#rest = collectedAggregates(collected, input);
  }

  /** The same where each row has its one window. */
  *runOnce(all: Batch, ids: Int32Array, count: number, hold: Hold): Iterable<void> {
    const base = hold.bytes;
    for (let at = 0; at < all.length || at === 0; at += BATCH_ROWS) {
      const size = Math.min(BATCH_ROWS, all.length - at);
      const [part, of] = [sliceBatch(all, at, size), ids.subarray(at, at + size)];
      this.#running.update(part, of, count);
      this.#rest.update(part, of);
      hold.set(base + this.#running.bytes + this.#rest.bytes);
      yield;
    }
  }
  /** Runs over the rows of all windows; afterwards the aggregates are known. */
  *run(all: Batch, held: Held, hold: Hold): Iterable<void> {
    const count = held.first.length;
    const base = hold.bytes;
    for (const _ of feed(all, held, (b, ids) => {
      this.#running.update(b, ids, count);
      this.#rest.update(b, ids);
      hold.set(base + this.#running.bytes + this.#rest.bytes);
    }))
      yield;
  }
  *finish(count: number, into: Column[]): Iterable<void> {
    const made = this.#running.finish(count);
    yield;
    const late: Column[] = [];
    for (const column of this.#rest.finish(count)) {
      late.push(column);
      yield;
    }
    for (const p of this.#places) into.push((p < 0 ? late[-p - 1] : made[p]) as Column);
  }
  close(): void {
    this.#running.close();
  }
}

/** Batches kept until the end. */
export function kept(hold: Hold): { readonly parts: Batch[]; push(b: Batch): void } {
  const parts: Batch[] = [];
  return {
    parts,
    push(b) {
      parts.push(b);
      hold.set(hold.bytes + batchBytes(b));
    },
  };
}
