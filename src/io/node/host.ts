import { pipeline, Readable, type Transform } from "node:stream";
import { setImmediate as immediate } from "node:timers/promises";
import * as zlib from "node:zlib";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Host, HostCodec } from "../../core/host.ts";
import { text, utf8 } from "../../core/utf8.ts";
import { loadZstd, type Zstd } from "../../kernels/zstd.ts";
import {
  brokenBlock,
  checked,
  hasZlibHeader,
  type Inflate,
  inflateWhole,
  inflateZstd,
  loadCodecInto,
  tooLarge,
} from "../codecs.ts";
import { MAX_INFLATED } from "../limits.ts";
import { WorkerThreads } from "./threads.ts";
import { hasZstd, type WholeOptions, zstdStream, zstdWhole } from "./zstd.ts";

type Whole = (bytes: Uint8Array, options: WholeOptions) => Uint8Array;

// What is filled to its last byte would be followed by another chunk.
const chunkOf = (size: number): number => Math.min(Math.max(size, 16 << 10) + 128, 64 << 20);

const inflating =
  (codec: HostCodec, whole: Whole): Inflate =>
  (bytes, size) => {
    const limit = size > 0 ? size : MAX_INFLATED;
    try {
      return checked(codec, whole(bytes, { maxOutputLength: limit, chunkSize: chunkOf(size) }), size);
    } catch (cause) {
      if (size <= 0 && (cause as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(codec, limit);
      throw (cause as { code?: string }).code === "CORRUPT" ? cause : brokenBlock(codec, cause);
    }
  };

const inflate: Partial<Record<HostCodec, Inflate>> = {
  gzip: inflating("gzip", zlib.gunzipSync),
  deflate: inflating("deflate", (bytes, options) =>
    (hasZlibHeader(bytes) ? zlib.inflateSync : zlib.inflateRawSync)(bytes, options),
  ),
  brotli: inflating("brotli", zlib.brotliDecompressSync),
};
const deflate: Partial<Record<HostCodec, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => zlib.gzipSync(bytes),
  deflate: (bytes) => zlib.deflateRawSync(bytes),
  brotli: (bytes) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } }),
};
// Node takes more than 10 us for the least block, and copies nothing: ours wins up to about this size.
const SMALL = 64 << 10;
let ours: Zstd | null = null;
if (hasZstd) {
  const theirs = inflating("zstd", zstdWhole);
  inflate.zstd = (bytes, size) =>
    ours !== null && size > 0 && size <= SMALL ? inflateZstd(ours, bytes, size) : theirs(bytes, size);
  deflate.zstd = (bytes) => zlib.zstdCompressSync(bytes, { chunkSize: bytes.length + (bytes.length >> 7) + 1024 });
}

const CHUNK = { chunkSize: 1 << 20 };
const STREAMS: Readonly<Record<Exclude<HostCodec, "zstd">, () => Transform>> = {
  gzip: () => createGunzip(CHUNK),
  deflate: () => createInflate(CHUNK),
  brotli: () => createBrotliDecompress(CHUNK),
};

async function* inflateStream(codec: HostCodec, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (codec === "zstd") return yield* hasZstd ? zstdStream(chunks) : inflateWhole(inflate, codec, chunks);
  const source = Readable.from(chunks, { objectMode: false, highWaterMark: 1 << 20 });
  let failed: unknown;
  source.on("error", (cause) => {
    failed = cause;
  });
  const out = pipeline(source, STREAMS[codec](), () => {});
  try {
    for await (const chunk of out) yield chunk as Uint8Array;
  } catch (cause) {
    throw failed ?? brokenBlock(codec, cause);
  } finally {
    out.destroy();
    source.destroy();
  }
}

/** Node's own codecs, clock and text, as portable code sees them. */
export const nodeHost: Host = Object.freeze({
  name: "node",
  pause: () => immediate(),
  now: () => performance.now(),
  inflate,
  deflate,
  loadCodec: async (codec: HostCodec) => {
    if (codec === "zstd") ours ??= await loadZstd();
    await loadCodecInto(inflate, codec);
  },
  inflateStream,
  decodeText: (bytes: Uint8Array) => text(bytes, 0, bytes.length),
  encodeText: utf8,
  threads: new WorkerThreads(),
});
