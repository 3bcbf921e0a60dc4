import { bitmapBytes, setBit } from "../../../arrow/bitmap.ts";
import type { Numbers, Validity } from "../../../arrow/column.ts";

/** The capacity for `groups` groups and one slot behind them, the last one, that null rows are sent to. */
export const roomFor = (capacity: number, groups: number): number =>
  groups < capacity ? capacity : Math.max(groups + 1, capacity * 2);

/** State for more groups, `per` numbers each; what null rows left in the last slot is dropped. */
export function resized<T extends Numbers>(state: T, capacity: number, per = 1, fill = 0): T {
  if (state.length === capacity * per) return state;
  const out = new (state.constructor as new (n: number) => T)(capacity * per);
  if (fill !== 0) out.fill(fill);
  if (state.length > per) out.set(state.subarray(0, state.length - per));
  return out;
}

/** The validity of groups that are null where their count is 0. */
export function present(counts: Numbers, groups: number): { validity: Validity; nulls: number } {
  let nulls = 0;
  for (let g = 0; g < groups; g++) if (counts[g] === 0) nulls++;
  if (nulls === 0) return { validity: null, nulls };
  const validity = new Uint8Array(bitmapBytes(groups));
  for (let g = 0; g < groups; g++) if (counts[g] !== 0) setBit(validity, g);
  return { validity, nulls };
}
