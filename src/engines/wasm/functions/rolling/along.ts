import { type Column, type FixedColumn, isValid } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { opposite } from "../../../../expr/window-length.ts";
import type { CallInfo } from "../../function.ts";
import { compareValues } from "../../order/compare.ts";
import { sortKey } from "../../order/key.ts";
import { segmentsOf } from "../../order/segments.ts";
import { sortRows } from "../../order/sort-rows.ts";
import { movedBy } from "../datetime/windows.ts";
import type { Segmented } from "../windows/segmented.ts";
import type { Frames } from "./frames.ts";

export type Closed = "left" | "right" | "both" | "none";

/** The first row that breaks the order of its stretch, null included; -1 where none does. */
export function unordered(by: Column, starts: Int32Array): number {
  const compare = compareValues(by);
  for (let s = 0; s + 1 < starts.length; s++) {
    const [first, end] = [starts[s] as number, starts[s + 1] as number];
    for (let i = first; i < end; i++) if (!isValid(by, i) || (i > first && compare(i - 1, i) > 0)) return i;
  }
  return -1;
}

/** The rows of each stretch in the order of `by`, without those where it is null. */
function arranged(by: Column, starts: Int32Array): { rows: Int32Array; starts: Int32Array } {
  const ids = new Int32Array(by.length);
  for (let s = 0; s + 1 < starts.length; s++) ids.fill(s, starts[s], starts[s + 1]);
  const sorted = sortRows([sortKey(by, false, true)], by.length);
  const all = starts.length <= 2 ? { rows: sorted, starts } : segmentsOf(ids, starts.length - 1, sorted);
  const rows = new Int32Array(by.length - by.nulls);
  const kept = new Int32Array(starts.length);
  let n = 0;
  for (let s = 0; s + 1 < starts.length; s++) {
    for (let i = all.starts[s] as number; i < (all.starts[s + 1] as number); i++) {
      const row = all.rows[i] as number;
      if (isValid(by, row)) rows[n++] = row;
    }
    kept[s + 1] = n;
  }
  return { rows, starts: kept };
}

/** Computes on the rows in the order of the second column, those where it is null left out and null in the result. */
export const inOrder =
  (compute: (x: Column, by: FixedColumn, starts: Int32Array, info: CallInfo) => Column): Segmented =>
  ([x, by], info, starts) => {
    const [column, along] = [x as Column, by as Column];
    if (along.layout !== "fixed")
      throw new PolaroidError("TYPE_MISMATCH", "windows go by dates, times or whole numbers");
    if (unordered(along, starts) < 0) return compute(column, along, starts, info);
    const order = arranged(along, starts);
    const out = compute(takeColumn(column, order.rows), takeColumn(along, order.rows) as FixedColumn, order.starts, {
      ...info,
      length: order.rows.length,
    });
    const places = new Int32Array(column.length).fill(-1);
    for (let i = 0; i < order.rows.length; i++) places[order.rows[i] as number] = i;
    return takeColumn(out, places, true);
  };

/** Whole numbers of 64 bits, compared word by word. */
class Longs {
  readonly #high: Int32Array;
  readonly #low: Uint32Array;
  constructor({ values, length }: FixedColumn) {
    this.#high = new Int32Array(values.buffer, values.byteOffset, 2 * length);
    this.#low = new Uint32Array(values.buffer, values.byteOffset, 2 * length);
  }
  /** Negative, 0 or positive as value i is less than, equal to or greater than value j of others. */
  compare(i: number, other: Longs, j: number): number {
    const d = (this.#high[2 * i + 1] as number) - (other.#high[2 * j + 1] as number);
    return d !== 0 ? d : (this.#low[2 * i] as number) - (other.#low[2 * j] as number);
  }
}

/** The rows whose `by` lies between those of two columns that move with it. */
function between(by: Longs, starts: Int32Array, lower: Longs, upper: Longs, closed: Closed, behind: boolean): Frames {
  const length = starts[starts.length - 1] as number;
  const from = new Int32Array(length);
  const to = new Int32Array(length);
  const left = closed === "left" || closed === "both" ? 0 : 1;
  const right = closed === "right" || closed === "both" ? 1 : 0;
  for (let s = 0; s + 1 < starts.length; s++) {
    const end = starts[s + 1] as number;
    let a = starts[s] as number;
    let b = a;
    for (let i = a; i < end; i++) {
      // What lies before the least number that there is has wrapped around.
      if (!behind || lower.compare(i, by, i) <= 0) while (a < end && by.compare(a, lower, i) < left) a++;
      while (b < end && by.compare(b, upper, i) < right) b++;
      b = Math.max(a, b);
      from[i] = a;
      to[i] = b;
    }
  }
  return { from, to };
}

/** Windows of a length that end at each row's `by`, which is in order. */
export function framesBehind(by: FixedColumn, starts: Int32Array, length: string, closed: Closed): Frames {
  const at = new Longs(by);
  return between(at, starts, new Longs(movedBy(by, opposite(length))), at, closed, true);
}

/** Windows of a length that start at each row's `by` plus an offset. */
export function framesFrom(
  by: FixedColumn,
  starts: Int32Array,
  offset: string,
  length: string,
  closed: Closed,
): Frames {
  const at = new Longs(by);
  if (offset === opposite(length)) return framesBehind(by, starts, length, closed);
  const first = movedBy(by, offset);
  return between(at, starts, new Longs(first), new Longs(movedBy(first, length)), closed, false);
}
