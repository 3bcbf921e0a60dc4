import { type Choice, isBefore } from "./search.ts";

/** Whether no value comes before the one in front of it. */
export function isInOrder(values: Float64Array): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const v = values[i] as number;
    if (!(v >= before) && isBefore(v, before)) return false;
    before = v;
  }
  return true;
}

/**
 * Partners at or before left rows where both sides are in the order of their key, whatever their groups: one walk along
 * both, with the last right row of each group at hand. The right side need not be put to its groups.
 */
export class AsofMerge {
  readonly #ids: Int32Array;
  readonly #values: Float64Array;
  readonly #exact: boolean;
  readonly #tolerance: number;
  readonly #found: Int32Array;
  /** The last left key of each group, and of all. */
  readonly lastOf: Float64Array;
  #last: number = Number.NEGATIVE_INFINITY;
  #next = 0;

  constructor(ids: Int32Array, groups: number, values: Float64Array, { exact, tolerance }: Choice) {
    this.#ids = ids;
    this.#values = values;
    this.#exact = exact;
    this.#tolerance = tolerance;
    this.#found = new Int32Array(groups).fill(-1);
    this.lastOf = new Float64Array(groups).fill(Number.NEGATIVE_INFINITY);
  }
  get bytes(): number {
    return this.#found.byteLength + this.lastOf.byteLength;
  }

  /** Each left row's right row, -1 for none and where the group (`ids`) is negative; false where keys go back, and nothing is done. */
  match(ids: Int32Array, keys: Float64Array, out: Int32Array): boolean {
    if (keys.length === 0) return true;
    if (isBefore(keys[0] as number, this.#last) || !isInOrder(keys)) return false;
    this.#last = keys[keys.length - 1] as number;
    const [rightIds, values, found, lastOf] = [this.#ids, this.#values, this.#found, this.lastOf];
    const end = values.length;
    const exact = this.#exact;
    let r = this.#next;
    for (let i = 0; i < keys.length; i++) {
      const x = keys[i] as number;
      if (x !== x) {
        while (r < end && (exact || values[r] === values[r])) found[rightIds[r] as number] = r++;
      } else if (exact) {
        while (r < end && (values[r] as number) <= x) found[rightIds[r] as number] = r++;
      } else {
        while (r < end && (values[r] as number) < x) found[rightIds[r] as number] = r++;
      }
      const g = ids[i] as number;
      if (g < 0) {
        out[i] = -1;
        continue;
      }
      out[i] = found[g] as number;
      lastOf[g] = x;
    }
    this.#next = r;
    if (this.#tolerance !== Number.POSITIVE_INFINITY) this.#drop(keys, out);
    return true;
  }

  #drop(keys: Float64Array, out: Int32Array): void {
    for (let i = 0; i < out.length; i++) {
      const at = out[i] as number;
      if (at >= 0 && !(Math.abs((keys[i] as number) - (this.#values[at] as number)) <= this.#tolerance)) out[i] = -1;
    }
  }
}
