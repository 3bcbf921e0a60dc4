/** Twin of `bitsToRows`: the rows of the ones among the first bits. */
export function bitsToRows(bits: Uint8Array, length: number): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < length; i++) if (((bits[i >> 3] as number) >> (i & 7)) & 1) rows.push(i);
  return Int32Array.from(rows);
}

/** Twin of `gather64`. */
export const gather64 = (values: BigInt64Array, rows: Int32Array): BigInt64Array =>
  BigInt64Array.from(rows, (r) => values[r] as bigint);

/** Twin of `compact32` to `compact128`: the values whose bit is set. */
export const compact = <T>(values: readonly T[], bits: Uint8Array): T[] =>
  values.filter((_, i) => (((bits[i >> 3] as number) >> (i & 7)) & 1) === 1);
