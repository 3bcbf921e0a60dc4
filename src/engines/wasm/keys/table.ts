import { look } from "../../../core/signal.ts";
import { kernels } from "../../../kernels/memory.ts";

/** The header of every table in the kernels' memory; see kernels/assembly/hash/table.ts. */
export const SLOTS = 64;
const COUNT = 0;
const LOG = 1;
const NULL_ID = 4;
const USED = 5;
const FIRST = 6;

const at = (table: number, word: number): number => kernels.views.i32[(table >>> 2) + word] as number;

export const countOf = (table: number): number => at(table, COUNT);
export const logOf = (table: number): number => at(table, LOG);
export const nullIdOf = (table: number): number => at(table, NULL_ID);
export const usedOf = (table: number): number => at(table, USED);
/** Bytes of the arena in use, for a table of bytes. */
export const arenaOf = (table: number): number => at(table, FIRST) >>> 0;

// What is done between two looks at the query's signal: a few milliseconds.
const STRETCH = 1 << 17;

/** Calls `work` for all of so many slots, stretch by stretch. */
export function stretches(count: number, work: (begin: number, end: number) => void): void {
  for (let at = 0; at < count; at += STRETCH) {
    if (at > 0) look();
    work(at, Math.min(count, at + STRETCH));
  }
}

/** Fills a hash table that has its head. */
export const emptied = (table: number): void =>
  stretches(2 ** logOf(table), (begin, end) =>
    kernels.u8.fill(0xff, table + SLOTS + 16 * begin, table + SLOTS + 16 * end),
  );

/** A hash table of 2^log slots: `head` makes its head, `fill` puts into it what is known. */
export function hashTable(log: number, head: (table: number) => void, fill?: (table: number) => void): number {
  const table = kernels.alloc(SLOTS + 16 * 2 ** log);
  try {
    head(table);
    emptied(table);
    fill?.(table);
    return table;
  } catch (stopped) {
    kernels.free(table);
    throw stopped;
  }
}

const FEW = 256;

/** Copies ids out of the kernels' memory; for a few of them a loop is faster than a call. */
export function readIds(ids: number, out: Int32Array): void {
  if (out.length > FEW) {
    kernels.read(ids, out);
    return;
  }
  const { i32 } = kernels.views;
  const from = ids >>> 2;
  for (let i = 0; i < out.length; i++) out[i] = i32[from + i] as number;
}
