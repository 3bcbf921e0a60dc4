import { PATTERNS } from "./layout";

/** Copies literals; writes and reads up to 31 bytes more. */
@inline
export function copyShort(dst: usize, src: usize, size: u32): void {
  v128.store(dst, v128.load(src));
  if (size <= 16) return;
  const stop = dst + size;
  do {
    v128.store(dst, v128.load(src, 16), 16);
    v128.store(dst, v128.load(src, 32), 32);
    dst += 32;
    src += 32;
  } while (dst + 16 < stop);
}

/** Repeats what stands `back` bytes before; writes up to 15 bytes more. */
@inline
export function copyMatch(ws: usize, dst: usize, back: u32, size: u32): void {
  const stop = dst + size;
  if (back >= 16) {
    let src = dst - back;
    v128.store(dst, v128.load(src));
    if (size <= 16) return;
    do {
      dst += 16;
      src += 16;
      v128.store(dst, v128.load(src));
    } while (dst + 16 < stop);
  } else {
    const pattern = i8x16.swizzle(v128.load(dst - back), v128.load(ws + PATTERNS + (back << 4)));
    const stride = <usize>load<u8>(ws + PATTERNS + back);
    v128.store(dst, pattern);
    if (size <= 8) return;
    do {
      dst += stride;
      v128.store(dst, pattern);
    } while (dst + stride < stop);
  }
}
