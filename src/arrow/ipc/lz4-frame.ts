import { PolaroidError } from "../../core/error.ts";
import { corrupt } from "./flat-reader.ts";
import { lz4Bound, lz4Compress, lz4Decompress } from "./lz4-block.ts";
import { xxhash32 } from "./xxhash32.ts";

const MAGIC = 0x184d2204;
const BLOCK = 1 << 18;
const BLOCK_ID = 5;
const RAW = 0x80000000;

/** An LZ4 frame of independent blocks (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md). */
export function lz4Encode(input: Uint8Array): Uint8Array {
  const out = new Uint8Array(lz4Bound(input.length) + 24 * Math.ceil(input.length / BLOCK) + 16);
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  out[4] = 0x60;
  out[5] = BLOCK_ID << 4;
  out[6] = xxhash32(out.subarray(4, 6)) >> 8;
  let at = 7;
  for (let start = 0; start < input.length; start += BLOCK) {
    const block = input.subarray(start, start + BLOCK);
    const size = lz4Compress(block, out.subarray(at + 4));
    if (size < block.length) view.setUint32(at, size, true);
    else {
      view.setUint32(at, block.length + RAW, true);
      out.set(block, at + 4);
    }
    at += 4 + Math.min(size, block.length);
  }
  view.setUint32(at, 0, true);
  return out.slice(0, at + 4);
}

/** Decodes an LZ4 frame that holds exactly `size` bytes. */
export function lz4Decode(input: Uint8Array, size: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const need = (end: number): void => {
    if (end > input.length) throw corrupt("an LZ4 frame is cut short");
  };
  need(7);
  const flags = input[4] as number;
  if (view.getUint32(0, true) !== MAGIC || flags >> 6 !== 1) throw corrupt("no LZ4 frame where one is expected");
  if (flags & 1)
    throw new PolaroidError("NOT_SUPPORTED", "Arrow IPC: an LZ4 frame with an outer dictionary is not read");
  const at0 = flags & 8 ? 14 : 6;
  need(at0 + 1);
  if (((xxhash32(input.subarray(4, at0)) >> 8) & 255) !== input[at0])
    throw corrupt("an LZ4 frame's header fails its checksum");
  // No LZ4 data grows by more than 255 times.
  if (size > input.length * 255) throw corrupt(`an LZ4 frame of ${input.length} bytes cannot hold ${size}`);
  const out = new Uint8Array(size);
  let at = at0 + 1;
  let to = 0;
  for (;;) {
    need(at + 4);
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) break;
    const length = word & 0x7fffffff;
    need(at + length);
    const block = input.subarray(at, at + length);
    if (word >= RAW) {
      if (to + length > size) throw corrupt("an LZ4 frame holds more than it promises");
      out.set(block, to);
      to += length;
    } else to = lz4Decompress(block, out, to);
    at += length + (flags & 16 ? 4 : 0);
  }
  if (to !== size) throw corrupt(`an LZ4 frame holds ${to} bytes where ${size} are promised`);
  if (flags & 4) {
    need(at + 4);
    if (xxhash32(out) !== view.getUint32(at, true)) throw corrupt("an LZ4 frame's content fails its checksum");
  }
  return out;
}
