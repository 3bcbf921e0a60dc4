import { bitmapBytes, setBit } from "../../../arrow/bitmap.ts";
import type { Numbers, Validity } from "../../../arrow/column.ts";
import type { Accumulator } from "../function.ts";

/** An accumulator that keeps its size in a field: a getter would take longer to make than a small batch to fold. */
export interface Running extends Accumulator {
  bytes: number;
}

/** Where state starts: shared, never written to. */
export const NO_FLOAT64: Float64Array = new Float64Array(0);
export const NO_UINT32: Uint32Array = new Uint32Array(0);
export const NO_UINT8: Uint8Array = new Uint8Array(0);
export const NO_INT32: Int32Array = new Int32Array(0);

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

const SMALL = 4096;
// V8 keeps arrays up to this size beside their object, until somebody asks for their buffer.
const INLINE_BYTES = 64;

/** The first groups of a state that is not needed any more, in place where that is cheap and little is wasted. */
export function trimmed<T extends Numbers>(state: T, groups: number): T {
  const fits = groups <= SMALL || groups * 1.25 >= state.length;
  return (fits && state.byteLength > INLINE_BYTES ? state.subarray(0, groups) : state.slice(0, groups)) as T;
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
