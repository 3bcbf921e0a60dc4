import type { Column } from "../../../arrow/column.ts";
import { grouper } from "../keys/grouper.ts";

/** Each row's group, numbered in order of appearance, and how many there are. */
export interface Groups {
  readonly ids: Int32Array;
  readonly count: number;
}

/** Rows by their values: nulls are one group, NaN is one, -0 is 0. */
export function groupsOf(columns: readonly Column[], length: number): Groups {
  if (columns.length === 0) return { ids: new Int32Array(length), count: Math.min(length, 1) };
  const groups = grouper(columns.map((c) => c.type));
  try {
    const ids = groups.add(columns, length);
    return { ids, count: groups.count };
  } finally {
    groups.free();
  }
}

/** The first row of each group. */
export function firstRows({ ids, count }: Groups): Int32Array {
  const out = new Int32Array(count);
  let next = 0;
  for (let i = 0; next < count; i++) if (ids[i] === next) out[next++] = i;
  return out;
}
