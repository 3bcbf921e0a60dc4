type Typed = ArrayBufferView & { readonly length: number; readonly BYTES_PER_ELEMENT: number };
type Maker<T> = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => T;

/**
 * One view over arrays that lie right behind each other in one buffer, as the slices of a column do; null where they do not.
 * `lengths` are the elements that each one adds, where that is not all of them.
 */
export function contiguous<T extends Typed>(parts: readonly T[], lengths: readonly number[] | null = null): T | null {
  const first = parts[0];
  if (first === undefined) return null;
  const { buffer, byteOffset, BYTES_PER_ELEMENT } = first;
  let elements = 0;
  for (let i = 0; i < parts.length; i++) {
    const p = parts[i] as T;
    if (p.buffer !== buffer || p.byteOffset !== byteOffset + elements * BYTES_PER_ELEMENT) return null;
    elements += lengths?.[i] ?? p.length;
  }
  const extra = lengths === null ? 0 : (parts[parts.length - 1] as T).length - (lengths[lengths.length - 1] as number);
  return new (first.constructor as Maker<T>)(buffer, byteOffset, elements + extra);
}
