/** Which rows are not negative, as bits, and those rows. */
export function foundRows(rows: Int32Array): { readonly bits: Uint8Array; readonly found: Int32Array } {
  const bits = new Uint8Array((rows.length + 7) >> 3);
  for (const [i, row] of rows.entries()) if (row >= 0) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  return { bits, found: rows.filter((row) => row >= 0) };
}

/** The values of rows; 0 for a negative one. */
export const gather32 = (values: Int32Array, rows: Int32Array): Int32Array => rows.map((row) => values[row] ?? 0);
