import { isUtf8 } from "../../core/utf8.ts";
import { corrupt } from "./flat-reader.ts";
import type { WireField } from "./wire.ts";

const CHUNK = 1 << 16;

/** Where the first byte above 127 may be; the length where all are ASCII. */
function asciiEnd(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length && (bytes.byteOffset + i) % 4 !== 0) if ((bytes[i++] as number) > 127) return i - 1;
  if (i === bytes.length) return i;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + i, (bytes.length - i) >> 2);
  let w = 0;
  for (const end = words.length - 3; w < end; w += 4) {
    const any = (words[w] as number) | (words[w + 1] as number) | (words[w + 2] as number) | (words[w + 3] as number);
    if ((any & 0x80808080) !== 0) return i + 4 * w;
  }
  for (i += 4 * w; i < bytes.length; i++) if ((bytes[i] as number) > 127) return i;
  return i;
}

/** Throws unless offsets rise within `size`. */
export function checkOffsets(offsets: Int32Array, size: number, field: WireField): void {
  let before = offsets[0] as number;
  let falls = before < 0 ? 1 : 0;
  for (let i = 1; i < offsets.length; i++) {
    const here = offsets[i] as number;
    falls |= here < before ? 1 : 0;
    before = here;
  }
  if (falls !== 0 || before > size) throw corrupt(`${field.path}: offsets fall or pass the end of their data`);
}

/** Throws unless every row between two offsets (checked before) is UTF-8. */
export function checkText(offsets: Int32Array, data: Uint8Array, field: WireField): void {
  const first = offsets[0] as number;
  const last = offsets[offsets.length - 1] as number;
  const bytes = data.subarray(first, last);
  const start = asciiEnd(bytes);
  if (start === bytes.length) return;
  const bad = (): Error => corrupt(`${field.path}: text is not UTF-8`);
  // Chunks, because one string of the decoder cannot pass 512 MiB.
  for (let at = start; at < bytes.length; ) {
    let end = Math.min(bytes.length, at + CHUNK);
    for (let back = 0; back < 3 && end < bytes.length && ((bytes[end] as number) & 0xc0) === 0x80; back++) end--;
    if (!isUtf8(bytes.subarray(at, end))) throw bad();
    at = end;
  }
  for (let i = 0; i < offsets.length; i++) {
    const o = offsets[i] as number;
    if (o < last && ((data[o] as number) & 0xc0) === 0x80) throw bad();
  }
}
