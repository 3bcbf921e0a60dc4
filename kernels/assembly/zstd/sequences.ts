import { CHUNK, LL_TABLE, ML_TABLE, OF_TABLE, SEQUENCES } from "./layout";
import { copyMatch, copyShort } from "./copy";
import { literals, literalsSize } from "./literals";
import { llLog, mlLog, ofLog } from "./tables";

// Decoding and copying are two loops that take turns: together they would not fit into the registers.

/** The last offsets, kept from block to block of a frame. */
let last1: u32 = 1;
let last2: u32 = 4;
let last3: u32 = 8;

export function forgetOffsets(): void {
  last1 = 1;
  last2 = 4;
  last3 = 8;
}

/*
 * The reader: `nextBits` has the next bits from the top down, `sure` of them and perhaps some more; `nextAt` is where
 * those behind the sure ones are. The states are places in the tables.
 */
let nextBits: u64 = 0;
let sure: u32 = 0;
let nextAt: usize = 0;
let llState: u32 = 0;
let ofState: u32 = 0;
let mlState: u32 = 0;

/** The first `n` of 32 bits, `n` below 32. */
@inline
function take(word: u32, n: u32): u32 {
  return (word >> 1) >> ~n;
}

@inline
function upper(word: u64): u32 {
  return <u32>(word >> 32);
}

function open(end: usize, mark: u32): void {
  let have: u32 = 87 - clz(mark);
  let word = load<u64>(end - 8) << <u64>(64 - have);
  llState = take(upper(word), llLog) << 4;
  word <<= llLog;
  ofState = take(upper(word), ofLog) << 4;
  word <<= ofLog;
  mlState = take(upper(word), mlLog) << 4;
  nextBits = word << mlLog;
  sure = have - (llLog + ofLog + mlLog);
  nextAt = end - 16;
}

/** Bits that the next states took of the sequence that was decoded last. */
let stateBits: u32 = 0;

/** Decodes `n` sequences; gives the sum of their literals, and above 32 bits of their matches, or -1. */
function decode(ws: usize, low: usize, n: u32): i64 {
  let word = nextBits;
  let have = sure;
  let at = nextAt;
  let llAt = llState;
  let mlAt = mlState;
  let ofAt = ofState;
  let freshSum: u32 = 0;
  let sizeSum: u32 = 0;
  let out = ws + SEQUENCES;
  let l: usize;
  let m: usize;
  let o: usize;
  do {
    // Loads what `have` leaves room for; the address has long been known, and no other bits wait for it.
    word |= load<u64>(at) >> <u64>have;
    at -= (63 - have) >> 3;
    have |= 56;
    if (at < low) return -1;
    l = ws + llAt;
    m = ws + mlAt;
    o = ws + ofAt;
    const both = load<u32>(l, LL_TABLE) + load<u32>(m, ML_TABLE);
    const sum = both + load<u32>(o, OF_TABLE);
    let fresh = load<u32>(l, LL_TABLE + 4);
    let size = load<u32>(m, ML_TABLE + 4);
    store<u32>(out, (<u32>(word >> 33) | 0x80000000) >> load<u32>(o, OF_TABLE + 4), 8);
    let place = sum & 255;
    if (place > 60) {
      const ofBits = <u32>load<u8>(o, OF_TABLE + 1);
      const mlBits = <u32>load<u8>(m, ML_TABLE + 1);
      const llBits = <u32>load<u8>(l, LL_TABLE + 1);
      word <<= <u64>ofBits;
      have -= ofBits;
      word |= load<u64>(at) >> <u64>have;
      at -= (63 - have) >> 3;
      have |= 56;
      size += take(upper(word), mlBits);
      word <<= <u64>mlBits;
      fresh += take(upper(word), llBits);
      word <<= <u64>llBits;
      have -= mlBits + llBits;
      word |= load<u64>(at) >> <u64>have;
      at -= (63 - have) >> 3;
      have |= 56;
      place -= sum >> 8;
    } else if (both > 255) {
      const mlBits = <u32>load<u8>(m, ML_TABLE + 1);
      const bits = upper(word << <u64>load<u8>(o, OF_TABLE + 1));
      size += take(bits, mlBits);
      fresh += take(bits << mlBits, <u32>load<u8>(l, LL_TABLE + 1));
    }
    store<u32>(out, fresh);
    store<u32>(out, size, 4);
    out += 16;
    freshSum += fresh;
    sizeSum += size;
    // The states' bits stand behind those of the values, the offset's last.
    ofAt = <u32>load<u16>(o, OF_TABLE + 8) + (<u32>rotl(word, <u64>place) & load<u32>(o, OF_TABLE + 12));
    const mlPlace = place - <u32>load<u16>(o, OF_TABLE + 10);
    mlAt = <u32>load<u16>(m, ML_TABLE + 8) + (<u32>rotl(word, <u64>mlPlace) & load<u32>(m, ML_TABLE + 12));
    const llPlace = mlPlace - <u32>load<u16>(m, ML_TABLE + 10);
    llAt = <u32>load<u16>(l, LL_TABLE + 8) + (<u32>rotl(word, <u64>llPlace) & load<u32>(l, LL_TABLE + 12));
    place -= 4;
    word <<= <u64>place;
    have -= place;
  } while (--n != 0);
  nextBits = word;
  sure = have;
  nextAt = at;
  llState = llAt;
  mlState = mlAt;
  ofState = ofAt;
  stateBits = load<u16>(l, LL_TABLE + 10) + load<u16>(m, ML_TABLE + 10) + load<u16>(o, OF_TABLE + 10);
  return <u64>freshSum | (<u64>sizeSum << 32);
}

/** Carries out sequences that have room and literals; gives the end of what it wrote, or 0 where an offset is wrong. */
function carryOut(ws: usize, n: u32, first: usize, dst: usize, lit: usize): usize {
  let r1 = last1;
  let r2 = last2;
  let r3 = last3;
  let at = ws + SEQUENCES;
  const stop = at + (n << 4);
  do {
    const fresh = load<u32>(at);
    const size = load<u32>(at, 4);
    let back = load<u32>(at, 8);
    at += 16;
    if (back > 3) {
      back -= 3;
      r3 = r2;
      r2 = r1;
      r1 = back;
    } else {
      const which = back - 1 + <u32>(fresh == 0);
      if (which == 0) back = r1;
      else {
        if (which == 1) back = r2;
        else {
          back = which == 2 ? r3 : r1 - 1;
          r3 = r2;
        }
        r2 = r1;
        r1 = back;
      }
    }
    copyShort(dst, lit, fresh);
    dst += fresh;
    lit += fresh;
    // 0 is refused too.
    if (back - 1 >= <u32>(dst - first)) return 0;
    copyMatch(ws, dst, back, size);
    dst += size;
  } while (at != stop);
  last1 = r1;
  last2 = r2;
  last3 = r3;
  return dst;
}

/**
 * Decodes `count` sequences from the bits [src, end) and carries them out to `dst`, and after them the rest of the
 * literals. `first` is where the frame began, `limit` the end of what may be written; gives the end of what was, or 0.
 */
export function runSequences(
  ws: usize,
  src: usize,
  end: usize,
  count: u32,
  first: usize,
  dst: usize,
  limit: usize,
): usize {
  if (src >= end) return 0;
  const mark = <u32>load<u8>(end - 1);
  if (mark == 0) return 0;
  open(end, mark);
  let lit = literals;
  const litEnd = lit + literalsSize;
  while (count > 0) {
    const n = count < CHUNK ? count : CHUNK;
    const sums = decode(ws, src - 16, n);
    if (sums < 0) return 0;
    const fresh = <u32>sums;
    if (fresh > <u32>(litEnd - lit) || fresh + <u32>(sums >> 32) > <u32>(limit - dst)) return 0;
    dst = carryOut(ws, n, first, dst, lit);
    if (dst == 0) return 0;
    lit += fresh;
    count -= n;
  }
  // The last sequence moves no states.
  if (<isize>(nextAt + 8 - src) * 8 + <isize>(sure + stateBits) != 0) return 0;
  const rest = <u32>(litEnd - lit);
  if (rest > <u32>(limit - dst)) return 0;
  memory.copy(dst, lit, rest);
  return dst + rest;
}
