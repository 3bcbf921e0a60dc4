import type { Column } from "../../../arrow/column.ts";

/** Numbers the values of one column, batch after batch, in order of first appearance; null is a value, NaN equals NaN, -0 equals 0. */
export interface KeyIds {
  /** Each row's id; values that are new get the next ones. `into` is room that may be used for them. */
  add(c: Column, into?: Int32Array): Int32Array;
  /** Each row's id, -1 for values that were never added. */
  find(c: Column): Int32Array;
  /** Values that will be added, all of them, before the first is. */
  expect?(columns: readonly Column[]): void;
  readonly count: number;
  /** Bytes of tables held. */
  readonly bytes: number;
  /** Gives the tables back; afterwards it is as new. */
  free(): void;
}
