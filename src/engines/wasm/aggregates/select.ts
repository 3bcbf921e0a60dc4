const FEW = 24;

/** The value that sorting would put at `k` (NaN last); moves the values so that none before it is greater, none behind it less. */
export function select(values: Float64Array, k: number): number {
  const end = withoutNan(values);
  if (k >= end) return Number.NaN;
  let lo = 0;
  let hi = end - 1;
  // Bad pivots, chosen by chance or by a foe, end in a sort.
  let patience = 2 * (32 - Math.clz32(end)) + 8;
  while (hi - lo > FEW && patience-- > 0) {
    const pivot = middle(values[lo] as number, values[(lo + hi) >> 1] as number, values[hi] as number);
    const less = moveLess(values, lo, hi, pivot);
    if (k < less) hi = less - 1;
    else if (less > lo) lo = less;
    else {
      // The pivot is the least: what equals it goes in front.
      lo = moveEqual(values, lo, hi, pivot);
      if (k < lo) return pivot;
    }
  }
  if (hi - lo > FEW) values.subarray(lo, hi + 1).sort();
  else insertionSort(values, lo, hi);
  return values[k] as number;
}

/** Moves NaN to the end; where it begins. */
function withoutNan(values: Float64Array): number {
  let end = values.length;
  for (let i = 0; i < end; ) {
    const v = values[i] as number;
    if (v === v) i++;
    else {
      values[i] = values[--end] as number;
      values[end] = v;
    }
  }
  return end;
}

// No branches: which way random values go cannot be foreseen, and a wrong guess costs more than both moves.
function moveLess(values: Float64Array, lo: number, hi: number, pivot: number): number {
  let to = lo;
  for (let i = lo; i <= hi; i++) {
    const v = values[i] as number;
    values[i] = values[to] as number;
    values[to] = v;
    to += +(v < pivot);
  }
  return to;
}

function moveEqual(values: Float64Array, lo: number, hi: number, pivot: number): number {
  let to = lo;
  for (let i = lo; i <= hi; i++) {
    const v = values[i] as number;
    values[i] = values[to] as number;
    values[to] = v;
    to += +(v === pivot);
  }
  return to;
}

function insertionSort(values: Float64Array, lo: number, hi: number): void {
  for (let i = lo + 1; i <= hi; i++) {
    const v = values[i] as number;
    let p = i;
    for (; p > lo && (values[p - 1] as number) > v; p--) values[p] = values[p - 1] as number;
    values[p] = v;
  }
}

const middle = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
