import type { BytesColumn, Column } from "../../../arrow/column.ts";
import { PolaroidError } from "../../../core/error.ts";
import { kernels } from "../../../kernels/memory.ts";
import { SEED } from "../../../kernels/seed.ts";
import type { KeyIds } from "./key-ids.ts";
import { arenaOf, countOf, hashTable, logOf, nullIdOf, readIds, SLOTS, stretches, usedOf } from "./table.ts";

const { k } = kernels;
const MOST_ARENA = 0x7fffffff;
const FIRST_LOG = 8;

/** Ids of byte strings; each different one is kept once. */
export class BytesIds implements KeyIds {
  count = 0;
  bytes = 0;
  #table = 0;
  #arena = 0;
  #room = 0;

  add(c: Column): Int32Array {
    return this.#run(c as BytesColumn, true);
  }

  find(c: Column): Int32Array {
    return this.#run(c as BytesColumn, false);
  }

  free(): void {
    for (const block of [this.#table, this.#arena]) if (block !== 0) kernels.free(block);
    this.#table = this.#arena = this.count = this.bytes = 0;
  }

  #run(c: BytesColumn, make: boolean): Int32Array {
    const n = c.length;
    const out = new Int32Array(n);
    if (n === 0) return out;
    if (this.#table === 0) {
      if (!make) return out.fill(-1);
      this.#start();
    }
    const mark = kernels.mark();
    try {
      const from = c.offsets[0] as number;
      const offsets = kernels.put(c.offsets.subarray(0, n + 1));
      const data = kernels.put(c.data.subarray(from, c.offsets[n])) - from;
      const valid = c.validity === null ? 0 : kernels.put(c.validity);
      const ids = kernels.push(4 * n);
      if (make) this.#add(c, offsets, data, valid, ids);
      else k.hashBytes(this.#table, offsets, data, valid, n, ids, this.#arena, this.#room, 0);
      readIds(ids, out);
      return out;
    } finally {
      kernels.reset(mark);
    }
  }

  #add(c: BytesColumn, offsets: number, data: number, valid: number, ids: number): void {
    const n = c.length;
    for (let at = 0; ; ) {
      // Bits of rows in the middle of a byte cannot be pointed to: such batches are done again from their start.
      if (valid !== 0) at = 0;
      const [from, to] = [offsets + 4 * at, ids + 4 * at];
      at += k.hashBytes(this.#table, from, data, valid, n - at, to, this.#arena, this.#room, 1);
      if (at === n) break;
      this.#grow((c.offsets[at + 1] as number) - (c.offsets[at] as number));
    }
    this.count = countOf(this.#table);
  }

  #start(): void {
    this.#table = hashTable(FIRST_LOG, (table) => k.hashBytesInit(table, FIRST_LOG, SEED, 0, -1, 0));
    this.#room = 4000;
    this.#arena = kernels.alloc(this.#room);
    this.#measure();
  }

  #measure(): void {
    this.bytes = SLOTS + 16 * 2 ** logOf(this.#table) + this.#room;
  }

  /** Makes room where a row of `length` bytes found none. */
  #grow(length: number): void {
    const from = this.#table;
    const log = logOf(from);
    if (usedOf(from) >= 2 ** (log - 1)) {
      const wider = log + (log < 18 ? 2 : 1);
      this.#table = hashTable(
        wider,
        (table) => k.hashBytesInit(table, wider, SEED, countOf(from), nullIdOf(from), arenaOf(from)),
        (table) => stretches(2 ** log, (begin, end) => k.hashBytesMove(from, table, begin, end)),
      );
      kernels.free(from);
    }
    const used = arenaOf(this.#table);
    if (used + length > this.#room) {
      const room = Math.max(Math.min(this.#room * 2, MOST_ARENA), used + length);
      if (room > MOST_ARENA)
        throw new PolaroidError(
          "MEMORY_LIMIT",
          "the different keys take more than 2 GiB of text; group or join by fewer or shorter keys",
        );
      this.#arena = grown(this.#arena, used, room);
      this.#room = room;
    }
    this.#measure();
  }
}

function grown(block: number, used: number, bytes: number): number {
  const next = kernels.alloc(bytes);
  kernels.u8.copyWithin(next, block, block + used);
  kernels.free(block);
  return next;
}
