import type { Compare } from "./compare.ts";

const RUN = 12;

function insertion(rows: Int32Array, from: number, to: number, compare: Compare): void {
  for (let i = from + 1; i < to; i++) {
    const row = rows[i] as number;
    let j = i - 1;
    while (j >= from && compare(rows[j] as number, row) > 0) {
      rows[j + 1] = rows[j] as number;
      j--;
    }
    rows[j + 1] = row;
  }
}

function merge(from: Int32Array, into: Int32Array, low: number, middle: number, high: number, compare: Compare): void {
  let [i, j] = [low, middle];
  for (let k = low; k < high; k++)
    into[k] =
      i < middle && (j >= high || compare(from[i] as number, from[j] as number) <= 0)
        ? (from[i++] as number)
        : (from[j++] as number);
}

/** Sorts rows[from, to) in place, stably. */
export function mergeSort(rows: Int32Array, compare: Compare, from = 0, to: number = rows.length): void {
  if (to - from <= RUN) {
    insertion(rows, from, to, compare);
    return;
  }
  for (let at = from; at < to; at += RUN) insertion(rows, at, Math.min(at + RUN, to), compare);
  let source = rows;
  let target: Int32Array = new Int32Array(rows.length);
  for (let width = RUN; width < to - from; width *= 2) {
    for (let at = from; at < to; at += 2 * width) {
      const middle = Math.min(at + width, to);
      const high = Math.min(at + 2 * width, to);
      // Runs that are in order already are copied as they are.
      if (middle >= high || compare(source[middle - 1] as number, source[middle] as number) <= 0)
        target.set(source.subarray(at, high), at);
      else merge(source, target, at, middle, high, compare);
    }
    [source, target] = [target, source];
  }
  if (source !== rows) rows.set(source.subarray(from, to), from);
}

/** Merges neighbouring sorted runs of rows until one is left; `starts` ends with the length. */
export function mergeRuns(rows: Int32Array, starts: readonly number[], compare: Compare): Int32Array {
  let from = rows;
  let into: Int32Array = new Int32Array(rows.length);
  let edges = starts;
  while (edges.length > 2) {
    const next: number[] = [];
    for (let i = 0; i + 1 < edges.length; i += 2) {
      const [low, middle] = [edges[i] as number, edges[i + 1] as number];
      const high = edges[i + 2] ?? middle;
      merge(from, into, low, middle, high, compare);
      next.push(low);
    }
    edges = [...next, rows.length];
    [from, into] = [into, from];
  }
  return from;
}

/** 0, 1, ..., length - 1. */
export function identity(length: number): Int32Array {
  const rows = new Int32Array(length);
  for (let i = 0; i < length; i++) rows[i] = i;
  return rows;
}
