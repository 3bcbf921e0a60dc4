import { boolColumn, type Column, nullColumn, type Validity } from "../../arrow/column.ts";
import { kernels } from "../../kernels/memory.ts";
import { unknownEncoding } from "./decode.ts";
import { GrowingBits } from "./growing.ts";
import type { Leaf } from "./schema.ts";
import * as e from "./sink.ts";
import { corrupt } from "./thrift.ts";

/** Bool columns, as bitmaps. */
export class BoolSink implements e.Sink {
  readonly #leaf: Leaf;
  readonly #bits: GrowingBits;

  constructor(leaf: Leaf, capacity: number) {
    this.#leaf = leaf;
    this.#bits = new GrowingBits(capacity);
  }

  #short(): Error {
    return corrupt(`a page of column "${this.#leaf.path}" ends within its values`);
  }

  dictionary(): void {}

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

  page(page: e.PageValues): void {
    const { slots, bits, keep, kept } = page;
    let values = page.values === 0 ? kernels.push(8) : this.#values(page);
    if (bits !== 0) {
      const out = kernels.push(Math.ceil(slots / 8) + 8);
      kernels.k.pqSpreadBits(values, bits, slots, out);
      values = out;
    }
    if (keep === 0) {
      this.#bits.append(values, slots);
      return;
    }
    const out = kernels.push(Math.ceil(kept / 8) + 8);
    kernels.k.pqPickBits(values, keep, slots, out);
    this.#bits.append(out, kept);
  }

  entries(): null {
    return null;
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
  entries(): null {
    return null;
  }
  finish(slots: number): Column {
    return nullColumn(this.#leaf.storage.type, slots);
  }
}
