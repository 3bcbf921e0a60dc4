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
