import { bitsToRows, countBits } from "../../arrow/bitmap.ts";
import type { BoolColumn, Column } from "../../arrow/column.ts";
import { room } from "../../arrow/layout.ts";
import { takeColumn } from "../../arrow/take.ts";
import { kernels } from "../../kernels/memory.ts";

/** Which rows of a morsel stay. */
export interface Selection {
  readonly count: number;
  readonly rows: Int32Array;
}

/** Below this a call into the kernels costs more than it saves. */
const SMALL = 512;
const MOST = 1 << 20;

/** Bits that are true and not null. */
function truths(mask: BoolColumn): Uint8Array {
  if (mask.validity === null) return mask.bits;
  const out = new Uint8Array((mask.length + 7) >> 3);
  for (let i = 0; i < out.length; i++) out[i] = (mask.bits[i] as number) & (mask.validity[i] as number);
  return out;
}

function rowsOf(bits: Uint8Array, length: number): Int32Array {
  const mark = kernels.mark();
  try {
    const at = kernels.put(bits);
    const out = kernels.push(4 * length);
    const rows = new Int32Array(room(4 * kernels.k.bitsToRows(at, length, out)));
    kernels.read(out, rows);
    return rows;
  } finally {
    kernels.reset(mark);
  }
}

export const selection: { readonly none: Selection; of(mask: BoolColumn): Selection } = {
  none: { count: 0, rows: new Int32Array(0) },
  of(mask) {
    const bits = truths(mask);
    const { length } = mask;
    if (length < SMALL || length > MOST) {
      const count = countBits(bits, length);
      return { count, rows: count === length ? selection.none.rows : bitsToRows(bits, length) };
    }
    const rows = rowsOf(bits, length);
    return { count: rows.length, rows };
  },
};

/** The selected rows of a column. */
export const compact = (c: Column, s: Selection): Column => (s.count === c.length ? c : takeColumn(c, s.rows));
