import { type Column, type FixedListColumn, isValid, type ListColumn } from "../../arrow/column.ts";

export type Lists = ListColumn | FixedListColumn;
export const isList = (c: Column): c is Lists => c.layout === "list" || c.layout === "fixedList";

/** How many rows each list becomes: one for a null, none for an empty list. */
export function explodedLengths(c: Lists): Int32Array {
  const out = new Int32Array(c.length);
  for (let i = 0; i < out.length; i++) {
    if (!isValid(c, i)) out[i] = 1;
    else out[i] = c.layout === "list" ? (c.offsets[i + 1] as number) - (c.offsets[i] as number) : c.size;
  }
  return out;
}

/** Where each list starts in its child; -1 for a null list. */
export function listStarts(c: Lists): Int32Array {
  const out = new Int32Array(c.length);
  for (let i = 0; i < out.length; i++)
    out[i] = isValid(c, i) ? (c.layout === "list" ? (c.offsets[i] as number) : i * c.size) : -1;
  return out;
}

/** Every item as a row of the child; -1 for a null list. */
export function itemRows(c: Lists): Int32Array {
  const lengths = explodedLengths(c);
  const starts = listStarts(c);
  const out = new Int32Array(lengths.reduce((sum, n) => sum + n, 0));
  let n = 0;
  for (let i = 0; i < lengths.length; i++) {
    const start = starts[i] as number;
    if (start < 0) out[n++] = -1;
    else for (let j = 0; j < (lengths[i] as number); j++) out[n++] = start + j;
  }
  return out;
}
