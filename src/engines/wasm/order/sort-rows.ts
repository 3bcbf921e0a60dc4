import { sliceColumn } from "../../../arrow/slice.ts";
import { compareKeys } from "./compare.ts";
import { checkOrdered, type SortKey } from "./key.ts";
import { identity, mergeRuns, mergeSort } from "./merge-sort.ts";
import { radixRows } from "./radix.ts";
import { sortText } from "./sort-text.ts";

/** Fewer rows are sorted by comparing them. */
const SMALL = 48;
/** More rows would not fit the kernels' memory at once: pieces are merged. */
const PIECE = 1 << 24;

function sortPieces(keys: readonly SortKey[], length: number): Int32Array {
  const rows = new Int32Array(length);
  const starts: number[] = [];
  for (let at = 0; at < length; at += PIECE) {
    const size = Math.min(PIECE, length - at);
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
  if (length > PIECE) return sortPieces(keys, length);
  const only = keys.length === 1 ? (keys[0] as SortKey) : null;
  if (only?.column.layout === "bytes") return sortText(only.column, only);
  return radixRows(keys, length);
}
