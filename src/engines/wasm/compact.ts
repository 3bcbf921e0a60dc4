import { bitsToRows, countBits } from "../../arrow/bitmap.ts";
import type { BoolColumn, Column } from "../../arrow/column.ts";
import { takeColumn } from "../../arrow/take.ts";

/** Which rows of a morsel stay. */
export interface Selection {
  readonly count: number;
  readonly rows: Int32Array;
}

/** Bits that are true and not null. */
function truths(mask: BoolColumn): Uint8Array {
  if (mask.validity === null) return mask.bits;
  const out = new Uint8Array((mask.length + 7) >> 3);
  for (let i = 0; i < out.length; i++) out[i] = (mask.bits[i] as number) & (mask.validity[i] as number);
  return out;
}

export const selection: { readonly none: Selection; of(mask: BoolColumn): Selection } = {
  none: { count: 0, rows: new Int32Array(0) },
  of(mask) {
    const bits = truths(mask);
    const count = countBits(bits, mask.length);
    return { count, rows: count === mask.length ? selection.none.rows : bitsToRows(bits, mask.length) };
  },
};

/** The selected rows of a column. */
export const compact = (c: Column, s: Selection): Column => (s.count === c.length ? c : takeColumn(c, s.rows));
