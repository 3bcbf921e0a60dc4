/** A length's further bytes after 15; sets `lz4At`, 0 where they run out or pass 2^31. */
let lz4At: usize = 0;
function more(src: usize, end: usize): u32 {
  let sum: u32 = 15;
  while (src < end && sum < 0x7fffff00) {
    const b = <u32>load<u8>(src++);
    sum += b;
    if (b != 255) {
      lz4At = src;
      return sum;
    }
  }
  lz4At = 0;
  return 0;
}

/**
 * Inflates one LZ4 block into [dst, dend); gives the bytes written or -1 where the block is broken.
 * Reads and writes up to 32 bytes past both ends.
 */
export function lz4BlockDecode(src: usize, end: usize, dst: usize, dend: usize): i32 {
  const first = dst;
  while (src < end) {
    const token = <u32>load<u8>(src++);
    let size = token >> 4;
    if (size == 15) {
      size = more(src, end);
      src = lz4At;
      if (src == 0) return -1;
    }
    if (size > <u32>(end - src) || size > <u32>(dend - dst)) return -1;
    if (size <= 16) v128.store(dst, v128.load(src));
    else memory.copy(dst, src, size);
    src += size;
    dst += size;
    if (src == end) return <i32>(dst - first);
    if (end - src < 2) return -1;
    const back = <u32>load<u16>(src);
    src += 2;
    size = token & 15;
    if (size == 15) {
      size = more(src, end);
      src = lz4At;
      if (src == 0) return -1;
    }
    size += 4;
    if (back == 0 || back > <u32>(dst - first) || size > <u32>(dend - dst)) return -1;
    let s = dst - back;
    const stop = dst + size;
    if (back >= 16) {
      for (let d = dst; d < stop; d += 16) {
        v128.store(d, v128.load(s));
        s += 16;
      }
    } else {
      for (let d = dst; d < stop; d++) store<u8>(d, load<u8>(s++));
    }
    dst = stop;
  }
  return <i32>(dst - first);
}
