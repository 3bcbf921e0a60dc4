import type { Values } from "../../arrow/column.ts";
import { room } from "../../arrow/layout.ts";

/** Below this many bytes, memory of its own costs as little. */
export const fleeting: { least: number } = { least: 4096 };
const STEP = 1 << 16;
/** Free buffers of one size that are kept. */
const KEPT = 32;
/** Those of operators that ended, for the next ones: a query of few rows would fill new memory each time. */
const spare: ArrayBuffer[] = [];
const SPARE = 16;
const LARGEST = 1 << 20;

const spared = (size: number): ArrayBuffer | undefined => {
  const at = spare.findIndex((b) => b.byteLength === size);
  return at < 0 ? undefined : spare.splice(at, 1)[0];
};

/**
 * Buffers for what is dead when the next batch comes: filling memory that is new costs more than most of what is done
 * with it.
 */
export class Fleeting {
  // Made with the first buffer: batches of a few rows take none.
  #free: Map<number, ArrayBuffer[]> | null = null;
  #lent: ArrayBuffer[] | null = null;

  take(bytes: number): ArrayBuffer {
    const size = Math.ceil(bytes / STEP) * STEP;
    const buffer = this.#free?.get(size)?.pop() ?? spared(size) ?? room(size);
    this.#lent ??= [];
    this.#lent.push(buffer);
    return buffer;
  }

  /** All that was taken may be taken again. */
  reset(): void {
    if (this.#lent === null) return;
    this.#free ??= new Map();
    for (const buffer of this.#lent) {
      const free = this.#free.get(buffer.byteLength);
      if (free === undefined) this.#free.set(buffer.byteLength, [buffer]);
      else if (free.length < KEPT) free.push(buffer);
    }
    this.#lent = null;
  }

  /** No batch comes any more: what was taken serves others. */
  close(): void {
    this.reset();
    for (const free of this.#free?.values() ?? [])
      for (const buffer of free) if (spare.length < SPARE && buffer.byteLength <= LARGEST) spare.push(buffer);
    this.#free = null;
  }
}

let current: Fleeting | null = null;

/** Runs what makes results that are dead at the next `reset`; null: results that last. */
export function within<T>(fleeting: Fleeting | null, run: () => T): T {
  const outer = current;
  current = fleeting;
  try {
    return run();
  } finally {
    current = outer;
  }
}

/** Room for a result that is written to its last byte at once; it may be larger than asked for. */
export const resultRoom = (bytes: number): ArrayBuffer =>
  current === null || bytes < fleeting.least ? room(bytes) : current.take(bytes);

type Make<T> = new (buffer: ArrayBuffer, at: number, length: number) => T;
type Sized<T> = { readonly BYTES_PER_ELEMENT: number; new (length: number): T };

/** Values of a result, to be written to the last one. */
export function resultValues<T extends Values>(make: Sized<T>, length: number): T {
  const bytes = length * make.BYTES_PER_ELEMENT;
  return bytes < fleeting.least ? new make(length) : new (make as unknown as Make<T>)(resultRoom(bytes), 0, length);
}
