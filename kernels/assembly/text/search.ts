/** Sets bit i of `out` (which is zeroed) where row i holds the needle of `size` > 0 bytes. Offsets count from `data`. */
export function textContains(offsets: usize, n: i32, data: usize, needle: usize, size: i32, out: usize): void {
  if (n === 0) return;
  let row = 0;
  let rowEnd = load<u32>(offsets + 4);
  const first = i8x16.splat(load<i8>(needle));
  const last = i8x16.splat(load<i8>(needle + size - 1));
  const end = load<u32>(offsets + (<usize>n << 2));
  const span = <u32>size;
  let at = load<u32>(offsets);
  while (at + span <= end) {
    // Sixteen places at once whose first and last bytes fit.
    let mask = i8x16.bitmask(
      v128.and(i8x16.eq(v128.load(data + at), first), i8x16.eq(v128.load(data + at + span - 1), last)),
    );
    let skipTo: u32 = 0;
    while (mask !== 0) {
      const p = at + <u32>ctz(mask);
      mask &= mask - 1;
      if (p < skipTo) continue;
      if (p + span > end) break;
      while (p >= rowEnd) {
        row++;
        rowEnd = load<u32>(offsets + (<usize>(row + 1) << 2));
      }
      if (p + span > rowEnd) continue;
      let k: u32 = 1;
      while (k < span && load<u8>(data + p + k) === load<u8>(needle + k)) k++;
      if (k < span) continue;
      const byte = out + (<usize>row >> 3);
      store<u8>(byte, <u8>(<i32>load<u8>(byte) | (1 << (row & 7))));
      skipTo = rowEnd;
    }
    at = max(at + 16, skipTo);
  }
}

/** Whether `size` bytes at two places are the same; both may be read 8 bytes past the end. */
// @ts-ignore: decorator
@inline
function same(a: usize, b: usize, size: u32): bool {
  let k: u32 = 0;
  for (; k + 8 <= size; k += 8) if (load<u64>(a + k) !== load<u64>(b + k)) return false;
  const rest = size - k;
  if (rest === 0) return true;
  return ((load<u64>(a + k) ^ load<u64>(b + k)) << (<u64>(8 - rest) << 3)) === 0;
}

// Lengths and the first 8 bytes are compared without a branch, as rows of the right length are hard to foresee.
// @ts-ignore: decorator
@inline
function compared(offsets: usize, n: i32, data: usize, needle: usize, size: u32, whole: bool, ends: bool, out: usize): void {
  const mask: u64 = size >= 8 ? u64.MAX_VALUE : (<u64>1 << (<u64>size << 3)) - 1;
  const first = load<u64>(needle) & mask;
  let byte: u32 = 0;
  let start = load<u32>(offsets);
  for (let i = 0; i < n; i++) {
    const end = load<u32>(offsets + (<usize>(i + 1) << 2));
    const length = end - start;
    const fits = whole ? length === size : length >= size;
    // A row that is too short is not read before its start.
    const at = data + (ends ? (fits ? end - size : start) : start);
    let hit = <u32>fits & <u32>((load<u64>(at) & mask) === first);
    if (size > 8 && hit !== 0) hit = <u32>same(at + 8, needle + 8, size - 8);
    byte |= hit << (i & 7);
    if ((i & 7) === 7) {
      store<u8>(out + (<usize>i >> 3), <u8>byte);
      byte = 0;
    }
    start = end;
  }
  if ((n & 7) !== 0) store<u8>(out + (<usize>n >> 3), <u8>byte);
}

/** Bit i: row i starts with the needle (ends: ends with it). */
export function textAffix(offsets: usize, n: i32, data: usize, needle: usize, size: u32, ends: i32, out: usize): void {
  if (ends !== 0) compared(offsets, n, data, needle, size, false, true, out);
  else compared(offsets, n, data, needle, size, false, false, out);
}

/** Bit i: row i is the needle. */
export function textEquals(offsets: usize, n: i32, data: usize, needle: usize, size: u32, out: usize): void {
  compared(offsets, n, data, needle, size, true, false, out);
}
