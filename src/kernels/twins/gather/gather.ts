/** Twin of `gatherBytes`: the bytes of rows, one behind the other. */
export function gatherBytes(offsets: Int32Array, data: Uint8Array, rows: Int32Array): Uint8Array {
  const out: number[] = [];
  for (const row of rows)
    if (row >= 0)
      for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) out.push(data[i] as number);
  return Uint8Array.from(out);
}
