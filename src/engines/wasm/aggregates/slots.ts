import type { Column } from "../../../arrow/column.ts";

// Used anew by each call: nothing keeps it.
let scratch = new Int32Array(0);
let zeros = new Int32Array(0);
const KEPT = 1 << 20;

function room(length: number): Int32Array {
  if (length > KEPT) return new Int32Array(length);
  if (scratch.length < length) scratch = new Int32Array(length);
  return scratch;
}

/** Group 0 for every row; not to be written to. */
export function noGroups(length: number): Int32Array {
  if (length > KEPT) return new Int32Array(length);
  if (zeros.length < length) zeros = new Int32Array(length);
  return zeros;
}

/** Each row's slot: its group, or `trash` where the column is null. Valid until the next call. */
export function slots(c: Column, groups: Int32Array | null, trash: number): Int32Array {
  const { validity, length } = c;
  if (validity === null) return groups ?? noGroups(length);
  const out = room(length);
  if (groups === null)
    for (let i = 0; i < length; i++) out[i] = ((validity[i >> 3] as number) >> (i & 7)) & 1 ? 0 : trash;
  else
    for (let i = 0; i < length; i++)
      out[i] = ((validity[i >> 3] as number) >> (i & 7)) & 1 ? (groups[i] as number) : trash;
  return out;
}
