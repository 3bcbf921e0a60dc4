import type { Signal } from "../../../core/host.ts";
import { STOP_TIMEOUT } from "../protocol.ts";

/** A signal that another thread gives: by a flag that a busy thread sees, and by a message that wakes who waits. */
export class StopSignal implements Signal {
  readonly #stops: Int32Array;
  readonly #slot: number;
  readonly #alive: Int32Array;
  readonly #listeners: Set<() => void> = new Set();

  constructor(stops: Int32Array, slot: number, alive: Int32Array) {
    this.#stops = stops;
    this.#slot = slot;
    this.#alive = alive;
  }

  get aborted(): boolean {
    Atomics.add(this.#alive, 0, 1);
    return Atomics.load(this.#stops, this.#slot) !== 0;
  }

  get reason(): unknown {
    if (Atomics.load(this.#stops, this.#slot) !== STOP_TIMEOUT) return undefined;
    return Object.assign(new Error("the query took too long"), { name: "TimeoutError" });
  }

  addEventListener(_: "abort", listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_: "abort", listener: () => void): void {
    this.#listeners.delete(listener);
  }

  fire(): void {
    for (const listener of [...this.#listeners]) {
      this.#listeners.delete(listener);
      listener();
    }
  }
}
