import { getBit } from "../../../../arrow/bitmap.ts";
import type { Column, Validity } from "../../../../arrow/column.ts";

/** The rows of each window: those of window i are [from[i], to[i]); neither end ever goes back. */
export interface Frames {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Windows of `size` rows up to each row, or around it, that stay within its stretch. */
export function fixedFrames(starts: Int32Array, size: number, center: boolean): Frames {
  const length = starts[starts.length - 1] as number;
  const from = new Int32Array(length);
  const to = new Int32Array(length);
  const ahead = center ? Math.ceil(size / 2) : 1;
  for (let s = 0; s + 1 < starts.length; s++) {
    const [first, end] = [starts[s] as number, starts[s + 1] as number];
    for (let i = first; i < end; i++) {
      const last = size === 0 ? i : Math.min(end, i + ahead);
      to[i] = last;
      from[i] = Math.min(last, Math.max(first, i + ahead - size));
    }
  }
  return { from, to };
}

/** How many rows of each window are not null. */
export function validCounts(
  { from, to }: Frames,
  c: { readonly validity: Validity; readonly length: number },
): Int32Array {
  const out = new Int32Array(from.length);
  if (c.validity === null) {
    for (let i = 0; i < out.length; i++) out[i] = (to[i] as number) - (from[i] as number);
    return out;
  }
  const before = new Int32Array(c.length + 1);
  for (let i = 0; i < c.length; i++) before[i + 1] = (before[i] as number) + getBit(c.validity, i);
  for (let i = 0; i < out.length; i++)
    out[i] = (before[to[i] as number] as number) - (before[from[i] as number] as number);
  return out;
}

/** The most rows that any window has. */
export function widest({ from, to }: Frames): number {
  let most = 0;
  for (let i = 0; i < from.length; i++) most = Math.max(most, (to[i] as number) - (from[i] as number));
  return most;
}

/** Computes something of a column's windows; fewer than `least` values make null. */
export type Measure<O = Readonly<Record<string, unknown>>> = (
  c: Column,
  frames: Frames,
  least: number,
  info: { readonly type: Column["type"]; readonly options: O },
) => Column;
