/** Plain forms of the block codecs; null where a block is broken. */

function length(bytes: Uint8Array): number {
  for (let i = 0; i < 5 && i < bytes.length; i++) if ((bytes[i] as number) < 128) return i + 1;
  return 0;
}

function copyBack(out: number[], back: number, size: number): boolean {
  if (back === 0 || back > out.length) return false;
  for (let i = 0; i < size; i++) out.push(out[out.length - back] as number);
  return true;
}

/** One Snappy block of a known size. */
export function snappyDecode(bytes: Uint8Array, size: number): Uint8Array | null {
  const out: number[] = [];
  let at = length(bytes);
  if (at === 0) return null;
  const little = (n: number): number => {
    let v = 0;
    for (let i = 0; i < n; i++) v += (bytes[at + i] ?? 0) * 2 ** (8 * i);
    at += n;
    return v;
  };
  while (at < bytes.length) {
    const tag = bytes[at++] as number;
    if ((tag & 3) === 0) {
      let n = (tag >> 2) + 1;
      if (n > 60) n = little(n - 60) + 1;
      if (n > bytes.length - at || n > size - out.length) return null;
      for (let i = 0; i < n; i++) out.push(bytes[at++] as number);
      continue;
    }
    const kind = tag & 3;
    const n = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = kind === 1 ? (tag >> 5) * 256 + little(1) : little(kind === 2 ? 2 : 4);
    if (at > bytes.length || !copyBack(out, back, n) || out.length > size) return null;
  }
  return out.length === size ? Uint8Array.from(out) : null;
}

/** One LZ4 block of at most `size` bytes. */
export function lz4BlockDecode(bytes: Uint8Array, size: number): Uint8Array | null {
  const out: number[] = [];
  let at = 0;
  const extended = (nibble: number): number => {
    if (nibble < 15) return nibble;
    let n = 15;
    for (;;) {
      const b = bytes[at++];
      if (b === undefined) return -1;
      n += b;
      if (b !== 255) return n;
    }
  };
  while (at < bytes.length) {
    const token = bytes[at++] as number;
    const literal = extended(token >> 4);
    if (literal < 0 || literal > bytes.length - at || literal > size - out.length) return null;
    for (let i = 0; i < literal; i++) out.push(bytes[at++] as number);
    if (at === bytes.length) return Uint8Array.from(out);
    if (bytes.length - at < 2) return null;
    const back = (bytes[at] as number) + (bytes[at + 1] as number) * 256;
    at += 2;
    const match = extended(token & 15);
    if (match < 0 || match + 4 > size - out.length || !copyBack(out, back, match + 4)) return null;
  }
  return Uint8Array.from(out);
}
