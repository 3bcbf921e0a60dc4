import type { Batch } from "../../arrow/batch.ts";
import { sliceBatch } from "../../arrow/batch.ts";
import { blockMetadata, footerLength } from "../../arrow/ipc/decode.ts";
import { bufferRanges, bufferReader, decodeBatch, schemaOf, unpack } from "../../arrow/ipc/decode-batch.ts";
import { DictionaryStore } from "../../arrow/ipc/dictionaries.ts";
import type { Block } from "../../arrow/ipc/flat-builder.ts";
import { type Footer, readFooter, readHeader } from "../../arrow/ipc/read-message.ts";
import { choose } from "../../arrow/ipc/stream-decoder.ts";
import type { BatchHeader, Header, WireField } from "../../arrow/ipc/wire.ts";
import { lastingRoom } from "../../arrow/layout.ts";
import type { Schema } from "../../arrow/schema.ts";
import { weigh } from "../../arrow/weight.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Host, Signal } from "../../core/host.ts";
import { checkSignal } from "../../core/signal.ts";
import type { ScanRequest, Table } from "../../plan/table.ts";
import { readRanges } from "../ranges.ts";
import { isLocal } from "../stretches.ts";

const TAIL = 64 * 1024;
/** A block of up to this size is read whole, whatever is wanted of it. */
const SMALL = 256 * 1024;
/** Memory in pieces of this size is used again by the allocator, whereas larger pieces are new pages each time. */
const PIECE = 16 << 20;
/** Batches that are read at the same time, and their bytes. */
const AHEAD = 4;
const AHEAD_BYTES = 32 << 20;

type BufferBytes = (buffer: number) => Uint8Array;
interface Loaded {
  readonly batch: BatchHeader;
  readonly bytes: BufferBytes;
}

/** Loads what the host needs to read a batch. */
export async function ready(codec: BatchHeader["codec"], host: Host): Promise<void> {
  if (codec === "zstd") await host.loadCodec("zstd");
}

function collectIds(field: WireField, ids: Set<bigint>): void {
  if (field.dictionary !== null) ids.add(field.dictionary.id);
  for (const child of field.children) collectIds(child, ids);
}

/** An IPC file: its footer is read at once, its batches when they are scanned. */
class FileTable implements Table {
  readonly schema: Schema;
  readonly rows: null = null;
  readonly bytes: number;
  readonly version: string;
  readonly #source: ByteSource;
  readonly #footer: Footer;
  readonly #host: Host;

  constructor(source: ByteSource, footer: Footer, host: Host) {
    this.schema = schemaOf(footer.fields);
    this.bytes = source.size;
    this.version = source.version;
    this.#source = source;
    this.#footer = footer;
    this.#host = host;
  }

  async #header(block: Block, signal: Signal | undefined): Promise<Header & { kind: "dictionary" | "batch" }> {
    const bytes = await this.#source.read(block.offset, block.offset + block.metadata, signal);
    return this.#checked(readHeader(blockMetadata(bytes)));
  }

  /** Bytes that frames are made of: of a local file they are read to where other threads can read them too. */
  async #lasting(start: number, end: number, signal: Signal | undefined): Promise<Uint8Array> {
    const source = this.#source;
    if (!isLocal(source) || end > source.size || end < start) return source.read(start, end, signal);
    const bytes = new Uint8Array(lastingRoom(end - start));
    await source.readInto(start, bytes, signal);
    return bytes;
  }

  #checked(header: Header): Header & { kind: "dictionary" | "batch" } {
    if (header.kind === "schema")
      throw new PolaroidError("CORRUPT", `${this.#source.name}: a schema where the footer promises data`);
    return header;
  }

  async #whole(
    block: Block,
    signal: Signal | undefined,
  ): Promise<{ header: Header & { kind: "dictionary" | "batch" }; body: Uint8Array }> {
    const bytes = await this.#lasting(block.offset, block.offset + block.metadata + block.body, signal);
    return {
      header: this.#checked(readHeader(blockMetadata(bytes.subarray(0, block.metadata)))),
      body: bytes.subarray(block.metadata),
    };
  }

  async #dictionaries(wanted: readonly number[], signal: Signal | undefined): Promise<DictionaryStore> {
    const { fields, dictionaries } = this.#footer;
    const store = new DictionaryStore(fields);
    const ids = new Set<bigint>();
    for (const i of wanted) collectIds(fields[i] as WireField, ids);
    if (ids.size === 0) return store;
    for (const block of dictionaries) {
      if (block.body > SMALL) {
        const header = await this.#header(block, signal);
        if (header.kind === "dictionary" && !ids.has(header.id)) continue;
      }
      const { header, body } = await this.#whole(block, signal);
      if (header.kind !== "dictionary")
        throw new PolaroidError("CORRUPT", `${this.#source.name}: no dictionary where the footer promises one`);
      if (!ids.has(header.id)) continue;
      await ready(header.batch.codec, this.#host);
      store.put(header.id, header.delta, header.batch, bufferReader(header.batch, body, this.#host));
    }
    return store;
  }

  async #load(block: Block, wanted: readonly number[], signal: Signal | undefined): Promise<Loaded> {
    const { fields } = this.#footer;
    const source = this.#source;
    const local = isLocal(source);
    if (block.body <= SMALL || (wanted.length === fields.length && !(local && block.body > PIECE))) {
      const { header, body } = await this.#whole(block, signal);
      await ready(header.batch.codec, this.#host);
      return { batch: header.batch, bytes: bufferReader(header.batch, body, this.#host) };
    }
    const { batch } = await this.#header(block, signal);
    await ready(batch.codec, this.#host);
    const buffers: number[] = [];
    for (const [from, to] of bufferRanges(fields, wanted, batch)) for (let i = from; i < to; i++) buffers.push(i);
    const base = block.offset + block.metadata;
    const ranges = buffers.map((i) => {
      const start = batch.buffers[2 * i] as number;
      const end = start + (batch.buffers[2 * i + 1] as number);
      if (end > block.body)
        throw new PolaroidError("CORRUPT", `${this.#source.name}: a buffer lies outside of its message`);
      return { start: base + start, end: base + end };
    });
    const parts = await (local
      ? readRanges(source, ranges, signal, PIECE, (start, end) => this.#lasting(start, end, signal))
      : readRanges(source, ranges, signal));
    const place = new Map(buffers.map((b, i) => [b, i]));
    return { batch, bytes: (i) => unpack(batch, parts[place.get(i) ?? -1] as Uint8Array, this.#host) };
  }

  async *scan(request: ScanRequest): AsyncIterable<Batch> {
    const { signal } = request;
    const { wanted, target } = choose(this.schema, request.columns);
    const { fields, batches } = this.#footer;
    let left = request.predicate === null && request.limit !== null ? request.limit : Number.POSITIVE_INFINITY;
    if (left <= 0 || batches.length === 0) return;
    const start = (i: number): Promise<Loaded> => {
      const loading = this.#load(batches[i] as Block, wanted, signal);
      loading.catch(() => {});
      return loading;
    };
    const store = await this.#dictionaries(wanted, signal);
    const most = Number.isFinite(left) ? 1 : AHEAD;
    const flying: Promise<Loaded>[] = [];
    let ahead = 0;
    let asked = 0;
    const ask = (): void => {
      while (asked < batches.length && (flying.length === 0 || (flying.length < most && ahead < AHEAD_BYTES))) {
        ahead += batches[asked]?.body ?? 0;
        flying.push(start(asked++));
      }
    };
    for (let i = 0; i < batches.length && left > 0; i++) {
      checkSignal(signal);
      ask();
      const { batch: header, bytes } = await (flying.shift() as Promise<Loaded>);
      ahead -= batches[i]?.body ?? 0;
      if (left > header.length) ask();
      const all = decodeBatch(fields, wanted, target, header, bytes, store);
      weigh(all.columns);
      const some = left < all.length ? sliceBatch(all, 0, left) : all;
      left -= some.length;
      if (some.length > 0) yield some;
    }
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}

/** Reads the footer of an IPC file. */
export async function openFile(source: ByteSource, host: Host): Promise<Table> {
  const tail = await source.tail(TAIL);
  const { size } = source;
  const length = footerLength(tail, size);
  const end = size - 10;
  const bytes =
    length + 10 <= tail.length
      ? tail.subarray(tail.length - 10 - length, tail.length - 10)
      : await source.read(end - length, end);
  return new FileTable(source, readFooter(bytes, end - length), host);
}
