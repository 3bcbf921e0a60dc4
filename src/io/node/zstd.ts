import { pipeline, Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import { brokenBlock } from "../codecs.ts";
import { concatBytes } from "../limits.ts";

/** Node 22 has zstd from 22.15 on. */
export const hasZstd: boolean = typeof zlib.zstdDecompressSync === "function";

export interface WholeOptions {
  readonly maxOutputLength: number;
  /** Bytes that are taken for the output at a time. */
  readonly chunkSize: number;
}
interface Informed {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

// Node stops without a word after the first frame; `bytesWritten` is what it took of the input.
export function zstdWhole(bytes: Uint8Array, { maxOutputLength, chunkSize }: WholeOptions): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const options = { maxOutputLength: Math.max(1, maxOutputLength - length), chunkSize, info: true };
    const { buffer, engine } = zlib.zstdDecompressSync(bytes.subarray(at), options) as unknown as Informed;
    if (engine.bytesWritten <= 0) throw new Error("no zstd frame");
    at += engine.bytesWritten;
    length += buffer.length;
    // A Buffer says that it is one wherever it is copied to.
    if (at >= bytes.length && parts.length === 0)
      return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    parts.push(buffer);
  }
  return concatBytes(parts, length);
}

/** Inflates a stream of frames: one decompressor a frame, what it left over goes to the next. */
export async function* zstdStream(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const input = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  let ended = false;
  const failures: unknown[] = [];
  const pull = async (): Promise<Uint8Array | null> => {
    try {
      const { done, value } = await input.next();
      if (!done) return value;
    } catch (cause) {
      failures.push(cause);
    }
    ended = true;
    return null;
  };
  try {
    for (;;) {
      if (rest.length === 0) {
        const chunk = ended ? null : await pull();
        if (chunk === null) break;
        rest = chunk;
        continue;
      }
      rest = yield* frame(rest, () => (ended ? Promise.resolve(null) : pull()));
    }
  } catch (cause) {
    if (failures.length === 0) throw brokenBlock("zstd", cause);
  } finally {
    await input.return?.();
  }
  if (failures.length > 0) throw failures[0];
}

async function* frame(
  start: Uint8Array,
  pull: () => Promise<Uint8Array | null>,
): AsyncGenerator<Uint8Array, Uint8Array> {
  const engine: Transform & { bytesWritten: number } = zlib.createZstdDecompress({ chunkSize: 1 << 20 });
  const held = [start];
  let base = 0;
  let pending: Promise<Uint8Array | null> = Promise.resolve(null);
  async function* feed(): AsyncGenerator<Uint8Array> {
    yield start;
    for (;;) {
      pending = pull();
      const chunk = await pending;
      if (chunk === null) return;
      for (let first = held[0]; first !== undefined && base + first.length <= engine.bytesWritten; first = held[0]) {
        base += first.length;
        held.shift();
      }
      held.push(chunk);
      yield chunk;
    }
  }
  const source = Readable.from(feed(), { objectMode: false, highWaterMark: 1 << 20 });
  const out = pipeline(source, engine, () => {});
  try {
    for await (const chunk of out) yield chunk as Uint8Array;
  } finally {
    source.destroy();
    out.destroy();
    await pending;
  }
  // Let the feeder take in what it was waiting for.
  await Promise.resolve();
  const length = held.reduce((sum, chunk) => sum + chunk.length, 0);
  return concatBytes(held, length).subarray(engine.bytesWritten - base);
}
