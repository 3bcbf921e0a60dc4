/** Where the header that was read last ends; 0 after a broken one. */
export let at: usize = 0;

/** The header of a run: lowest bit 1 and eights of bit-packed values, or 0 and repeats of one value. */
export function runHeader(src: usize, end: usize): u32 {
  let h: u32 = 0;
  for (let shift: u32 = 0; shift < 35 && src < end; shift += 7) {
    const b = <u32>load<u8>(src++);
    h |= (b & 127) << shift;
    if (b < 128) {
      at = src;
      return h;
    }
  }
  at = 0;
  return 0;
}

/** The value of a repeated run: little-endian, as few bytes as the width needs. */
@inline export function runValue(src: usize, width: u32): u32 {
  let v: u32 = 0;
  for (let i: u32 = 0; i < (width + 7) >> 3; i++) v |= <u32>load<u8>(src + i) << (i << 3);
  return v;
}

@inline export function mask32(width: u32): u32 {
  return <u32>((<u64>1 << width) - 1);
}

@inline export function bitsAt(src: usize, bit: u64, mask: u32): u32 {
  return <u32>(load<u64>(src + <usize>(bit >> 3)) >> (bit & 7)) & mask;
}

/**
 * What unpacking eight values of up to 25 bits in two registers takes: two swizzles that give each lane its four
 * bytes, and two factors that shift each lane's value to bit 7. 64 bytes at `tmp`.
 */
export function prepare(width: u32, tmp: usize): void {
  for (let half: u32 = 0; half < 2; half++) {
    const base = (half * 4 * width) >> 3;
    for (let k: u32 = 0; k < 4; k++) {
      const bit = (half * 4 + k) * width;
      const from = (bit >> 3) - base;
      for (let j: u32 = 0; j < 4; j++) store<u8>(tmp + (half << 4) + (k << 2) + j, <u8>(from + j));
      store<u32>(tmp + 32 + (half << 4) + (k << 2), 1 << (7 - (bit & 7)));
    }
  }
}

@inline export function unpack4(src: usize, bytes: v128, factor: v128, mask: v128): v128 {
  return v128.and(i32x4.shr_u(i32x4.mul(i8x16.swizzle(v128.load(src), bytes), factor), 7), mask);
}
