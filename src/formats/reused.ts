import { room } from "../arrow/layout.ts";

const LEAST = 1 << 16;
/** The next row group is read while one is decoded, for a scan or two. */
const FILES = { kept: 64 << 20, most: 8 };
/** The columns of a row group, for a scan or two. */
const COLUMNS = { kept: 128 << 20, most: 64 };

/** Memory that is used again once it was given back: filling new pages takes several times as long. */
class Reused<Memory extends { readonly byteLength: number }> {
  readonly #make: (bytes: number) => Memory;
  readonly #free: Memory[] = [];
  readonly #limits: { readonly kept: number; readonly most: number };
  #kept = 0;

  constructor(make: (bytes: number) => Memory, limits: { readonly kept: number; readonly most: number } = FILES) {
    this.#make = make;
    this.#limits = limits;
  }

  /** At least so many bytes, holding anything. */
  take(bytes: number): Memory {
    const at = this.#free.findIndex((m) => m.byteLength >= bytes && m.byteLength <= 4 * Math.max(bytes, LEAST));
    if (at < 0) return this.#make(2 ** Math.ceil(Math.log2(Math.max(bytes, LEAST))));
    const [found] = this.#free.splice(at, 1) as [Memory];
    this.#kept -= found.byteLength;
    return found;
  }

  /** Nobody may look at it any more. */
  give(memory: Memory): void {
    const { kept, most } = this.#limits;
    if (this.#kept + memory.byteLength > kept || this.#free.length === most) return;
    this.#kept += memory.byteLength;
    this.#free.push(memory);
  }
}

/** For what is read from files. */
export const scratch: Reused<Uint8Array> = new Reused((bytes) => new Uint8Array(bytes));
/** For what other threads fill: two row groups of columns. */
export const sharedScratch: Reused<SharedArrayBuffer> = new Reused((bytes) => new SharedArrayBuffer(bytes), COLUMNS);
/** For columns that are dead when the next batch comes. */
export const columnScratch: Reused<ArrayBuffer> = new Reused(room, COLUMNS);
