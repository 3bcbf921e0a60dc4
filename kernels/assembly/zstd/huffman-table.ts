import { buildTable, fseLog, fseSymbols, readCounts } from "./fse";
import { HUFFMAN, PLAIN_CODES, RANKS, WEIGHT_TABLE, WEIGHTS } from "./layout";

/** The longest code. */
const LONGEST: u32 = 11;

/** The bits [at, at + bits) of a stream that is read backwards; before its start they are 0. */
function bitsAt(start: usize, at: i32, bits: u32): u32 {
  if (at >= 0) return (load<u32>(start + (at >> 3)) >> (at & 7)) & ((1 << bits) - 1);
  const have = at + <i32>bits;
  return have <= 0 ? 0 : (load<u32>(start) & ((1 << have) - 1)) << -at;
}

/** Weights that are compressed by two states in turn (RFC 8878, section 4.2.1.2); how many, or -1. */
function unpackWeights(ws: usize, src: usize, end: usize): i32 {
  const start = readCounts(ws, src, end, 256, 6);
  if (start == 0 || start >= end) return -1;
  const table = ws + WEIGHT_TABLE;
  const log = fseLog;
  buildTable(ws, table, ws + PLAIN_CODES, fseSymbols, log);
  const last = <u32>load<u8>(end - 1);
  if (last == 0) return -1;
  let at = <i32>(end - start) * 8 - 8 + <i32>(31 - clz(last));
  at -= log;
  let one = table + (bitsAt(start, at, log) << 4);
  at -= log;
  let two = table + (bitsAt(start, at, log) << 4);
  if (at < 0) return -1;
  const weights = ws + WEIGHTS;
  for (let n = 0; n < 254; n++) {
    store<u8>(weights + n, load<u8>(one, 4));
    const bits = <u32>load<u16>(one, 10);
    at -= bits;
    const next = table + (<usize>load<u16>(one, 8) + (bitsAt(start, at, bits) << 4));
    one = two;
    two = next;
    if (at < 0) {
      store<u8>(weights + n + 1, load<u8>(one, 4));
      return n + 2;
    }
  }
  return -1;
}

/** Reads a description of codes and makes the table of it; gives where it ends, or 0 where it is broken. */
export function readHuffman(ws: usize, src: usize, end: usize): usize {
  if (src >= end) return 0;
  const weights = ws + WEIGHTS;
  const head = <u32>load<u8>(src++);
  let count: i32;
  if (head < 128) {
    if (head > <u32>(end - src)) return 0;
    count = unpackWeights(ws, src, src + head);
    if (count < 0) return 0;
    src += head;
  } else {
    count = head - 127;
    const bytes = (count + 1) >> 1;
    if (bytes > <i32>(end - src)) return 0;
    for (let i = 0; i < bytes; i++) {
      const two = load<u8>(src + i);
      store<u8>(weights + 2 * i, two >> 4);
      store<u8>(weights + 2 * i, two & 15, 1);
    }
    src += bytes;
  }
  return makeTable(ws, count) ? src : 0;
}

function makeTable(ws: usize, count: i32): bool {
  const weights = ws + WEIGHTS;
  const ranks = ws + RANKS;
  v128.store(ranks, i64x2.splat(0));
  v128.store(ranks, i64x2.splat(0), 16);
  let sum: u32 = 0;
  for (let i = 0; i < count; i++) {
    const w = <usize>load<u8>(weights + i);
    if (w > LONGEST) return false;
    sum += (<u32>1 << <u32>w) >> 1;
    store<u16>(ranks + (w << 1), load<u16>(ranks + (w << 1)) + 1);
  }
  if (sum == 0) return false;
  const log: u32 = 32 - clz(sum);
  if (log > LONGEST) return false;
  // The last symbol takes what is left, which must be a power of two.
  const left: u32 = (1 << log) - sum;
  if ((left & (left - 1)) != 0) return false;
  const last: u32 = 32 - clz(left);
  store<u8>(weights + count++, <u8>last);
  store<u16>(ranks + (last << 1), load<u16>(ranks + (last << 1)) + 1);
  if (load<u16>(ranks, 2) < 2) return false;
  const scale = LONGEST - log;
  let start: u32 = 0;
  for (let w: u32 = 1; w <= log; w++) {
    const size = <u32>load<u16>(ranks + (w << 1)) << (w - 1 + scale);
    store<u16>(ranks + (w << 1), <u16>start);
    start += size;
  }
  for (let i = 0; i < count; i++) {
    const w = <u32>load<u8>(weights + i);
    if (w == 0) continue;
    const size: u32 = 1 << (w - 1 + scale);
    const from = <u32>load<u16>(ranks + (w << 1));
    store<u16>(ranks + (w << 1), <u16>(from + size));
    const entry = <u16>((i << 8) | (log + 1 - w));
    const at = ws + HUFFMAN + (from << 1);
    const many = i16x8.splat(entry);
    if (size >= 8) for (let p = at; p < at + (size << 1); p += 16) v128.store(p, many);
    else if (size == 4) store<u64>(at, i64x2.extract_lane(many, 0));
    else if (size == 2) store<u32>(at, i32x4.extract_lane(many, 0));
    else store<u16>(at, entry);
  }
  return true;
}
