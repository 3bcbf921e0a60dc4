import { sliceColumn } from "../../../arrow/slice.ts";
import { compareKeys } from "./compare.ts";
import { checkOrdered, type SortKey } from "./key.ts";
import { identity, mergeRuns, mergeSort } from "./merge-sort.ts";
import { radixRows } from "./radix.ts";
import { sortText } from "./sort-text.ts";

/** Fewer rows are sorted by comparing them. */
const SMALL = 48;
/** The kernels' memory never shrinks, so that more rows than fit this are sorted in pieces and merged. */
const WORK_BYTES = 1.5e9;
const pieceRows = (keys: number): number => Math.floor(WORK_BYTES / (40 + 17 * keys));

/** Sorts pieces of at most `most` rows and merges them. */
export function sortPieces(keys: readonly SortKey[], length: number, most: number): Int32Array {
  const rows = new Int32Array(length);
  const starts: number[] = [];
  for (let at = 0; at < length; at += most) {
    const size = Math.min(most, length - at);
    const piece = sortRows(
      keys.map((k) => ({ ...k, column: sliceColumn(k.column, at, size) })),
      size,
    );
    for (let i = 0; i < size; i++) rows[at + i] = (piece[i] as number) + at;
    starts.push(at);
  }
  return mergeRuns(rows, [...starts, length], compareKeys(keys));
}

/** The rows in the order of the keys, stable. Throws `TYPE_MISMATCH` for values without an order. */
export function sortRows(keys: readonly SortKey[], length: number): Int32Array {
  for (const k of keys) checkOrdered(k.column);
  if (length < SMALL) {
    const rows = identity(length);
    if (keys.length > 0) mergeSort(rows, compareKeys(keys));
    return rows;
  }
  const most = pieceRows(keys.length);
  if (length > most) return sortPieces(keys, length, most);
  const only = keys.length === 1 ? (keys[0] as SortKey) : null;
  if (only?.column.layout === "bytes") return sortText(only.column, only);
  return radixRows(keys, length);
}
