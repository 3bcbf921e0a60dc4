/** 1 where none of the bytes is above 127. */
export function textIsAscii(data: usize, bytes: i32): i32 {
  let at = data;
  const end = data + <usize>bytes;
  let any = i64x2.splat(0);
  for (; at + 16 <= end; at += 16) any = v128.or(any, v128.load(at));
  let rest: u32 = i8x16.bitmask(any);
  for (; at < end; at++) rest |= load<u8>(at) & 128;
  return rest === 0 ? 1 : 0;
}

/** ASCII letters from `low` ("A" or "a") on get their other case; all other bytes stay. `out` has room for 16 bytes more. */
export function textFlipCase(data: usize, bytes: i32, low: i32, out: usize): void {
  const first = i8x16.splat(<i8>low);
  const count = i8x16.splat(26);
  const bit = i8x16.splat(32);
  for (let i = 0; i < bytes; i += 16) {
    const v = v128.load(data + i);
    const letter = i8x16.lt_u(i8x16.sub(v, first), count);
    v128.store(out + i, v128.xor(v, v128.and(letter, bit)));
  }
}

/** Code points of each row: bytes that do not continue another. */
export function textLenChars(offsets: usize, n: i32, data: usize, out: usize): void {
  let start = load<u32>(offsets);
  for (let i = 0; i < n; i++) {
    const end = load<u32>(offsets + (<usize>(i + 1) << 2));
    let count: u32 = 0;
    let at = start;
    for (; at + 8 <= end; at += 8) {
      const w = load<u64>(data + at);
      // Bit 7 set and bit 6 clear marks a continuation.
      count += 8 - <u32>popcnt((w >> 7) & ~(w >> 6) & 0x0101010101010101);
    }
    for (; at < end; at++) if ((load<u8>(data + at) & 0xc0) !== 0x80) count++;
    store<u32>(out + (<usize>i << 2), count);
    start = end;
  }
}
