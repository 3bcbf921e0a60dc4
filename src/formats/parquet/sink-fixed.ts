import { type Column, fixedColumn, type Validity } from "../../arrow/column.ts";
import { allocate } from "../../arrow/layout.ts";
import { kernels } from "../../kernels/memory.ts";
import { codesHead, unknownEncoding } from "./decode.ts";
import { decodeBytes } from "./decode-bytes.ts";
import { GrowingBytes, type Room } from "./growing.ts";
import type { Storage } from "./logical.ts";
import { INT32 } from "./metadata.ts";
import type { Leaf } from "./schema.ts";
import * as e from "./sink.ts";
import { corrupt } from "./thrift.ts";

/** Stored values at `src` as ours: in place where they are the same, else in new scratch. */
function converted(s: Storage, src: number, n: number): number {
  if (s.convert === "same") return src;
  const out = kernels.push(n * s.out);
  switch (s.convert) {
    case "narrow8":
      kernels.k.pqNarrow8(src, n, out);
      break;
    case "narrow16":
      kernels.k.pqNarrow16(src, n, out);
      break;
    case "widen":
      kernels.k.pqWiden(src, n, s.factor, out);
      break;
    case "scale":
      kernels.k.pqScale(src, n, s.factor, out);
      break;
    case "wide32":
      kernels.k.pqWide32(src, n, out);
      break;
    case "wide64":
      kernels.k.pqWide64(src, n, out);
      break;
    case "int96":
      kernels.k.pqInt96(src, n, out);
      break;
    case "half":
      kernels.k.pqHalf(src, n, out);
      break;
    case "bigEndian":
      if (kernels.k.pqBigEndian(src, n, s.width, out) !== 0) throw corrupt("a decimal has more than 128 bits");
      break;
    case "bigEndianAt":
      break;
  }
  return out;
}

const SIZES: ReadonlySet<number> = new Set([2, 4, 8, 16]);
const NARROW = new Set(["narrow8", "narrow16"]);

/** Columns of fixed-width values, decimals in byte arrays included. */
export class FixedSink implements e.Sink {
  readonly #leaf: Leaf;
  readonly #storage: Storage;
  readonly #out: GrowingBytes;
  /** Entries of the dictionary, as they are gathered. */
  #dict = 0;
  #entries = -1;
  /** Bytes of an entry: ours, or 4 where the values are narrowed after the gather. */
  readonly #entryWidth: number;

  constructor(leaf: Leaf, capacity: number, room?: Room) {
    this.#leaf = leaf;
    this.#storage = leaf.storage;
    this.#out = new GrowingBytes(capacity * leaf.storage.out, room);
    this.#entryWidth = NARROW.has(leaf.storage.convert) ? 4 : leaf.storage.out;
  }

  /** `n` values in PLAIN form as they are gathered or copied. */
  #plain(src: number, end: number, n: number, narrow: boolean): number {
    const s = this.#storage;
    if (s.convert === "bigEndianAt") {
      const { offsets, data } = decodeBytes(e.PLAIN, src, end, n, 0, this.#leaf.path);
      return this.#decimals(offsets, data, n);
    }
    if (n * s.width > end - src) throw corrupt(`a page of column "${this.#leaf.path}" ends within its values`);
    return NARROW.has(s.convert) && !narrow ? src : converted(s, src, n);
  }

  #decimals(offsets: number, data: number, n: number): number {
    const out = kernels.push(n * 16);
    if (kernels.k.pqBigEndianAt(offsets, n, data, out) !== 0) throw corrupt("a decimal has more than 128 bits");
    return out;
  }

  dictionary(src: number, end: number, entries: number): void {
    this.#dict = this.#plain(src, end, entries, false);
    this.#entries = entries;
  }

  /** Values that are wanted of a page without nulls. */
  #picked(page: e.PageValues): number {
    const { encoding, src, end, values: n, keep, kept } = page;
    const s = this.#storage;
    if (encoding === e.PLAIN && SIZES.has(s.width) && s.convert !== "bigEndianAt") {
      if (n * s.width > end - src) throw corrupt(`a page of column "${this.#leaf.path}" ends within its values`);
      return converted(s, e.picked(src, s.width, keep, n, kept), kept);
    }
    if (encoding !== e.PLAIN_DICTIONARY && encoding !== e.RLE_DICTIONARY)
      return e.picked(this.#values(page), s.out, keep, n, kept);
    const codes = e.picked(this.#unpacked(page), 4, keep, n, kept);
    const wide = this.#entryWidth;
    const out = kernels.push(kept * wide);
    if (wide === 8) kernels.k.pqTake64(codes, kept, this.#dict, out);
    else if (wide === 4) kernels.k.pqTake32(codes, kept, this.#dict, out);
    else kernels.k.pqTake128(codes, kept, this.#dict, out);
    return NARROW.has(s.convert) ? converted(s, out, kept) : out;
  }

  #unpacked(page: e.PageValues): number {
    const { values: n } = page;
    const { src, width } = codesHead(page, this.#entries, this.#leaf.path);
    const codes = kernels.push(n * 4);
    if (kernels.k.pqUnpack(src, page.end, width, n, this.#entries, codes, kernels.push(64)) !== 0)
      throw corrupt(`a page of column "${this.#leaf.path}" has broken dictionary codes`);
    return codes;
  }

  #codes(page: e.PageValues): number {
    const { values: n } = page;
    const { src, width } = codesHead(page, this.#entries, this.#leaf.path);
    const wide = this.#entryWidth;
    const out = kernels.push(n * wide + 16);
    const tmp = kernels.push(64);
    let status: number;
    if (wide === 8) status = kernels.k.pqGather64(src, page.end, width, n, this.#dict, this.#entries, out, tmp);
    else if (wide === 4) status = kernels.k.pqGather32(src, page.end, width, n, this.#dict, this.#entries, out, tmp);
    else {
      const codes = kernels.push(n * 4);
      status = kernels.k.pqUnpack(src, page.end, width, n, this.#entries, codes, tmp);
      if (status === 0) kernels.k.pqTake128(codes, n, this.#dict, out);
    }
    if (status !== 0) throw corrupt(`a page of column "${this.#leaf.path}" has broken dictionary codes`);
    return NARROW.has(this.#storage.convert) ? converted(this.#storage, out, n) : out;
  }

  #values(page: e.PageValues): number {
    const { encoding, src, end, values: n } = page;
    const s = this.#storage;
    switch (encoding) {
      case e.PLAIN:
        return this.#plain(src, end, n, true);
      case e.PLAIN_DICTIONARY:
      case e.RLE_DICTIONARY:
        return this.#codes(page);
      case e.DELTA_BINARY_PACKED: {
        if (s.width !== 4 && s.width !== 8) break;
        const out = kernels.push(n * s.width);
        const wide = this.#leaf.physical === INT32 ? 0 : 1;
        if (kernels.k.pqDelta(src, end, n, wide, out) === 0)
          throw corrupt(`a page of column "${this.#leaf.path}" has broken deltas`);
        return converted(s, out, n);
      }
      case e.BYTE_STREAM_SPLIT: {
        if (s.width === 0) break;
        if (end - src !== n * s.width) throw corrupt(`a page of column "${this.#leaf.path}" ends within its values`);
        const out = kernels.push(n * s.width);
        kernels.k.pqUnsplit(src, n, s.width, out);
        return converted(s, out, n);
      }
      case e.DELTA_BYTE_ARRAY:
      case e.DELTA_LENGTH_BYTE_ARRAY: {
        const { offsets, data } = decodeBytes(encoding, src, end, n, s.width, this.#leaf.path);
        if (s.convert === "bigEndianAt") return this.#decimals(offsets, data, n);
        return converted(s, data, n);
      }
    }
    throw unknownEncoding(encoding, this.#leaf.path);
  }

  page(page: e.PageValues): void {
    const { slots, bits, keep, kept } = page;
    const size = this.#storage.out;
    if (bits === 0 && keep !== 0) {
      this.#out.append(this.#picked(page), kept * size);
      return;
    }
    const values = page.values === 0 ? kernels.push(16) : this.#values(page);
    if (bits === 0) {
      this.#out.append(values, slots * size);
      return;
    }
    const out = kernels.push(slots * size);
    if (size === 8) kernels.k.pqSpread64(values, bits, slots, out);
    else if (size === 4) kernels.k.pqSpread32(values, bits, slots, out);
    else if (size === 16) kernels.k.pqSpread128(values, bits, slots, out);
    else if (size === 2) kernels.k.pqSpread16(values, bits, slots, out);
    else kernels.k.pqSpread8(values, bits, slots, out);
    if (keep === 0) this.#out.append(out, slots * size);
    else this.#out.append(e.picked(out, size, keep, slots, kept), kept * size);
  }

  entries(): Column | null {
    if (this.#entries <= 0) return null;
    const mark = kernels.mark();
    const n = this.#entries;
    const values = NARROW.has(this.#storage.convert) ? converted(this.#storage, this.#dict, n) : this.#dict;
    const bytes = n * this.#storage.out;
    const column = this.#column(n, kernels.u8.slice(values, values + bytes).buffer, null, 0);
    kernels.reset(mark);
    return column;
  }

  finish(slots: number, validity: Validity, nulls: number): Column {
    return this.#column(slots, this.#out.take(), validity, nulls);
  }

  #column(slots: number, buffer: ArrayBufferLike, validity: Validity, nulls: number): Column {
    const { type, out } = this.#storage;
    const one = allocate(type, 0);
    const Kind = one.constructor as new (buffer: ArrayBufferLike, at: number, length: number) => typeof one;
    return fixedColumn(type, slots, new Kind(buffer, 0, (slots * out) / one.BYTES_PER_ELEMENT), validity, nulls);
  }
}
