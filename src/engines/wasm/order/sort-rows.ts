import { compareKeys } from "./compare.ts";
import type { SortKey } from "./key.ts";
import { identity, mergeSort } from "./merge-sort.ts";

/** The rows in the order of the keys, stable. */
export function sortRows(keys: readonly SortKey[], length: number): Int32Array {
  const rows = identity(length);
  mergeSort(rows, compareKeys(keys));
  return rows;
}
