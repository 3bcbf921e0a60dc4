/** BYTE_STREAM_SPLIT: byte k of each of n values of `width` bytes lies in stream k. */
export function pqUnsplit(src: usize, n: u32, width: u32, out: usize): void {
  for (let k: u32 = 0; k < width; k++) {
    let to = out + k;
    for (let i: u32 = 0; i < n; i++) {
      store<u8>(to, load<u8>(src++));
      to += width;
    }
  }
}

/** 4-byte integers cut to 1 or 2 bytes. */
export function pqNarrow8(src: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) store<u8>(out + i, load<u8>(src + (<usize>i << 2)));
}
export function pqNarrow16(src: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) store<u16>(out + (<usize>i << 1), load<u16>(src + (<usize>i << 2)));
}

/** 4-byte integers times a factor as 8-byte ones. */
export function pqWiden(src: usize, n: u32, factor: i32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) store<i64>(out + (<usize>i << 3), <i64>load<i32>(src + (<usize>i << 2)) * <i64>factor);
}
/** 8-byte integers times a factor. */
export function pqScale(src: usize, n: u32, factor: i32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) store<i64>(out + (<usize>i << 3), load<i64>(src + (<usize>i << 3)) * <i64>factor);
}

/** Integers of 4 or 8 bytes as 16-byte ones (low word, high word). */
export function pqWide32(src: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const v = <i64>load<i32>(src + (<usize>i << 2));
    store<i64>(out + (<usize>i << 4), v);
    store<i64>(out + (<usize>i << 4), v >> 63, 8);
  }
}
export function pqWide64(src: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const v = load<i64>(src + (<usize>i << 3));
    store<i64>(out + (<usize>i << 4), v);
    store<i64>(out + (<usize>i << 4), v >> 63, 8);
  }
}

/** One big-endian two's complement integer as 16 bytes; false where it needs more. */
@inline function bigEndian(src: usize, size: u32, out: usize): bool {
  const fill: u64 = size > 0 && load<u8>(src) > 127 ? ~(<u64>0) : 0;
  let lo = fill, hi = fill;
  let k: u32 = 0;
  for (; k + 16 < size; k++) if (<u64>load<u8>(src + k) != (fill & 255)) return false;
  for (; k < size; k++) {
    hi = (hi << 8) | (lo >> 56);
    lo = (lo << 8) | <u64>load<u8>(src + k);
  }
  store<u64>(out, lo);
  store<u64>(out, hi, 8);
  return size <= 16 || hi >> 63 == fill >> 63;
}

/** Big-endian integers of `width` bytes each as 16-byte ones; 0 or -1 where one needs more. */
export function pqBigEndian(src: usize, n: u32, width: u32, out: usize): i32 {
  for (let i: u32 = 0; i < n; i++) {
    if (!bigEndian(src, width, out)) return -1;
    src += width;
    out += 16;
  }
  return 0;
}
/** The same for byte arrays given by offsets. */
export function pqBigEndianAt(offsets: usize, n: u32, data: usize, out: usize): i32 {
  for (let i: u32 = 0; i < n; i++) {
    const from = load<u32>(offsets + (<usize>i << 2));
    if (!bigEndian(data + from, load<u32>(offsets + (<usize>i << 2), 4) - from, out)) return -1;
    out += 16;
  }
  return 0;
}

/** INT96 (nanoseconds of the day, Julian day) as nanoseconds since 1970; what does not fit wraps. */
export function pqInt96(src: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const day = <i64>load<u32>(src, 8) - 2440588;
    store<i64>(out + (<usize>i << 3), day * 86400000000000 + load<i64>(src));
    src += 12;
  }
}

/** IEEE half floats as 4-byte ones. */
export function pqHalf(src: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const h = <u32>load<u16>(src + (<usize>i << 1));
    const sign = (h & 0x8000) << 16;
    const exp = (h >> 10) & 31;
    const frac = h & 1023;
    let bits: u32;
    if (exp == 31) bits = sign | 0x7f800000 | (frac << 13);
    else if (exp != 0) bits = sign | ((exp + 112) << 23) | (frac << 13);
    else bits = sign | reinterpret<u32>(<f32>frac * <f32>5.9604644775390625e-8);
    store<u32>(out + (<usize>i << 2), bits);
  }
}
