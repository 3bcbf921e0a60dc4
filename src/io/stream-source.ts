import { PolaroidError } from "../core/error.ts";
import type { ByteSource, Signal } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";
import { checkRange, concatBytes } from "./limits.ts";

const REWIND = 64 << 20;
const MAX_HELD = 2 ** 31 - 1;

/**
 * Bytes that come once, such as standard input. The first 64 MiB are kept, so that a reader may look at the start and
 * begin again; random access keeps everything.
 */
export class StreamSource implements ByteSource {
  readonly name: string;
  readonly size: number = -1;
  readonly version: string = "";
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #kept: Uint8Array[] = [];
  #read = 0;
  #whole = true;
  #ended = false;

  constructor(name: string, chunks: AsyncIterable<Uint8Array>) {
    this.name = name;
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async #pull(keep: number): Promise<Uint8Array | null> {
    if (this.#ended) return null;
    const { done, value } = await this.#chunks.next();
    if (done) {
      this.#ended = true;
      return null;
    }
    this.#read += value.length;
    if (this.#whole && this.#read <= keep) this.#kept.push(value);
    else this.#whole = false;
    return value;
  }

  async #all(signal: Signal | undefined): Promise<Uint8Array> {
    if (this.#whole) {
      while ((await this.#pull(MAX_HELD)) !== null) {
        checkSignal(signal);
        if (!this.#whole)
          throw new PolaroidError(
            "LIMIT_EXCEEDED",
            `${this.name} is a stream of more than 2 GiB; write it to a file first`,
          );
      }
    }
    this.#checkWhole();
    const all = concatBytes(this.#kept, this.#read);
    this.#kept.splice(0, this.#kept.length, all);
    return all;
  }

  #checkWhole(): void {
    if (!this.#whole)
      throw new PolaroidError("INVALID_ARGUMENT", `${this.name} can be read once; write it to a file to read it again`);
  }

  async read(start: number, end: number, signal?: Signal): Promise<Uint8Array> {
    const all = await this.#all(signal);
    checkRange(this.name, start, end, all.length);
    return all.subarray(start, end);
  }

  async tail(length: number, signal?: Signal): Promise<Uint8Array> {
    const all = await this.#all(signal);
    return all.subarray(Math.max(0, all.length - length));
  }

  async *stream(start: number, signal?: Signal): AsyncIterable<Uint8Array> {
    this.#checkWhole();
    let skip = start;
    for (let i = 0; ; i++) {
      checkSignal(signal);
      const chunk = i < this.#kept.length ? (this.#kept[i] as Uint8Array) : await this.#pull(REWIND);
      if (chunk === null) return;
      if (skip < chunk.length) yield chunk.subarray(skip);
      skip = Math.max(0, skip - chunk.length);
    }
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#chunks.return?.();
  }
}
