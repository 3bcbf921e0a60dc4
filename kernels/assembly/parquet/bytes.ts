@inline function copyShort(dst: usize, src: usize, size: u32): void {
  if (size <= 16) v128.store(dst, v128.load(src));
  else if (size <= 256) {
    const stop = dst + size;
    for (let d = dst; d < stop; d += 16) {
      v128.store(d, v128.load(src));
      src += 16;
    }
  } else memory.copy(dst, src, size);
}

/** PLAIN byte arrays as n + 1 offsets from 0 and their bytes; gives the bytes or -1 where lengths pass the end. */
export function pqPlainBytes(src: usize, end: usize, n: u32, offsets: usize, out: usize): i32 {
  const first = out;
  store<u32>(offsets, 0);
  for (let i: u32 = 0; i < n; i++) {
    if (end - src < 4) return -1;
    const size = load<u32>(src);
    src += 4;
    if (size > <u32>(end - src)) return -1;
    copyShort(out, src, size);
    src += size;
    out += size;
    offsets += 4;
    store<u32>(offsets, <u32>(out - first));
  }
  return <i32>(out - first);
}

/** n lengths as n + 1 offsets from 0; gives the sum, or -1 where one is negative or the sum passes `max`. */
export function pqLengths(lengths: usize, n: u32, max: u32, offsets: usize): i32 {
  let sum: u64 = 0;
  store<u32>(offsets, 0);
  for (let i: u32 = 0; i < n; i++) {
    const size = load<i32>(lengths + (<usize>i << 2));
    if (size < 0) return -1;
    sum += <u64>size;
    if (sum > <u64>max) return -1;
    store<u32>(offsets + (<usize>i << 2), <u32>sum, 4);
  }
  return <i32>sum;
}

/** n + 1 offsets of values that are `width` bytes each. */
export function pqEvenOffsets(n: u32, width: u32, offsets: usize): void {
  for (let i: u32 = 0; i <= n; i++) store<u32>(offsets + (<usize>i << 2), i * width);
}

/** Bytes of the entries that n checked codes name. */
export function pqTakeSize(codes: usize, n: u32, offsets: usize): f64 {
  let sum: u64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const entry = offsets + (<usize>load<u32>(codes + (<usize>i << 2)) << 2);
    sum += <u64>(load<u32>(entry, 4) - load<u32>(entry));
  }
  return <f64>sum;
}

/** The entries that n checked codes name: n + 1 offsets from 0, and their bytes. */
export function pqTakeBytes(codes: usize, n: u32, dictOffsets: usize, dictData: usize, offsets: usize, out: usize): void {
  const first = out;
  store<u32>(offsets, 0);
  for (let i: u32 = 0; i < n; i++) {
    const entry = dictOffsets + (<usize>load<u32>(codes + (<usize>i << 2)) << 2);
    const from = load<u32>(entry);
    const size = load<u32>(entry, 4) - from;
    copyShort(out, dictData + from, size);
    out += size;
    offsets += 4;
    store<u32>(offsets, <u32>(out - first));
  }
}

/** Bytes of n values given as prefix and suffix lengths, or -1 where a prefix is longer than the value before. */
export function pqPrefixSize(prefixes: usize, suffixes: usize, n: u32): f64 {
  let sum: u64 = 0;
  let before: u64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const p = load<i32>(prefixes + (<usize>i << 2));
    const s = load<i32>(suffixes + (<usize>i << 2));
    if (p < 0 || s < 0 || <u64>p > before) return -1;
    before = <u64>p + <u64>s;
    sum += before;
  }
  return <f64>sum;
}

/** Values from prefix and suffix lengths and the suffixes' bytes: n + 1 offsets from 0, and their bytes. 0 or -1. */
export function pqPrefixBytes(prefixes: usize, suffixes: usize, n: u32, src: usize, end: usize, offsets: usize, out: usize): i32 {
  const first = out;
  let before = out;
  store<u32>(offsets, 0);
  for (let i: u32 = 0; i < n; i++) {
    const p = load<u32>(prefixes + (<usize>i << 2));
    const s = load<u32>(suffixes + (<usize>i << 2));
    if (s > <u32>(end - src)) return -1;
    memory.copy(out, before, p);
    before = out;
    copyShort(out + p, src, s);
    out += p + s;
    src += s;
    store<u32>(offsets + (<usize>i << 2), <u32>(out - first), 4);
  }
  return 0;
}

/** Whether [src, end) is well-formed UTF-8. */
function wellFormed(src: usize, end: usize): bool {
  while (src < end) {
    while (src + 16 <= end && !i8x16.bitmask(v128.load(src))) src += 16;
    if (src >= end) break;
    const a = <u32>load<u8>(src);
    if (a < 128) {
      src++;
      continue;
    }
    const left = end - src;
    const b = <u32>load<u8>(src, 1), c = <u32>load<u8>(src, 2), d = <u32>load<u8>(src, 3);
    if (a >= 0xc2 && a <= 0xdf) {
      if (left < 2 || (b & 0xc0) != 0x80) return false;
      src += 2;
    } else if (a >= 0xe0 && a <= 0xef) {
      if (left < 3 || (b & 0xc0) != 0x80 || (c & 0xc0) != 0x80) return false;
      if ((a == 0xe0 && b < 0xa0) || (a == 0xed && b > 0x9f)) return false;
      src += 3;
    } else if (a >= 0xf0 && a <= 0xf4) {
      if (left < 4 || (b & 0xc0) != 0x80 || (c & 0xc0) != 0x80 || (d & 0xc0) != 0x80) return false;
      if ((a == 0xf0 && b < 0x90) || (a == 0xf4 && b > 0x8f)) return false;
      src += 4;
    } else return false;
  }
  return true;
}

/** Whether each of n values is well-formed UTF-8: all of their bytes are, and none begins within a character. */
export function pqUtf8(offsets: usize, n: u32, data: usize): i32 {
  const end = data + <usize>load<u32>(offsets + (<usize>n << 2));
  if (!wellFormed(data + <usize>load<u32>(offsets), end)) return 0;
  for (let i: u32 = 1; i < n; i++) {
    const p = data + <usize>load<u32>(offsets + (<usize>i << 2));
    if (p < end && (load<u8>(p) & 0xc0) == 0x80) return 0;
  }
  return 1;
}
