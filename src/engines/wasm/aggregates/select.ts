/** The value that sorting would put at `k` (NaN last); moves the values so that none before it is greater, none behind it less. */
export function select(values: Float64Array, k: number): number {
  let end = values.length;
  for (let i = 0; i < end; ) {
    if (Number.isNaN(values[i])) swap(values, i, --end);
    else i++;
  }
  if (k >= end) return Number.NaN;
  let lo = 0;
  let hi = end - 1;
  // Bad pivots, chosen by chance or by a foe, end in a sort.
  let patience = 2 * (32 - Math.clz32(end)) + 8;
  while (hi - lo > 24 && patience-- > 0) {
    const pivot = middle(values[lo] as number, values[(lo + hi) >> 1] as number, values[hi] as number);
    let i = lo;
    let j = hi;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i <= j) swap(values, i++, j--);
    }
    if (k <= j) hi = j;
    else if (k >= i) lo = i;
    else return values[k] as number;
  }
  values.subarray(lo, hi + 1).sort();
  return values[k] as number;
}

function swap(values: Float64Array, i: number, j: number): void {
  const v = values[i] as number;
  values[i] = values[j] as number;
  values[j] = v;
}

const middle = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
