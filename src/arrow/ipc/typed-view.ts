import { corrupt } from "./flat-reader.ts";
import type { WireField } from "./wire.ts";

interface Constructor<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): T;
  new (buffer: ArrayBufferLike, offset: number, length: number): T;
}

/** `count` values in these bytes: a view where they are aligned, else a copy. */
export function typedView<T extends { readonly buffer: ArrayBufferLike }>(
  make: Constructor<T>,
  bytes: Uint8Array,
  count: number,
  field: WireField,
): T {
  const size = count * make.BYTES_PER_ELEMENT;
  if (bytes.length < size) throw corrupt(`${field.path}: a buffer of ${bytes.length} bytes where ${size} are needed`);
  if (bytes.byteOffset % make.BYTES_PER_ELEMENT === 0) return new make(bytes.buffer, bytes.byteOffset, count);
  const out = new make(count);
  new Uint8Array(out.buffer).set(bytes.subarray(0, size));
  return out;
}
