import { isUtf8, text, utf8 } from "../../core/utf8.ts";

/** How many bytes at the end may be the start of a character that is cut. */
function cut(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const c = bytes[bytes.length - back] as number;
    if (c < 0x80) return 0;
    if (c >= 0xc0) return (c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

/** Replaces what is not UTF-8 by U+FFFD. */
export async function* lossyChunks(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const clean = (bytes: Uint8Array): Uint8Array => (isUtf8(bytes) ? bytes : utf8(text(bytes, 0, bytes.length)));
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (rest.length > 0) {
      bytes = new Uint8Array(rest.length + chunk.length);
      bytes.set(rest);
      bytes.set(chunk, rest.length);
    }
    const keep = cut(bytes);
    rest = bytes.slice(bytes.length - keep);
    if (bytes.length > keep) yield clean(bytes.subarray(0, bytes.length - keep));
  }
  if (rest.length > 0) yield clean(rest);
}
