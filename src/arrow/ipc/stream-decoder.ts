import { PolaroidError } from "../../core/error.ts";
import type { Batch } from "../batch.ts";
import { fieldOf, type Schema, schema } from "../schema.ts";
import { ByteQueue } from "./byte-queue.ts";
import type { Codecs } from "./compression.ts";
import { bufferReader, decodeBatch, schemaOf } from "./decode-batch.ts";
import { DictionaryStore } from "./dictionaries.ts";
import { corrupt } from "./flat-reader.ts";
import { readHeader } from "./read-message.ts";
import { CONTINUATION, type Header, type WireField } from "./wire.ts";

export interface DecodeOptions {
  /** Codecs for zstd; LZ4 needs none. */
  readonly codecs?: Codecs | undefined;
  /** Only these columns, in this order. */
  readonly columns?: readonly string[] | null | undefined;
}

const MAX_METADATA = 2 ** 28;

/** The places of the wanted columns, and their schema. */
export function choose(
  all: Schema,
  columns: readonly string[] | null | undefined,
): { readonly wanted: readonly number[]; readonly target: Schema } {
  if (columns == null) return { wanted: all.fields.map((_, i) => i), target: all };
  return {
    wanted: columns.map((name) => all.index.get(fieldOf(all, name).name) as number),
    target: schema(columns.map((name) => fieldOf(all, name))),
  };
}

/** Turns messages (header and body, as Flight sends them) into batches. */
export class MessageDecoder {
  readonly #options: DecodeOptions;
  #fields: readonly WireField[] = [];
  #wanted: readonly number[] = [];
  #store: DictionaryStore | null = null;
  #target: Schema | null = null;
  #all: Schema | null = null;

  constructor(options: DecodeOptions = {}) {
    this.#options = options;
  }

  /** Of the columns that are given; null before the schema's message. */
  get schema(): Schema | null {
    return this.#target;
  }

  /** Of the stream; null before the schema's message. */
  get fullSchema(): Schema | null {
    return this.#all;
  }

  /** Takes a message as Flight sends it: its flatbuffer, and its body. */
  read(metadata: Uint8Array, body: Uint8Array): Batch | null {
    return this.push(readHeader(metadata), body);
  }

  /** Takes one message; gives its batch where it is one. */
  push(header: Header, body: Uint8Array): Batch | null {
    if (header.kind === "schema") {
      if (this.#store !== null) throw corrupt("a second schema");
      this.setSchema(header.fields);
      return null;
    }
    if (this.#store === null || this.#target === null) throw corrupt("data before the schema");
    const bytes = bufferReader(header.batch, body, this.#options.codecs);
    if (header.kind === "batch")
      return decodeBatch(this.#fields, this.#wanted, this.#target, header.batch, bytes, this.#store);
    this.#store.put(header.id, header.delta, header.batch, bytes);
    return null;
  }

  setSchema(fields: readonly WireField[]): void {
    this.#fields = fields;
    this.#all = schemaOf(fields);
    const { wanted, target } = choose(this.#all, this.#options.columns);
    this.#wanted = wanted;
    this.#target = target;
    this.#store = new DictionaryStore(fields);
  }
}

/**
 * Decodes an Arrow IPC stream that comes in chunks of any size.
 * @example
 * const decoder = new StreamDecoder();
 * for (const chunk of chunks) for (const batch of decoder.push(chunk)) use(batch);
 * decoder.finish();
 */
export class StreamDecoder {
  readonly #queue: ByteQueue = new ByteQueue();
  readonly #messages: MessageDecoder;
  #header: Header | null = null;
  #ended = false;

  constructor(options: DecodeOptions = {}) {
    this.#messages = new MessageDecoder(options);
  }

  /** Of the columns that are given; null before it has come. */
  get schema(): Schema | null {
    return this.#messages.schema;
  }

  get fullSchema(): Schema | null {
    return this.#messages.fullSchema;
  }

  /** Whether the end of the stream was seen. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The codec that the next batch needs, where its body has not come yet or waits. */
  get codec(): "none" | "lz4" | "zstd" {
    return this.#header === null || this.#header.kind === "schema" ? "none" : this.#header.batch.codec;
  }

  feed(chunk: Uint8Array): void {
    if (!this.#ended) this.#queue.push(chunk);
  }

  /** Reads the next header where its bytes are there; false where more bytes are needed or the stream has ended. */
  advance(): boolean {
    if (this.#ended) return false;
    if (this.#header !== null) return this.#queue.length >= this.#header.body;
    if (this.#queue.length < 4) return false;
    const peeked = this.#queue.take(Math.min(8, this.#queue.length), true);
    const view = new DataView(peeked.buffer, peeked.byteOffset, peeked.length);
    const modern = view.getUint32(0, true) === CONTINUATION;
    if (modern && peeked.length < 8) return false;
    const prefix = modern ? 8 : 4;
    const size = view.getInt32(prefix - 4, true);
    if (size === 0) {
      this.#ended = true;
      return false;
    }
    if (size < 0 || size > MAX_METADATA)
      throw corrupt(`a message's metadata of ${size} bytes; this may be no Arrow stream`);
    if (this.#queue.length < prefix + size) return false;
    this.#queue.take(prefix);
    this.#header = readHeader(this.#queue.take(size));
    return this.#queue.length >= this.#header.body;
  }

  /** After `advance`: decodes the message; gives its batch where it is one. */
  next(): Batch | null {
    const header = this.#header;
    if (header === null) return null;
    const body = this.#queue.take(header.body);
    this.#header = null;
    return this.#messages.push(header, body);
  }

  /** Takes a chunk and yields the batches that are complete. */
  *push(chunk: Uint8Array): Generator<Batch, void, undefined> {
    this.feed(chunk);
    while (this.advance()) {
      const b = this.next();
      if (b !== null) yield b;
    }
  }

  /** Throws `CORRUPT` where the stream stopped before its schema or within a message. */
  finish(): void {
    if (this.schema === null) throw new PolaroidError("CORRUPT", "Arrow IPC: the stream ends before its schema");
    if (!this.#ended && (this.#header !== null || this.#queue.length > 0))
      throw new PolaroidError("CORRUPT", "Arrow IPC: the stream ends within a message");
  }
}
