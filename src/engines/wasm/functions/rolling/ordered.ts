/** The values of a window in order, by keys of which NaN is the greatest. */
export interface Ordered {
  readonly size: number;
  add(row: number): void;
  remove(row: number): void;
  /** The value of the key at a place. */
  at(place: number): number;
  /** How many keys are less than that of a row. */
  less(row: number): number;
  /** How many keys are the same as that of a row. */
  same(row: number): number;
  /** How many different keys are less than that of a row. */
  kinds(row: number): number;
}

/** Keys side by side, for windows of some hundred rows. */
class Sorted implements Ordered {
  size = 0;
  #nans = 0;
  readonly #keys: Float64Array;
  readonly #held: Float64Array;

  constructor(keys: Float64Array, most: number) {
    this.#keys = keys;
    this.#held = new Float64Array(most);
  }

  // The first place whose key is not less than `key`, or greater where `after`.
  #place(key: number, after: boolean): number {
    const held = this.#held;
    let [low, high] = [0, this.size - this.#nans];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const v = held[middle] as number;
      if (v < key || (after && v === key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(row: number): void {
    const key = this.#keys[row] as number;
    if (key !== key) {
      this.size++;
      this.#nans++;
      return;
    }
    const at = this.#place(key, true);
    const numbers = this.size++ - this.#nans;
    const held = this.#held;
    for (let i = numbers; i > at; i--) held[i] = held[i - 1] as number;
    held[at] = key;
  }

  remove(row: number): void {
    const key = this.#keys[row] as number;
    if (key !== key) {
      this.#nans--;
      this.size--;
      return;
    }
    const at = this.#place(key, false);
    const held = this.#held;
    const numbers = --this.size - this.#nans;
    for (let i = at; i < numbers; i++) held[i] = held[i + 1] as number;
  }

  at(place: number): number {
    return place < this.size - this.#nans ? (this.#held[place] as number) : Number.NaN;
  }

  less(row: number): number {
    const key = this.#keys[row] as number;
    return key !== key ? this.size - this.#nans : this.#place(key, false);
  }

  same(row: number): number {
    const key = this.#keys[row] as number;
    return key !== key ? this.#nans : this.#place(key, true) - this.#place(key, false);
  }

  kinds(row: number): number {
    const below = this.less(row);
    let kinds = 0;
    for (let i = 0; i < below; i++) if (i === 0 || this.#held[i] !== this.#held[i - 1]) kinds++;
    return kinds;
  }
}

/** Counts of keys in a tree of partial sums (Fenwick, 1994): each step costs the logarithm of the rows. */
class Counted implements Ordered {
  size = 0;
  readonly #values: Float64Array;
  readonly #places: Int32Array;
  readonly #tree: Int32Array;
  readonly #different: Int32Array;
  readonly #counts: Int32Array;
  readonly #top: number;

  constructor(keys: Float64Array) {
    const sorted = keys.slice().sort();
    let kinds = 0;
    for (let i = 0; i < sorted.length; i++)
      if (i === 0 || !Object.is(sorted[i], sorted[i - 1])) sorted[kinds++] = sorted[i] as number;
    this.#values = sorted.subarray(0, kinds);
    this.#places = new Int32Array(keys.length);
    for (let i = 0; i < keys.length; i++) this.#places[i] = this.#find(keys[i] as number);
    this.#tree = new Int32Array(kinds + 1);
    this.#different = new Int32Array(kinds + 1);
    this.#counts = new Int32Array(kinds);
    this.#top = 2 ** Math.floor(Math.log2(Math.max(1, kinds)));
  }

  #find(key: number): number {
    let [low, high] = [0, this.#values.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#values[middle] as number) < key || (key !== key && this.#values[middle] === this.#values[middle]))
        low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #change(tree: Int32Array, place: number, by: number): void {
    for (let i = place + 1; i < tree.length; i += i & -i) tree[i] = (tree[i] as number) + by;
  }

  #before(tree: Int32Array, place: number): number {
    let sum = 0;
    for (let i = place; i > 0; i -= i & -i) sum += tree[i] as number;
    return sum;
  }

  add(row: number): void {
    const place = this.#places[row] as number;
    this.size++;
    this.#change(this.#tree, place, 1);
    const count = (this.#counts[place] as number) + 1;
    this.#counts[place] = count;
    if (count === 1) this.#change(this.#different, place, 1);
  }

  remove(row: number): void {
    const place = this.#places[row] as number;
    this.size--;
    this.#change(this.#tree, place, -1);
    const count = (this.#counts[place] as number) - 1;
    this.#counts[place] = count;
    if (count === 0) this.#change(this.#different, place, -1);
  }

  at(place: number): number {
    let [i, left] = [0, place];
    for (let step = this.#top; step > 0; step >>= 1) {
      const next = i + step;
      if (next < this.#tree.length && (this.#tree[next] as number) <= left) {
        i = next;
        left -= this.#tree[next] as number;
      }
    }
    return this.#values[i] as number;
  }

  less(row: number): number {
    return this.#before(this.#tree, this.#places[row] as number);
  }

  same(row: number): number {
    return this.#counts[this.#places[row] as number] as number;
  }

  kinds(row: number): number {
    return this.#before(this.#different, this.#places[row] as number);
  }
}

/** Windows wider than this are kept in a tree. */
const WIDE = 512;

/** Room for windows of at most `most` rows of these keys. */
export function ordered(keys: Float64Array, most: number): Ordered {
  if (most <= WIDE) return new Sorted(keys, most);
  // -0 is 0 there.
  return new Counted(keys.map((v) => v + 0));
}
