let next: usize = 0;

function varint64(src: usize, end: usize): u64 {
  let v: u64 = 0;
  for (let shift: u64 = 0; shift < 70 && src < end; shift += 7) {
    const b = <u64>load<u8>(src++);
    v |= (b & 127) << shift;
    if (b < 128) {
      next = src;
      return v;
    }
  }
  next = 0;
  return 0;
}
@inline function unzig(v: u64): i64 {
  return <i64>(v >> 1) ^ -(<i64>(v & 1));
}

@inline function put(out: usize, v: i64, wide: bool): usize {
  if (wide) {
    store<i64>(out, v);
    return out + 8;
  }
  store<i32>(out, <i32>v);
  return out + 4;
}

/**
 * DELTA_BINARY_PACKED: exactly n integers of 4 or 8 bytes. Gives where the stream ends, or 0 where it is broken.
 * Reads up to 9 bytes past the end.
 */
export function pqDelta(src: usize, end: usize, n: u32, wide: bool, out: usize): usize {
  const block = varint64(src, end);
  if (next == 0) return 0;
  const minis = varint64(next, end);
  if (next == 0) return 0;
  const total = varint64(next, end);
  if (next == 0) return 0;
  let value = unzig(varint64(next, end));
  if (next == 0 || total != <u64>n || minis == 0 || minis > 1024 || block == 0 || block > 1 << 20) return 0;
  const per = block / minis;
  if (per * minis != block || (per & 7) != 0) return 0;
  src = next;
  if (n == 0) return src;
  out = put(out, value, wide);
  let left = n - 1;
  while (left > 0) {
    const least = unzig(varint64(src, end));
    src = next;
    if (src == 0 || minis > <u64>(end - src)) return 0;
    const widths = src;
    src += <usize>minis;
    for (let m: usize = 0; m < <usize>minis && left > 0; m++) {
      const width = <u64>load<u8>(widths + m);
      if (width > 64) return 0;
      const count = <u32>min<u64>(per, left);
      if ((<u64>count * width + 7) >> 3 > <u64>(end - src)) return 0;
      if (width == 0) {
        for (let i: u32 = 0; i < count; i++) {
          value += least;
          out = put(out, value, wide);
        }
      } else {
        const mask: u64 = width == 64 ? ~(<u64>0) : (<u64>1 << width) - 1;
        let bit: u64 = 0;
        for (let i: u32 = 0; i < count; i++) {
          const p = src + <usize>(bit >> 3);
          const s = bit & 7;
          let v = load<u64>(p) >> s;
          if (s + width > 64) v |= <u64>load<u8>(p, 8) << (64 - s);
          value += least + <i64>(v & mask);
          out = put(out, value, wide);
          bit += width;
        }
      }
      left -= count;
      src += <usize>min<u64>((per * width) >> 3, <u64>(end - src));
    }
  }
  return src;
}
