import type { Batch } from "../arrow/batch.ts";
import { StreamEncoder } from "../arrow/ipc/encoder.ts";
import type { Schema } from "../arrow/schema.ts";

/** One message of an upload. */
export interface Chunk {
  readonly chunk: number;
  readonly last: boolean;
  readonly arrowIpc: Uint8Array;
}

/** Bytes in messages of one size, the last one apart. */
class Chunks {
  readonly #size: number;
  readonly #ready: Uint8Array[] = [];
  #open: Uint8Array;
  #filled = 0;

  constructor(size: number) {
    this.#size = size;
    this.#open = new Uint8Array(size);
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const n = Math.min(bytes.length - at, this.#size - this.#filled);
      this.#open.set(bytes.subarray(at, at + n), this.#filled);
      this.#filled += n;
      at += n;
      if (this.#filled < this.#size) continue;
      this.#ready.push(this.#open);
      this.#open = new Uint8Array(this.#size);
      this.#filled = 0;
    }
  }

  taken(): readonly Uint8Array[] {
    return this.#ready.splice(0);
  }

  rest(): Uint8Array {
    return this.#open.subarray(0, this.#filled);
  }
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
    for (const piece of encoder.push(b)) chunks.push(piece);
    for (const arrowIpc of chunks.taken()) yield { chunk: chunk++, last: false, arrowIpc };
  }
  for (const piece of encoder.finish()) chunks.push(piece);
  for (const arrowIpc of chunks.taken()) yield { chunk: chunk++, last: false, arrowIpc };
  yield { chunk, last: true, arrowIpc: chunks.rest() };
}
