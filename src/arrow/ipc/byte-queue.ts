/** Bytes that come in chunks and leave in pieces: a piece of one chunk is a view of it, one of several is a copy. */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  #first = 0;
  #at = 0;
  /** Bytes that wait. */
  length = 0;

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.length += chunk.length;
  }

  /** The next `size` bytes, which must be there; `keep` leaves them in the queue. */
  take(size: number, keep = false): Uint8Array {
    let head = this.#chunks[this.#first];
    if (size === 0 || head === undefined) return new Uint8Array(0);
    let [first, at] = [this.#first, this.#at];
    let out: Uint8Array;
    if (head.length - at >= size) {
      out = head.subarray(at, at + size);
      at += size;
    } else {
      out = new Uint8Array(size);
      for (let done = 0; done < size; ) {
        head = this.#chunks[first] as Uint8Array;
        const piece = head.subarray(at, Math.min(head.length, at + size - done));
        out.set(piece, done);
        done += piece.length;
        at += piece.length;
        if (at === head.length && done < size) {
          first++;
          at = 0;
        }
      }
    }
    if (!keep) this.#drop(first, at, size);
    return out;
  }

  #drop(first: number, at: number, size: number): void {
    this.length -= size;
    if (at === this.#chunks[first]?.length) {
      first++;
      at = 0;
    }
    for (let i = this.#first; i < first; i++) this.#chunks[i] = new Uint8Array(0);
    this.#first = first;
    this.#at = at;
    if (first > 64 && first * 2 > this.#chunks.length) {
      this.#chunks = this.#chunks.slice(first);
      this.#first = 0;
    }
  }
}
