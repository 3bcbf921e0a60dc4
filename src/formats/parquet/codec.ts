import { PolaroidError } from "../../core/error.ts";
import type { Host, HostCodec } from "../../core/host.ts";
import { kernels } from "../../kernels/memory.ts";
import { loadZstd, type Zstd } from "../../kernels/zstd.ts";
import { corrupt } from "./thrift.ts";

export const NONE = 0;
export const SNAPPY = 1;
export const GZIP = 2;
export const BROTLI = 4;
export const LZ4_HADOOP = 5;
export const ZSTD = 6;

const NAMES = ["none", "snappy", "gzip", "lzo", "brotli", "lz4", "zstd", "lz4_raw"];
/** No codec gives more bytes for one; what promises more is refused before memory is taken for it. */
const RATIOS = [1, 24, 1040, 0, 1 << 17, 256, 1 << 17, 256];
const MAX_PAGE = 0x7fffffff;

const HOST: Readonly<Record<number, HostCodec>> = { [GZIP]: "gzip", [BROTLI]: "brotli" };
let zstd: Zstd | null = null;

/** Refuses codecs that are unknown and loads those that are not at hand. */
export async function prepareCodec(codec: number, host: Host): Promise<void> {
  if (codec === ZSTD) zstd = await loadZstd();
  const name = HOST[codec];
  if (name === undefined) {
    if (codec === 3)
      throw new PolaroidError("NOT_SUPPORTED", "Parquet's LZO codec is not read; write the file with snappy or zstd");
    if (NAMES[codec] === undefined) throw corrupt(`a column has the unknown codec ${codec}`);
    return;
  }
  if (host.inflate[name] === undefined) await host.loadCodec(name);
}

/** Throws where `size` bytes cannot come out of `compressed` ones. */
export function checkSize(codec: number, compressed: number, size: number): void {
  if (size < 0 || compressed < 0) throw corrupt("a page has a negative size");
  if (size > MAX_PAGE) throw new PolaroidError("LIMIT_EXCEEDED", `a page of ${size} bytes is larger than 2 GiB`);
  if (size <= compressed * (RATIOS[codec] ?? 1) + 1024) return;
  // Brotli and zstd have no ratio that they cannot pass: past this one it is a bomb.
  if (codec === BROTLI || codec === ZSTD)
    throw new PolaroidError(
      "LIMIT_EXCEEDED",
      `a page of ${compressed} bytes would inflate to ${size}; that much is not unpacked`,
    );
  throw corrupt(`a page of ${compressed} bytes cannot hold the ${size} bytes that it promises`);
}

function hadoop(bytes: Uint8Array, src: number, dst: number, size: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let done = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return false;
    const plain = view.getUint32(at);
    const packed = view.getUint32(at + 4);
    at += 8;
    if (packed > bytes.length - at || plain > size - done) return false;
    if (kernels.k.lz4BlockDecode(src + at, src + at + packed, dst + done, dst + done + plain) !== plain) return false;
    at += packed;
    done += plain;
  }
  return done === size;
}

/** The length that a Snappy block promises in its first bytes. */
function snappyLength(bytes: Uint8Array): number {
  let value = 0;
  for (let i = 0; i < 5 && i < bytes.length; i++) {
    const b = bytes[i] as number;
    value += (b & 127) * 2 ** (7 * i);
    if (b < 128) return value;
  }
  return -1;
}

/** Inflates a block into scratch of the kernels' stack and gives where; the caller resets the stack. */
export function inflate(codec: number, bytes: Uint8Array, size: number, host: Host): number {
  const broken = (cause?: unknown): PolaroidError =>
    new PolaroidError("CORRUPT", `the Parquet file is damaged: a page does not inflate with ${NAMES[codec]}`, {
      cause,
    });
  checkSize(codec, bytes.length, size);
  if (codec === NONE) {
    if (bytes.length !== size) throw corrupt(`a page has ${bytes.length} bytes where ${size} are expected`);
    return kernels.put(bytes);
  }
  if (size === 0) return kernels.push(0);
  const name = HOST[codec];
  if (name !== undefined) {
    const inflateWhole = host.inflate[name];
    if (inflateWhole === undefined) throw new PolaroidError("INTERNAL", `the codec ${name} was not loaded`);
    let out: Uint8Array;
    try {
      out = inflateWhole(bytes, size);
    } catch (cause) {
      throw broken(cause);
    }
    if (out.length !== size) throw broken();
    return kernels.put(out);
  }
  if (codec === ZSTD) {
    if (zstd === null) throw new PolaroidError("INTERNAL", "the codec zstd was not loaded");
    const dst = zstd.push(bytes, size);
    if (dst === null) throw broken();
    return dst;
  }
  if (codec === SNAPPY && snappyLength(bytes) !== size) throw broken();
  const dst = kernels.push(size);
  const mark = kernels.mark();
  const src = kernels.put(bytes);
  const end = src + bytes.length;
  let ok: boolean;
  if (codec === SNAPPY) ok = kernels.k.snappyDecode(src, end, dst, dst + size) === 0;
  else
    ok =
      (codec === LZ4_HADOOP && hadoop(bytes, src, dst, size)) ||
      kernels.k.lz4BlockDecode(src, end, dst, dst + size) === size;
  kernels.reset(mark);
  if (!ok) throw broken();
  return dst;
}
