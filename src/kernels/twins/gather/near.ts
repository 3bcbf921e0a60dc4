/** Twin of `rowRange`: the least and greatest row that is not negative, 0 and -1 where there is none. */
export function rowRange(rows: Int32Array): readonly [number, number] {
  let [least, most] = [0x7fffffff, -1];
  for (const r of rows) {
    if (r < 0) continue;
    if (r < least) least = r;
    if (r > most) most = r;
  }
  return most < 0 ? [0, -1] : [least, most];
}

/** Twin of `gatherNear32` and `gatherNear64`: values from row `first` on, of rows; none for a negative one. */
export const gatherNear = <T>(values: readonly T[], first: number, rows: Int32Array, none: T): T[] =>
  Array.from(rows, (r) => (r < 0 ? none : (values[r - first] as T)));
