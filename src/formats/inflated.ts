import { PolaroidError } from "../core/error.ts";
import type { ByteSource, Host, HostCodec, Signal } from "../core/host.ts";

const MAX_HELD = 1 << 30;

/** Which stream compression bytes begin with, if any. */
export function compressionOf(head: Uint8Array): HostCodec | null {
  if (head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return "gzip";
  if (head.length >= 4 && head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return "zstd";
  return null;
}

const SUFFIX = /\.(gz|gzip|zst|zstd)$/i;

/** The name without the suffix of its compression. */
export const innerName = (name: string): string => name.replace(SUFFIX, "");

/** The compression that a name's suffix promises. */
export function compressionByName(name: string): HostCodec | null {
  const suffix = SUFFIX.exec(name)?.[1]?.toLowerCase();
  return suffix === undefined ? null : suffix.startsWith("g") ? "gzip" : "zstd";
}

/** Skips the first bytes of a stream. */
async function* after(chunks: AsyncIterable<Uint8Array>, start: number): AsyncIterable<Uint8Array> {
  let skip = start;
  for await (const chunk of chunks) {
    if (chunk.length > skip) yield chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
  }
}

/** A compressed file as if it were not: streams begin at the file's start each time; random access holds it all. */
export function inflatedSource(source: ByteSource, codec: HostCodec, host: Host): ByteSource {
  let whole: Promise<Uint8Array> | null = null;
  const chunks = (signal?: Signal): AsyncIterable<Uint8Array> => host.inflateStream(codec, source.stream(0, signal));
  const load = async (signal?: Signal): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of chunks(signal)) {
      length += chunk.length;
      if (length > MAX_HELD)
        throw new PolaroidError(
          "LIMIT_EXCEEDED",
          `${source.name} inflates to more than 1 GiB, and its format needs all of it; decompress it first`,
        );
      parts.push(chunk);
    }
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  const held = (signal?: Signal): Promise<Uint8Array> => {
    whole ??= load(signal).catch((cause) => {
      whole = null;
      throw cause;
    });
    return whole;
  };
  return {
    name: source.name,
    size: -1,
    get version() {
      return source.version;
    },
    async read(start, end, signal): Promise<Uint8Array> {
      const all = await held(signal);
      if (end > all.length)
        throw new PolaroidError("CORRUPT", `${source.name} inflates to ${all.length} bytes where ${end} are needed`);
      return all.subarray(start, end);
    },
    async tail(length, signal): Promise<Uint8Array> {
      const all = await held(signal);
      return all.subarray(Math.max(0, all.length - length));
    },
    stream: (start, signal) => after(chunks(signal), start),
    close: () => {
      whole = null;
      return source.close();
    },
  };
}
