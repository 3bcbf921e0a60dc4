import { PolaroidError } from "./error.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Uint8Array(128).fill(255);
for (let i = 0; i < 64; i++) VALUES[DIGITS.charCodeAt(i)] = i;

/** Bytes as base64 (RFC 4648). */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3 * 4096) {
    let part = "";
    for (let i = at; i < Math.min(at + 3 * 4096, bytes.length); i += 3) {
      const left = bytes.length - i;
      const w = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
      part += DIGITS[w >> 18] as string;
      part += DIGITS[(w >> 12) & 63] as string;
      part += left > 1 ? (DIGITS[(w >> 6) & 63] as string) : "=";
      part += left > 2 ? (DIGITS[w & 63] as string) : "=";
    }
    parts.push(part);
  }
  return parts.join("");
}

/** The bytes of base64 text; anything else is `CORRUPT`. */
export function fromBase64(text: string): Uint8Array {
  const end = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (text.length % 4 !== 0) throw new PolaroidError("CORRUPT", "the text is no base64");
  const out = new Uint8Array((text.length / 4) * 3 - end);
  let n = 0;
  for (let i = 0; i < text.length; i += 4) {
    let w = 0;
    for (let k = 0; k < 4; k++) {
      const c = text.charCodeAt(i + k);
      const v = i + k >= text.length - end ? 0 : c < 128 ? (VALUES[c] as number) : 255;
      if (v === 255) throw new PolaroidError("CORRUPT", "the text is no base64");
      w = (w << 6) | v;
    }
    if (n < out.length) out[n++] = w >> 16;
    if (n < out.length) out[n++] = w >> 8;
    if (n < out.length) out[n++] = w;
  }
  return out;
}
