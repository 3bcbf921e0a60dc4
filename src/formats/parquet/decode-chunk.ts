import { bitmapBytes, countBits, sliceBits } from "../../arrow/bitmap.ts";
import type { Column } from "../../arrow/column.ts";
import type { Host } from "../../core/host.ts";
import { kernels } from "../../kernels/memory.ts";
import { inflate } from "./codec.ts";
import { crc32 } from "./crc32.ts";
import { GrowingBytes, GrowingValidity, type Room } from "./growing.ts";
import { decodeLevels, type Parts, splitPage } from "./levels.ts";
import type { ColumnChunk } from "./metadata.ts";
import { DATA, DATA_V2, DICTIONARY, type PageHeader, PageReader } from "./page.ts";
import type { Leaf } from "./schema.ts";
import { BIT_PACKED, type Sink } from "./sink.ts";
import { BoolSink, NullSink } from "./sink-bool.ts";
import { BytesSink } from "./sink-bytes.ts";
import { FixedSink } from "./sink-fixed.ts";
import { corrupt } from "./thrift.ts";

/** The decoded pages of one leaf: its values where a list (or the row) has a place for one, and its levels. */
export interface LeafData {
  readonly leaf: Leaf;
  readonly column: Column;
  /** Levels of each entry; null for a leaf that is a column of its own. */
  readonly def: Uint8Array | null;
  readonly rep: Uint8Array | null;
  readonly entries: number;
}

export interface ChunkRequest {
  readonly leaf: Leaf;
  readonly chunk: ColumnChunk;
  /** Whole pages in order; a dictionary's comes first. */
  readonly pieces: readonly Uint8Array[];
  /** Rows that are wanted; decoding ends with the page that completes them. */
  readonly rows: number;
  /** Which of the pieces' rows are wanted, of a leaf that is a column of its own; null: all. */
  readonly selected?: Uint8Array | null | undefined;
  /** Whether the leaf's levels are needed, because it is part of a nested column. */
  readonly nested: boolean;
  readonly checksum: boolean;
  readonly host: Host;
  /** What the values are put into; absent: memory of their own. */
  readonly room?: Room | undefined;
  /** What takes the values, if they are no column's. */
  readonly sink?: Sink | undefined;
}

// RLE and the codecs can hold any number of equal values in a few bytes; what a chunk may promise is bounded all the same.
const FREE_VALUES = 1 << 22;
const VALUES_PER_BYTE = 8192;

export function checkPromise(leaf: Leaf, values: number, bytes: number): void {
  if (values > FREE_VALUES + bytes * VALUES_PER_BYTE)
    throw corrupt(`column "${leaf.path}" promises ${values} values in ${bytes} bytes`);
}

export function sinkOf(leaf: Leaf, capacity: number, bytes: number, room: Room | undefined): Sink {
  switch (leaf.storage.kind) {
    case "fixed":
      return new FixedSink(leaf, capacity, room);
    case "bool":
      return new BoolSink(leaf, capacity);
    case "bytes":
      return new BytesSink(leaf, capacity, bytes, room);
    case "null":
      return new NullSink(leaf);
  }
}

/** Some rows of a page. */
interface Wanted {
  readonly bits: Uint8Array;
  readonly kept: number;
}

class ChunkDecoder {
  readonly #request: ChunkRequest;
  readonly #sink: Sink;
  readonly #validity: GrowingValidity;
  readonly #def: GrowingBytes | null;
  readonly #rep: GrowingBytes | null;
  /** Level entries, places for values, and rows begun so far. */
  entries = 0;
  slots = 0;
  rows = 0;
  #dictionary = false;
  /** A dictionary's page until a page is decoded. */
  #waiting: readonly [PageHeader, Uint8Array] | null = null;

  constructor(request: ChunkRequest) {
    const { leaf, rows, pieces, nested } = request;
    const bytes = pieces.reduce((sum, p) => sum + p.length, 0);
    const { selected } = request;
    const wanted = selected == null || request.sink !== undefined ? rows : countBits(selected, rows);
    const capacity = leaf.maxRep > 0 ? Math.min(request.chunk.values, rows * 4) : wanted;
    this.#request = request;
    this.#sink = request.sink ?? sinkOf(leaf, capacity, bytes, request.room);
    this.#validity = new GrowingValidity(capacity);
    this.#def = nested && leaf.maxDef > 0 ? new GrowingBytes(capacity) : null;
    this.#rep = nested && leaf.maxRep > 0 ? new GrowingBytes(capacity) : null;
  }

  /** A page's bytes in linear memory: levels of version 2 lie uncompressed in front. */
  #load(header: PageHeader, body: Uint8Array): { src: number; end: number; parts: Parts | null } {
    const { chunk, leaf, host, checksum } = this.#request;
    if (checksum && header.crc !== null && crc32(body) !== header.crc >>> 0)
      throw corrupt(`the checksum of a page of column "${leaf.path}" is not that of its bytes`);
    if (header.type !== DATA_V2) {
      const src = inflate(chunk.codec, body, header.size, host);
      return { src, end: src + header.size, parts: null };
    }
    const levels = header.defBytes + header.repBytes;
    if (levels > body.length || levels > header.size)
      throw corrupt(`the levels of a page of column "${leaf.path}" are longer than the page`);
    const rep = kernels.put(body.subarray(0, levels));
    const rest = body.subarray(levels);
    const size = header.size - levels;
    const src = header.isCompressed ? inflate(chunk.codec, rest, size, host) : inflate(0, rest, size, host);
    const def = rep + header.repBytes;
    return { src, end: src + size, parts: { rep, repEnd: def, def, defEnd: rep + levels, values: src } };
  }

  #dictionaryPage(header: PageHeader, body: Uint8Array): void {
    const { leaf } = this.#request;
    if (this.#dictionary) throw corrupt(`column "${leaf.path}" has two dictionaries in one chunk`);
    this.#dictionary = true;
    checkPromise(leaf, header.values, header.size);
    this.#waiting = [header, body];
  }

  #loadDictionary(): void {
    if (this.#waiting === null) return;
    const [header, body] = this.#waiting;
    this.#waiting = null;
    const { src, end } = this.#load(header, body);
    this.#sink.dictionary(src, end, header.values, header.encoding);
  }

  /** The wanted rows of the next n, from bit 0 on; null where all are. */
  #wanted(n: number): Wanted | null {
    const { selected } = this.#request;
    if (selected == null) return null;
    const { rows } = this.#request;
    const bits = sliceBits(selected, this.rows, Math.min(n, rows - this.rows));
    const kept = countBits(bits, Math.min(n, rows - this.rows));
    return kept === n ? null : { bits, kept };
  }

  #dataPage(header: PageHeader, body: Uint8Array): void {
    const { leaf, chunk } = this.#request;
    const n = header.values;
    if (n > chunk.values - this.entries) throw corrupt(`column "${leaf.path}" has more values than its chunk promises`);
    if (n === 0) return;
    const wanted = this.#wanted(n);
    if (wanted?.kept === 0) {
      this.rows += n;
      this.entries += n;
      return;
    }
    this.#loadDictionary();
    const mark = kernels.mark();
    this.#decodePage(header, body, wanted);
    kernels.reset(mark);
  }

  #decodePage(header: PageHeader, body: Uint8Array, wanted: Wanted | null): void {
    const { leaf } = this.#request;
    const n = header.values;
    const row = this.rows;
    const { src, end, parts: given } = this.#load(header, body);
    const parts = given ?? splitPage(leaf, header, src, end);
    let slots = n;
    let values = n;
    let bits = 0;
    if (this.#rep !== null) {
      const rep = decodeLevels(leaf, header, parts.rep, parts.repEnd, leaf.maxRep, header.repEncoding);
      this.#countRows(rep, n);
      this.#rep.append(rep, n);
    } else this.rows += n;
    if (this.#def === null && leaf.maxDef === 1 && (header.defEncoding !== BIT_PACKED || given !== null)) {
      bits = kernels.push(Math.ceil(n / 64) * 8 + 16);
      values = kernels.k.pqBits(parts.def, parts.defEnd, n, bits);
      if (values < 0) throw corrupt(`a page of column "${leaf.path}" has broken levels`);
    } else if (leaf.maxDef > 0) {
      const def = decodeLevels(leaf, header, parts.def, parts.defEnd, leaf.maxDef, header.defEncoding);
      this.#def?.append(def, n);
      const ones = kernels.push(8);
      bits = kernels.push(Math.ceil(n / 8) + 16);
      slots = kernels.k.pqSlots(def, n, leaf.slotDef, leaf.maxDef, bits, ones);
      values = kernels.views.i32[ones >> 2] as number;
    }
    if (values === slots) bits = 0;
    this.entries += n;
    let keep = 0;
    let kept = slots;
    if (wanted !== null) {
      ({ kept } = wanted);
      keep = kernels.push(bitmapBytes(n) + 8);
      kernels.u8.fill(0, keep, keep + bitmapBytes(n) + 8);
      kernels.write(keep, wanted.bits);
    }
    this.#sink.page({ encoding: header.encoding, src: parts.values, end, values, slots, bits, keep, kept, row });
    this.slots += kept;
    if (wanted === null || bits === 0) {
      this.#validity.append(bits, kept, bits === 0 ? 0 : slots - values);
      return;
    }
    const some = kernels.push(bitmapBytes(kept) + 8);
    const valid = kernels.k.pqPickBits(bits, keep, n, some);
    this.#validity.append(valid === kept ? 0 : some, kept, kept - valid);
  }

  #countRows(rep: number, n: number): void {
    const { u8 } = kernels;
    if (this.entries === 0 && u8[rep] !== 0) throw corrupt(`column "${this.#request.leaf.path}" begins within a row`);
    let rows = 0;
    for (let i = rep; i < rep + n; i++) if (u8[i] === 0) rows++;
    this.rows += rows;
  }

  run(): LeafData {
    const { pieces, leaf, chunk, rows, nested } = this.#request;
    // A list's last row ends where the next one begins: one row more is decoded unless the chunk ends.
    const enough = leaf.maxRep > 0 ? rows + 1 : rows;
    for (const piece of pieces) {
      const reader = new PageReader(piece);
      while (!reader.done && this.rows < enough && this.entries < chunk.values) {
        const header = reader.next();
        if (header.type === DICTIONARY) this.#dictionaryPage(header, reader.body);
        else if (header.type === DATA || header.type === DATA_V2) {
          this.#dataPage(header, reader.body);
        }
      }
    }
    if (this.rows < rows) throw corrupt(`column "${leaf.path}" has ${this.rows} rows where ${rows} are expected`);
    const column = this.#sink.finish(this.slots, this.#validity.validity, this.#validity.nulls);
    const levels = (g: GrowingBytes | null): Uint8Array | null => g?.data.subarray(0, g.length) ?? null;
    return {
      leaf,
      column,
      def: nested ? levels(this.#def) : null,
      rep: nested ? levels(this.#rep) : null,
      entries: this.#request.selected == null ? this.entries : this.slots,
    };
  }
}

/** Decodes the pages of one leaf, synchronously; at least `rows` rows, at most what the pieces hold. */
export function decodeChunk(request: ChunkRequest): LeafData {
  const { leaf, chunk } = request;
  checkPromise(leaf, chunk.values, chunk.compressed);
  const mark = kernels.mark();
  try {
    return new ChunkDecoder(request).run();
  } finally {
    kernels.reset(mark);
  }
}
