import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Signal } from "../../core/host.ts";
import { checkSignal } from "../../core/signal.ts";
import { checkRange, FIRST_CHUNK, nextChunk } from "../limits.ts";

/** A `Blob` or a `File`, read piece by piece. */
export function blobSource(blob: Blob): ByteSource {
  const file = blob as { readonly name?: string; readonly lastModified?: number };
  const name = file.name ?? "Blob";
  const read = async (start: number, end: number, signal?: Signal): Promise<Uint8Array> => {
    checkSignal(signal);
    checkRange(name, start, end, blob.size);
    try {
      return new Uint8Array(await blob.slice(start, end).arrayBuffer());
    } catch (cause) {
      throw new PolaroidError("IO", `${name} cannot be read: it was changed or removed after it was chosen`, { cause });
    }
  };
  return {
    name,
    size: blob.size,
    version: file.lastModified === undefined ? "" : `${file.lastModified}-${blob.size}`,
    read,
    tail: (length, signal) => read(Math.max(0, blob.size - length), blob.size, signal),
    async *stream(start: number, signal?: Signal): AsyncIterable<Uint8Array> {
      let bytes = FIRST_CHUNK;
      for (let at = start; at < blob.size; bytes = nextChunk(bytes)) {
        const end = Math.min(at + bytes, blob.size);
        yield await read(at, end, signal);
        at = end;
      }
    },
    async close(): Promise<void> {},
  };
}
