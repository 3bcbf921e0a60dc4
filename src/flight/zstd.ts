import type { Codecs } from "../arrow/ipc/compression.ts";
import { PolaroidError } from "../core/error.ts";
import type { Zstd } from "../kernels/zstd.ts";

/** No buffer of a peer becomes larger. */
const MOST = 512 << 20;
/** Up to this a buffer is inflated in the kernels' memory, which never shrinks. */
const INSIDE = 16 << 20;

function inflate(zstd: Zstd, why: (status: number) => string, bytes: Uint8Array, size: number): Uint8Array {
  if (size > MOST)
    throw new PolaroidError("LIMIT_EXCEEDED", `a compressed buffer of ${size} bytes; at most ${MOST} are inflated`);
  const out = size + bytes.length <= INSIDE ? zstd.inflate(bytes, size) : zstd.inflateAny(bytes, size);
  if (typeof out === "number") throw new PolaroidError("CORRUPT", `a zstd buffer cannot be inflated: ${why(out)}`);
  return out;
}

let loading: Promise<Codecs> | null = null;

/** The decoder of zstd, loaded by the first stream that needs it. */
export function zstdCodecs(): Promise<Codecs> {
  loading ??= import("../kernels/zstd.ts").then(async ({ loadZstd, zstdFailure }) => {
    const zstd = await loadZstd();
    return { inflate: { zstd: (bytes, size) => inflate(zstd, zstdFailure, bytes, size) }, deflate: {} };
  });
  return loading;
}
