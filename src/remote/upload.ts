import type { LazyFrame } from "../api/lazy-frame.ts";
import { type Batch, batchBytes, sliceBatch } from "../arrow/batch.ts";
import { StreamEncoder } from "../arrow/ipc/encoder.ts";
import type { Schema } from "../arrow/schema.ts";
import type { OneCall } from "./calls.ts";
import { Patience } from "./patience.ts";

/** One message of an upload. */
export interface Chunk {
  readonly chunk: number;
  readonly last: boolean;
  readonly arrowIpc: Uint8Array;
}

/** Bytes in messages of one size at most. What is pushed together stays together where it fits, so that nobody has to join it again. */
class Chunks {
  readonly #size: number;
  readonly #ready: Uint8Array[] = [];
  #open: Uint8Array;
  #filled = 0;

  constructor(size: number) {
    this.#size = size;
    this.#open = new Uint8Array(size);
  }

  push(pieces: readonly Uint8Array[]): void {
    const bytes = pieces.reduce((n, p) => n + p.length, 0);
    if (this.#filled > 0 && this.#filled + bytes > this.#size) this.#cut();
    for (const p of pieces) this.#put(p);
  }

  #cut(): void {
    this.#ready.push(this.#open.subarray(0, this.#filled));
    this.#open = new Uint8Array(this.#size);
    this.#filled = 0;
  }

  #put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const n = Math.min(bytes.length - at, this.#size - this.#filled);
      this.#open.set(bytes.subarray(at, at + n), this.#filled);
      this.#filled += n;
      at += n;
      if (this.#filled === this.#size) this.#cut();
    }
  }

  taken(): readonly Uint8Array[] {
    return this.#ready.splice(0);
  }

  rest(): Uint8Array {
    return this.#open.subarray(0, this.#filled);
  }
}

/** A batch in parts of less than so many bytes, what says how they lie included. */
function* parts(b: Batch, bytes: number): Iterable<Batch> {
  const n = Math.min(b.length, Math.ceil(batchBytes(b) / (0.9 * bytes)));
  const rows = Math.ceil(b.length / Math.max(1, n));
  if (n <= 1) yield b;
  else for (let at = 0; at < b.length; at += rows) yield sliceBatch(b, at, Math.min(rows, b.length - at));
}

/** Rows as the messages of an upload; `onRows` is told how many there were. */
export async function* chunked(
  schema: Schema,
  batches: AsyncIterable<Batch>,
  size: number,
  onRows: (rows: number) => void,
): AsyncGenerator<Chunk> {
  const encoder = new StreamEncoder(schema);
  const chunks = new Chunks(size);
  let chunk = 0;
  for await (const b of batches) {
    onRows(b.length);
    for (const part of parts(b, size)) {
      chunks.push(encoder.push(part));
      for (const arrowIpc of chunks.taken()) yield { chunk: chunk++, last: false, arrowIpc };
    }
  }
  chunks.push(encoder.finish());
  for (const arrowIpc of chunks.taken()) yield { chunk: chunk++, last: false, arrowIpc };
  yield { chunk, last: true, arrowIpc: chunks.rest() };
}

const NEVER = new AbortController().signal;

/** Sends the rows of a query in chunks, all of them within the call's time; how many rows there were. */
export async function uploaded(
  rows: LazyFrame,
  size: number,
  { signal = NEVER, timeout }: OneCall,
  put: (chunk: Chunk, signal: AbortSignal) => Promise<unknown>,
): Promise<number> {
  let count = 0;
  const onRows = (n: number): void => {
    count += n;
  };
  const patience = new Patience(timeout, `the rows of putTable were not there in ${timeout} ms`);
  const ends = patience.within(signal);
  try {
    const schema = await rows.collectSchema(ends);
    for await (const chunk of chunked(schema, rows.stream({ signal: ends }), size, onRows)) {
      patience.check();
      await put(chunk, ends);
    }
    return count;
  } catch (cause) {
    throw patience.error ?? cause;
  } finally {
    patience.end();
  }
}
