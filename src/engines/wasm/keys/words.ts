import type { Column, FixedColumn, Validity } from "../../../arrow/column.ts";
import { look } from "../../../core/signal.ts";
import { kernels } from "../../../kernels/memory.ts";
import { SEED } from "../../../kernels/seed.ts";
import type { KeyIds } from "./key-ids.ts";
import { countOf, hashTable, logOf, nullIdOf, readIds, SLOTS, stretches } from "./table.ts";

/** How keys lie in memory: 64-bit or 32-bit words, or doubles of which NaN is one and 0 is one. */
export type WordKind = 64 | 32 | "f64";
type Add = (table: number, keys: number, valid: number, n: number, ids: number) => number;
type Move = (from: number, to: number, begin: number, end: number) => void;
type Find = (table: number, keys: number, valid: number, n: number, ids: number) => void;

const { k } = kernels;
const HASH_ADD: Readonly<Record<WordKind, Add>> = { 64: k.hashAdd64, 32: k.hashAdd32, f64: k.hashAddF64 };
const HASH_FIND: Readonly<Record<WordKind, Find>> = { 64: k.hashFind64, 32: k.hashFind32, f64: k.hashFindF64 };
const DENSE_ADD = { 64: k.denseAdd64, 32: k.denseAdd32 };
const DENSE_FIND = { 64: k.denseFind64, 32: k.denseFind32 };
const BOUNDS = { 64: k.denseBounds64, 32: k.denseBounds32 };

// A table with one slot a key is taken while it has no more than this many slots a row, and at most.
const SLOTS_A_ROW = 4;
const MOST_SLOTS = 1 << 22;
const FIRST_LOG = 8;
// The same for each key that is known: what a hash table of them would take, or less.
const SLOTS_A_KEY = 8;
const MOST_OF_KEYS = 1 << 27;
const MOST = 2n ** 64n;
// Keys between two looks at the query's signal.
const AT_ONCE = 1 << 17;

/** Ids of fixed-width keys: by position while their range is small, else by hash. */
export class WordIds implements KeyIds {
  count = 0;
  bytes = 0;
  readonly #kind: WordKind;
  #table = 0;
  #dense = false;
  #first = 0n;
  #range = 0n;
  #rows = 0;

  constructor(kind: WordKind) {
    this.#kind = kind;
  }

  /** Takes a table with one slot a key where all keys that will come leave few of them empty. */
  expect(columns: readonly Column[]): void {
    if (this.#kind === "f64" || this.#table !== 0) return;
    let [low, high, rows] = [MOST, -MOST, 0];
    for (const c of columns) {
      if (c.length === 0) continue;
      const [least, most] = boundsOf(this.#kind, wordsOf(c as FixedColumn), c.validity, c.length);
      if (least < low) low = least;
      if (most > high) high = most;
      rows += c.length;
    }
    const range = high - low + 1n;
    if (range <= 0n || range > BigInt(Math.min(MOST_OF_KEYS, SLOTS_A_KEY * rows))) return;
    this.#dense = true;
    this.#first = low;
    this.#range = range;
    const bytes = SLOTS + 4 * Number(range);
    const table = kernels.alloc(bytes);
    k.denseInit(table, low, Number(range), 0, -1);
    this.#swap(table, bytes);
  }

  add(c: Column, into?: Int32Array): Int32Array {
    return this.addWords(wordsOf(c as FixedColumn), c.validity, c.length, into);
  }

  find(c: Column): Int32Array {
    return this.findWords(wordsOf(c as FixedColumn), c.validity, c.length);
  }

  addWords(values: ArrayBufferView, validity: Validity, n: number, into?: Int32Array): Int32Array {
    const out = into ?? new Int32Array(n);
    if (n === 0) return out;
    const mark = kernels.mark();
    try {
      const width = values.byteLength / n;
      const keys = kernels.put(values);
      const valid = validity === null ? 0 : kernels.put(validity);
      const ids = kernels.push(4 * n);
      if (this.#table === 0) this.#make(keys, valid, n);
      for (let at = 0; at < n; ) {
        // Bits of rows in the middle of a byte cannot be pointed to: such batches are done again from their start.
        if (valid !== 0) at = 0;
        const add = this.#dense ? DENSE_ADD[this.#kind as 64 | 32] : HASH_ADD[this.#kind];
        const rows = valid === 0 ? Math.min(AT_ONCE, n - at) : n;
        const done = add(this.#table, keys + at * width, valid, rows, ids + 4 * at);
        at += done;
        if (done === rows) look();
        else if (!this.#dense) this.#growHash();
        else if (valid === 0) this.#make(keys + at * width, 0, n - at);
        else this.#make(keys, valid, n);
      }
      this.#rows += n;
      this.count = countOf(this.#table);
      readIds(ids, out);
      return out;
    } finally {
      kernels.reset(mark);
    }
  }

  findWords(values: ArrayBufferView, validity: Validity, n: number): Int32Array {
    const out = new Int32Array(n);
    if (n === 0 || this.#table === 0) return out.fill(-1);
    const mark = kernels.mark();
    try {
      const keys = kernels.put(values);
      const valid = validity === null ? 0 : kernels.put(validity);
      const ids = kernels.push(4 * n);
      const find = this.#dense ? DENSE_FIND[this.#kind as 64 | 32] : HASH_FIND[this.#kind];
      find(this.#table, keys, valid, n, ids);
      readIds(ids, out);
      return out;
    } finally {
      kernels.reset(mark);
    }
  }

  free(): void {
    this.#swap(0, 0);
    this.count = this.#rows = 0;
    this.#dense = false;
  }

  #swap(table: number, bytes: number): void {
    if (this.#table !== 0) kernels.free(this.#table);
    this.#table = table;
    this.bytes = bytes;
  }

  #becomeHash(log: number, move: Move, slots: number): void {
    const from = this.#table;
    const [count, nullId] = from === 0 ? [0, -1] : [countOf(from), nullIdOf(from)];
    const next = hashTable(
      log,
      (table) => k.hashWordsInit(table, log, SEED, count, nullId),
      (table) => stretches(slots, (begin, end) => move(from, table, begin, end)),
    );
    this.#swap(next, SLOTS + 16 * 2 ** log);
  }

  #toHash(): void {
    let log = FIRST_LOG;
    while (2 ** (log - 1) <= (this.#table === 0 ? 0 : countOf(this.#table)) * 1.5) log++;
    this.#becomeHash(log, k.hashWordsFromDense, this.#table === 0 ? 0 : Number(this.#range));
    this.#dense = false;
  }

  #growHash(): void {
    const log = logOf(this.#table);
    this.#becomeHash(log + (log < 18 ? 2 : 1), k.hashWordsMove, 2 ** log);
  }

  /** Makes a dense table that takes the rows from `keys` on too, or a hash table where the range is too large. */
  #make(keys: number, valid: number, n: number): void {
    if (this.#kind === "f64") {
      this.#toHash();
      return;
    }
    let [low, high] = boundsAt(this.#kind, keys, valid, n);
    const known = this.#table !== 0;
    if (!known && high < low) low = high = 0n;
    if (known) {
      if (this.#first < low) low = this.#first;
      if (this.#first + this.#range - 1n > high) high = this.#first + this.#range - 1n;
    }
    const need = high - low + 1n;
    const few = Math.min(MOST_SLOTS, Math.max(64, SLOTS_A_ROW * (this.#rows + n)));
    const most = BigInt(Math.max(few, Math.min(MOST_OF_KEYS, SLOTS_A_KEY * (known ? countOf(this.#table) : 0))));
    if (need > most) {
      this.#toHash();
      return;
    }
    let span = need;
    if (known) {
      // Room on the side that grew, for the next batches.
      span = need * 2n < most ? need * 2n : most;
      if (low < this.#first) low = high - span + 1n;
    }
    const bytes = SLOTS + 4 * Number(span);
    const next = kernels.alloc(bytes);
    k.denseInit(next, low, Number(span), known ? countOf(this.#table) : 0, known ? nullIdOf(this.#table) : -1);
    if (known) {
      const from = this.#table + SLOTS;
      kernels.u8.copyWithin(next + SLOTS + 4 * Number(this.#first - low), from, from + 4 * Number(this.#range));
    }
    this.#swap(next, bytes);
    this.#first = low;
    this.#range = span;
    this.#dense = true;
  }
}

/** The least and the greatest key that is not null, of keys in the kernels' memory; the greatest is less where there is none. */
function boundsAt(kind: 64 | 32, keys: number, valid: number, n: number): readonly [bigint, bigint] {
  const out = kernels.push(16);
  BOUNDS[kind](keys, valid, n, out);
  const { i64 } = kernels.views;
  return [i64[out >>> 3] as bigint, i64[(out >>> 3) + 1] as bigint];
}

/** The same of keys elsewhere. */
export function boundsOf(
  kind: 64 | 32,
  values: ArrayBufferView,
  validity: Validity,
  n: number,
): readonly [bigint, bigint] {
  const mark = kernels.mark();
  try {
    const valid = validity === null ? 0 : kernels.put(validity);
    return boundsAt(kind, kernels.put(values), valid, n);
  } finally {
    kernels.reset(mark);
  }
}

function wordsOf({ values }: FixedColumn): ArrayBufferView {
  if (values instanceof Float32Array) return new Float64Array(values);
  // The bits of 32-bit words tell them apart, whatever their sign.
  return values.BYTES_PER_ELEMENT >= 4 ? values : new Int32Array(values as Int8Array);
}
