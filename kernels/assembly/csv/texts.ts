import { fieldEnd, fieldStart, storeBits } from "./fields";

// Runs of up to `SLACK` bytes may be read and written past the end, so short texts are copied by words.
// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, length: usize): void {
  if (length > 32) memory.copy(to, from, length);
  else for (let i: usize = 0; i < length; i += 8) store<u64>(to + i, load<u64>(from + i));
}

/** Copies a quoted field without its quotes, two for one; gives the bytes written, or -1 where the quoting is broken. */
function unquote(to: usize, from: usize, end: usize, quote: i32): i32 {
  let p = from + 1;
  let at = to;
  while (p < end) {
    const c = load<u8>(p);
    if (<i32>c == quote) {
      p++;
      if (p == end) return <i32>(at - to);
      if (<i32>load<u8>(p) != quote) return -1;
    }
    store<u8>(at, c);
    at++;
    p++;
  }
  return -1;
}

/**
 * Copies a column's texts to `data` and their ends to `offsets`. An empty field is null (or empty, where `emptyIsNull`
 * is 0), an empty quoted one is empty. Rows whose quoting is broken go to `bad`; gives how many.
 */
export function csvText(
  src: usize, starts: usize, ends: usize, columns: i32, column: i32, rows: i32, quote: i32, emptyIsNull: i32,
  offsets: usize, data: usize, valid: usize, bad: usize,
): i32 {
  let failed = 0;
  let bits = 0;
  let at: usize = 0;
  store<i32>(offsets, 0);
  for (let r = 0; r < rows; r++) {
    const p = fieldStart(starts, ends, columns, r, column);
    const end = fieldEnd(ends, columns, r, column);
    if (end > p) {
      if (<i32>load<u8>(src + p) == quote) {
        const length = unquote(data + at, src + p, src + end, quote);
        if (length < 0) {
          store<i32>(bad + ((<usize>failed) << 2), r);
          failed++;
        } else {
          at += <usize>length;
          bits |= 1 << (r & 7);
        }
      } else {
        copy(data + at, src + p, end - p);
        at += <usize>(end - p);
        bits |= 1 << (r & 7);
      }
    } else if (end == p && emptyIsNull == 0) bits |= 1 << (r & 7);
    store<i32>(offsets + ((<usize>(r + 1)) << 2), <i32>at);
    if ((r & 7) == 7 || r == rows - 1) {
      storeBits(valid, r, bits);
      bits = 0;
    }
  }
  return failed;
}

// @ts-ignore: decorator
@inline
function lower(p: usize): u32 {
  return load<u32>(p) | 0x20202020;
}

/** Reads `true` and `false`, in letters of any case, to a bitmap; an empty field is null; other rows go to `bad`. */
export function csvBool(
  src: usize, starts: usize, ends: usize, columns: i32, column: i32, rows: i32, quote: i32, out: usize, valid: usize, bad: usize,
): i32 {
  let failed = 0;
  let bits = 0;
  let values = 0;
  for (let r = 0; r < rows; r++) {
    let p = fieldStart(starts, ends, columns, r, column);
    let end = fieldEnd(ends, columns, r, column);
    if (end > p) {
      if (<i32>load<u8>(src + p) == quote && end - p > 2 && <i32>load<u8>(src + end - 1) == quote) {
        p++;
        end--;
      }
      const at = src + p;
      if (end - p == 4 && lower(at) == 0x65757274) {
        bits |= 1 << (r & 7);
        values |= 1 << (r & 7);
      } else if (end - p == 5 && lower(at) == 0x736c6166 && (load<u8>(at, 4) | 32) == 101) bits |= 1 << (r & 7);
      else {
        store<i32>(bad + ((<usize>failed) << 2), r);
        failed++;
      }
    }
    if ((r & 7) == 7 || r == rows - 1) {
      storeBits(valid, r, bits);
      storeBits(out, r, values);
      bits = 0;
      values = 0;
    }
  }
  return failed;
}

/** The first byte that is not part of well-formed UTF-8, or -1. */
export function csvUtf8(src: usize, length: i32): i32 {
  const end = src + <usize>length;
  let p = src;
  while (p < end) {
    if (p + 16 <= end && i8x16.bitmask(v128.load(p)) == 0) {
      p += 16;
      continue;
    }
    const stop = min(end, p + 16);
    while (p < stop) {
      const c = <u32>load<u8>(p);
      if (c < 0x80) {
        p++;
        continue;
      }
      const left = end - p;
      const size: usize = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
      if (c < 0xc2 || c > 0xf4 || left < size) return <i32>(p - src);
      const second = <u32>load<u8>(p, 1);
      const low: u32 = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
      const high: u32 = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
      if (second < low || second > high) return <i32>(p - src);
      for (let i: usize = 2; i < size; i++) if ((load<u8>(p + i) & 0xc0) != 0x80) return <i32>(p - src);
      p += size;
    }
  }
  return -1;
}
