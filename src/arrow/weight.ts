import { eachArray } from "./buffers.ts";
import type { Column } from "./column.ts";

type Resizable = new (bytes: number, options: { maxByteLength: number }) => ArrayBuffer;

const untouched = (bytes: number): ArrayBuffer => new (ArrayBuffer as Resizable)(bytes, { maxByteLength: bytes });
const weights = new WeakMap<object, ArrayBuffer>();

/** The part of their bytes that counts: each collection costs some ms, and V8 asks for one about every 64 MB. */
export const weight: { part: number } = { part: 8 };

/**
 * Gives columns that were made together, or came from another thread, a weight. Shared memory does not count when V8 decides
 * whether to collect, so that frames nobody holds any more would stay: 50 MB read 120 times came to 5 GB, and comes to 0.9 GB.
 * With the columns goes a buffer that counts and that takes no memory, for nobody touches it.
 */
export function weigh(columns: readonly Column[]): void {
  const shared = new Set<ArrayBufferLike>();
  for (const c of columns)
    eachArray(c, ({ buffer }) => {
      if (!(buffer instanceof ArrayBuffer)) shared.add(buffer);
    });
  let bytes = 0;
  for (const buffer of shared) if (!weights.has(buffer)) bytes += buffer.byteLength;
  const [first] = shared;
  if (first !== undefined && bytes > 0 && !weights.has(first))
    weights.set(first, untouched(Math.ceil(bytes / weight.part)));
}
