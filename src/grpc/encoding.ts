import { gunzipSync, inflateSync } from "node:zlib";
import { PolaroidError } from "../core/error.ts";
import type { Inflate } from "./frame.ts";

/** What messages may be compressed with. */
export const ENCODINGS = "identity,gzip,deflate";

const INFLATE: Readonly<Record<string, typeof gunzipSync>> = { gzip: gunzipSync, deflate: inflateSync };

/** How messages of an encoding are read; null where they are not compressed. What becomes too large is `LIMIT_EXCEEDED`. */
export function inflateOf(encoding: string | undefined, limit: number): Inflate | null {
  if (encoding === undefined || encoding === "" || encoding === "identity") return null;
  const inflate = INFLATE[encoding];
  if (inflate === undefined)
    throw new PolaroidError("NOT_SUPPORTED", `messages compressed with ${encoding} are not read; ${ENCODINGS} are`);
  return (bytes) => {
    try {
      return inflate(bytes, { maxOutputLength: limit });
    } catch (cause) {
      if ((cause as { code?: string }).code === "ERR_BUFFER_TOO_LARGE")
        throw new PolaroidError("LIMIT_EXCEEDED", `a compressed message of more than ${limit} bytes`, { cause });
      throw new PolaroidError("INVALID_ARGUMENT", `a message is no ${encoding}`, { cause });
    }
  };
}
