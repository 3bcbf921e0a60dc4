import type { Column } from "../../../arrow/column.ts";
import type { KeyIds } from "./key-ids.ts";
import { type Layout, type PackedIds, repacked, wide } from "./packed.ts";
import { type Ids, partitioned } from "./partitioned.ts";
import type { Scratch } from "./scratch.ts";

interface Rows {
  readonly columns: readonly Column[];
  readonly length: number;
}

/** Groups from which on, and their share of the rows, it pays to find those of all rows at once; rows at most. */
export const later: { groups: number; share: number; most: number } = { groups: 1 << 17, share: 0.5, most: 1 << 27 };

/** Rows of many keys whose groups are found all at once: a table that passes the cache waits for memory with each row. */
export class Later {
  readonly #packed: PackedIds;
  readonly batches: Rows[] = [];
  #layout: Layout;
  #words: Int32Array[] | null = [];
  #rows = 0;

  static pays(groups: number, rows: number): boolean {
    return groups >= later.groups && groups >= later.share * rows;
  }

  constructor(packed: PackedIds) {
    this.#packed = packed;
    this.#layout = packed.layout;
  }
  get bytes(): number {
    return 8 * this.#rows;
  }

  add(keys: readonly KeyIds[], rooms: readonly Scratch[], columns: readonly Column[], length: number): void {
    this.batches.push({ columns, length });
    if (this.#words === null) return;
    const ids = keys.map((k, i) => k.add(columns[i] as Column, rooms[i]?.of(length)));
    this.#rows += length;
    const packed = this.#packed;
    if (this.#rows > later.most || !packed.widen(keys.map((k) => k.count))) {
      this.#words = null;
      return;
    }
    if (packed.layout !== this.#layout) {
      this.#words = this.#words.map((w) => repacked(w, this.#layout, packed.layout));
      this.#layout = packed.layout;
    }
    this.#words.push(packed.pack(ids, length));
  }

  /** The ids of all rows, batch after batch; null where they do not fit a word or the kernels' memory. */
  ids(): Iterable<Ids> | null {
    if (this.#words === null) return null;
    const layout = this.#layout;
    const lists = [this.#packed.words().slice(), ...this.#words].map((w) => wide(w, layout));
    this.#words = null;
    const found = partitioned(lists);
    // The groups that are known have their ids again.
    found.next();
    return found;
  }
}
