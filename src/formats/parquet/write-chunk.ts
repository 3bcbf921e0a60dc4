import { countBits, sliceBits } from "../../arrow/bitmap.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Host, HostCodec } from "../../core/host.ts";
import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import { GZIP, NONE, SNAPPY, ZSTD } from "./codec.ts";
import type { Shredded } from "./shred.ts";
import { PLAIN, RLE, RLE_DICTIONARY } from "./sink.ts";
import type { Staging } from "./staging.ts";
import { type Stored, storedOf } from "./stored.ts";
import { type ThriftWriter, thrift } from "./thrift-write.ts";
import { dictionaryOf, type Encoded } from "./write-dictionary.ts";
import { levelRoom, putLevels } from "./write-levels.ts";
import type { WriteLeaf } from "./write-schema.ts";
import { type Bounds, boundsOf, statisticsOf } from "./write-stats.ts";

export interface ChunkOptions {
  readonly codec: number;
  readonly dictionary: boolean;
  readonly statistics: boolean;
  readonly pageBytes: number;
}

/** A written column chunk: its pages, in memory that is used again, and what its metadata tells. */
export interface WrittenChunk {
  readonly bytes: Uint8Array;
  readonly uncompressed: number;
  /** Bytes of the dictionary's page in front; -1 where there is none. */
  readonly dictionary: number;
  readonly entries: number;
  readonly nulls: number;
  readonly distinct: number | null;
  readonly bounds: Bounds | null;
}

const DEFLATE: Readonly<Record<number, HostCodec>> = { [GZIP]: "gzip", [ZSTD]: "zstd" };
const TABLE = 32768;

/** A page's body in linear memory, deflated: a view that dies with the kernels' stack. */
function deflate(codec: number, ptr: number, size: number, host: Host): Uint8Array {
  if (codec === SNAPPY) {
    const dst = kernels.push(64 + size + Math.ceil(size / 6));
    const table = kernels.push(TABLE);
    const n = kernels.k.snappyEncode(ptr, size, dst, table) >>> 0;
    return kernels.u8.subarray(dst, dst + n);
  }
  const plain = kernels.u8.subarray(ptr, ptr + size);
  if (codec === NONE) return plain;
  const name = DEFLATE[codec] as HostCodec;
  const compress = host.deflate[name];
  if (compress === undefined)
    throw new PolaroidError(
      "NOT_SUPPORTED",
      `this ${host.name} host cannot compress with ${name}; write with compression "snappy"`,
    );
  return compress(plain);
}

class ChunkWriter {
  readonly #s: Shredded;
  readonly #options: ChunkOptions;
  readonly #host: Host;
  readonly #out: Staging;
  uncompressed = 0;

  constructor(s: Shredded, options: ChunkOptions, host: Host, out: Staging) {
    this.#out = out;
    this.#s = s;
    this.#options = options;
    this.#host = host;
  }

  #page(ptr: number, size: number, type: number, member: number, detail: ThriftWriter): void {
    const mark = kernels.mark();
    const body = deflate(this.#options.codec, ptr, size, this.#host);
    const header = thrift().i32(1, type).i32(2, size).i32(3, body.length).struct(member, detail).bytes();
    this.#out.append(header);
    this.#out.append(body);
    kernels.reset(mark);
    this.uncompressed += header.length + size;
  }

  dictionaryPage(entries: Stored): void {
    const mark = kernels.mark();
    const { ptr, size } = plain(entries, 0, entries.length, 0);
    this.#page(ptr, size, 2, 7, thrift().i32(1, entries.length).i32(2, PLAIN));
    kernels.reset(mark);
  }

  /** Entries [from, to), which hold the values [first, first + n). */
  dataPage(from: number, to: number, stored: Stored, encoded: Encoded | null, first: number, n: number): void {
    const mark = kernels.mark();
    const free = levelRoom(to - from);
    let ptr: number;
    let size: number;
    let levelsEnd: number;
    if (encoded !== null) {
      const width = Math.max(1, 32 - Math.clz32(encoded.entries.length - 1));
      ptr = kernels.push(free + 128 + Math.ceil((n * width) / 8) + (n >> 1));
      levelsEnd = putLevels(this.#s, from, to, ptr);
      kernels.u8[levelsEnd] = width;
      const codes = kernels.push(n * 4 + 32);
      kernels.u8.copyWithin(codes, encoded.codes + 4 * first, encoded.codes + 4 * (first + n));
      size = levelsEnd + 1 - ptr + (n === 0 ? 0 : further.pqHybrid(codes, n, width, levelsEnd + 1) >>> 0);
    } else {
      const at = plain(stored, first, n, free);
      // The levels' exact size is known once they are written: they end where the values begin.
      const levels = kernels.push(free);
      levelsEnd = putLevels(this.#s, from, to, levels);
      ptr = at.ptr - (levelsEnd - levels);
      kernels.u8.copyWithin(ptr, levels, levelsEnd);
      size = levelsEnd - levels + at.size;
    }
    const encoding = encoded === null ? PLAIN : RLE_DICTIONARY;
    this.#page(
      ptr,
      size,
      0,
      5,
      thrift()
        .i32(1, to - from)
        .i32(2, encoding)
        .i32(3, RLE)
        .i32(4, RLE),
    );
    kernels.reset(mark);
  }
}

/** Values [first, first + n) in PLAIN form in scratch, with `free` bytes in front. */
function plain(s: Stored, first: number, n: number, free: number): { ptr: number; size: number } {
  if (s.kind === "bytes") {
    const { offsets, data } = s.column;
    const from = offsets[first] as number;
    const to = offsets[first + n] as number;
    const ptr = kernels.push(free + to - from + 4 * n) + free;
    const bytes = kernels.put(data.subarray(from, to)) - from;
    const at = kernels.put(offsets.subarray(first, first + n + 1));
    return { ptr, size: further.pqPutBytes(at, n, bytes, ptr) >>> 0 };
  }
  const bytes =
    s.kind === "fixed"
      ? s.bytes.subarray(first * s.width, (first + n) * s.width)
      : s.kind === "bits"
        ? sliceBits(s.bits, first, n)
        : new Uint8Array(0);
  const ptr = kernels.push(free + bytes.length) + free;
  kernels.write(ptr, bytes);
  return { ptr, size: bytes.length };
}

/** Bytes of a value on a page, on average. */
function widthOf(s: Stored, encoded: Encoded | null): number {
  if (encoded !== null) return Math.max(1, 32 - Math.clz32(encoded.entries.length - 1)) / 8;
  if (s.kind === "fixed") return s.width;
  if (s.kind === "bits" || s.length === 0) return 1 / 8;
  return s.kind === "bytes"
    ? 4 + ((s.column.offsets[s.length] as number) - (s.column.offsets[0] as number)) / s.length
    : 4;
}

const MOST_ENTRIES = 1 << 20;

/** Where a page that begins at an entry ends: at a multiple of 8, and where a row ends. */
function pageEnd(s: Shredded, from: number, step: number): number {
  let to = Math.min(s.entries, from + step);
  if (s.rep !== null) while (to < s.entries && s.rep[to] !== 0) to++;
  return to;
}

function valuesIn(s: Shredded, from: number, to: number): number {
  if (s.def !== null) {
    let n = 0;
    for (let i = from; i < to; i++) if (s.def[i] === s.leaf.def) n++;
    return n;
  }
  return s.validity === null ? to - from : countBits(s.validity.subarray(from >> 3), to - from);
}

/** Encodes one leaf of a row group. */
export function writeChunk(s: Shredded, options: ChunkOptions, host: Host, out: Staging): WrittenChunk {
  const mark = kernels.mark();
  try {
    return encoded(s, options, host, out);
  } finally {
    kernels.reset(mark);
  }
}

function encoded(s: Shredded, options: ChunkOptions, host: Host, out: Staging): WrittenChunk {
  out.length = 0;
  const stored = storedOf(s.leaf, s.values);
  const coded = dictionaryOf(stored, options.dictionary);
  const writer = new ChunkWriter(s, options, host, out);
  if (coded !== null) writer.dictionaryPage(coded.entries);
  const dictionary = out.length;
  const step = Math.max(8, Math.min(MOST_ENTRIES, Math.floor(options.pageBytes / widthOf(stored, coded))) & ~7);
  let first = 0;
  for (let from = 0; from < s.entries; ) {
    const to = pageEnd(s, from, step);
    const n = valuesIn(s, from, to);
    writer.dataPage(from, to, stored, coded, first, n);
    first += n;
    from = to;
  }
  return {
    bytes: out.bytes,
    uncompressed: writer.uncompressed,
    dictionary: coded === null ? -1 : dictionary,
    entries: s.entries,
    nulls: s.nulls,
    distinct: coded?.entries.length ?? null,
    bounds: options.statistics ? boundsOf(s.leaf, coded?.entries ?? stored) : null,
  };
}

/** What the footer says of a chunk that begins at an offset. */
export function chunkMetadata(leaf: WriteLeaf, c: WrittenChunk, options: ChunkOptions, offset: number): ThriftWriter {
  const m = thrift()
    .i32(1, leaf.physical)
    .i32s(2, c.dictionary < 0 ? [PLAIN, RLE] : [PLAIN, RLE, RLE_DICTIONARY])
    .strings(3, leaf.path)
    .i32(4, options.codec)
    .i64(5, c.entries)
    .i64(6, c.uncompressed)
    .i64(7, c.bytes.length)
    .i64(9, offset + Math.max(0, c.dictionary));
  if (c.dictionary >= 0) m.i64(11, offset);
  if (options.statistics) m.struct(12, statisticsOf(c.bounds, c.nulls, c.distinct));
  return thrift().i64(2, 0).struct(3, m);
}
