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

/** Whether the bytes are well-formed UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  let i = 0;
  while (i < bytes.length && (bytes[i] as number) < 128) i++;
  if (i === bytes.length) return true;
  try {
    strict.decode(bytes.buffer instanceof ArrayBuffer ? bytes.subarray(i) : bytes.slice(i));
    return true;
  } catch {
    return false;
  }
}
