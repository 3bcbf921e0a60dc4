import { room } from "../../arrow/layout.ts";

const FIRST = 1 << 20;
const KEPT = 16 << 20;
const MOST = 4;
const free: Staging[] = [];

/** Memory that chunks are put together in, one after the other: new memory for each costs more than its bytes. */
export class Staging {
  #bytes: Uint8Array = new Uint8Array(room(FIRST));
  length = 0;

  static take(): Staging {
    return free.pop() ?? new Staging();
  }

  append(part: Uint8Array): void {
    const need = this.length + part.length;
    if (need > this.#bytes.length) {
      const more = new Uint8Array(room(Math.max(need, 2 * this.#bytes.length)));
      more.set(this.#bytes.subarray(0, this.length));
      this.#bytes = more;
    }
    this.#bytes.set(part, this.length);
    this.length = need;
  }

  /** What was appended: good until more is. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** For the next writer; nobody reads its bytes any more. */
  release(): void {
    this.length = 0;
    if (this.#bytes.length <= KEPT && free.length < MOST) free.push(this);
  }
}
