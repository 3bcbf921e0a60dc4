import { PolaroidError } from "../core/error.ts";
import type { HostCodec } from "../core/host.ts";
import { loadZstd, ZSTD_FULL, type Zstd, zstdFailure } from "../kernels/zstd.ts";
import { concatBytes, MAX_INFLATED } from "./limits.ts";

export type Inflate = (bytes: Uint8Array, size: number) => Uint8Array;

export const brokenBlock = (codec: string, cause: unknown): PolaroidError =>
  new PolaroidError("CORRUPT", `a ${codec} block cannot be inflated; the file is truncated or damaged`, { cause });

export const tooLarge = (codec: string, limit: number): PolaroidError =>
  new PolaroidError("LIMIT_EXCEEDED", `a ${codec} block inflates to more than ${limit} bytes`);

/** Gives exactly `size` bytes where the size is known (above 0), and at most `MAX_INFLATED` where it is not. */
export function checked(codec: HostCodec, bytes: Uint8Array, size: number): Uint8Array {
  if (size > 0 && bytes.length !== size)
    throw new PolaroidError(
      "CORRUPT",
      `a ${codec} block inflates to ${bytes.length} bytes where its header promises ${size}`,
    );
  return bytes;
}

const limitOf = (size: number): number => (size > 0 ? size : MAX_INFLATED);

/** Whether deflated data has the zlib header; without it the data is raw. */
export const hasZlibHeader = (bytes: Uint8Array): boolean =>
  bytes.length > 2 &&
  ((bytes[0] as number) & 15) === 8 &&
  (((bytes[0] as number) << 8) | (bytes[1] as number)) % 31 === 0;

const SLICE = 64 << 10;

interface Pushed {
  push(chunk: Uint8Array, final?: boolean): void;
}

/** Collects what a pushed stream gives, a slice of input at a time, so that a bomb is met before it is big. */
function collect(
  codec: HostCodec,
  bytes: Uint8Array,
  size: number,
  make: (give: (chunk: Uint8Array) => void) => Pushed,
): Uint8Array {
  const chunks: Uint8Array[] = [];
  const limit = limitOf(size);
  let length = 0;
  const stream = make((chunk) => {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  });
  try {
    for (let at = 0; at < bytes.length && length <= limit; at += SLICE)
      stream.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  } catch (cause) {
    throw brokenBlock(codec, cause);
  }
  if (length > limit) throw size > 0 ? brokenBlock(codec, undefined) : tooLarge(codec, limit);
  return concatBytes(chunks, length);
}

type Deflate = (bytes: Uint8Array) => Uint8Array;

async function loadFlate(deflate: Partial<Record<HostCodec, Deflate>>): Promise<[Inflate, Inflate]> {
  const { deflateSync, Gunzip, gzipSync, Inflate, Unzlib } = await import("fflate");
  deflate.gzip ??= (bytes) => gzipSync(bytes);
  deflate.deflate ??= (bytes) => deflateSync(bytes);
  return [
    (bytes, size) =>
      checked(
        "gzip",
        collect("gzip", bytes, size, (give) => new Gunzip(give)),
        size,
      ),
    (bytes, size) => {
      const Kind = hasZlibHeader(bytes) ? Unzlib : Inflate;
      return checked(
        "deflate",
        collect("deflate", bytes, size, (give) => new Kind(give)),
        size,
      );
    },
  ];
}

/** Above this a block is inflated apart, and not in the kernels' memory, which never shrinks. */
const MAX_IN_KERNELS = 64 << 20;

/** Inflates zstd by our own decoder. */
export function inflateZstd(zstd: Zstd, bytes: Uint8Array, size: number): Uint8Array {
  const inside = size > 0 && size + bytes.length <= MAX_IN_KERNELS;
  const out = inside ? zstd.inflate(bytes, size) : zstd.inflateAny(bytes, limitOf(size));
  if (typeof out !== "number") return checked("zstd", out, size);
  if (out === ZSTD_FULL && size <= 0) throw tooLarge("zstd", MAX_INFLATED);
  throw new PolaroidError("CORRUPT", `a zstd block cannot be inflated: ${zstdFailure(out)}`);
}

async function loadBrotli(): Promise<Inflate> {
  const { decompress } = await import("brotli/decompress");
  return (bytes, size) => {
    try {
      return checked("brotli", decompress(bytes, size > 0 ? size : undefined), size);
    } catch (cause) {
      throw cause instanceof PolaroidError ? cause : brokenBlock("brotli", cause);
    }
  };
}

/** Loads the codecs that a host lacks, each in a chunk of its own, into its table. */
export async function loadCodecInto(
  table: Partial<Record<HostCodec, Inflate>>,
  codec: HostCodec,
  deflate: Partial<Record<HostCodec, Deflate>> = {},
): Promise<void> {
  if (table[codec] !== undefined) return;
  try {
    if (codec === "zstd") {
      const zstd = await loadZstd();
      table.zstd = (bytes, size) => inflateZstd(zstd, bytes, size);
    } else if (codec === "brotli") table.brotli = await loadBrotli();
    else {
      const [gzip, raw] = await loadFlate(deflate);
      table.gzip ??= gzip;
      table.deflate ??= raw;
    }
  } catch (cause) {
    throw new PolaroidError("IO", `the ${codec} codec could not be loaded`, { cause });
  }
}

const MAX_DEFLATED = 512 << 20;

/** Inflates a stream by gathering it first, for codecs that cannot be fed piece by piece. */
export async function* inflateWhole(
  table: Partial<Record<HostCodec, Inflate>>,
  codec: HostCodec,
  chunks: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  await loadCodecInto(table, codec);
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MAX_DEFLATED)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `a ${codec} stream of more than ${MAX_DEFLATED} bytes cannot be read here; inflate it first`,
      );
    held.push(chunk.slice());
  }
  if (length > 0) yield (table[codec] as Inflate)(concatBytes(held, length), 0);
}
