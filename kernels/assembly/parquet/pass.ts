import { at, bitsAt, mask32, prepare, runHeader, runValue, unpack4 } from "./hybrid";

@inline function flag(table: usize, code: u64): u32 {
  return <u32>load<u8>(table + <usize>(code & 0xffffffff));
}
@inline function four(table: usize, codes: v128): u32 {
  const a = <u64>i64x2.extract_lane(codes, 0), b = <u64>i64x2.extract_lane(codes, 1);
  return flag(table, a) | (flag(table, a >> 32) << 1) | (flag(table, b) << 2) | (flag(table, b >> 32) << 3);
}
/** Writes up to eight bits at row `i`, where all are 0. */
@inline function put(out: usize, i: u32, bits: u32): void {
  const p = out + (i >> 3);
  store<u16>(p, load<u16>(p) | <u16>(bits << (i & 7)));
}
function putOnes(out: usize, i: u32, count: u32): void {
  for (; count && i & 7; count--, i++) put(out, i, 1);
  memory.fill(out + (i >> 3), 255, count >> 3);
  if (count & 7) put(out, i + (count & ~7), (<u32>1 << (count & 7)) - 1);
}

/**
 * Decodes `n` codes of a hybrid stream and looks each up in `table`, a byte (0 or 1) for each of `size` entries: a bit a
 * row in `out`. Rows whose bit in `keep` is 0 (0: there is none) may get any bit. 0, or -1 where the stream is broken.
 */
export function pqPass(
  src: usize, end: usize, width: u32, n: u32, table: usize, size: u32, keep: usize, out: usize, tmp: usize,
): i32 {
  memory.fill(out, 0, ((<usize>n + 7) >> 3) + 8);
  if (size == 0) return n > 0 ? -1 : 0;
  if (width == 0) {
    if (load<u8>(table)) putOnes(out, 0, n);
    return 0;
  }
  const bits = mask32(width);
  if (width <= 25) prepare(width, tmp);
  const s0 = v128.load(tmp), s1 = v128.load(tmp, 16), f0 = v128.load(tmp, 32), f1 = v128.load(tmp, 48);
  const mask = i32x4.splat(bits), second = <usize>((4 * width) >> 3), last = i32x4.splat(size - 1);
  let bad = i32x4.splat(0);
  let i: u32 = 0;
  while (i < n) {
    const head = runHeader(src, end);
    src = at;
    if (src == 0) return -1;
    const left = <u64>(n - i);
    if (head & 1) {
      const groups = <u64>(head >> 1);
      const count = <u32>min(groups << 3, left);
      if ((<u64>count * width + 7) >> 3 > <u64>(end - src)) return -1;
      const next = i + count;
      const known = keep != 0 && (i & 7) == 0;
      let p = src;
      if (width <= 25)
        for (; i + 8 <= next; i += 8, p += width) {
          if (known && load<u8>(keep + (i >> 3)) == 0) continue;
          let a = unpack4(p, s0, f0, mask), b = unpack4(p + second, s1, f1, mask);
          bad = v128.or(bad, v128.or(i32x4.gt_u(a, last), i32x4.gt_u(b, last)));
          a = i32x4.min_u(a, last);
          b = i32x4.min_u(b, last);
          put(out, i, four(table, a) | (four(table, b) << 4));
        }
      for (let bit: u64 = 0; i < next; i++, bit += width) {
        const code = bitsAt(p, bit, bits);
        if (code >= size) return -1;
        put(out, i, <u32>load<u8>(table + code));
      }
      src += <usize>min(groups * width, <u64>(end - src));
    } else {
      const bytes = (width + 7) >> 3;
      if (<u64>bytes > <u64>(end - src)) return -1;
      const code = runValue(src, width);
      src += bytes;
      const count = <u32>min(<u64>(head >> 1), left);
      if (count == 0) continue;
      if (code >= size) return -1;
      if (load<u8>(table + code)) putOnes(out, i, count);
      i += count;
    }
  }
  return v128.any_true(bad) ? -1 : 0;
}

/** The bits of `values` at the ones of `bits`, one behind the other, 0 up to the next byte; gives how many are 1. */
export function pqPickBits(values: usize, bits: usize, n: u32, out: usize): u32 {
  let word: u32 = 0, count: u32 = 0, ones: u32 = 0;
  for (let i: u32 = 0; i < n; i += 8) {
    let b = <u32>load<u8>(bits + (i >> 3));
    const v = <u32>load<u8>(values + (i >> 3));
    if (n - i < 8) b &= (<u32>1 << (n - i)) - 1;
    for (; b != 0; b &= b - 1) {
      const one = (v >> ctz(b)) & 1;
      ones += one;
      word |= one << (count & 7);
      count++;
      if ((count & 7) == 0) {
        store<u8>(out++, <u8>word);
        word = 0;
      }
    }
  }
  store<u8>(out, <u8>word);
  return ones;
}

/** The bits of a bitmap as bytes of 0 or 1. */
export function pqBytesOfBits(bits: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i += 8) {
    const b = <u64>load<u8>(bits + (i >> 3));
    const own = (b * 0x0101010101010101) & 0x8040201008040201;
    store<u64>(out + i, ((own + 0x00406070787c7e7f) >> 7) & 0x0101010101010101);
  }
}
