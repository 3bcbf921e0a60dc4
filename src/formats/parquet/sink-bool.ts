import { boolColumn, type Column, nullColumn, type Validity } from "../../arrow/column.ts";
import { kernels } from "../../kernels/memory.ts";
import { codesHead, unknownEncoding } from "./decode.ts";
import { GrowingBits } from "./growing.ts";
import type { Leaf } from "./schema.ts";
import * as e from "./sink.ts";
import { corrupt } from "./thrift.ts";

/** Bool columns, as bitmaps. */
export class BoolSink implements e.Sink {
  readonly #leaf: Leaf;
  readonly #bits: GrowingBits;
  #dict: Uint8Array | null = null;

  constructor(leaf: Leaf, capacity: number) {
    this.#leaf = leaf;
    this.#bits = new GrowingBits(capacity);
  }

  #short(): Error {
    return corrupt(`a page of column "${this.#leaf.path}" ends within its values`);
  }

  dictionary(src: number, end: number, entries: number): void {
    if ((entries + 7) >> 3 > end - src) throw this.#short();
    this.#dict = kernels.u8.slice(src, end);
  }

  #values({ encoding, src, end, values: n }: e.PageValues): number {
    if (encoding === e.PLAIN) {
      if (Math.ceil(n / 8) > end - src) throw this.#short();
      return src;
    }
    if (encoding === e.RLE) {
      if (end - src < 4) throw this.#short();
      const bytes = new DataView(kernels.u8.buffer).getUint32(src, true);
      if (bytes > end - src - 4) throw this.#short();
      const out = kernels.push(Math.ceil(n / 64) * 8 + 16);
      if (kernels.k.pqBits(src + 4, src + 4 + bytes, n, out) < 0) throw this.#short();
      return out;
    }
    throw unknownEncoding(encoding, this.#leaf.path);
  }

  /** No known writer has dictionaries of two bits; a file may have them all the same. */
  #codes(page: e.PageValues): number {
    const dict = this.#dict;
    const entries = dict === null ? -1 : dict.length * 8;
    const { src, width } = codesHead(page, entries, this.#leaf.path);
    const n = page.values;
    const codes = kernels.push(n * 4 + 16);
    const out = kernels.push(Math.ceil(n / 8));
    if (kernels.k.pqUnpack(src, page.end, width, n, entries, codes, kernels.push(64)) !== 0) throw this.#short();
    const { u8, i32 } = kernels.views;
    u8.fill(0, out, out + Math.ceil(n / 8));
    for (let i = 0; i < n; i++) {
      const c = i32[(codes >> 2) + i] as number;
      const bit = (((dict as Uint8Array)[c >> 3] as number) >> (c & 7)) & 1;
      u8[out + (i >> 3)] = (u8[out + (i >> 3)] as number) | (bit << (i & 7));
    }
    return out;
  }

  page(page: e.PageValues): void {
    const coded = page.encoding === e.PLAIN_DICTIONARY || page.encoding === e.RLE_DICTIONARY;
    const values = page.values === 0 ? kernels.push(8) : coded ? this.#codes(page) : this.#values(page);
    if (page.bits === 0) {
      this.#bits.append(values, page.slots);
      return;
    }
    const out = kernels.push(Math.ceil(page.slots / 8) + 8);
    kernels.k.pqSpreadBits(values, page.bits, page.slots, out);
    this.#bits.append(out, page.slots);
  }

  finish(slots: number, validity: Validity, nulls: number): Column {
    return boolColumn(this.#leaf.storage.type, slots, this.#bits.bits.subarray(0, (slots + 7) >> 3), validity, nulls);
  }
}

/** Columns whose type says that all is null. */
export class NullSink implements e.Sink {
  readonly #leaf: Leaf;
  constructor(leaf: Leaf) {
    this.#leaf = leaf;
  }
  dictionary(): void {}
  page(): void {}
  finish(slots: number): Column {
    return nullColumn(this.#leaf.storage.type, slots);
  }
}
