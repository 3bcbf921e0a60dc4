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

// V8 masks the counts of 64-bit shifts with an instruction more, those of 32-bit shifts without: fields are cut from the
// upper half of the bits.

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
  llState = take(upper(word), llLog) << 3;
  word <<= llLog;
  ofState = take(upper(word), ofLog) << 3;
  word <<= ofLog;
  mlState = take(upper(word), mlLog) << 3;
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
  let sums: u64 = 0;
  let out = ws + SEQUENCES;
  let sum: u32;
  do {
    // Loads what `have` leaves room for; the address has long been known, and no other bits wait for it.
    word |= load<u64>(at) >> <u64>have;
    at -= (63 - have) >> 3;
    have |= 56;
    if (at < low) return -1;
    const llEntry = load<u64>(ws + llAt, LL_TABLE);
    const mlEntry = load<u64>(ws + mlAt, ML_TABLE);
    const ofEntry = <u32>load<u64>(ws + ofAt, OF_TABLE);
    const ofMask = load<u32>(ws + ofAt, OF_TABLE + 4) >> 20;
    let size = upper(mlEntry) & 0x1ffff;
    let fresh = upper(llEntry) & 0x1ffff;
    const both = <u32>llEntry + <u32>mlEntry;
    sum = both + ofEntry;
    const total = sum & 255;
    // The value's first bit is not written.
    const value = (<u32>(word >> 33) | 0x80000000) >> ~(ofEntry >> 8);
    let bits: u32;
    if (total <= 56) {
      if ((both & 0xff00) != 0) {
        bits = upper(word << <u64>((ofEntry >> 8) & 31));
        size += take(bits, <u32>mlEntry >> 8);
        fresh += take(bits << (<u32>mlEntry >> 8), <u32>llEntry >> 8);
      }
      bits = upper(word << <u64>(sum >> 8));
      word <<= <u64>sum;
      have -= total;
    } else {
      const ofBits = (ofEntry >> 8) & 31;
      word <<= <u64>ofBits;
      have -= ofBits;
      word |= load<u64>(at) >> <u64>have;
      at -= (63 - have) >> 3;
      have |= 56;
      bits = upper(word);
      size += take(bits, <u32>mlEntry >> 8);
      word <<= <u64>((<u32>mlEntry >> 8) & 31);
      fresh += take(upper(word), <u32>llEntry >> 8);
      word <<= <u64>((<u32>llEntry >> 8) & 31);
      have -= (both >> 8) & 255;
      word |= load<u64>(at) >> <u64>have;
      at -= (63 - have) >> 3;
      have |= 56;
      bits = upper(word);
      const states = total - ((sum >> 8) & 255);
      word <<= <u64>states;
      have -= states;
    }
    const made = <u64>fresh | (<u64>size << 32);
    store<u64>(out, made);
    store<u32>(out, value, 8);
    out += 16;
    sums += made;
    // Three more, for the 8 bytes of an entry.
    let place = (<u32>llEntry >> 28) + 3;
    llAt = ((<u32>llEntry >> 16) & 0xfff) + (rotl(bits, place) & <u32>(llEntry >> 52));
    place += <u32>mlEntry >> 28;
    mlAt = ((<u32>mlEntry >> 16) & 0xfff) + (rotl(bits, place) & <u32>(mlEntry >> 52));
    place += ofEntry >> 28;
    ofAt = ((ofEntry >> 16) & 0xfff) + (rotl(bits, place) & ofMask);
  } while (--n != 0);
  nextBits = word;
  sure = have;
  nextAt = at;
  llState = llAt;
  mlState = mlAt;
  ofState = ofAt;
  stateBits = (sum & 255) - ((sum >> 8) & 255);
  return sums;
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
