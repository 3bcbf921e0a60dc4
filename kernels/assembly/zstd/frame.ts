import { BLOCK, CHECKSUM, CORRUPT, DICTIONARY, FULL } from "./layout";
import { forgetHuffman, literals, literalsSize, readLiterals } from "./literals";
import { forgetOffsets, runSequences } from "./sequences";
import { forgetTables, readTables } from "./tables";
import { xxh64 } from "./xxh64";

const MAGIC: u32 = 0xfd2fb528;
const SKIPPABLE: u32 = 0x184d2a50;

// What the header that was read last says.
let contentSize: f64 = -1;
let blockMax: u32 = 0;
let checked: bool = false;
let dictionary: bool = false;

/** Reads a frame's header (RFC 8878, section 3.1.1.1) behind its magic number; gives where it ends, or 0. */
function readHeader(src: usize, end: usize): usize {
  if (src >= end) return 0;
  const flags = <u32>load<u8>(src++);
  if ((flags & 8) != 0) return 0;
  const single = (flags >> 5) & 1;
  const idBytes = (<u32>1 << (flags & 3)) >> 1;
  const log = flags >> 6;
  const sizeBytes: u32 = log == 0 ? single : 1 << log;
  if (1 - single + idBytes + sizeBytes > <u32>(end - src)) return 0;
  let window: f64 = 0;
  if (single == 0) {
    const byte = <u32>load<u8>(src++);
    if (byte >> 3 > 31 - 10) return 0;
    window = <f64>((<u64>1 << (10 + (byte >> 3))) * (8 + (byte & 7))) / 8;
  }
  dictionary = idBytes > 0 && (load<u32>(src) & <u32>((<u64>1 << (idBytes << 3)) - 1)) != 0;
  src += idBytes;
  contentSize = -1;
  if (sizeBytes > 0) {
    const bits = <u64>sizeBytes << 3;
    contentSize = <f64>(load<u64>(src) & (bits == 64 ? <u64>-1 : (<u64>1 << bits) - 1)) + (sizeBytes == 2 ? 256 : 0);
    src += sizeBytes;
  }
  if (single != 0) window = contentSize;
  blockMax = window < <f64>BLOCK ? <u32>window : BLOCK;
  checked = (flags & 4) != 0;
  return src;
}

/** Decodes a compressed block; gives the end of what it wrote, or 0. */
function readBlock(ws: usize, src: usize, end: usize, first: usize, dst: usize, limit: usize): usize {
  src = readLiterals(ws, src, end, dst, <u32>(limit - dst));
  if (src == 0 || src >= end) return 0;
  let count = <u32>load<u8>(src++);
  if (count >= 128) {
    const bytes: u32 = count == 255 ? 2 : 1;
    if (<u32>(end - src) < bytes) return 0;
    count = count == 255 ? <u32>load<u16>(src) + 0x7f00 : ((count - 128) << 8) + <u32>load<u8>(src);
    src += bytes;
  }
  if (count > 0) {
    src = readTables(ws, src, end);
    return src == 0 ? 0 : runSequences(ws, src, end, count, first, dst, limit);
  }
  if (src != end || literalsSize > <u32>(limit - dst)) return 0;
  if (literals != dst) memory.copy(dst, literals, literalsSize);
  return dst + literalsSize;
}

let frameEnd: usize = 0;

/** Decodes the blocks of one frame, and checks what its header says; gives the end of what it wrote, or a status. */
function readBlocks(ws: usize, src: usize, end: usize, dst: usize, dend: usize): f64 {
  const first = dst;
  const size = contentSize;
  const room = <f64>(dend - dst);
  if (size > room) return FULL;
  const limit = size >= 0 ? dst + <usize>size : dend;
  forgetHuffman();
  forgetTables();
  forgetOffsets();
  let head: u32 = 0;
  do {
    if (end - src < 3) return CORRUPT;
    head = <u32>load<u16>(src) | (<u32>load<u8>(src, 2) << 16);
    src += 3;
    const kind = (head >> 1) & 3;
    const bytes = head >> 3;
    const packed: u32 = kind == 1 ? 1 : bytes;
    if (kind == 3 || bytes > blockMax || packed > <u32>(end - src)) return CORRUPT;
    const space = <u32>(limit - dst);
    if (kind < 2) {
      if (bytes > space) return size >= 0 ? CORRUPT : FULL;
      if (kind == 0) memory.copy(dst, src, bytes);
      else memory.fill(dst, load<u8>(src), bytes);
      dst += bytes;
      src += packed;
      continue;
    }
    const most = space < blockMax ? space : blockMax;
    dst = readBlock(ws, src, src + bytes, first, dst, dst + most);
    if (dst == 0) return size < 0 && space < blockMax ? FULL : CORRUPT;
    src += bytes;
  } while ((head & 1) == 0);
  if (size >= 0 && dst != limit) return CORRUPT;
  if (checked) {
    if (end - src < 4) return CORRUPT;
    if (load<u32>(src) != <u32>xxh64(first, dst)) return CHECKSUM;
    src += 4;
  }
  frameEnd = src;
  return <f64>dst;
}

/**
 * Decodes all frames of [src, end) to [dst, dend); gives the bytes written, or what failed: -1 broken, -2 it needs a
 * dictionary, -3 there is more (or it is broken), -4 a checksum is wrong. `ws` is a workspace after `zstdSetup`. Reads
 * up to 16 bytes before `src`, and reads and writes up to 48 bytes past the ends.
 */
export function zstdDecode(ws: usize, src: usize, end: usize, dst: usize, dend: usize): f64 {
  const start = dst;
  while (src < end) {
    if (end - src < 4) return CORRUPT;
    const magic = load<u32>(src);
    if ((magic & 0xfffffff0) == SKIPPABLE) {
      if (end - src < 8 || load<u32>(src, 4) > <u32>(end - src - 8)) return CORRUPT;
      src += 8 + <usize>load<u32>(src, 4);
      continue;
    }
    if (magic != MAGIC) return CORRUPT;
    src = readHeader(src + 4, end);
    if (src == 0) return CORRUPT;
    if (dictionary) return DICTIONARY;
    const written = readBlocks(ws, src, end, dst, dend);
    if (written < 0) return written;
    dst = <usize>written;
    src = frameEnd;
  }
  return <f64>(dst - start);
}

/** At most so many bytes come out of [src, end): what headers promise, or what blocks can hold. -1 where they break off. */
export function zstdBound(src: usize, end: usize): f64 {
  let sum: f64 = 0;
  while (src < end) {
    if (end - src < 8) return CORRUPT;
    if ((load<u32>(src) & 0xfffffff0) == SKIPPABLE) {
      if (load<u32>(src, 4) > <u32>(end - src - 8)) return CORRUPT;
      src += 8 + <usize>load<u32>(src, 4);
      continue;
    }
    if (load<u32>(src) != MAGIC) return CORRUPT;
    src = readHeader(src + 4, end);
    if (src == 0) return CORRUPT;
    let blocks: f64 = 0;
    let head: u32 = 0;
    do {
      if (end - src < 3) return CORRUPT;
      head = <u32>load<u16>(src) | (<u32>load<u8>(src, 2) << 16);
      src += 3;
      const bytes: u32 = ((head >> 1) & 3) == 1 ? 1 : head >> 3;
      if (bytes > <u32>(end - src)) return CORRUPT;
      src += bytes;
      blocks += <f64>(((head >> 1) & 3) == 2 ? blockMax : head >> 3);
    } while ((head & 1) == 0);
    sum += contentSize >= 0 && contentSize < blocks ? contentSize : blocks;
    if (checked) {
      if (end - src < 4) return CORRUPT;
      src += 4;
    }
  }
  return sum;
}
