import { type Batch, batchBytes } from "../../../../arrow/batch.ts";
import { type Column, type FixedColumn, isValid } from "../../../../arrow/column.ts";
import { concatBatches } from "../../../../arrow/concat.ts";
import type { Schema } from "../../../../arrow/schema.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { type Output, outputs, type Typed } from "../../../../expr/typed.ts";
import type { GroupByDynamic, Rolling } from "../../../../plan/time-node.ts";
import { compile, evaluateColumn } from "../../evaluate.ts";
import { groupsOf } from "../../order/groups.ts";
import { type Segments, segmentsOf } from "../../order/segments.ts";
import { type CollectedAggregates, collectedAggregates } from "../group-by/collected.ts";
import { FedAggregates } from "../group-by/fed.ts";
import { type Fed, split } from "../group-by/split.ts";
import type { Hold } from "../hold.ts";
import { feed, type Held } from "./feed.ts";

/** All rows by group, their index in the groups' order. */
export interface Arranged {
  readonly all: Batch;
  readonly keys: readonly Column[];
  /** The index as the rows have it, and in the groups' order. */
  readonly index: FixedColumn;
  readonly count: number;
  /** Where each group's positions lie. */
  readonly starts: Int32Array;
  /** The row at each position; null where it is the same. */
  readonly rows: Int32Array | null;
}

export function arrange(p: GroupByDynamic | Rolling, input: Schema, parts: readonly Batch[]): Arranged {
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
  if (keys.length === 0)
    return { all, keys, index, count: Math.min(1, all.length), starts: Int32Array.of(0, all.length), rows: null };
  const { ids, count } = groupsOf(keys, all.length);
  const { rows, starts }: Segments = segmentsOf(ids, count);
  return { all, keys, index: takeColumn(index, rows) as FixedColumn, count, starts, rows };
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
