import { HUFFMAN } from "./layout";

/*
 * A stream is read backwards from its end. `bits` holds its next bits from the top down, and below them a 1 that tells
 * by its place how many are used; `at` is where it was loaded. At most 56 bits come out of one load.
 */

/** The bits of a stream's last 8 bytes, behind the mark that ends it; 0 where there is none. */
@inline
function open(end: usize): u64 {
  const last = <u32>load<u8>(end - 1);
  return last == 0 ? 0 : (load<u64>(end - 8) | 1) << <u64>(clz(last) - 23);
}

/** What the next bits stand for. Shifting by all of it shifts by its low 6 bits, the code's length. */
@inline
function entry(table: usize, bits: u64): u16 {
  return load<u16>(table + <usize>((bits >> 53) << 1));
}

/** Decodes [dst, dend) from the rest of a stream, which must end with it. */
function finish(table: usize, start: usize, at: usize, bits: u64, dst: usize, dend: usize): bool {
  while (dend - dst >= 5 && at >= start) {
    const used = <usize>ctz(bits);
    at -= used >> 3;
    bits = (load<u64>(at) | 1) << (used & 7);
    let e = entry(table, bits);
    store<u8>(dst, <u8>(e >> 8));
    bits <<= <u64>e;
    e = entry(table, bits);
    store<u8>(dst, <u8>(e >> 8), 1);
    bits <<= <u64>e;
    e = entry(table, bits);
    store<u8>(dst, <u8>(e >> 8), 2);
    bits <<= <u64>e;
    e = entry(table, bits);
    store<u8>(dst, <u8>(e >> 8), 3);
    bits <<= <u64>e;
    e = entry(table, bits);
    store<u8>(dst, <u8>(e >> 8), 4);
    bits <<= <u64>e;
    dst += 5;
  }
  while (dst < dend) {
    const used = <usize>ctz(bits);
    at -= used >> 3;
    if (at + 8 < start) return false;
    bits = (load<u64>(at) | 1) << (used & 7);
    const e = entry(table, bits);
    store<u8>(dst++, <u8>(e >> 8));
    bits <<= <u64>e;
  }
  return <isize>(at - start) * 8 + 64 == <isize>ctz(bits);
}

/** Decodes one stream. At least 8 bytes stand before it. */
export function decodeStream(ws: usize, start: usize, end: usize, dst: usize, dend: usize): bool {
  if (start >= end) return false;
  const bits = open(end);
  return bits != 0 && finish(ws + HUFFMAN, start, end - 8, bits, dst, dend);
}

@inline
function least(a: usize, b: usize): usize {
  return a < b ? a : b;
}

/** Rounds that a stream's bytes surely last for. */
@inline
function rounds(at: usize, start: usize): usize {
  return at > start ? (at - start) / 7 : 0;
}

/** Decodes four streams, each a quarter of [dst, dend), together. */
export function decodeStreams(ws: usize, src: usize, end: usize, dst: usize, dend: usize): bool {
  if (end - src < 10 || dend - dst < 6) return false;
  const table = ws + HUFFMAN;
  const s1 = src + 6;
  const s2 = s1 + <usize>load<u16>(src);
  const s3 = s2 + <usize>load<u16>(src, 2);
  const s4 = s3 + <usize>load<u16>(src, 4);
  if (s4 >= end || s1 == s2 || s2 == s3 || s3 == s4) return false;
  const quarter: usize = (dend - dst + 3) >> 2;
  if (quarter * 3 >= dend - dst) return false;
  const dst2 = dst + quarter;
  const dst3 = dst2 + quarter;
  const dst4 = dst3 + quarter;
  let at1 = s2 - 8;
  let at2 = s3 - 8;
  let at3 = s4 - 8;
  let at4 = end - 8;
  let bits1 = open(s2);
  let bits2 = open(s3);
  let bits3 = open(s4);
  let bits4 = open(end);
  if (bits1 == 0 || bits2 == 0 || bits3 == 0 || bits4 == 0) return false;
  let o: usize = 0;
  const stop = dend - dst4;
  for (;;) {
    let n = least(least(rounds(at1, s1), rounds(at2, s2)), least(rounds(at3, s3), rounds(at4, s4)));
    n = least(n, (stop - o) / 5);
    if (n == 0) break;
    for (const until = o + n * 5; o < until; o += 5) {
      let used = <usize>ctz(bits1);
      at1 -= used >> 3;
      bits1 = (load<u64>(at1) | 1) << (used & 7);
      used = <usize>ctz(bits2);
      at2 -= used >> 3;
      bits2 = (load<u64>(at2) | 1) << (used & 7);
      used = <usize>ctz(bits3);
      at3 -= used >> 3;
      bits3 = (load<u64>(at3) | 1) << (used & 7);
      used = <usize>ctz(bits4);
      at4 -= used >> 3;
      bits4 = (load<u64>(at4) | 1) << (used & 7);
      const p1 = dst + o;
      const p2 = dst2 + o;
      const p3 = dst3 + o;
      const p4 = dst4 + o;
      let e: u16 = 0;
      e = entry(table, bits1);
      store<u8>(p1, <u8>(e >> 8));
      bits1 <<= <u64>e;
      e = entry(table, bits2);
      store<u8>(p2, <u8>(e >> 8));
      bits2 <<= <u64>e;
      e = entry(table, bits3);
      store<u8>(p3, <u8>(e >> 8));
      bits3 <<= <u64>e;
      e = entry(table, bits4);
      store<u8>(p4, <u8>(e >> 8));
      bits4 <<= <u64>e;
      e = entry(table, bits1);
      store<u8>(p1, <u8>(e >> 8), 1);
      bits1 <<= <u64>e;
      e = entry(table, bits2);
      store<u8>(p2, <u8>(e >> 8), 1);
      bits2 <<= <u64>e;
      e = entry(table, bits3);
      store<u8>(p3, <u8>(e >> 8), 1);
      bits3 <<= <u64>e;
      e = entry(table, bits4);
      store<u8>(p4, <u8>(e >> 8), 1);
      bits4 <<= <u64>e;
      e = entry(table, bits1);
      store<u8>(p1, <u8>(e >> 8), 2);
      bits1 <<= <u64>e;
      e = entry(table, bits2);
      store<u8>(p2, <u8>(e >> 8), 2);
      bits2 <<= <u64>e;
      e = entry(table, bits3);
      store<u8>(p3, <u8>(e >> 8), 2);
      bits3 <<= <u64>e;
      e = entry(table, bits4);
      store<u8>(p4, <u8>(e >> 8), 2);
      bits4 <<= <u64>e;
      e = entry(table, bits1);
      store<u8>(p1, <u8>(e >> 8), 3);
      bits1 <<= <u64>e;
      e = entry(table, bits2);
      store<u8>(p2, <u8>(e >> 8), 3);
      bits2 <<= <u64>e;
      e = entry(table, bits3);
      store<u8>(p3, <u8>(e >> 8), 3);
      bits3 <<= <u64>e;
      e = entry(table, bits4);
      store<u8>(p4, <u8>(e >> 8), 3);
      bits4 <<= <u64>e;
      e = entry(table, bits1);
      store<u8>(p1, <u8>(e >> 8), 4);
      bits1 <<= <u64>e;
      e = entry(table, bits2);
      store<u8>(p2, <u8>(e >> 8), 4);
      bits2 <<= <u64>e;
      e = entry(table, bits3);
      store<u8>(p3, <u8>(e >> 8), 4);
      bits3 <<= <u64>e;
      e = entry(table, bits4);
      store<u8>(p4, <u8>(e >> 8), 4);
      bits4 <<= <u64>e;
    }
  }
  return (
    finish(table, s1, at1, bits1, dst + o, dst2) &&
    finish(table, s2, at2, bits2, dst2 + o, dst3) &&
    finish(table, s3, at3, bits3, dst3 + o, dst4) &&
    finish(table, s4, at4, bits4, dst4 + o, dend)
  );
}
