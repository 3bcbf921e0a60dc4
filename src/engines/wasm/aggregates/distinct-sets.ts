import { kernels } from "../../../kernels/memory.ts";
import { PackedIds } from "../keys/packed.ts";
import { NO_UINT32, resized, roomFor } from "./room.ts";

const { k } = kernels;
const STATE_BYTES = 24;
const [ENTRIES, BLOCKS, USED, ROOM, BACK, BACK_COUNT] = [0, 1, 2, 3, 4, 5] as const;
const FIRST = 256;
const UNIT = 16;

/** Rows of a batch from which it is asked whether most are of groups with many values. */
const MANY = 1024;

/**
 * How many different values each group has, by ids of the values: the first 16 of a group beside each other, so that groups
 * of few values and rows in the order of their groups stay in the cache; the others in one table, which all go to once most
 * rows are of groups that have more.
 */
export class DistinctSets {
  #entries = 0;
  #groups = 0;
  #blocks = 0;
  #units = 0;
  #used = 1;
  #others: PackedIds | null = null;
  #together = false;
  #more: Uint32Array = NO_UINT32;

  get bytes(): number {
    return 8 * this.#groups + UNIT * this.#units + this.#more.byteLength + (this.#others?.bytes ?? 0);
  }

  /** Each row's group and the id of its value, of `values` different ones so far. */
  add(groups: Int32Array, groupCount: number, ids: Int32Array, values: number): void {
    const n = ids.length;
    if (n === 0) return;
    if (this.#together) {
      this.#pairs(groups.length === n ? groups : groups.subarray(0, n), groupCount, ids, values);
      return;
    }
    if (groupCount > this.#groups) this.#moreGroups(groupCount);
    if (this.#units === 0) this.#moreBlocks();
    const mark = kernels.mark();
    try {
      const [g, v] = [kernels.put(groups.subarray(0, n)), kernels.put(ids)];
      const back = kernels.push(4 * n);
      const state = kernels.push(STATE_BYTES);
      const at = state >>> 2;
      kernels.views.u32[at + USED] = this.#used;
      kernels.views.u32[at + BACK_COUNT] = 0;
      for (let row = 0; ; ) {
        const { u32 } = kernels.views;
        u32[at + ENTRIES] = this.#entries;
        u32[at + BLOCKS] = this.#blocks;
        u32[at + ROOM] = this.#units;
        u32[at + BACK] = back;
        row = k.distinctAdd(state, g, v, row, n);
        this.#used = u32[at + USED] as number;
        if (row === n) break;
        this.#moreBlocks();
      }
      const left = kernels.views.u32[at + BACK_COUNT] as number;
      if (left === 0) return;
      const rows = kernels.views.i32.slice(back >>> 2, (back >>> 2) + left);
      const pick = (of: Int32Array): Int32Array => rows.map((r) => of[r] as number);
      this.#pairs(pick(groups), groupCount, pick(ids), values);
      if (n >= MANY && 2 * left > n) this.#join(groupCount, values);
    } finally {
      kernels.reset(mark);
    }
  }

  counts(groups: number): Uint32Array {
    const out = new Uint32Array(groups);
    const { i32 } = kernels.views;
    const from = (this.#entries >>> 2) + 1;
    const known = Math.min(groups, this.#together ? 0 : this.#groups);
    for (let g = 0; g < known; g++) out[g] = i32[from + 2 * g] as number;
    const more = Math.min(groups, this.#more.length);
    for (let g = 0; g < more; g++) out[g] = (out[g] as number) + (this.#more[g] as number);
    return out;
  }

  free(): void {
    for (const block of [this.#entries, this.#blocks]) if (block !== 0) kernels.free(block);
    this.#others?.free();
    this.#others = null;
    this.#more = NO_UINT32;
    this.#entries = this.#groups = this.#blocks = this.#units = 0;
    this.#used = 1;
    this.#together = false;
  }

  /** Counts pairs of a group and a value that the blocks do not have. */
  #pairs(groups: Int32Array, groupCount: number, ids: Int32Array, values: number): void {
    this.#others ??= new PackedIds(2);
    const others = this.#others;
    // Ids of 32 bits each always fit.
    others.widen([groupCount, values]);
    let next = others.count;
    const found = others.add([groups, ids], ids.length);
    this.#more = resized(this.#more, roomFor(this.#more.length, groupCount));
    for (let i = 0; next < others.count; i++) {
      if (found[i] !== next) continue;
      const g = groups[i] as number;
      this.#more[g] = (this.#more[g] as number) + 1;
      next++;
    }
  }

  /** Moves what the blocks have to the table. */
  #join(groupCount: number, values: number): void {
    const { i32 } = kernels.views;
    const [entries, blocks] = [this.#entries >>> 2, this.#blocks >>> 2];
    let total = 0;
    for (let g = 0; g < this.#groups; g++) total += i32[entries + 2 * g + 1] as number;
    const [groups, ids] = [new Int32Array(total), new Int32Array(total)];
    for (let g = 0, to = 0; g < this.#groups; g++) {
      const from = blocks + 4 * (i32[entries + 2 * g] as number);
      const count = i32[entries + 2 * g + 1] as number;
      for (let i = 0; i < count; i++, to++) [groups[to], ids[to]] = [g, i32[from + i] as number];
    }
    this.#pairs(groups, groupCount, ids, values);
    kernels.free(this.#entries);
    kernels.free(this.#blocks);
    this.#entries = this.#groups = this.#blocks = this.#units = 0;
    this.#together = true;
  }

  #moreGroups(count: number): void {
    const room = Math.max(count, 2 * this.#groups, FIRST);
    const next = kernels.alloc(8 * room);
    const { u8 } = kernels;
    u8.copyWithin(next, this.#entries, this.#entries + 8 * this.#groups);
    u8.fill(0, next + 8 * this.#groups, next + 8 * room);
    if (this.#entries !== 0) kernels.free(this.#entries);
    [this.#entries, this.#groups] = [next, room];
  }

  #moreBlocks(): void {
    const room = Math.max(2 * this.#units, FIRST);
    const next = kernels.alloc(UNIT * room);
    kernels.u8.copyWithin(next, this.#blocks, this.#blocks + UNIT * this.#used);
    if (this.#blocks !== 0) kernels.free(this.#blocks);
    [this.#blocks, this.#units] = [next, room];
  }
}
