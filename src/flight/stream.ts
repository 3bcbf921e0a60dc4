import { type Batch, batchBytes, sliceBatch } from "../arrow/batch.ts";
import type { Codecs } from "../arrow/ipc/compression.ts";
import { type EncodeOptions, MessageEncoder } from "../arrow/ipc/encoder.ts";
import type { Message } from "../arrow/ipc/message.ts";
import { MessageDecoder } from "../arrow/ipc/stream-decoder.ts";
import type { Schema } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import type { FlightDescriptor } from "../proto/arrow/flight/protocol/flight_pb.ts";
import { type FlightMessage, flightMessage } from "./data.ts";

/** Rows, or bytes of the application's, or both. */
export interface Chunk {
  readonly batch: Batch | null;
  readonly metadata: Uint8Array | null;
}
/** Rows of one schema on their way. */
export interface FlightStream {
  readonly schema: Schema;
  readonly batches: Iterable<Batch | Chunk> | AsyncIterable<Batch | Chunk>;
}
export interface StreamOptions extends EncodeOptions {
  /** What the first message says the rows are for. */
  readonly descriptor?: FlightDescriptor | undefined;
  /** Bytes that a message's body should have at most; 1 MB: larger ones are dearer to receive, and 16 MiB are refused by ADBC. */
  readonly messageBytes?: number | undefined;
}

const MESSAGE_BYTES = 1_000_000;

const asChunk = (one: Batch | Chunk): Chunk => ("columns" in one ? { batch: one, metadata: null } : one);
const messageOf = (m: Message, metadata: Uint8Array | null = null): FlightMessage =>
  flightMessage({ header: m.metadata, body: m.body, metadata });

/** A batch in pieces of about so many bytes. */
function* pieces(b: Batch, bytes: number): Iterable<Batch> {
  const size = batchBytes(b);
  const parts = Math.min(b.length, Math.ceil(size / bytes));
  if (parts <= 1) return yield b;
  const rows = Math.ceil(b.length / parts);
  for (let at = 0; at < b.length; at += rows) yield sliceBatch(b, at, Math.min(rows, b.length - at));
}

/** The messages of a stream: the schema, then each batch; the bytes of a chunk go with its last message. */
export async function* flightMessages(
  stream: FlightStream,
  options: StreamOptions = {},
): AsyncGenerator<FlightMessage> {
  const encoder = new MessageEncoder(stream.schema, options);
  const { descriptor = null, messageBytes = MESSAGE_BYTES } = options;
  let started = false;
  const start = function* (sample: Batch | null): Iterable<FlightMessage> {
    if (started) return;
    started = true;
    yield { ...messageOf(encoder.start(sample)), descriptor };
  };
  for await (const one of stream.batches) {
    const { batch, metadata } = asChunk(one);
    yield* start(batch);
    if (batch === null) {
      yield flightMessage({ metadata });
      continue;
    }
    const messages = [...pieces(batch, messageBytes)].map((p) => encoder.push(p));
    for (const [i, some] of messages.entries())
      for (const [j, m] of some.entries())
        yield messageOf(m, i === messages.length - 1 && j === some.length - 1 ? metadata : null);
  }
  yield* start(null);
}

/** What comes in a stream of Flight: its descriptor and schema first, then the rows. */
export class FlightReader implements AsyncIterable<Chunk> {
  readonly #messages: AsyncIterator<FlightMessage>;
  readonly #decoder: MessageDecoder;
  readonly #waiting: FlightMessage[] = [];
  #descriptor: FlightDescriptor | null = null;
  #opened = false;

  constructor(messages: AsyncIterable<FlightMessage>, codecs?: Codecs) {
    this.#messages = messages[Symbol.asyncIterator]();
    this.#decoder = new MessageDecoder({ codecs });
  }

  async #open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    const { value, done } = await this.#messages.next();
    if (done === true) return;
    this.#descriptor = value.descriptor;
    if (value.header.length === 0) this.#waiting.push(value);
    else {
      this.#decoder.read(value.header, value.body[0] ?? new Uint8Array(0));
      // Bytes may come with the schema.
      if (value.metadata !== null) this.#waiting.push(flightMessage({ metadata: value.metadata }));
    }
  }

  /** What the first message says the rows are for. */
  async descriptor(): Promise<FlightDescriptor | null> {
    await this.#open();
    return this.#descriptor;
  }

  /** The rows' schema; null until its message came, which is the first one but in DoExchange. */
  async schema(): Promise<Schema | null> {
    await this.#open();
    return this.#decoder.schema;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Chunk> {
    await this.#open();
    try {
      for (const m of this.#waiting.splice(0)) yield { batch: null, metadata: m.metadata };
      for (;;) {
        const { value, done } = await this.#messages.next();
        if (done === true) return;
        const { header, body, metadata } = value;
        const batch = header.length === 0 ? null : this.#decoder.read(header, body[0] ?? new Uint8Array(0));
        if (batch !== null || metadata !== null) yield { batch, metadata };
      }
    } finally {
      await this.#messages.return?.();
    }
  }

  /** All rows that come. */
  async *batches(): AsyncGenerator<Batch> {
    for await (const { batch } of this) if (batch !== null) yield batch;
  }

  /** The schema that rows need. */
  async required(): Promise<Schema> {
    const schema = await this.schema();
    if (schema === null) throw new PolaroidError("INVALID_ARGUMENT", "the stream came without a schema");
    return schema;
  }
}
