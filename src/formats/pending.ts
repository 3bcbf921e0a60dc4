import { PolaroidError } from "../core/error.ts";

export const MAX_RECORD: number = 512 << 20;

/** Bytes that wait to be read: what is left of earlier chunks and the chunks that came, in one reused buffer. */
export class Pending {
  #buffer: Uint8Array = new Uint8Array(0);
  #from = 0;
  #to = 0;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  get length(): number {
    return this.#to - this.#from;
  }

  /** A view that dies with the next `push`. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(this.#from, this.#to);
  }

  push(chunk: Uint8Array): void {
    const length = this.length;
    const need = length + chunk.length;
    if (need > MAX_RECORD)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${this.#name}: a record is longer than ${MAX_RECORD >> 20} MiB; perhaps a quote is not closed`,
      );
    if (this.#to + chunk.length > this.#buffer.length) {
      const target =
        need > this.#buffer.length ? new Uint8Array(Math.min(MAX_RECORD, Math.max(need, 2 * length))) : this.#buffer;
      target.set(this.bytes);
      this.#buffer = target;
      this.#from = 0;
      this.#to = length;
    }
    this.#buffer.set(chunk, this.#to);
    this.#to += chunk.length;
  }

  /** Takes the first bytes away. */
  drop(length: number): void {
    this.#from += length;
    if (this.#from === this.#to) this.#from = this.#to = 0;
  }
}
