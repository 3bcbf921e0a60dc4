import { WordIds } from "./words.ts";

/** Two ids a row side by side. */
function paired(a: Int32Array, b: Int32Array): Int32Array {
  const out = new Int32Array(2 * a.length);
  for (let i = 0; i < a.length; i++) {
    out[2 * i] = a[i] as number;
    out[2 * i + 1] = b[i] as number;
  }
  return out;
}

/** Numbers rows by the ids of any number of keys: the first two give one, that and the next give one, and so on. */
export class ChainedIds {
  readonly #tables: readonly WordIds[];

  constructor(keys: number) {
    this.#tables = Array.from({ length: keys - 1 }, () => new WordIds(64));
  }
  get count(): number {
    return this.#tables.at(-1)?.count ?? 0;
  }
  get bytes(): number {
    return this.#tables.reduce((sum, t) => sum + t.bytes, 0);
  }
  add(ids: readonly Int32Array[], n: number, into?: Int32Array): Int32Array {
    return this.#tables.reduce(
      (before, t, i) =>
        t.addWords(paired(before, ids[i + 1] as Int32Array), null, n, i === this.#tables.length - 1 ? into : undefined),
      ids[0] as Int32Array,
    );
  }
  find(ids: readonly Int32Array[], n: number): Int32Array {
    // Nobody was added with the id -1, so that a pair with one is never found.
    return this.#tables.reduce(
      (before, t, i) => t.findWords(paired(before, ids[i + 1] as Int32Array), null, n),
      ids[0] as Int32Array,
    );
  }
  free(): void {
    for (const t of this.#tables) t.free();
  }
}
