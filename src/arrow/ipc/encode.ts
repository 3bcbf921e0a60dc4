import type { Batch } from "../batch.ts";
import type { Schema } from "../schema.ts";
import { type EncodeOptions, FileEncoder, StreamEncoder } from "./encoder.ts";

function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(chunks.reduce((sum, c) => sum + c.length, 0));
  let at = 0;
  for (const c of chunks) {
    out.set(c, at);
    at += c.length;
  }
  return out;
}

/**
 * Batches of one schema as the bytes of an Arrow IPC stream.
 * @example
 * const bytes = encodeStream(schema, batches, { compression: "lz4" });
 */
export function encodeStream(
  schema: Schema,
  batches: Iterable<Batch>,
  options: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  return join([...streamChunks(schema, batches, options)]);
}

/** The same, chunk by chunk; chunks are views of the columns' memory. */
export function* streamChunks(
  schema: Schema,
  batches: Iterable<Batch>,
  options: EncodeOptions = {},
): Generator<Uint8Array, void, undefined> {
  const encoder = new StreamEncoder(schema, options);
  for (const b of batches) yield* encoder.push(b);
  yield* encoder.finish();
}

/**
 * Batches of one schema as the bytes of an Arrow IPC file (Feather V2).
 * @example
 * const bytes = encodeFile(schema, batches);
 */
export function encodeFile(
  schema: Schema,
  batches: Iterable<Batch>,
  options: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  const encoder = new FileEncoder(schema, options);
  const chunks: Uint8Array[] = [];
  for (const b of batches) chunks.push(...encoder.push(b));
  return join([...chunks, ...encoder.finish()]);
}
