import { type BytesColumn, bytesColumn, type Column, dictColumn, type Validity } from "../../arrow/column.ts";
import { PolaroidError } from "../../core/error.ts";
import { kernels } from "../../kernels/memory.ts";
import { SEED } from "../../kernels/seed.ts";
import { codesHead } from "./decode.ts";
import { type Bytes, decodeBytes } from "./decode-bytes.ts";
import { GrowingBytes, type Room } from "./growing.ts";
import type { Leaf } from "./schema.ts";
import * as e from "./sink.ts";
import { corrupt } from "./thrift.ts";

const MAX = 0x7fffffff;

/** Copies dense byte values out of linear memory. */
function copyOut(type: Leaf["storage"]["type"], n: number, b: Bytes): BytesColumn {
  const { u8 } = kernels;
  return bytesColumn(
    type,
    n,
    new Int32Array(u8.slice(b.offsets, b.offsets + 4 * (n + 1)).buffer),
    u8.slice(b.data, b.data + b.size),
  );
}

/** Text and binary columns: text keeps the file's dictionary until a page comes without it. */
export class BytesSink implements e.Sink {
  readonly #leaf: Leaf;
  readonly #text: boolean;
  readonly #rows: GrowingBytes;
  readonly #data: GrowingBytes;
  /** The dictionary in linear memory; entries are -1 where there is none. */
  #dict: Bytes = { offsets: 0, data: 0, size: 0 };
  #entries = -1;
  /** From each of the file's codes to ours, where the file repeats entries. */
  #remap = 0;
  #dictionary: BytesColumn | null = null;
  /** Whether `rows` holds codes (with the dictionary kept) or offsets. */
  #coded: boolean;

  constructor(leaf: Leaf, capacity: number, bytes: number, room?: Room) {
    this.#leaf = leaf;
    this.#text = leaf.storage.type.id === "Utf8";
    this.#coded = this.#text;
    this.#rows = new GrowingBytes((capacity + 1) * 4, room);
    this.#data = new GrowingBytes(Math.min(bytes, 1 << 16));
  }

  #checkText(b: Bytes, n: number): void {
    if (this.#text && n > 0 && kernels.k.pqUtf8(b.offsets, n, b.data) === 0)
      throw corrupt(`column "${this.#leaf.path}" holds text that is not UTF-8`);
  }

  dictionary(src: number, end: number, entries: number): void {
    this.#dict = decodeBytes(e.PLAIN, src, end, entries, this.#leaf.storage.width, this.#leaf.path);
    this.#entries = entries;
    if (!this.#text) return;
    this.#checkText(this.#dict, entries);
    const codes = kernels.push(entries * 4);
    const firsts = kernels.push(entries * 4);
    const mark = kernels.mark();
    const cap = 2 ** Math.ceil(Math.log2(Math.max(16, entries * 2)));
    const table = kernels.push(cap * 4);
    const distinct = kernels.k.textDistinct(
      this.#dict.offsets,
      entries,
      this.#dict.data,
      table,
      cap,
      firsts,
      codes,
      entries,
      SEED,
    );
    kernels.reset(mark);
    if (distinct < entries) {
      this.#remap = codes;
      this.#dict = this.#take(firsts, distinct);
    }
    this.#dictionary = copyOut(this.#leaf.storage.type, distinct, this.#dict);
  }

  /** The entries of checked codes as dense bytes. */
  #take(codes: number, n: number, from: Bytes = this.#dict): Bytes {
    const size = kernels.k.pqTakeSize(codes, n, from.offsets);
    if (size > MAX) throw tooLarge(this.#leaf.path);
    const offsets = kernels.push((n + 1) * 4);
    const data = kernels.push(size);
    kernels.k.pqTakeBytes(codes, n, from.offsets, from.data, offsets, data);
    return { offsets, data, size };
  }

  #codes(page: e.PageValues): number {
    const { values: n } = page;
    const { src, width } = codesHead(page, this.#entries, this.#leaf.path);
    const codes = kernels.push(n * 4 + 16);
    if (kernels.k.pqUnpack(src, page.end, width, n, this.#entries, codes, kernels.push(64)) !== 0)
      throw corrupt(`a page of column "${this.#leaf.path}" has broken dictionary codes`);
    if (this.#remap !== 0) kernels.k.pqRemap(codes, n, this.#remap);
    return codes;
  }

  page(page: e.PageValues): void {
    const { encoding, values: n, slots, bits, keep, kept } = page;
    const isCodes = encoding === e.PLAIN_DICTIONARY || encoding === e.RLE_DICTIONARY;
    if (n === 0) {
      this.#empty(keep === 0 ? slots : kept);
      return;
    }
    if (isCodes && this.#coded) {
      let codes = this.#codes(page);
      if (bits !== 0) {
        const out = kernels.push(slots * 4);
        kernels.k.pqSpread32(codes, bits, slots, out);
        codes = out;
      }
      if (keep === 0) this.#rows.append(codes, slots * 4);
      else this.#rows.append(e.picked(codes, 4, keep, slots, kept), kept * 4);
      return;
    }
    if (this.#coded) this.#uncode();
    if (keep !== 0) {
      this.#some(page, isCodes);
      return;
    }
    if (isCodes) {
      this.#append(this.#take(this.#codes(page), n), page);
      return;
    }
    const b = decodeBytes(encoding, page.src, page.end, n, this.#leaf.storage.width, this.#leaf.path);
    this.#checkText(b, n);
    this.#append(b, page);
  }

  /** The wanted values of a page, as bytes. */
  #some(page: e.PageValues, isCodes: boolean): void {
    const { encoding, src, end, values: n, slots, bits, keep, kept } = page;
    const all = { ...page, values: kept, slots: kept, bits: 0 };
    if (isCodes && bits === 0) {
      this.#append(this.#take(e.picked(this.#codes(page), 4, keep, n, kept), kept), all);
      return;
    }
    let b = isCodes
      ? this.#take(this.#codes(page), n)
      : decodeBytes(encoding, src, end, n, this.#leaf.storage.width, this.#leaf.path);
    if (bits !== 0) {
      const offsets = kernels.push((slots + 1) * 4);
      kernels.k.pqSpreadOffsets(b.offsets, bits, slots, 0, offsets);
      b = { ...b, offsets };
    }
    const some = this.#take(e.pickedRows(keep, slots, kept), kept, b);
    this.#checkText(some, kept);
    this.#append(some, all);
  }

  entries(): Column | null {
    if (this.#dictionary === null) return null;
    const n = this.#dictionary.length;
    const codes = this.#remap === 0 ? Int32Array.from({ length: n }, (_, i) => i) : this.#remapped();
    return dictColumn(this.#leaf.storage.type, codes.length, codes, this.#dictionary, null, 0);
  }

  #remapped(): Int32Array<ArrayBuffer> {
    return new Int32Array(kernels.u8.slice(this.#remap, this.#remap + 4 * this.#entries).buffer);
  }

  #append(b: Bytes, { values, slots, bits }: e.PageValues): void {
    const base = this.#data.length;
    if (base + b.size > MAX) throw tooLarge(this.#leaf.path);
    let offsets = b.offsets;
    if (bits !== 0) {
      offsets = kernels.push((slots + 1) * 4);
      kernels.k.pqSpreadOffsets(b.offsets, bits, slots, base, offsets);
    } else if (base > 0) kernels.k.pqShiftOffsets(offsets, values + 1, base);
    if (this.#rows.length === 0) this.#rows.append(offsets, 4);
    this.#rows.append(offsets + 4, slots * 4);
    this.#data.append(b.data, b.size);
  }

  /** Rows that are all null. */
  #empty(slots: number): void {
    this.#rows.reserve(slots * 4 + 4);
    const { data } = this.#rows;
    if (this.#coded) data.fill(0, this.#rows.length, this.#rows.length + slots * 4);
    else {
      if (this.#rows.length === 0) this.#rows.length = 4;
      new Int32Array(data.buffer, this.#rows.length, slots).fill(this.#data.length);
    }
    this.#rows.length += slots * 4;
  }

  /** Turns the codes so far into offsets and bytes; the places of nulls get some entry, which nobody reads. */
  #uncode(): void {
    this.#coded = false;
    const slots = this.#rows.length / 4;
    if (slots === 0) return;
    const rows = this.#rows.data.slice(0, slots * 4);
    this.#rows.length = 0;
    if (this.#entries <= 0) {
      this.#empty(slots);
      return;
    }
    const b = this.#take(kernels.put(rows), slots);
    this.#append(b, { encoding: 0, src: 0, end: 0, values: slots, slots, bits: 0, keep: 0, kept: 0, row: 0 });
  }

  finish(slots: number, validity: Validity, nulls: number): Column {
    const { type } = this.#leaf.storage;
    if (this.#coded && this.#dictionary !== null)
      return dictColumn(type, slots, new Int32Array(this.#rows.take(), 0, slots), this.#dictionary, validity, nulls);
    if (this.#coded) this.#uncode();
    if (slots === 0) return bytesColumn(type, 0, new Int32Array(1), new Uint8Array(0));
    return bytesColumn(
      type,
      slots,
      new Int32Array(this.#rows.take(), 0, slots + 1),
      new Uint8Array(this.#data.take(), 0, this.#data.length),
      validity,
      nulls,
    );
  }
}

const tooLarge = (path: string): PolaroidError =>
  new PolaroidError(
    "LIMIT_EXCEEDED",
    `column "${path}" has more than 2 GiB of text in one row group; write it with smaller row groups`,
  );
