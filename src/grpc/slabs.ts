import type { Memory } from "./frame.ts";

/** Memory that is kept for messages to come. */
const MOST = 8;
const MOST_BYTES = 32 << 20;
/** Below this fresh memory costs as little. */
const LEAST = 64 << 10;

/**
 * Memory of messages that nobody needs any more, for those that come: fresh memory is cleared, its pages are touched for the
 * first time and the collector of garbage runs for it, which was most of what receiving cost.
 */
export class Slabs implements Memory {
  #free: ArrayBufferLike[] = [];
  #bytes = 0;
  readonly #own: WeakSet<ArrayBufferLike> = new WeakSet();

  /** At least so many bytes. */
  allocate(bytes: number): ArrayBufferLike {
    if (bytes < LEAST) return new ArrayBuffer(bytes);
    const at = this.#free.findIndex((one) => one.byteLength >= bytes && one.byteLength <= 4 * bytes);
    if (at >= 0) {
      const [found] = this.#free.splice(at, 1) as [ArrayBufferLike];
      this.#bytes -= found.byteLength;
      return found;
    }
    const made = new ArrayBuffer(bytes);
    this.#own.add(made);
    return made;
  }

  /** Takes memory back; what was not given out here is left alone. */
  free(buffer: ArrayBufferLike): void {
    if (!this.#own.has(buffer) || this.#free.includes(buffer)) return;
    if (this.#free.length >= MOST || this.#bytes + buffer.byteLength > MOST_BYTES) return;
    this.#free.push(buffer);
    this.#bytes += buffer.byteLength;
  }
}
