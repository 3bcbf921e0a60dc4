import { PolaroidError } from "../../core/error.ts";
import type { ByteSource } from "../../core/host.ts";

const MOST = 2 ** 31;

/** A source of unknown size, read whole: a file's footer lies at its end. */
export async function memorySource(source: ByteSource): Promise<ByteSource> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source.stream(0)) {
    size += chunk.length;
    if (size > MOST)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${source.name}: an IPC file of more than 2 GiB must be read from a place that knows its size`,
      );
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return {
    name: source.name,
    size,
    version: source.version,
    read: async (start, end) => bytes.subarray(start, end),
    tail: async (length) => bytes.subarray(Math.max(0, size - length)),
    async *stream(start) {
      yield bytes.subarray(start);
    },
    close: () => source.close(),
  };
}
