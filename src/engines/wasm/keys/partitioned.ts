import { look } from "../../../core/signal.ts";
import { kernels } from "../../../kernels/memory.ts";
import { SEED } from "../../../kernels/seed.ts";
import { countOf, emptied, logOf, nullIdOf, readIds, SLOTS } from "./table.ts";

const { k } = kernels;
// The slots of a partition's table are found by other bits than the partition.
const PARTS: bigint = BigInt.asUintN(64, ~SEED * 0x9e3779b97f4a7c15n);
/** Words of a partition, whose table fits the cache. */
const WORDS = 16384;
const MOST_LOG = 11;

/** Writes ids of the words of one partition over them; gives how many there are. */
function within(words: number, n: number, table: Table): number {
  table.clear(n);
  for (let at = 0; at < n; ) {
    at += k.hashAdd64(table.at, words + 8 * at, 0, n - at, words + 4 * at);
    if (at < n) table.grow();
  }
  return countOf(table.at);
}

/** The ids of the words of one list, how many there are so far, and in all lists. */
export interface Ids {
  readonly ids: Int32Array;
  readonly count: number;
  readonly total: number;
}

class Table {
  at = 0;
  #block = 0;
  #log = 0;

  clear(n: number): void {
    // Most words are new where it comes to partitions at all.
    let log = 8;
    while (2 ** (log - 1) < n && log < 16) log++;
    this.#make(log);
    k.hashWordsInit(this.at, log, SEED, 0, -1);
    emptied(this.at);
  }
  grow(): void {
    const [from, block] = [this.at, this.#block];
    this.#block = 0;
    const log = logOf(from) + 1;
    this.#make(log);
    k.hashWordsInit(this.at, log, SEED, countOf(from), nullIdOf(from));
    emptied(this.at);
    k.hashWordsMove(from, this.at, 0, 2 ** logOf(from));
    kernels.free(block);
  }
  free(): void {
    if (this.#block !== 0) kernels.free(this.#block);
    this.#block = 0;
  }
  #make(log: number): void {
    if (this.#block === 0 || log > this.#log) {
      this.free();
      this.#block = kernels.alloc(SLOTS + 16 * 2 ** log);
      this.#log = log;
    }
    this.at = this.#block;
  }
}

/**
 * Ids of 64-bit words in order of first appearance, a list for each list of words (of two 32-bit halves each): words are
 * told apart in partitions that fit the cache. Runs to its end or is to be returned from.
 */
export function* partitioned(lists: readonly Int32Array[]): Generator<Ids> {
  const rows = lists.reduce((sum, words) => sum + (words.length >> 1), 0);
  let log = 1;
  while (rows >> log > WORDS && log < MOST_LOG) log++;
  const count = 2 ** log;
  const blocks: number[] = [];
  const table = new Table();
  try {
    const states = kernels.alloc(16 * count);
    blocks.push(states);
    const spread = kernels.alloc(8 * rows + 8);
    blocks.push(spread);
    kernels.u8.fill(0, states, states + 4 * count);
    for (const words of lists) put(words, (at, n) => k.partitionCount(at, n, PARTS, log, states));
    const sizes = kernels.views.u32.slice(states >>> 2, (states >>> 2) + count);
    let to = spread;
    for (let p = 0; p < count; p++) {
      kernels.views.u32[(states >>> 2) + p] = to;
      to += 8 * (sizes[p] as number);
    }
    for (const words of lists) put(words, (at, n) => k.partitionSpread(at, n, PARTS, log, states));
    to = spread;
    let total = 0;
    for (const size of sizes) {
      look();
      if (size > 0) total += within(to, size, table);
      to += 8 * size;
    }
    table.free();
    to = spread;
    const { u32 } = kernels.views;
    for (let p = 0, s = states >>> 2; p < count; p++, s += 4) {
      const size = sizes[p] as number;
      u32[s] = to;
      u32[s + 1] = to + 4 * size;
      u32[s + 2] = 0;
      to += 8 * size;
    }
    let next = 0;
    for (const words of lists) {
      const out = new Int32Array(words.length >> 1);
      put(words, (at, n, from) => {
        const ids = kernels.push(4 * n);
        next = k.partitionJoin(at, n, PARTS, log, states, ids, next);
        readIds(ids, out.subarray(from, from + n));
      });
      yield { ids: out, count: next, total };
    }
  } finally {
    table.free();
    for (const block of blocks) kernels.free(block);
  }
}

const PIECE = 1 << 16;

/** Calls `take` with the words in the kernels' memory, a piece after the other. */
function put(words: Int32Array, take: (at: number, n: number, from: number) => void): void {
  const rows = words.length >> 1;
  for (let from = 0; from < rows; from += PIECE) {
    look();
    const n = Math.min(PIECE, rows - from);
    const mark = kernels.mark();
    try {
      take(kernels.put(words.subarray(2 * from, 2 * (from + n))), n, from);
    } finally {
      kernels.reset(mark);
    }
  }
}
