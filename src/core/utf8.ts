import { world } from "./world.ts";

const decoder = new world.TextDecoder("utf-8", { ignoreBOM: true });
const strict = new world.TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new world.TextEncoder();

/** Encodes text as UTF-8. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** Writes text at `at` and gives the bytes written; the target must have room for 3 bytes a code unit. */
export function utf8Into(text: string, target: Uint8Array, at: number): number {
  if (text.length < 24) {
    let p = at;
    let i = 0;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c > 127) break;
      target[p++] = c;
    }
    if (i === text.length) return p - at;
  }
  return encoder.encodeInto(text, target.subarray(at)).written;
}

/** Decodes UTF-8 between two positions; short ASCII without a call into the decoder. */
export function text(bytes: Uint8Array, start: number, end: number): string {
  if (end - start < 12) {
    let out = "";
    for (let i = start; i < end; i++) {
      const c = bytes[i] as number;
      if (c > 127) return decode(bytes, start, end);
      out += String.fromCharCode(c);
    }
    return out;
  }
  return decode(bytes, start, end);
}

// TextDecoder refuses views of shared memory.
const decode = (bytes: Uint8Array, start: number, end: number): string =>
  decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes.subarray(start, end) : bytes.slice(start, end));

// A decoder gives one string, which has at most 2^29 characters.
const PIECE = 1 << 24;

/** Whether the bytes are well-formed UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  let from = 0;
  while (from < bytes.length && (bytes[from] as number) < 128) from++;
  while (from < bytes.length) {
    let end = Math.min(bytes.length, from + PIECE);
    // A character is up to four bytes long and is not cut.
    for (let back = 0; back < 3 && end < bytes.length && ((bytes[end] as number) & 0xc0) === 0x80; back++) end--;
    try {
      strict.decode(bytes.buffer instanceof ArrayBuffer ? bytes.subarray(from, end) : bytes.slice(from, end));
    } catch {
      return false;
    }
    from = end;
  }
  return true;
}
