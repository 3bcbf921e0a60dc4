/** Below this an array of its own costs as little. */
const LEAST = 4096;
const MOST = 1 << 18;

/** Numbers that are dead before the next ones are asked for: filling memory that is new costs more. */
export class Scratch {
  #room: Int32Array = new Int32Array(0);

  of(n: number): Int32Array {
    if (n < LEAST || n > MOST) return new Int32Array(n);
    if (this.#room.length < n) this.#room = new Int32Array(n);
    return this.#room.length === n ? this.#room : this.#room.subarray(0, n);
  }
}
