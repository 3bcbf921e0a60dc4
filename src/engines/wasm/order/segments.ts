/** Rows arranged by group: group g is `rows[starts[g], starts[g + 1])`, in the rows' order. */
export interface Segments {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** Arranges rows by their group; `order` gives the order within a group, else it is the rows' own. */
export function segmentsOf(ids: Int32Array, count: number, order: Int32Array | null = null): Segments {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < ids.length; i++) {
    const at = (ids[i] as number) + 1;
    starts[at] = (starts[at] as number) + 1;
  }
  for (let g = 0; g < count; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
  const next = starts.slice(0, count);
  const rows = new Int32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const row = order === null ? i : (order[i] as number);
    const g = ids[row] as number;
    const at = next[g] as number;
    rows[at] = row;
    next[g] = at + 1;
  }
  return { rows, starts };
}

/** Where each row went: the inverse of a permutation. */
export function inverse(rows: Int32Array): Int32Array {
  const out = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[rows[i] as number] = i;
  return out;
}
