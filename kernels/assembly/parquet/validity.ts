import { at, runHeader } from "./hybrid";

/**
 * Decodes `n` bits of a hybrid stream of width 1 to a bitmap, whose bits past `n` are 0 up to a multiple of 64;
 * gives the number of ones, or -1 where the stream is broken.
 */
export function pqBits(src: usize, end: usize, n: u32, out: usize): i32 {
  const words = ((<usize>n + 63) >> 6) << 3;
  memory.fill(out, 0, words + 8);
  let i: u32 = 0;
  while (i < n) {
    const head = runHeader(src, end);
    src = at;
    if (src == 0) return -1;
    if (head & 1) {
      const groups = head >> 1;
      const bytes = min<u32>(groups, (n - i + 7) >> 3);
      if (bytes > <u32>(end - src)) return -1;
      const shift = i & 7;
      let to = out + (i >> 3);
      if (shift == 0) memory.copy(to, src, bytes);
      else
        for (let k: u32 = 0; k < bytes; k++) {
          const v = <u32>load<u8>(src + k) << shift;
          store<u8>(to, load<u8>(to) | <u8>v);
          store<u8>(to, <u8>(v >> 8), 1);
          to++;
        }
      src += min<u32>(groups, <u32>(end - src));
      i = <u32>min<u64>(<u64>i + (<u64>groups << 3), n);
    } else {
      if (src >= end) return -1;
      const v = load<u8>(src++);
      let count = min<u32>(head >> 1, n - i);
      if (v > 1 && count > 0) return -1;
      if (v) {
        for (; count && i & 7; count--, i++) store<u8>(out + (i >> 3), load<u8>(out + (i >> 3)) | <u8>(<u32>1 << (i & 7)));
        memory.fill(out + (i >> 3), 255, count >> 3);
        i += count & ~7;
        count &= 7;
        if (count) store<u8>(out + (i >> 3), <u8>((<u32>1 << count) - 1));
      }
      i += count;
    }
  }
  if (n & 7) store<u8>(out + (n >> 3), load<u8>(out + (n >> 3)) & <u8>((<u32>1 << (n & 7)) - 1));
  for (let j = (<usize>n + 7) >> 3; j < words; j++) store<u8>(out + j, 0);
  let ones: u32 = 0;
  for (let p = out; p < out + words; p += 8) ones += <u32>popcnt<u64>(load<u64>(p));
  return <i32>ones;
}

/**
 * From definition levels: one bit for each slot (level >= `slot`), 1 where it holds a value (level == `max`).
 * Stores the number of values at `ones`; gives the number of slots.
 */
export function pqSlots(def: usize, n: u32, slot: u32, max: u32, out: usize, ones: usize): i32 {
  let bits: u32 = 0;
  let count: u32 = 0;
  let valid: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const level = <u32>load<u8>(def + i);
    if (level < slot) continue;
    const v = <u32>(level == max);
    bits |= v << (count & 7);
    valid += v;
    count++;
    if ((count & 7) == 0) {
      store<u8>(out++, <u8>bits);
      bits = 0;
    }
  }
  store<u64>(out, bits);
  store<u32>(ones, valid);
  return <i32>count;
}
