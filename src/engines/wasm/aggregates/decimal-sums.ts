import type { FixedColumn } from "../../../arrow/column.ts";
import { kernels } from "../../../kernels/memory.ts";
import { NO_INT32 } from "./room.ts";
import { addWords } from "./wide.ts";

const { k } = kernels;
/** Rows that stay in the processor's cache. */
const BLOCK = 4096;
const FIRST = 64;
const BYTES = 16;
const WORD = 2 ** 32;

/** Exact sums of Decimals: those of values of up to 64 bits, whose sums have 128, and what larger ones come to beside them. */
export class DecimalSums {
  #sums = 0;
  #room = 0;
  /** 160 bits a group, the lowest word first. */
  #large: Int32Array = NO_INT32;

  get bytes(): number {
    return BYTES * this.#room + this.#large.byteLength;
  }

  /** Adds the values that are not null to their groups, or all to the first. */
  add(c: FixedColumn, groups: Int32Array | null, groupCount: number): void {
    if (groupCount > this.#room) this.#grow(groupCount);
    const { validity, length } = c;
    const words = c.values as BigInt64Array;
    const rows = Math.min(BLOCK, length);
    const mark = kernels.mark();
    try {
      const values = kernels.push(BYTES * rows);
      const valid = validity === null ? 0 : kernels.push((rows + 7) >> 3);
      const ids = groups === null ? 0 : kernels.push(4 * rows);
      const back = kernels.push(4 * rows);
      for (let from = 0; from < length; from += BLOCK) {
        const to = Math.min(length, from + BLOCK);
        kernels.write(values, words.subarray(2 * from, 2 * to));
        if (validity !== null) kernels.write(valid, validity.subarray(from >> 3, (to + 7) >> 3));
        if (groups !== null) kernels.write(ids, groups.subarray(from, to));
        const left = k.sumDecimals(values, valid, ids, to - from, this.#sums, back);
        if (left > 0) this.#addLarge(words, groups, from, back, left);
      }
    } finally {
      kernels.reset(mark);
    }
  }

  #addLarge(words: BigInt64Array, groups: Int32Array | null, from: number, back: number, count: number): void {
    if (this.#large.length < 5 * this.#room) {
      const more = new Int32Array(5 * this.#room);
      more.set(this.#large);
      this.#large = more;
    }
    const { i32 } = kernels.views;
    const values = new Int32Array(words.buffer, words.byteOffset, 2 * words.length);
    for (let i = 0; i < count; i++) {
      const row = from + (i32[(back >>> 2) + i] as number);
      addWords(this.#large, 5 * (groups === null ? 0 : (groups[row] as number)), values, 4 * row);
    }
  }

  /** Each group's sum of the values of up to 64 bits: four words, the lowest first. */
  short(groups: number): Int32Array {
    const out = new Int32Array(4 * groups);
    if (this.#room > 0) kernels.read(this.#sums, out.subarray(0, 4 * Math.min(groups, this.#room)));
    return out;
  }

  /** The sum of a group's larger values. */
  large(group: number): bigint {
    const p = 5 * group;
    if (p >= this.#large.length) return 0n;
    let out = BigInt(this.#large[p + 4] as number);
    for (let w = 3; w >= 0; w--) out = (out << 32n) | BigInt((this.#large[p + w] as number) >>> 0);
    return out;
  }
  get hasLarge(): boolean {
    return this.#large.length > 0;
  }

  free(): void {
    if (this.#sums !== 0) kernels.free(this.#sums);
    this.#sums = this.#room = 0;
    this.#large = NO_INT32;
  }

  #grow(groups: number): void {
    const room = Math.max(groups, 2 * this.#room, FIRST);
    const next = kernels.alloc(BYTES * room);
    const { u8 } = kernels;
    u8.copyWithin(next, this.#sums, this.#sums + BYTES * this.#room);
    u8.fill(0, next + BYTES * this.#room, next + BYTES * room);
    if (this.#sums !== 0) kernels.free(this.#sums);
    [this.#sums, this.#room] = [next, room];
  }
}

/** 128 bits of four words. */
export function bigAt(words: Int32Array, group: number): bigint {
  let out = BigInt(words[4 * group + 3] as number);
  for (let w = 2; w >= 0; w--) out = (out << 32n) | BigInt((words[4 * group + w] as number) >>> 0);
  return out;
}
export function putBig(words: Int32Array, group: number, v: bigint): void {
  for (let w = 0, x = v; w < 4; w++, x >>= 32n) words[4 * group + w] = Number(BigInt.asIntN(32, x));
}

/** The same as a double, rounded once. */
export function numberAt(words: Int32Array, group: number): number {
  const p = 4 * group;
  const high = words[p + 1] as number;
  const sign = high >> 31;
  if (words[p + 2] !== sign || words[p + 3] !== sign) return Number(bigAt(words, group));
  return high * WORD + ((words[p] as number) >>> 0);
}
