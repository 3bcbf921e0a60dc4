import type { FixedColumn, Validity } from "../../../arrow/column.ts";
import { kernels } from "../../../kernels/memory.ts";
import { type KeyIds, SEED } from "./key-ids.ts";
import { countOf, logOf, nullIdOf, SLOTS } from "./table.ts";

/** How keys lie in memory: 64-bit or 32-bit words, or doubles of which NaN is one and 0 is one. */
export type WordKind = 64 | 32 | "f64";
type Add = (table: number, keys: number, valid: number, n: number, ids: number) => number;
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

/** Ids of fixed-width keys. */
export interface WordIds extends KeyIds {
  addWords(values: ArrayBufferView, validity: Validity, n: number): Int32Array;
  findWords(values: ArrayBufferView, validity: Validity, n: number): Int32Array;
}

/** Ids of fixed-width keys: by position while their range is small, else by hash. */
export function wordIds(kind: WordKind): WordIds {
  let table = 0;
  let size = 0;
  let dense = false;
  let first = 0n;
  let range = 0n;
  let rows = 0;

  const swap = (next: number, bytes: number): void => {
    if (table !== 0) kernels.free(table);
    table = next;
    size = bytes;
  };
  const known = (): readonly [number, number] => (table === 0 ? [0, -1] : [countOf(table), nullIdOf(table)]);

  const hashTable = (log: number): number => {
    const bytes = SLOTS + 16 * 2 ** log;
    const [count, nullId] = known();
    const next = kernels.alloc(bytes);
    k.hashWordsInit(next, log, SEED, count, nullId);
    return next;
  };
  const toHash = (): void => {
    let log = FIRST_LOG;
    while (2 ** (log - 1) <= (table === 0 ? 0 : countOf(table)) * 1.5) log++;
    const next = hashTable(log);
    if (table !== 0) k.hashWordsFromDense(table, next);
    swap(next, SLOTS + 16 * 2 ** log);
    dense = false;
  };
  const growHash = (): void => {
    const log = logOf(table) + (logOf(table) < 18 ? 2 : 1);
    const next = hashTable(log);
    k.hashWordsMove(table, next);
    swap(next, SLOTS + 16 * 2 ** log);
  };

  /** Makes a dense table that takes the rows from `keys` on, or a hash table where their range is too large. */
  const widen = (width: 64 | 32, keys: number, valid: number, n: number): void => {
    const out = kernels.push(16);
    BOUNDS[width](keys, valid, n, out);
    let low = kernels.views.i64[out >> 3] as bigint;
    let high = kernels.views.i64[(out >> 3) + 1] as bigint;
    if (table === 0 && high < low) low = high = 0n;
    if (table !== 0) {
      if (first < low) low = first;
      if (first + range - 1n > high) high = first + range - 1n;
    }
    const need = high - low + 1n;
    const most = BigInt(Math.min(MOST_SLOTS, Math.max(64, SLOTS_A_ROW * (rows + n))));
    if (need > most) {
      toHash();
      return;
    }
    // Room on the side that grew, for the next batches.
    let span = need;
    if (table !== 0) {
      span = need * 2n < most ? need * 2n : most;
      if (low < first) low = high - span + 1n;
    }
    const bytes = SLOTS + 4 * Number(span);
    const [count, nullId] = known();
    const next = kernels.alloc(bytes);
    k.denseInit(next, low, Number(span), count, nullId);
    if (table !== 0) {
      const from = table + SLOTS;
      kernels.u8.copyWithin(next + SLOTS + 4 * Number(first - low), from, from + 4 * Number(range));
    }
    swap(next, bytes);
    first = low;
    range = span;
    dense = true;
  };

  const addWords = (values: ArrayBufferView, validity: Validity, n: number): Int32Array => {
    const out = new Int32Array(n);
    if (n === 0) return out;
    const mark = kernels.mark();
    try {
      const width = values.byteLength / n;
      const keys = kernels.put(values);
      const valid = validity === null ? 0 : kernels.put(validity);
      const ids = kernels.push(4 * n);
      if (table === 0) {
        if (kind === "f64") toHash();
        else widen(kind, keys, valid, n);
      }
      for (let at = 0; at < n; ) {
        // Bits of rows in the middle of a byte cannot be pointed to: such batches are done again from their start.
        if (valid !== 0) at = 0;
        const add = dense ? DENSE_ADD[kind as 64 | 32] : HASH_ADD[kind];
        at += add(table, keys + at * width, valid, n - at, ids + 4 * at);
        if (at === n) break;
        if (dense) widen(kind as 64 | 32, keys + (valid === 0 ? at * width : 0), valid, n - (valid === 0 ? at : 0));
        else growHash();
      }
      rows += n;
      kernels.read(ids, out);
      return out;
    } finally {
      kernels.reset(mark);
    }
  };

  const findWords = (values: ArrayBufferView, validity: Validity, n: number): Int32Array => {
    const out = new Int32Array(n);
    if (n === 0 || table === 0) return out.fill(-1);
    const mark = kernels.mark();
    try {
      const keys = kernels.put(values);
      const valid = validity === null ? 0 : kernels.put(validity);
      const ids = kernels.push(4 * n);
      (dense ? DENSE_FIND[kind as 64 | 32] : HASH_FIND[kind])(table, keys, valid, n, ids);
      kernels.read(ids, out);
      return out;
    } finally {
      kernels.reset(mark);
    }
  };

  return {
    addWords,
    findWords,
    add: (c) => addWords(wordsOf(c as FixedColumn), c.validity, c.length),
    find: (c) => findWords(wordsOf(c as FixedColumn), c.validity, c.length),
    get count() {
      return table === 0 ? 0 : countOf(table);
    },
    get bytes() {
      return size;
    },
    free() {
      if (table !== 0) kernels.free(table);
      table = size = rows = 0;
      dense = false;
    },
  };
}

function wordsOf({ values }: FixedColumn): ArrayBufferView {
  if (values instanceof Float32Array) return new Float64Array(values);
  // The bits of 32-bit words tell them apart, whatever their sign.
  return values.byteLength === values.length * 8 || values.byteLength === values.length * 4
    ? values
    : new Int32Array(values as Int8Array);
}
