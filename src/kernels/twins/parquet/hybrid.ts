/** Plain forms of the kernels for RLE and bit-packed streams. */

function header(bytes: Uint8Array, at: number): { value: number; next: number } | null {
  let value = 0;
  for (let i = 0; i < 5 && at + i < bytes.length; i++) {
    const b = bytes[at + i] as number;
    value = (value | ((b & 127) << (7 * i))) >>> 0;
    if (b < 128) return { value, next: at + i + 1 };
  }
  return null;
}

const bitAt = (bytes: Uint8Array, bit: number): number => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;

/** `n` values of a hybrid stream, each below `limit`; null where it is broken. */
export function hybridDecode(bytes: Uint8Array, width: number, n: number, limit: number): number[] | null {
  const out: number[] = [];
  if (width === 0) return limit === 0 && n > 0 ? null : new Array<number>(n).fill(0);
  let at = 0;
  while (out.length < n) {
    const head = header(bytes, at);
    if (head === null) return null;
    at = head.next;
    const left = n - out.length;
    const times = head.value >>> 1;
    if (head.value & 1) {
      const count = Math.min(times * 8, left);
      if (Math.ceil((count * width) / 8) > bytes.length - at) return null;
      for (let i = 0; i < count; i++) {
        let v = 0;
        for (let b = 0; b < width; b++) v += bitAt(bytes, at * 8 + i * width + b) * 2 ** b;
        if (v >= limit) return null;
        out.push(v);
      }
      at += Math.min(times * width, bytes.length - at);
    } else {
      const size = (width + 7) >> 3;
      if (size > bytes.length - at) return null;
      let v = 0;
      for (let b = 0; b < size; b++) v += (bytes[at + b] as number) * 2 ** (8 * b);
      at += size;
      const count = Math.min(times, left);
      if (count > 0 && v >= limit) return null;
      for (let i = 0; i < count; i++) out.push(v);
    }
  }
  return out;
}

/** `n` levels of the old form, highest bit first. */
export function oldLevels(bytes: Uint8Array, width: number, n: number, max: number): number[] | null {
  if (Math.ceil((n * width) / 8) > bytes.length) return null;
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    let v = 0;
    for (let b = 0; b < width; b++)
      v = v * 2 + (((bytes[(i * width + b) >> 3] as number) >> (7 - ((i * width + b) & 7))) & 1);
    if (v > max) return null;
    out.push(v);
  }
  return out;
}

/** Validity of the slots that definition levels make. */
export const slots = (def: readonly number[], slot: number, max: number): boolean[] =>
  def.filter((d) => d >= slot).map((d) => d === max);
