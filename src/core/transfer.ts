import { fromBase64, toBase64 } from "./base64.ts";
import { PolaroidError } from "./error.ts";

/** How bytes are written as text. */
export type Transfer = "hex" | "base64";

const DIGITS = "0123456789abcdef";
const digit = (c: number): number =>
  c >= 48 && c <= 57 ? c - 48 : (c | 32) >= 97 && (c | 32) <= 102 ? (c | 32) - 87 : -1;

function toHex(bytes: Uint8Array): string {
  let out = "";
  for (const b of bytes) out += (DIGITS[b >> 4] as string) + (DIGITS[b & 15] as string);
  return out;
}

function fromHex(text: string): Uint8Array | undefined {
  if (text.length & 1) return undefined;
  const out = new Uint8Array(text.length >> 1);
  for (let i = 0; i < out.length; i++) {
    const [high, low] = [digit(text.charCodeAt(2 * i)), digit(text.charCodeAt(2 * i + 1))];
    if (high < 0 || low < 0) return undefined;
    out[i] = high * 16 + low;
  }
  return out;
}

/** Only what `toBase64` writes: padded, and no bits left over. */
function strictBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = fromBase64(text);
    return toBase64(bytes.subarray(bytes.length - (bytes.length % 3 || 3))) === text.slice(-4) ? bytes : undefined;
  } catch (cause) {
    if (cause instanceof PolaroidError) return undefined;
    throw cause;
  }
}

export const encodeBytes = (bytes: Uint8Array, encoding: Transfer): string =>
  encoding === "hex" ? toHex(bytes) : toBase64(bytes);

/** The bytes that a text stands for; undefined where it is no such text. */
export const decodeBytes = (text: string, encoding: Transfer): Uint8Array | undefined =>
  encoding === "hex" ? fromHex(text) : strictBase64(text);
