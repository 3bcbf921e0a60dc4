@inline function literal(dst: usize, src: usize, size: u32): usize {
  const n = size - 1;
  if (n < 60) store<u8>(dst++, <u8>(n << 2));
  else if (n < 256) {
    store<u8>(dst, 60 << 2);
    store<u8>(dst, <u8>n, 1);
    dst += 2;
  } else {
    store<u8>(dst, 61 << 2);
    store<u16>(dst, <u16>n, 1);
    dst += 3;
  }
  if (size <= 16) v128.store(dst, v128.load(src));
  else memory.copy(dst, src, size);
  return dst + size;
}

@inline function copyLong(dst: usize, size: u32, back: u32): usize {
  store<u8>(dst, <u8>(((size - 1) << 2) | 2));
  store<u16>(dst, <u16>back, 1);
  return dst + 3;
}

@inline function matchEnd(at: usize, from: usize, end: usize): usize {
  while (at + 8 <= end) {
    const d = load<u64>(at) ^ load<u64>(from);
    if (d != 0) return at + <usize>(ctz(d) >> 3);
    at += 8;
    from += 8;
  }
  while (at < end && load<u8>(at) == load<u8>(from)) {
    at++;
    from++;
  }
  return at;
}

/**
 * Deflates `size` bytes as one Snappy block; gives the block's length. `dst` needs 32 + size + size / 6 bytes,
 * `table` 32 KiB of scratch.
 */
export function snappyEncode(src: usize, size: u32, dst: usize, table: usize): usize {
  const first = dst;
  let length = size;
  while (length >= 128) {
    store<u8>(dst++, <u8>(length | 128));
    length >>= 7;
  }
  store<u8>(dst++, <u8>length);
  const end = src + size;
  while (src < end) {
    const base = src;
    const stop = min<usize>(src + 65536, end);
    memory.fill(table, 0, 32768);
    let at = base;
    let pending = base;
    let skip: u32 = 32;
    if (stop - base >= 15) {
      const limit = stop - 15;
      at++;
      while (at < limit) {
        const word = load<u32>(at);
        const slot = table + <usize>(((word * 0x1e35a7bd) >> 18) << 1);
        const from = base + <usize>load<u16>(slot);
        store<u16>(slot, <u16>(at - base));
        if (load<u32>(from) != word || from >= at) {
          at += skip++ >> 5;
          continue;
        }
        skip = 32;
        if (at > pending) dst = literal(dst, pending, <u32>(at - pending));
        const back = <u32>(at - from);
        const next = matchEnd(at + 4, from + 4, stop);
        let left = <u32>(next - at);
        at = next;
        pending = next;
        while (left >= 68) {
          dst = copyLong(dst, 64, back);
          left -= 64;
        }
        if (left > 64) {
          dst = copyLong(dst, 60, back);
          left -= 60;
        }
        if (left < 12 && back < 2048) {
          store<u8>(dst, <u8>(((back >> 8) << 5) | ((left - 4) << 2) | 1));
          store<u8>(dst, <u8>back, 1);
          dst += 2;
        } else dst = copyLong(dst, left, back);
      }
    }
    if (stop > pending) dst = literal(dst, pending, <u32>(stop - pending));
    src = stop;
  }
  return dst - first;
}
