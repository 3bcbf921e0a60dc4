import { decodeStream, decodeStreams } from "./huffman-streams";
import { readHuffman } from "./huffman-table";
import { BLOCK, LITERALS } from "./layout";

/** Where the literals of the block that was read last are, and how many. */
export let literals: usize = 0;
export let literalsSize: u32 = 0;
/** Whether there is a table of codes for the blocks to come. */
export let hasHuffman: bool = false;

export function forgetHuffman(): void {
  hasHuffman = false;
}

/**
 * Reads the section of literals; gives where it ends, or 0 where it is broken. Literals that are all there is of a
 * block are decoded to `dst`, which has at least `room` bytes.
 */
export function readLiterals(ws: usize, src: usize, end: usize, dst: usize, room: u32): usize {
  if (end - src < 2) return 0;
  const head = load<u64>(src);
  const kind = <u32>head & 3;
  const format = (<u32>head >> 2) & 3;
  if (kind < 2) {
    const bytes = (format & 1) == 0 ? 1 : format == 1 ? 2 : 3;
    const size = (<u32>head & (((<u32>1 << (bytes * 8 - 1)) << 1) - 1)) >> (bytes == 1 ? 3 : 4);
    src += bytes;
    if (size > BLOCK) return 0;
    literalsSize = size;
    if (kind == 0) {
      literals = src;
      return src <= end && size <= <u32>(end - src) ? src + size : 0;
    }
    if (src >= end) return 0;
    literals = ws + LITERALS;
    memory.fill(ws + LITERALS, load<u8>(src), size + 32);
    return src + 1;
  }
  const width: u32 = format < 2 ? 10 : format == 2 ? 14 : 18;
  const mask = ((<u64>1) << width) - 1;
  const size = <u32>((head >> 4) & mask);
  const packed = <u32>((head >> (4 + width)) & mask);
  src += (4 + 2 * width + 7) >> 3;
  if (size == 0 || size > BLOCK || src > end || packed > <u32>(end - src)) return 0;
  const stop = src + packed;
  if (kind == 2) {
    src = readHuffman(ws, src, stop);
    if (src == 0) return 0;
    hasHuffman = true;
  } else if (!hasHuffman) return 0;
  // A block without sequences ends with a 0.
  const to = end - stop == 1 && load<u8>(stop) == 0 && size <= room ? dst : ws + LITERALS;
  literals = to;
  literalsSize = size;
  const whole =
    format == 0 ? decodeStream(ws, src, stop, to, to + size) : decodeStreams(ws, src, stop, to, to + size);
  return whole ? stop : 0;
}
