import { type Batch, batchBytes, sliceBatch } from "../arrow/batch.ts";
import { type EncodeOptions, MessageEncoder } from "../arrow/ipc/encoder.ts";
import type { Message } from "../arrow/ipc/message.ts";
import type { Schema } from "../arrow/schema.ts";
import type { FlightDescriptor } from "../proto/arrow/flight/protocol/flight_pb.ts";
import { type FlightMessage, flightMessage } from "./data.ts";

export type { FlightReader } from "./reader.ts";

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
  /** Whether text that has a dictionary in the first batch goes with it: less to send, but the schema is no longer what `getSchema` says. */
  readonly dictionaries?: boolean | undefined;
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
  const { descriptor = null, messageBytes = MESSAGE_BYTES, dictionaries = false } = options;
  const encoder = new MessageEncoder(stream.schema, options);
  let started = false;
  const start = (sample: Batch | null): FlightMessage => {
    started = true;
    return { ...messageOf(encoder.start(sample)), descriptor };
  };
  if (!dictionaries) yield start(null);
  for await (const one of stream.batches) {
    const { batch, metadata } = asChunk(one);
    if (!started) yield start(batch);
    if (batch === null) yield flightMessage({ metadata });
    else yield* batchMessages(encoder, batch, metadata, messageBytes);
  }
  if (!started) yield start(null);
}

/** The messages of one batch, its bytes with the last of them. */
export function* batchMessages(
  encoder: MessageEncoder,
  batch: Batch,
  metadata: Uint8Array | null,
  messageBytes: number = MESSAGE_BYTES,
): Generator<FlightMessage> {
  let held: Message | null = null;
  for (const piece of pieces(batch, messageBytes))
    for (const m of encoder.push(piece)) {
      if (held !== null) yield messageOf(held);
      held = m;
    }
  if (held !== null) yield messageOf(held, metadata);
}
