import type { BytesColumn } from "../../../arrow/column.ts";
import { PolaroidError } from "../../../core/error.ts";
import { kernels } from "../../../kernels/memory.ts";
import { type KeyIds, SEED } from "./key-ids.ts";
import { arenaOf, countOf, logOf, nullIdOf, SLOTS, usedOf } from "./table.ts";

const { k } = kernels;
const MOST_ARENA = 0x7fffffff;

/** Ids of byte strings; each different one is kept once. */
export function bytesIds(): KeyIds {
  let table = 0;
  let records = 0;
  let most = 0;
  let arena = 0;
  let room = 0;
  let size = 0;

  const start = (): void => {
    table = kernels.alloc(SLOTS + 8 * 256);
    k.hashBytesInit(table, 8, SEED, 0, -1, 0);
    most = 256;
    records = kernels.alloc(8 * most);
    room = 4096;
    arena = kernels.alloc(room);
    size = SLOTS + 8 * 256 + 8 * most + room;
  };
  const grown = (block: number, used: number, bytes: number): number => {
    const next = kernels.alloc(bytes);
    kernels.u8.copyWithin(next, block, block + used);
    kernels.free(block);
    return next;
  };
  /** Makes room where the row of `length` bytes found none. */
  const grow = (length: number): void => {
    const log = logOf(table);
    if (usedOf(table) >= 2 ** (log - 1)) {
      const wider = log + (log < 18 ? 2 : 1);
      const next = kernels.alloc(SLOTS + 8 * 2 ** wider);
      k.hashBytesInit(next, wider, SEED, countOf(table), nullIdOf(table), arenaOf(table));
      k.hashBytesMove(table, next);
      kernels.free(table);
      table = next;
    }
    const count = countOf(table);
    if (count >= most) {
      records = grown(records, 8 * count, 16 * most);
      most *= 2;
    }
    const used = arenaOf(table);
    if (used + length > room) {
      const bytes = Math.max(Math.min(room * 2, MOST_ARENA), used + length);
      if (bytes > MOST_ARENA)
        throw new PolaroidError(
          "MEMORY_LIMIT",
          "the different keys take more than 2 GiB of text; group or join by fewer or shorter keys",
        );
      arena = grown(arena, used, bytes);
      room = bytes;
    }
    size = SLOTS + 8 * 2 ** logOf(table) + 8 * most + room;
  };

  const run = (c: BytesColumn, make: boolean): Int32Array => {
    const n = c.length;
    const out = new Int32Array(n);
    if (n === 0) return out;
    if (table === 0) {
      if (!make) return out.fill(-1);
      start();
    }
    const mark = kernels.mark();
    try {
      const from = c.offsets[0] as number;
      const offsets = kernels.put(c.offsets.subarray(0, n + 1));
      const data = kernels.put(c.data.subarray(from, c.offsets[n])) - from;
      const valid = c.validity === null ? 0 : kernels.put(c.validity);
      const ids = kernels.push(4 * n);
      if (!make) k.hashFindBytes(table, offsets, data, valid, n, ids, records, arena);
      else
        for (let at = 0; ; ) {
          if (valid !== 0) at = 0;
          at += k.hashAddBytes(table, offsets + 4 * at, data, valid, n - at, ids + 4 * at, records, most, arena, room);
          if (at === n) break;
          grow((c.offsets[at + 1] as number) - (c.offsets[at] as number));
        }
      kernels.read(ids, out);
      return out;
    } finally {
      kernels.reset(mark);
    }
  };

  return {
    add: (c) => run(c as BytesColumn, true),
    find: (c) => run(c as BytesColumn, false),
    get count() {
      return table === 0 ? 0 : countOf(table);
    },
    get bytes() {
      return size;
    },
    free() {
      for (const block of [table, records, arena]) if (block !== 0) kernels.free(block);
      table = records = arena = size = 0;
    },
  };
}
