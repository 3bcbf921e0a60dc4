import { float, int, readFloat, readInt } from "../csv/numbers";
import { escaped, stringEnd, unescape } from "./strings";

/** Of a key: its text `"name":`, its length, what is read, where values, validity and (of texts) ends and bytes go. */
const NAME = 0, LENGTH = 4, KIND = 8, OUT = 12, VALID = 16, OFFSETS = 20, AT = 24, KEY = 28;
const TEXT = 0, INT = 1, FLOAT = 2, BOOL = 3;
/** Numbers with more digits than are read here: row, key, start and end of each. */
const FIXES = 4096;

// @ts-ignore: decorator
@inline
function blanks(p: usize): usize {
  for (let c = <u32>load<u8>(p); c == 32 || c == 9 || c == 13; c = <u32>load<u8>(p)) p++;
  return p;
}

// @ts-ignore: decorator
@inline
function same(a: usize, b: usize, n: i32): bool {
  for (; n >= 8; n -= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
  }
  return n == 0 || (load<u64>(a) ^ load<u64>(b)) << (64 - (<u64>n << 3)) == 0;
}

// @ts-ignore: decorator
@inline
function isDigit(p: usize): bool {
  return <u32>load<u8>(p) - 48 <= 9;
}

let whole: bool = false;
/** Where a number ends as JSON has it; 0 where it is none. What ends the bytes is no digit. */
function numberEnd(p: usize): usize {
  if (load<u8>(p) == 45) p++;
  const first = p;
  while (isDigit(p)) p++;
  if (p == first || (load<u8>(first) == 48 && p > first + 1)) return 0;
  whole = true;
  if (load<u8>(p) == 46) {
    whole = false;
    const point = ++p;
    while (isDigit(p)) p++;
    if (p == point) return 0;
  }
  if ((load<u8>(p) | 32) == 101) {
    whole = false;
    p++;
    const sign = load<u8>(p);
    if (sign == 43 || sign == 45) p++;
    const digits = p;
    while (isDigit(p)) p++;
    if (p == digits) return 0;
  }
  return p;
}

// @ts-ignore: decorator
@inline
function setBit(bits: usize, row: i32): void {
  const p = bits + <usize>(row >> 3);
  const byte = <i32>load<u8>(p) | (1 << (row & 7));
  store<u8>(p, byte);
}

// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, length: usize): void {
  if (length > 32) memory.copy(to, from, length);
  else for (let i: usize = 0; i < length; i += 8) store<u64>(to + i, load<u64>(from + i));
}

let fixes: i32 = 0;

/** Reads the value at `p` for a row; gives where it ends, 0 where it is not what the key takes. */
function value(p: usize, end: usize, key: usize, index: i32, row: i32, powers: usize, fix: usize, src: usize): usize {
  const kind = load<i32>(key, KIND);
  const c = <i32>load<u8>(p);
  const out = <usize>load<u32>(key, OUT);
  if (c == 110) {
    if (load<u32>(p) != 0x6c6c756e) return 0;
    if (kind > BOOL) return p + 4;
    if (kind == TEXT) store<u32>(<usize>load<u32>(key, OFFSETS) + (<usize>row << 2), <u32>(<usize>load<u32>(key, AT) - out), 4);
    else if (kind != BOOL) store<u64>(out + (<usize>row << 3), 0);
    return p + 4;
  }
  let from = p, to: usize = 0, next: usize = 0;
  if (c == 34) {
    if (kind != TEXT && kind <= BOOL) return 0;
    from++;
    to = stringEnd(from, end);
    if (to == 0) return 0;
    next = to + 1;
  } else if (c == 116 || c == 102) {
    if (kind == INT || kind == FLOAT) return 0;
    if (c == 116 ? load<u32>(p) != 0x65757274 : load<u32>(p, 1) != 0x65736c61) return 0;
    to = next = p + (c == 116 ? 4 : 5);
    if (kind == BOOL && c == 116) setBit(out, row);
  } else {
    to = next = numberEnd(p);
    if (to == 0 || kind == BOOL) return 0;
    if (kind == INT) {
      if (!whole || readInt(p, to) != 0) return 0;
      store<i64>(out + (<usize>row << 3), int);
    } else if (kind == FLOAT) {
      if (readFloat(p, to, 46, powers) == 0) store<f64>(out + (<usize>row << 3), float);
      else {
        if (fixes == FIXES) return 0;
        const at = fix + (<usize>fixes << 4);
        store<i32>(at, row);
        store<i32>(at, index, 4);
        store<u32>(at, <u32>(p - src), 8);
        store<u32>(at, <u32>(to - src), 12);
        fixes++;
      }
    }
  }
  if (kind > BOOL) return next;
  if (kind == TEXT) {
    const at = <usize>load<u32>(key, AT);
    let stop = at + (to - from);
    if (c == 34 && escaped) {
      stop = unescape(at, from, to);
      if (stop == 0) return 0;
    } else copy(at, from, to - from);
    store<u32>(key, <u32>stop, AT);
    store<u32>(<usize>load<u32>(key, OFFSETS) + (<usize>row << 2), <u32>(stop - out), 4);
  }
  setBit(<usize>load<u32>(key, VALID), row);
  return next;
}

/** Goes behind the name of a key and its colon; 0 where another stands there. */
// @ts-ignore: decorator
@inline
function behindName(p: usize, key: usize): usize {
  const name = <usize>load<u32>(key, NAME);
  const length = load<i32>(key, LENGTH);
  if (same(p, name, length)) return p + <usize>length;
  p = blanks(p);
  if (!same(p, name, length - 1)) return 0;
  p = blanks(p + <usize>(length - 1));
  return load<u8>(p) == 58 ? p + 1 : 0;
}

/** The object of a line, its keys in their order, and the blanks behind it; 0 where it is anything else. */
function object(p: usize, end: usize, keys: usize, count: i32, row: i32, powers: usize, fix: usize, src: usize): usize {
  p++;
  let key = keys;
  for (let i = 0; i < count; i++) {
    p = behindName(p, key);
    if (p == 0) return 0;
    p = value(blanks(p), end, key, i, row, powers, fix, src);
    if (p == 0) return 0;
    p = blanks(p);
    if (<i32>load<u8>(p) != (i == count - 1 ? 125 : 44)) return 0;
    p++;
    key += KEY;
  }
  p = blanks(p);
  return p < end && load<u8>(p) != 10 ? 0 : p;
}

/** Takes back what a row that was not read to its end has written. */
function undo(keys: usize, count: i32, row: i32): void {
  for (let i = 0; i < count; i++) {
    const key = keys + <usize>i * KEY;
    const kind = load<i32>(key, KIND);
    if (kind > BOOL) continue;
    const mask = ~(1 << (row & 7));
    const at = <usize>(row >> 3);
    const valid = <usize>load<u32>(key, VALID) + at;
    store<u8>(valid, <i32>load<u8>(valid) & mask);
    const out = <usize>load<u32>(key, OUT);
    if (kind == BOOL) store<u8>(out + at, <i32>load<u8>(out + at) & mask);
    if (kind == TEXT) store<u32>(key, <u32>out + load<u32>(<usize>load<u32>(key, OFFSETS) + (<usize>row << 2)), AT);
  }
}

/**
 * Reads lines of objects with the given keys in their order and plain values, up to `most` rows; ends before a line that is
 * anything else. Bitmaps and the first offsets must be 0; behind the bytes a line end must follow. `out` gets the bytes taken, the lines passed,
 * and how many numbers are left in `fix`, 16 bytes each. Gives the rows.
 */
export function jsonRows(
  src: usize, length: i32, keys: usize, count: i32, most: i32, powers: usize, fix: usize, out: usize,
): i32 {
  const end = src + <usize>length;
  let p = src, line = src;
  let row = 0, lines = 0;
  fixes = 0;
  while (p < end && row < most) {
    line = p;
    p = blanks(p);
    if (p < end && load<u8>(p) != 10) {
      const kept = fixes;
      p = load<u8>(p) == 123 ? object(p, end, keys, count, row, powers, fix, src) : 0;
      if (p == 0 || p > end) {
        undo(keys, count, row);
        fixes = kept;
        p = line;
        break;
      }
      row++;
    }
    p = min(p + 1, end);
    lines++;
  }
  store<u32>(out, <u32>(p - src));
  store<i32>(out, lines, 4);
  store<i32>(out, fixes, 8);
  return row;
}
