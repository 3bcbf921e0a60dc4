import { isSet, orderKey } from "./key";

function boundsOf<T>(src: usize, stride: usize, validity: usize, n: u32, out: usize): void {
  let low: u64 = u64.MAX_VALUE;
  let high: u64 = 0;
  for (let i: u32 = 0; i < n; i++, src += stride) {
    if (validity != 0 && !isSet(validity, i)) continue;
    const k = orderKey<T>(src);
    low = min(low, k);
    high = max(high, k);
  }
  store<u64>(out, low);
  store<u64>(out, high, 8);
}

/** The least and the greatest order key of the valid rows, `stride` bytes apart. Kinds: i8 i16 i32 i64, u8 u16 u32 u64, f32 f64. */
export function sortBounds(kind: i32, src: usize, stride: usize, validity: usize, n: u32, out: usize): void {
  switch (kind) {
    case 0: return boundsOf<i8>(src, stride, validity, n, out);
    case 1: return boundsOf<i16>(src, stride, validity, n, out);
    case 2: return boundsOf<i32>(src, stride, validity, n, out);
    case 3: return boundsOf<i64>(src, stride, validity, n, out);
    case 4: return boundsOf<u8>(src, stride, validity, n, out);
    case 5: return boundsOf<u16>(src, stride, validity, n, out);
    case 6: return boundsOf<u32>(src, stride, validity, n, out);
    case 7: return boundsOf<u64>(src, stride, validity, n, out);
    case 8: return boundsOf<f32>(src, stride, validity, n, out);
    default: return boundsOf<f64>(src, stride, validity, n, out);
  }
}

function encodeOf<T>(src: usize, stride: usize, validity: usize, n: u32, rows: usize, how: usize, shift: u64, first: bool, entries: usize): void {
  const from = load<u64>(how);
  const flip = load<u64>(how, 8);
  const bias = load<u64>(how, 16);
  const nothing = load<u64>(how, 24);
  for (let i: u32 = 0; i < n; i++, entries += 16) {
    const row = rows != 0 ? load<u32>(rows + (<usize>i << 2)) : i;
    // Descending counts down from the maximum: flip is -1, from the maximum plus one's complement.
    const value = validity != 0 && !isSet(validity, row) ? nothing : ((orderKey<T>(src + <usize>row * stride) - from) ^ flip) + bias;
    const high = shift >= 32 ? value << (shift - 32) : value >> (32 - shift);
    const low = shift >= 32 ? 0 : <u32>(value << shift);
    if (first) {
      store<u64>(entries, high);
      store<u32>(entries, i, 8);
      store<u32>(entries, low, 12);
    } else {
      store<u64>(entries, load<u64>(entries) | high);
      store<u32>(entries, load<u32>(entries, 12) | low, 12);
    }
  }
}

/**
 * Puts one column into the keys of entries, at bit `shift` of 96: ((order key - from) ^ flip) + bias, or `nothing` where null;
 * the four stand as u64 at `how`. Descending is flip = -1 and from = maximum + 1. Entry i is of row rows[i], or of row i.
 */
export function sortEncode(
  kind: i32, src: usize, stride: usize, validity: usize, n: u32, rows: usize, how: usize, shift: i32, first: i32, entries: usize,
): void {
  const s = <u64>shift;
  const f = first != 0;
  switch (kind) {
    case 0: return encodeOf<i8>(src, stride, validity, n, rows, how, s, f, entries);
    case 1: return encodeOf<i16>(src, stride, validity, n, rows, how, s, f, entries);
    case 2: return encodeOf<i32>(src, stride, validity, n, rows, how, s, f, entries);
    case 3: return encodeOf<i64>(src, stride, validity, n, rows, how, s, f, entries);
    case 4: return encodeOf<u8>(src, stride, validity, n, rows, how, s, f, entries);
    case 5: return encodeOf<u16>(src, stride, validity, n, rows, how, s, f, entries);
    case 6: return encodeOf<u32>(src, stride, validity, n, rows, how, s, f, entries);
    case 7: return encodeOf<u64>(src, stride, validity, n, rows, how, s, f, entries);
    case 8: return encodeOf<f32>(src, stride, validity, n, rows, how, s, f, entries);
    default: return encodeOf<f64>(src, stride, validity, n, rows, how, s, f, entries);
  }
}

/**
 * Entries of text: eleven bytes from `skip` on and how many there are (12 for more), so that equal keys below 12 are equal text.
 * `flip` is 0 or -1 for descending. Entry i is of row rows[i]. Reads up to 16 bytes past the data.
 */
export function sortEncodeText(offsets: usize, data: usize, rows: usize, n: u32, skip: u32, flip: i32, entries: usize): void {
  const mask64 = <u64>(<i64>flip);
  const mask32 = <u32>flip;
  for (let i: u32 = 0; i < n; i++, entries += 16) {
    const row = load<u32>(rows + (<usize>i << 2));
    const at = offsets + (<usize>row << 2);
    const start = load<u32>(at) + skip;
    const left = <i32>(load<u32>(at, 4) - start);
    const p = data + start;
    let high: u64 = 0;
    let low: u32 = 0;
    if (left > 0) {
      high = bswap<u64>(load<u64>(p));
      if (left < 8) high &= u64.MAX_VALUE << <u64>(64 - (left << 3));
      else low = bswap<u32>(load<u32>(p, 8)) & (left >= 11 ? 0xffffff00 : <u32>(<u64>0xffffffff << <u64>(96 - (left << 3))));
      low = (low & 0xffffff00) | <u32>min(left, 12);
    }
    store<u64>(entries, high ^ mask64);
    store<u32>(entries, i, 8);
    store<u32>(entries, low ^ mask32, 12);
  }
}

/** The rows of entries in their order; `rows` says which row entry i was of, or 0. */
export function sortRowsOf(entries: usize, n: u32, rows: usize, out: usize): void {
  for (let i: u32 = 0; i < n; i++, entries += 16, out += 4) {
    const at = load<u32>(entries, 8);
    store<u32>(out, rows != 0 ? load<u32>(rows + (<usize>at << 2)) : at);
  }
}
