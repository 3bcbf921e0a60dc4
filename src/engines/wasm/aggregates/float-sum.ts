import { trimmed } from "./room.ts";

// Sums with their rounding errors beside them (Knuth's two-sum): two numbers a group.

/** Adds each value to its group's sum. */
export function addExact(state: Float64Array, values: Float64Array, at: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const p = (at[i] as number) * 2;
    const x = values[i] as number;
    const s = state[p] as number;
    const t = s + x;
    const b = t - s;
    state[p] = t;
    state[p + 1] = (state[p + 1] as number) + (s - (t - b) + (x - b));
  }
}

/** Adds each value to its group's sum and counts it. */
export function addCounted(
  state: Float64Array,
  counts: Uint32Array,
  values: Float64Array,
  at: Int32Array,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    const p = g * 2;
    const x = values[i] as number;
    const s = state[p] as number;
    const t = s + x;
    const b = t - s;
    state[p] = t;
    state[p + 1] = (state[p + 1] as number) + (s - (t - b) + (x - b));
    counts[g] = (counts[g] as number) + 1;
  }
}

// Loops over integers stand by themselves: one that met both kinds of arrays would take twice as long.

/** Adds integers, which lose nothing, to their group's sum and counts them. */
export function addCountedIntegers(
  state: Float64Array,
  counts: Uint32Array,
  values: Int32Array,
  at: Int32Array,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    state[2 * g] = (state[2 * g] as number) + (values[i] as number);
    counts[g] = (counts[g] as number) + 1;
  }
}

/** Adds integers, which lose nothing, to their group's sum. */
export function addExactIntegers(state: Float64Array, values: Int32Array, at: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const p = 2 * (at[i] as number);
    state[p] = (state[p] as number) + (values[i] as number);
  }
}

/** Adds integers. */
export function addIntegers(state: Float64Array, values: Int32Array, at: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    state[g] = (state[g] as number) + (values[i] as number);
  }
}

/** Adds whole numbers, which make no rounding errors. */
export function addPlain(state: Float64Array, values: Float64Array, at: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const g = at[i] as number;
    state[g] = (state[g] as number) + (values[i] as number);
  }
}

/** Adds one value to a group's sum. */
export function addOne(state: Float64Array, group: number, x: number): void {
  const p = group * 2;
  const s = state[p] as number;
  const t = s + x;
  const b = t - s;
  state[p] = t;
  state[p + 1] = (state[p + 1] as number) + (s - (t - b) + (x - b));
}

const BLOCK = 1024;

/** Adds the values [start, end) to one group's sum: blocks in four lanes, then their sums exactly. */
export function addTo(state: Float64Array, group: number, values: Float64Array, end: number, start = 0): void {
  const p = group * 2;
  let s = state[p] as number;
  let c = state[p + 1] as number;
  for (let from = start; from < end; from += BLOCK) {
    const to = Math.min(end, from + BLOCK);
    let [w, x, y, z] = [0, 0, 0, 0];
    let i = from;
    for (; i + 3 < to; i += 4) {
      w += values[i] as number;
      x += values[i + 1] as number;
      y += values[i + 2] as number;
      z += values[i + 3] as number;
    }
    for (; i < to; i++) w += values[i] as number;
    const v = w + x + (y + z);
    const t = s + v;
    const b = t - s;
    c += s - (t - b) + (v - b);
    s = t;
  }
  state[p] = s;
  state[p + 1] = c;
}

/** Adds values to sums of groups that come in runs. */
export function addRuns(state: Float64Array, values: Float64Array, at: Int32Array, runs: Int32Array): void {
  for (let r = 0; r + 1 < runs.length; r++)
    addTo(state, at[runs[r] as number] as number, values, runs[r + 1] as number, runs[r]);
}

/** Counts rows of groups that come in runs. */
export function countRuns(counts: Uint32Array, at: Int32Array, runs: Int32Array): void {
  for (let r = 0; r + 1 < runs.length; r++) {
    const g = at[runs[r] as number] as number;
    counts[g] = (counts[g] as number) + (runs[r + 1] as number) - (runs[r] as number);
  }
}

/** The sum of each group, written over the state; after an infinity the errors mean nothing. */
export function exactSum(state: Float64Array, groups: number): Float64Array {
  for (let g = 0; g < groups; g++) {
    const s = state[2 * g] as number;
    state[g] = Number.isFinite(s) ? s + (state[2 * g + 1] as number) : s;
  }
  return trimmed(state, groups);
}
