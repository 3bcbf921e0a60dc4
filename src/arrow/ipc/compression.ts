import { PolaroidError, toPolaroidError } from "../../core/error.ts";
import type { Host } from "../../core/host.ts";
import { corrupt, count64 } from "./flat-reader.ts";
import { lz4Decode, lz4Encode } from "./lz4-frame.ts";

/** Codecs of the world around us; LZ4 needs none. */
export type Codecs = Pick<Host, "inflate" | "deflate">;
export type IpcCompression = "none" | "lz4" | "zstd";

const MAX_BUFFER = 2 ** 32;
// A zstd block gives at most 128 KiB for 4 bytes.
const MAX_RATIO = 1 << 15;

/** A compressed buffer: 8 bytes of length, then the frame. Buffers that do not shrink stay as they are, with length -1. */
export function compressBuffer(raw: Uint8Array, compression: "lz4" | "zstd", codecs: Codecs | undefined): Uint8Array {
  if (raw.length === 0) return raw;
  let packed: Uint8Array;
  if (compression === "lz4") packed = lz4Encode(raw);
  else {
    const zstd = codecs?.deflate.zstd;
    if (zstd === undefined)
      throw new PolaroidError("NOT_SUPPORTED", 'zstd cannot be written here; choose the compression "lz4"');
    packed = zstd(raw);
  }
  const stored = packed.length < raw.length ? packed : raw;
  const out = new Uint8Array(stored.length + 8);
  new DataView(out.buffer).setBigInt64(0, stored === raw ? -1n : BigInt(raw.length), true);
  out.set(stored, 8);
  return out;
}

/** The bytes of a compressed buffer. */
export function decompressBuffer(bytes: Uint8Array, codec: "lz4" | "zstd", codecs: Codecs | undefined): Uint8Array {
  if (bytes.length === 0) return bytes;
  if (bytes.length < 8) throw corrupt("a compressed buffer is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frame = bytes.subarray(8);
  if (view.getBigInt64(0, true) === -1n) return frame;
  const size = count64(view, 0, "a buffer's length");
  if (size === 0) return frame.subarray(0, 0);
  if (size > MAX_BUFFER || size > frame.length * MAX_RATIO)
    throw corrupt(`a compressed buffer of ${frame.length} bytes cannot hold ${size}`);
  if (codec === "lz4") return lz4Decode(frame, size);
  const zstd = codecs?.inflate.zstd;
  if (zstd === undefined)
    throw new PolaroidError(
      "NOT_SUPPORTED",
      "this Arrow data is compressed with zstd: pass codecs that can inflate it (the `host` of the door)",
    );
  const promised = zstdContentSize(frame);
  if (promised >= 0 && promised !== size) throw corrupt(`a zstd frame of ${promised} bytes where ${size} are promised`);
  const out = inflate(zstd, frame, size);
  if (out.length !== size) throw corrupt(`a buffer holds ${out.length} bytes where ${size} are promised`);
  return out;
}

function inflate(zstd: (bytes: Uint8Array, size: number) => Uint8Array, frame: Uint8Array, size: number): Uint8Array {
  try {
    return zstd(frame, size);
  } catch (cause) {
    const error = toPolaroidError(cause);
    throw error.code === "INTERNAL"
      ? new PolaroidError("CORRUPT", `Arrow IPC: a zstd buffer does not decode: ${error.detail}`, { cause })
      : error;
  }
}

/** What a zstd frame says of its content's size (RFC 8878, 3.1.1.1); -1 where it says nothing. */
function zstdContentSize(frame: Uint8Array): number {
  const flags = frame[4] ?? 0;
  const single = (flags >> 5) & 1;
  const bytes = [single, 2, 4, 8][flags >> 6] as number;
  const at = 5 + (1 - single) + ([0, 1, 2, 4][flags & 3] as number);
  if (bytes === 0 || at + bytes > frame.length) return -1;
  let size = bytes === 2 ? 256 : 0;
  for (let i = 0; i < bytes; i++) size += (frame[at + i] as number) * 256 ** i;
  return size;
}
