import { bitmapBytes, copyBits, countBits } from "../../arrow/bitmap.ts";
import { type Column, nullColumn } from "../../arrow/column.ts";
import { allNull } from "../../arrow/take.ts";
import { type DataType, Null } from "../../arrow/types.ts";
import { kernels } from "../../kernels/memory.ts";
import { columnScratch } from "../reused.ts";
import { codesHead } from "./decode.ts";
import { sinkOf } from "./decode-chunk.ts";
import { GrowingValidity } from "./growing.ts";
import { retyped } from "./retype.ts";
import type { Leaf } from "./schema.ts";
import * as e from "./sink.ts";
import { corrupt } from "./thrift.ts";

/** A bit for each value of a column, 1 where it passes; null where all do. */
export type Pass = (c: Column) => Uint8Array | null;

/** Below this share of a page's rows, the others are not decoded to be tested. */
const SHARE = 1 / 4;

/** Values that pass are kept while they are less than this share: of more, other tests may yet leave few. */
const KEPT = 1 / 8;
const ROOM = 4096;

/** Tests the values of a column as its pages come: entries of a dictionary once, other values page by page. */
export class PassSink implements e.Sink {
  /** A bit for each row of the pieces. */
  readonly bits: Uint8Array;
  /** Whether some entry of the dictionary cannot be tested, which may be one that no row has. */
  failed = false;
  readonly #leaf: Leaf;
  readonly #rows: number;
  readonly #type: DataType;
  readonly #pass: Pass;
  readonly #inner: e.Sink;
  #table = 0;
  #entries = -1;
  #nulls: boolean | null = null;
  #keeps: boolean;
  #kept = 0;
  readonly #validity: GrowingValidity = new GrowingValidity(ROOM);

  /** `keeps`: whether the values that pass are wanted. */
  constructor(leaf: Leaf, rows: number, type: DataType, pass: Pass, keeps: boolean) {
    this.#leaf = leaf;
    this.#rows = rows;
    this.#type = type;
    this.#pass = pass;
    this.bits = new Uint8Array((rows >> 3) + 2);
    this.#keeps = keeps;
    this.#inner = sinkOf(leaf, keeps ? Math.min(rows, ROOM) : 0, 0, undefined);
  }

  /** Whether the column holds the values that pass. */
  get keeps(): boolean {
    return this.#keeps && !this.failed;
  }

  dictionary(src: number, end: number, entries: number, encoding: number): void {
    this.#inner.dictionary(src, end, entries, encoding);
    this.#entries = entries;
    const values = this.#inner.entries();
    this.#table = kernels.push(entries + 8);
    if (values === null) {
      this.failed = entries > 0;
      return;
    }
    let bits: Uint8Array | null;
    try {
      bits = this.#pass(retyped(values, this.#type));
    } catch {
      this.failed = true;
      return;
    }
    if (bits === null) {
      kernels.u8.fill(1, this.#table, this.#table + entries);
      return;
    }
    const mark = kernels.mark();
    kernels.k.pqBytesOfBits(kernels.put(bits), entries, this.#table);
    kernels.reset(mark);
  }

  /** Whether a null passes. */
  #nullPasses(): boolean {
    if (this.#nulls === null) {
      const bits = this.#pass(allNull(this.#type, 1));
      this.#nulls = bits === null || ((bits[0] as number) & 1) === 1;
    }
    return this.#nulls;
  }

  page(page: e.PageValues): void {
    if (this.failed) return;
    const { encoding, values, slots, bits, keep, row } = page;
    const n = Math.min(slots, this.#rows - row);
    const bytes = (slots + 7) >> 3;
    let out: number;
    if (values === 0 && slots > 0) {
      out = kernels.push(bytes);
      kernels.u8.fill(this.#nullPasses() ? 255 : 0, out, out + bytes);
    } else if (encoding === e.PLAIN_DICTIONARY || encoding === e.RLE_DICTIONARY) {
      out = this.#codes(page);
      if (bits !== 0) {
        const spread = kernels.push(bytes + 8);
        kernels.k.pqSpreadBits(out, bits, slots, spread);
        out = spread;
        const nulls = this.#nullPasses();
        const { u8 } = kernels;
        if (nulls) for (let i = 0; i < bytes; i++) u8[out + i] = (u8[out + i] as number) | ~(u8[bits + i] as number);
      }
    } else out = this.#decoded(page);
    const { u8 } = kernels;
    if (keep !== 0) for (let i = 0; i < bytes; i++) u8[out + i] = (u8[out + i] as number) & (u8[keep + i] as number);
    copyBits(this.bits, row, u8.subarray(out, out + bytes), n);
    if (this.#keeps) this.#keep(page, out, n);
  }

  /** Puts the values aside that pass by the bits at `out`. */
  #keep(page: e.PageValues, out: number, n: number): void {
    const { slots, values, bits, row } = page;
    const size = bitmapBytes(slots) + 8;
    const keep = kernels.push(size);
    const { u8 } = kernels;
    u8.fill(0, keep, keep + size).copyWithin(keep, out, out + bitmapBytes(n));
    if ((n & 7) !== 0) u8[keep + (n >> 3)] = (u8[keep + (n >> 3)] as number) & ((1 << (n & 7)) - 1);
    const kept = countBits(u8.subarray(keep, keep + size), slots);
    this.#kept += kept;
    this.#keeps = this.#kept <= KEPT * (row + slots);
    if (kept === 0 || !this.#keeps) return;
    this.#inner.page({ ...page, keep, kept });
    if (bits === 0) {
      this.#validity.append(0, kept, 0);
      return;
    }
    const some = kernels.push(bitmapBytes(kept) + 8);
    const valid = values === 0 ? 0 : kernels.k.pqPickBits(bits, keep, slots, some);
    if (values === 0) kernels.u8.fill(0, some, some + bitmapBytes(kept));
    this.#validity.append(valid === kept ? 0 : some, kept, kept - valid);
  }

  #codes(page: e.PageValues): number {
    const { values: n, bits, keep, end } = page;
    const { src, width } = codesHead(page, this.#entries, this.#leaf.path);
    const out = kernels.push((n >> 3) + 16);
    const hint = bits === 0 ? keep : 0;
    const tmp = kernels.push(64);
    if (kernels.k.pqPass(src, end, width, n, this.#table, this.#entries, hint, out, tmp) !== 0)
      throw corrupt(`a page of column "${this.#leaf.path}" has broken dictionary codes`);
    return out;
  }

  /** The bits of a page whose values are no codes. */
  #decoded(page: e.PageValues): number {
    const { slots, values, bits, keep, kept } = page;
    const some = keep !== 0 && kept < SHARE * slots;
    const lent: ArrayBuffer[] = [];
    const room = (size: number): ArrayBuffer => {
      const memory = columnScratch.take(size);
      lent.push(memory);
      return memory;
    };
    const n = some ? kept : slots;
    const sink = sinkOf(this.#leaf, n, page.end - page.src, room);
    sink.page(some ? page : { ...page, keep: 0, kept: slots });
    let validity: Uint8Array | null = null;
    let nulls = 0;
    if (bits !== 0) {
      let valid = bits;
      nulls = slots - values;
      if (some) {
        valid = kernels.push((n >> 3) + 16);
        nulls = n - kernels.k.pqPickBits(bits, keep, slots, valid);
      }
      if (nulls > 0) validity = kernels.u8.slice(valid, valid + ((n + 7) >> 3));
    }
    const found = this.#pass(retyped(sink.finish(n, validity, nulls), this.#type));
    for (const memory of lent) columnScratch.give(memory);
    const out = kernels.push((slots >> 3) + 16);
    if (found === null) kernels.u8.fill(255, out, out + ((slots + 7) >> 3));
    else if (some) kernels.k.pqSpreadBits(kernels.put(found), keep, slots, out);
    else kernels.write(out, found.subarray(0, (slots + 7) >> 3));
    return out;
  }

  entries(): null {
    return null;
  }

  finish(slots: number): Column {
    if (!this.keeps) return nullColumn(Null, slots);
    const { validity, nulls } = this.#validity;
    return retyped(this.#inner.finish(this.#kept, validity, nulls), this.#type);
  }
}
