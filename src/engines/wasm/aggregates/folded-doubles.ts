import type { FixedColumn } from "../../../arrow/column.ts";
import { kernels } from "../../../kernels/memory.ts";

/** Rows that one call of the kernel takes: few enough for a plain sum to stay exact to 1e-12 of the magnitudes. */
const PIECE = 1 << 16;

/** What one sweep finds in a column of doubles. */
export interface Folded {
  /** Sums of the pieces. */
  readonly sums: readonly number[];
  /** The least and the greatest number: the infinities turned round where there is none. */
  readonly least: number;
  readonly greatest: number;
}

// The aggregates of one query meet the same column one after the other.
let known: { readonly column: WeakRef<FixedColumn>; readonly folded: Folded } | null = null;

/** Called as a query begins: none answers from what another one saw. */
export function forgetFolded(): void {
  known = null;
}

/** The sums and extremes of a column of doubles, found once for all aggregates over it. */
export function foldedDoubles(c: FixedColumn): Folded {
  if (known !== null && known.column.deref() === c) return known.folded;
  const values = c.values as Float64Array;
  const { validity, length } = c;
  const sums: number[] = [];
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const mark = kernels.mark();
  try {
    for (let at = 0; at < length; at += PIECE) {
      const n = Math.min(PIECE, length - at);
      const out = kernels.push(24);
      const valid = validity === null ? 0 : kernels.put(validity.subarray(at >> 3, (at + n + 7) >> 3));
      kernels.k.foldF64(kernels.put(values.subarray(at, at + n)), valid, n, out);
      const { f64 } = kernels.views;
      const p = out >>> 3;
      sums.push(f64[p] as number);
      least = Math.min(least, f64[p + 1] as number);
      greatest = Math.max(greatest, f64[p + 2] as number);
      kernels.reset(mark);
    }
  } finally {
    kernels.reset(mark);
  }
  const folded = { sums, least, greatest };
  known = { column: new WeakRef(c), folded };
  return folded;
}
