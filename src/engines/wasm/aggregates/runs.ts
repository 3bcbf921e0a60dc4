/** Rows that one run must have on the average: shorter ones are added row by row as fast. */
const LEAST = 16;

let scratch = new Int32Array(0);

/**
 * Where runs of rows of one group begin, and where the last one ends; null where they are short, which a few rows tell.
 * Valid until the next call.
 */
export function runsOf(at: Int32Array, length: number): Int32Array | null {
  if (length < 4 * LEAST) return null;
  const most = Math.floor(length / LEAST);
  if (scratch.length < most + 2) scratch = new Int32Array(most + 2);
  const out = scratch;
  let n = 1;
  out[0] = 0;
  let before = at[0] as number;
  for (let i = 1; i < length; i++) {
    const g = at[i] as number;
    if (g === before) continue;
    // Few rows are enough to see that runs are short.
    if (n >= most || (n > 8 && n * LEAST > 4 * i)) return null;
    out[n++] = i;
    before = g;
  }
  out[n] = length;
  return out.subarray(0, n + 1);
}
