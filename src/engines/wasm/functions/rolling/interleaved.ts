import type { Validity } from "../../../../arrow/column.ts";
import { room } from "../../../../arrow/layout.ts";
import type { Groups } from "../../order/groups.ts";

/** Bytes of all groups' windows: what the cache holds, so that rows need not be put by group. */
export const interleaved: { bytes: number } = { bytes: 1 << 22 };

/** Sums or means of windows of `size` rows of the same group up to each row, and which rows have `least` of them. */
export interface Interleaved {
  readonly values: Float64Array;
  readonly validity: Validity;
  readonly nulls: number;
}

/**
 * What `trailingSums` gives for rows by group, of rows in their own order: each group has its own block, whose values lie
 * where the older block's sums are no longer needed. Null where there are too many groups.
 */
export function interleavedSums(
  x: Float64Array,
  { ids, count }: Groups,
  size: number,
  least: number,
  mean: boolean,
): Interleaved | null {
  const width = size + 1;
  if (count * width * 16 > interleaved.bytes) return null;
  const n = ids.length;
  const values = new Float64Array(room(8 * n));
  const bits = new Uint8Array((n + 7) >> 3);
  const sums = new Float64Array(count * width);
  const losses = new Float64Array(count * width);
  // The sum of each group's block so far, and what rounding lost of it.
  const running = new Float64Array(2 * count);
  // Rows of a group's block, and of the group as far as that is asked.
  const filled = new Int32Array(count);
  const met = new Int32Array(count);
  const by = mean ? size : 1;
  const enough = least > size ? size + 1 : least;
  let nulls = 0;
  for (let i = 0; i < n; i++) {
    const g = ids[i] as number;
    const v = x[i] as number;
    const base = g * width;
    const k = filled[g] as number;
    const before = running[2 * g] as number;
    const sum = before + v;
    const b = sum - before;
    const lost = (running[2 * g + 1] as number) + (before - (sum - b) + (v - b));
    let seen = met[g] as number;
    if (seen < size) {
      // The first block.
      met[g] = ++seen;
      const all = Number.isFinite(sum) ? sum + lost : sum;
      values[i] = mean ? all / (k + 1) : all;
      if (seen < enough) nulls++;
      else bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
    } else {
      const first = sums[base + k + 1] as number;
      const all = first + sum;
      const c = all - first;
      const exact = all + (first - (all - c) + (sum - c) + lost + (losses[base + k + 1] as number));
      // After an infinity the losses mean nothing.
      values[i] = (exact === exact ? exact : all) / by;
      if (enough > size) nulls++;
      else bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
    }
    sums[base + k] = v;
    if (k + 1 < size) {
      filled[g] = k + 1;
      running[2 * g] = sum;
      running[2 * g + 1] = lost;
      continue;
    }
    filled[g] = 0;
    running[2 * g] = 0;
    running[2 * g + 1] = 0;
    endings(sums, losses, base, size);
  }
  return { values, validity: nulls === 0 ? null : bits, nulls };
}

/** Puts the sums of a block's values from each one to its end in their place. */
function endings(sums: Float64Array, losses: Float64Array, base: number, size: number): void {
  let [sum, lost] = [0, 0];
  for (let p = base + size - 1; p >= base; p--) {
    const v = sums[p] as number;
    const t = sum + v;
    const b = t - sum;
    lost += sum - (t - b) + (v - b);
    sum = t;
    sums[p] = sum;
    losses[p] = lost;
  }
  sums[base + size] = 0;
  losses[base + size] = 0;
}
