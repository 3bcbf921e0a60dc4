import type { AsofStrategy } from "../../../../plan/time-node.ts";

/** How a row's partner is chosen. */
export interface Choice {
  readonly strategy: AsofStrategy;
  readonly exact: boolean;
  /** How far keys may lie apart; infinite for any distance. */
  readonly tolerance: number;
}

/** How far a left row lies from a place among the right keys, where the doubles do not say it, and how far it may. */
export interface Gap {
  readonly between: (row: number, at: number) => bigint;
  readonly most: bigint | null;
}

/** Right keys by group: group g is [starts[g], starts[g + 1]), in order. */
export interface Sorted {
  readonly starts: Int32Array;
  readonly values: Float64Array;
}

/** Whether x comes before y; NaN comes last. */
export const isBefore = (x: number, y: number): boolean => x < y || (y !== y && x === x);

/** Finds partners of left rows that come in order within each group: one pass over both sides. */
export class AsofSearch {
  readonly #starts: Int32Array;
  readonly #values: Float64Array;
  readonly #choice: Choice;
  /** How many right rows of each group lie before the last left one, and at or before it. */
  readonly #below: Int32Array;
  readonly #upTo: Int32Array;
  readonly #last: Float64Array;
  /** The last of a run of equal keys, where the nearest is asked for. */
  readonly #runs: Int32Array | null;

  readonly #gap: Gap | null;

  /** `last`: the last left key of each group that was met before. */
  constructor({ starts, values }: Sorted, choice: Choice, gap: Gap | null = null, last: Float64Array | null = null) {
    this.#gap = gap;
    const groups = starts.length - 1;
    this.#starts = starts;
    this.#values = values;
    this.#choice = choice;
    this.#below = starts.slice(0, groups);
    this.#upTo = starts.slice(0, groups);
    this.#last = last ?? new Float64Array(groups).fill(Number.NEGATIVE_INFINITY);
    this.#runs = choice.strategy === "nearest" ? runEnds(starts, values) : null;
  }
  get bytes(): number {
    return this.#last.byteLength * 2 + (this.#runs?.byteLength ?? 0);
  }

  /** The place of the partner among the right keys, -1 for none; -2 where the row is out of order. */
  find(g: number, x: number, row: number, ordered: boolean): number {
    const { strategy, exact, tolerance } = this.#choice;
    if (isBefore(x, this.#last[g] as number)) {
      if (ordered) return -2;
      this.#back(g, x);
    }
    this.#last[g] = x;
    const start = this.#starts[g] as number;
    const end = this.#starts[g + 1] as number;
    let at = -1;
    if (strategy === "backward") {
      at = (exact ? this.#after(g, x, end) : this.#before(g, x, end)) - 1;
      if (at < start) return -1;
    } else if (strategy === "forward") {
      at = exact ? this.#before(g, x, end) : this.#after(g, x, end);
      if (at >= end) return -1;
    } else at = this.#nearest(g, x, row, exact);
    if (this.#gap !== null) {
      const { between, most } = this.#gap;
      return at < 0 || most === null || between(row, at) <= most ? at : -1;
    }
    if (at < 0 || tolerance === Number.POSITIVE_INFINITY) return at;
    return Math.abs(x - (this.#values[at] as number)) <= tolerance ? at : -1;
  }

  #nearest(g: number, x: number, row: number, exact: boolean): number {
    const start = this.#starts[g] as number;
    const end = this.#starts[g + 1] as number;
    const v = this.#values;
    const next = this.#after(g, x, end);
    const back = (exact ? next : this.#before(g, x, end)) - 1;
    const far = next < end ? ((this.#runs as Int32Array)[next] as number) : -1;
    if (back < start) return far;
    if (far < 0) return back;
    const b = v[back] as number;
    if (b === x) return back;
    if (this.#gap !== null) return this.#gap.between(row, back) < this.#gap.between(row, far) ? back : far;
    return x - b < (v[far] as number) - x ? back : far;
  }

  /** The first place from which keys are at or after x. */
  #before(g: number, x: number, end: number): number {
    const v = this.#values;
    let p = this.#below[g] as number;
    if (x === x) while (p < end && (v[p] as number) < x) p++;
    else while (p < end && v[p] === v[p]) p++;
    this.#below[g] = p;
    return p;
  }
  /** The first place from which keys are after x. */
  #after(g: number, x: number, end: number): number {
    const v = this.#values;
    let p = this.#upTo[g] as number;
    if (x === x) while (p < end && (v[p] as number) <= x) p++;
    else p = end;
    this.#upTo[g] = p;
    return p;
  }
  /** Goes back to where keys may be at or after x. */
  #back(g: number, x: number): void {
    const v = this.#values;
    let low = this.#starts[g] as number;
    for (let high = this.#starts[g + 1] as number; low < high; ) {
      const middle = (low + high) >> 1;
      if (isBefore(v[middle] as number, x)) low = middle + 1;
      else high = middle;
    }
    this.#below[g] = low;
    this.#upTo[g] = low;
  }
}

function runEnds(starts: Int32Array, values: Float64Array): Int32Array {
  const out = new Int32Array(values.length);
  for (let g = 0; g + 1 < starts.length; g++) {
    const from = starts[g] as number;
    for (let i = (starts[g + 1] as number) - 1, end = i; i >= from; i--) {
      if (isBefore(values[i] as number, values[end] as number)) end = i;
      out[i] = end;
    }
  }
  return out;
}
