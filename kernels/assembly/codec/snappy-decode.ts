import { PATTERNS, STRIDES } from "./snappy-table";

/** Skips the length in front of a block; 0 where it does not end. */
function body(src: usize, end: usize): usize {
  for (let i = 0; i < 5 && src < end; i++) if (load<u8>(src++) < 128) return src;
  return 0;
}

/**
 * Inflates one Snappy block into [dst, dend), which must be its exact size; 0 or -1 where the block is broken.
 * Reads and writes up to 96 bytes past both ends.
 */
export function snappyDecode(start: usize, end: usize, dst: usize, dend: usize): i32 {
  let src = body(start, end);
  if (src == 0) return -1;
  const first = dst;
  while (src < end) {
    if (dst > dend) return -1;
    let w = load<u64>(src);
    let tag = <u32>w & 0xff;
    if ((tag & 3) == 0) {
      let size = (tag >> 2) + 1;
      if (size <= 4) {
        // A short literal and the copy behind it come out of one load.
        store<u64>(dst, w >> 8);
        w = (w >> 16) >> <u64>(tag << 1);
        dst += size;
        src += size + 1;
        tag = <u32>w & 0xff;
        if (((tag + 1) & 2) == 0 || src >= end) continue;
      } else if (size <= 16) {
        v128.store(dst, v128.load(src, 1));
        dst += size;
        src += size + 1;
        continue;
      } else {
        src++;
        if (size > 60) {
          const bytes = size - 60;
          size = (load<u32>(src) & <u32>((<u64>1 << (bytes << 3)) - 1)) + 1;
          src += bytes;
        }
        if (src > end || size == 0 || size > <u32>(dend - dst) || size > <u32>(end - src)) return -1;
        if (size > 512) memory.copy(dst, src, size);
        else {
          let s = src;
          let d = dst;
          const stop = dst + size;
          while (d < stop) {
            v128.store(d, v128.load(s));
            v128.store(d, v128.load(s, 16), 16);
            d += 32;
            s += 32;
          }
        }
        dst += size;
        src += size;
        continue;
      }
    }
    let size: u32;
    let back: u32;
    const kind = tag & 3;
    if (kind != 3) {
      // Which of the two it is cannot be foreseen: no branch, and the next one begins kind + 1 bytes on.
      const one = kind == 1;
      src += kind + 1;
      const low = <u32>(w >> 8);
      size = select<u32>(((tag >> 2) & 7) + 4, (tag >> 2) + 1, one);
      back = select<u32>(((tag >> 5) << 8) | (low & 0xff), low & 0xffff, one);
    } else {
      size = (tag >> 2) + 1;
      back = <u32>(w >> 8);
      src += 5;
    }
    if (back == 0 || back > <u32>(dst - first)) return -1;
    let s = dst - back;
    let d = dst;
    const stop = dst + size;
    if (back >= 8 && size <= 8) store<u64>(d, load<u64>(s));
    else if (back >= 16) {
      do {
        v128.store(d, v128.load(s));
        d += 16;
        s += 16;
      } while (d < stop);
    } else {
      const pattern = i8x16.swizzle(v128.load(s), v128.load(PATTERNS + (back << 4)));
      const stride = <usize>load<u8>(STRIDES + back);
      do {
        v128.store(d, pattern);
        d += stride;
      } while (d < stop);
    }
    dst = stop;
  }
  return src == end && dst == dend ? 0 : -1;
}
