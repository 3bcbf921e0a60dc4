import { at, bitsAt, mask32, prepare, runHeader, runValue, unpack4 } from "./hybrid";

/** Decodes `n` values of a hybrid stream as u32, each below `limit`; 0, or -1 where the stream is broken. */
export function pqUnpack(src: usize, end: usize, width: u32, n: u32, limit: u32, out: usize, tmp: usize): i32 {
  if (width == 0) {
    memory.fill(out, 0, <usize>n << 2);
    return limit == 0 && n > 0 ? -1 : 0;
  }
  if (limit == 0) return n > 0 ? -1 : 0;
  const stop = out + (<usize>n << 2);
  const bits = mask32(width);
  if (width <= 25) prepare(width, tmp);
  const s0 = v128.load(tmp), s1 = v128.load(tmp, 16), f0 = v128.load(tmp, 32), f1 = v128.load(tmp, 48);
  const mask = i32x4.splat(bits), second = <usize>((4 * width) >> 3);
  let top = i32x4.splat(0);
  while (out < stop) {
    const head = runHeader(src, end);
    src = at;
    if (src == 0) return -1;
    const left = <u64>((stop - out) >> 2);
    if (head & 1) {
      const groups = <u64>(head >> 1);
      const count = min(groups << 3, left);
      if ((count * width + 7) >> 3 > <u64>(end - src)) return -1;
      const next = out + (<usize>count << 2);
      let p = src;
      if (width <= 25)
        while (out + 32 <= next) {
          const a = unpack4(p, s0, f0, mask), b = unpack4(p + second, s1, f1, mask);
          v128.store(out, a);
          v128.store(out, b, 16);
          top = i32x4.max_u(top, i32x4.max_u(a, b));
          p += width;
          out += 32;
        }
      for (let bit: u64 = 0; out < next; bit += width) {
        const v = bitsAt(p, bit, bits);
        if (v >= limit) return -1;
        store<u32>(out, v);
        out += 4;
      }
      src += <usize>min(groups * width, <u64>(end - src));
    } else {
      const bytes = (width + 7) >> 3;
      if (<u64>bytes > <u64>(end - src)) return -1;
      const v = runValue(src, width);
      src += bytes;
      const next = out + (<usize>min(<u64>(head >> 1), left) << 2);
      if (v >= limit && next > out) return -1;
      const splat = i32x4.splat(v);
      for (; out < next; out += 16) v128.store(out, splat);
      out = next;
    }
  }
  const last = i32x4.splat(limit - 1);
  return v128.any_true(i32x4.gt_u(top, last)) ? -1 : 0;
}

/** Decodes `n` levels of a hybrid stream as bytes, each at most `max`; 0, or -1 where the stream is broken. */
export function pqLevels(src: usize, end: usize, width: u32, n: u32, max: u32, out: usize): i32 {
  const stop = out + <usize>n;
  const bits = mask32(width);
  while (out < stop) {
    const head = runHeader(src, end);
    src = at;
    if (src == 0) return -1;
    const left = <u64>(stop - out);
    if (head & 1) {
      const groups = <u64>(head >> 1);
      const count = min(groups << 3, left);
      if ((count * width + 7) >> 3 > <u64>(end - src)) return -1;
      const next = out + <usize>count;
      for (let bit: u64 = 0; out < next; bit += width) {
        const v = bitsAt(src, bit, bits);
        if (v > max) return -1;
        store<u8>(out++, <u8>v);
      }
      src += <usize>min(groups * width, <u64>(end - src));
    } else {
      if (src >= end) return -1;
      const v = <u32>load<u8>(src++);
      const count = <usize>min(<u64>(head >> 1), left);
      if (v > max && count > 0) return -1;
      memory.fill(out, <u8>v, count);
      out += count;
    }
  }
  return 0;
}

/** Decodes `n` levels of the old BIT_PACKED form (highest bit first) as bytes; 0 or -1. */
export function pqOldLevels(src: usize, end: usize, width: u32, n: u32, max: u32, out: usize): i32 {
  if ((<u64>n * width + 7) >> 3 > <u64>(end - src)) return -1;
  let bit: u64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const word = (<u32>load<u8>(src + <usize>(bit >> 3)) << 8) | <u32>load<u8>(src + <usize>(bit >> 3), 1);
    const v = (word >> (16 - width - <u32>(bit & 7))) & mask32(width);
    if (v > max) return -1;
    store<u8>(out + i, <u8>v);
    bit += width;
  }
  return 0;
}
