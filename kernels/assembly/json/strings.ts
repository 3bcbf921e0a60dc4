/** Whether the string that was passed last holds a backslash. */
export let escaped: bool = false;

/** From behind a string's opening quote: the place of its closing one; 0 where there is none on the line. */
export function stringEnd(p: usize, end: usize): usize {
  escaped = false;
  const quote = i8x16.splat(34), backslash = i8x16.splat(92), blank = i8x16.splat(32);
  while (p < end) {
    const x = v128.load(p);
    const m = i8x16.bitmask(v128.or(v128.or(i8x16.eq(x, quote), i8x16.eq(x, backslash)), i8x16.lt_u(x, blank)));
    if (m == 0) {
      p += 16;
      continue;
    }
    p += <usize>ctz(m);
    if (p >= end) return 0;
    const c = <i32>load<u8>(p);
    if (c == 34) return p;
    if (c < 32) return 0;
    escaped = true;
    p += 2;
  }
  return 0;
}

function hex4(p: usize, end: usize): i32 {
  if (p + 4 > end) return -1;
  let v = 0;
  for (let i: usize = 0; i < 4; i++) {
    const b = <i32>load<u8>(p + i);
    const lower = b | 32;
    if (b >= 48 && b <= 57) v = (v << 4) | (b - 48);
    else if (lower >= 97 && lower <= 102) v = (v << 4) | (lower - 87);
    else return -1;
  }
  return v;
}

function putPoint(to: usize, c: u32): usize {
  if (c < 0x80) {
    store<u8>(to, c);
    return to + 1;
  }
  if (c < 0x800) {
    store<u8>(to, 0xc0 | (c >> 6));
    store<u8>(to, 0x80 | (c & 63), 1);
    return to + 2;
  }
  if (c < 0x10000) {
    store<u8>(to, 0xe0 | (c >> 12));
    store<u8>(to, 0x80 | ((c >> 6) & 63), 1);
    store<u8>(to, 0x80 | (c & 63), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (c >> 18));
  store<u8>(to, 0x80 | ((c >> 12) & 63), 1);
  store<u8>(to, 0x80 | ((c >> 6) & 63), 2);
  store<u8>(to, 0x80 | (c & 63), 3);
  return to + 4;
}

/** Writes a string's text, its escapes resolved; half of a surrogate pair is U+FFFD. Gives where it ends, or 0. */
export function unescape(to: usize, p: usize, end: usize): usize {
  while (p < end) {
    let c = <i32>load<u8>(p++);
    if (c != 92) {
      store<u8>(to++, c);
      continue;
    }
    c = <i32>load<u8>(p++);
    if (c == 117) {
      let point = hex4(p, end);
      if (point < 0) return 0;
      p += 4;
      if (point >= 0xd800 && point < 0xdc00 && p + 2 <= end && load<u16>(p) == 0x755c) {
        const low = hex4(p + 2, end);
        if (low < 0) return 0;
        if (low >= 0xdc00 && low < 0xe000) {
          point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
          p += 6;
        }
      }
      to = putPoint(to, point >= 0xd800 && point < 0xe000 ? 0xfffd : point);
      continue;
    }
    if (c == 98) c = 8;
    else if (c == 102) c = 12;
    else if (c == 110) c = 10;
    else if (c == 114) c = 13;
    else if (c == 116) c = 9;
    else if (c != 34 && c != 92 && c != 47) return 0;
    store<u8>(to++, c);
  }
  return to;
}
