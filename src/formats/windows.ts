import type { Signal } from "../core/host.ts";
import { scratch } from "./reused.ts";
import type { LocalSource } from "./stretches.ts";

interface Window {
  readonly from: number;
  readonly to: number;
  readonly memory: Uint8Array;
  readonly done: Promise<void>;
}

/** What is read of a file, in memory that is used again: bytes are good until the next ones are asked for. */
export class Windows {
  readonly #source: LocalSource;
  readonly #signal: Signal | undefined;
  #now: Window | null = null;
  #next: Window | null = null;

  constructor(source: LocalSource, signal: Signal | undefined) {
    this.#source = source;
    this.#signal = signal;
  }

  #read(from: number, to: number): Window {
    const memory = scratch.take(to - from);
    const done = this.#source.readInto(from, memory.subarray(0, to - from), this.#signal);
    done.catch(() => {});
    return { from, to, memory, done };
  }

  /** Memory goes back once nothing is read into it any more. */
  #drop(window: Window | null): void {
    const back = (): void => {
      if (window !== null) scratch.give(window.memory);
    };
    window?.done.then(back, back);
  }

  /** Bytes from `from` on, to `to` or as far as they were read ahead. */
  async at(from: number, to: number): Promise<{ readonly bytes: Uint8Array; readonly to: number }> {
    const ahead = this.#next;
    this.#next = null;
    this.#drop(this.#now);
    if (ahead !== null && ahead.from <= from && from < ahead.to) this.#now = ahead;
    else {
      this.#drop(ahead);
      this.#now = this.#read(from, to);
    }
    const { done, memory, ...has } = this.#now;
    await done;
    return { bytes: memory.subarray(from - has.from, has.to - has.from), to: has.to };
  }

  /** Begins to read what comes next. */
  ahead(from: number, to: number): void {
    if (this.#next === null) this.#next = this.#read(from, to);
  }

  close(): void {
    this.#drop(this.#now);
    this.#drop(this.#next);
    this.#now = null;
    this.#next = null;
  }
}
