import type { Column } from "../../../arrow/column.ts";
import { countRuns } from "./float-sum.ts";
import { NO_UINT32, resized, roomFor } from "./room.ts";
import { runsOf } from "./runs.ts";

export function countInto(counts: Uint32Array, at: Int32Array, length: number): void {
  const runs = runsOf(at, length);
  if (runs !== null) countRuns(counts, at, runs);
  else
    for (let i = 0; i < length; i++) {
      const g = at[i] as number;
      counts[g] = (counts[g] as number) + 1;
    }
}

/** Takes one off the group of each null row; what is below zero is put right by the counts of all rows. */
export function lessNulls(counts: Uint32Array, { validity, length }: Column, groups: Int32Array): void {
  if (validity === null) return;
  for (let from = 0; from < length; from += 8) {
    const byte = validity[from >> 3] as number;
    if (byte === 0xff) continue;
    for (let i = from, to = Math.min(length, from + 8); i < to; i++) {
      if ((byte >> (i & 7)) & 1) continue;
      const g = groups[i] as number;
      counts[g] = (counts[g] as number) - 1;
    }
  }
}

/** How many rows each group has, counted once a batch for all aggregates that ask. */
export class RowCounts {
  #counts: Uint32Array = NO_UINT32;
  #ids: Int32Array | null = null;
  #groups = 0;

  get bytes(): number {
    return this.#counts.byteLength;
  }
  /** The groups of the next batch's rows. */
  next(ids: Int32Array | null, groups: number): void {
    this.#ids = ids;
    this.#groups = groups;
  }
  /** Counts the rows of the batch, once. */
  add(): void {
    const ids = this.#ids;
    if (ids === null) return;
    this.#ids = null;
    this.#counts = resized(this.#counts, roomFor(this.#counts.length, this.#groups));
    countInto(this.#counts, ids, ids.length);
  }
  /** Adds the rows of each group to counts. */
  into(counts: Uint32Array): void {
    const n = Math.min(counts.length, this.#counts.length - 1);
    for (let g = 0; g < n; g++) counts[g] = (counts[g] as number) + (this.#counts[g] as number);
  }
}
