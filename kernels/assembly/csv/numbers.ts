import { areDigits, eightDigits } from "../text/digits";
import { fieldEnd, fieldStart, storeBits } from "./fields";

const OK: i32 = 0;
const BAD: i32 = 1;
export let int: i64 = 0;
export let float: f64 = 0;

// @ts-ignore: decorator
@inline
function mulHigh(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >> 32;
  const low = a0 * b0;
  const mid = a1 * b0 + (low >> 32);
  const cross = a0 * b1 + (mid & 0xffffffff);
  return a1 * b1 + (mid >> 32) + (cross >> 32);
}

/** w * 10^q correctly rounded, by Eisel and Lemire (https://arxiv.org/abs/2101.11408); `powers` is 5^-342 to 5^308 in 128 bits, high word first. */
export function scaled(w: u64, q: i32, powers: usize): f64 {
  if (w == 0 || q < -342) return 0;
  if (q > 308) return f64.reinterpret_i64(<i64>0x7ff0000000000000);
  const lz = <i32>clz(w);
  const m = w << lz;
  const power = powers + ((<usize>(q + 342)) << 4);
  const p1 = load<u64>(power);
  let low: u64 = m * p1;
  let high = mulHigh(m, p1);
  if ((high & 0x1ff) == 0x1ff) {
    const second = mulHigh(m, load<u64>(power, 8));
    low += second;
    if (second > low) high++;
  }
  const upper = <i32>(high >> 63);
  const shift = <u64>(upper + 9);
  let mantissa = high >> shift;
  let exponent = (((152170 + 65536) * q) >> 16) + 63 + upper - lz + 1023;
  if (exponent <= 0) {
    if (1 - exponent >= 64) return 0;
    mantissa >>= <u64>(1 - exponent);
    mantissa += mantissa & 1;
    mantissa >>= 1;
    // A subnormal that rounds up to 2^52 has the bit pattern of the smallest normal number.
    return f64.reinterpret_i64(<i64>mantissa);
  }
  if (low <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && mantissa << shift == high) mantissa &= ~(<u64>1);
  mantissa += mantissa & 1;
  mantissa >>= 1;
  if (mantissa >= (<u64>2) << 52) {
    mantissa = (<u64>1) << 52;
    exponent++;
  }
  if (exponent >= 0x7ff) return f64.reinterpret_i64(<i64>0x7ff0000000000000);
  return f64.reinterpret_i64(<i64>((mantissa & ~((<u64>1) << 52)) | ((<u64>exponent) << 52)));
}

export function readInt(p: usize, end: usize): i32 {
  const negative = load<u8>(p) == 45;
  if (negative || load<u8>(p) == 43) p++;
  const digits = <i32>(end - p);
  if (digits <= 0 || digits > 19) return BAD;
  let v: u64 = 0;
  const odd = <u64>(digits & 7);
  if (odd) {
    // Zeros stand in front of the digits that are too few.
    const head = (load<u64>(p) << (64 - (odd << 3))) | (<u64>0x3030303030303030 >> (odd << 3));
    if (!areDigits(head)) return BAD;
    v = eightDigits(head);
    p += <usize>odd;
  }
  for (; p < end; p += 8) {
    const word = load<u64>(p);
    if (!areDigits(word)) return BAD;
    v = v * 100000000 + eightDigits(word);
  }
  if (digits == 19 && v > <u64>i64.MAX_VALUE + u64(negative)) return BAD;
  int = negative ? -(<i64>v) : <i64>v;
  return OK;
}

/** What it does not read (inf, NaN, more than 19 digits that matter) is bad, for a slower reader to judge. */
export function readFloat(p: usize, end: usize, point: u32, powers: usize): i32 {
  const negative = load<u8>(p) == 45;
  if (negative || load<u8>(p) == 43) p++;
  const first = p;
  let w: u64 = 0;
  let q = 0;
  let c: u32 = 0;
  for (; p < end; p++) {
    c = <u32>load<u8>(p) - 48;
    if (c > 9) break;
    w = w * 10 + c;
  }
  let digits = <i32>(p - first);
  if (p < end && c + 48 == point) {
    const from = ++p;
    while (p + 8 <= end) {
      const word = load<u64>(p);
      if (!areDigits(word)) break;
      w = w * 100000000 + eightDigits(word);
      p += 8;
    }
    for (; p < end; p++) {
      c = <u32>load<u8>(p) - 48;
      if (c > 9) break;
      w = w * 10 + c;
    }
    q = -<i32>(p - from);
    digits -= q;
  }
  if (digits == 0) return BAD;
  if (digits > 19) {
    // Zeros in front do not count.
    for (let i = first; i < p; i++) {
      c = <u32>load<u8>(i);
      if (c == 48) digits--;
      else if (c != point) break;
    }
    if (digits > 19) return BAD;
  }
  if (p < end) {
    if ((load<u8>(p) | 32) != 101) return BAD;
    p++;
    if (p == end) return BAD;
    const down = load<u8>(p) == 45;
    if (down || load<u8>(p) == 43) p++;
    if (p == end) return BAD;
    let e = 0;
    for (; p < end; p++) {
      c = <u32>load<u8>(p) - 48;
      if (c > 9) return BAD;
      if (e < 100000) e = e * 10 + <i32>c;
    }
    q += down ? -e : e;
  }
  // Both sides are exact, so one division or multiplication rounds once.
  if (w <= (<u64>1) << 53 && q >= -22 && q <= 22) {
    const power = load<f64>(powers + 651 * 16 + ((<usize>(q < 0 ? -q : q)) << 3));
    float = q < 0 ? <f64>w / power : <f64>w * power;
  } else float = scaled(w, q, powers);
  if (negative) float = -float;
  return OK;
}

/** Reads a column of whole numbers; an empty field is null; rows it cannot read go to `bad`. Gives how many. */
export function csvInt64(
  src: usize, starts: usize, ends: usize, columns: i32, column: i32, rows: i32, quote: i32, out: usize, valid: usize, bad: usize,
): i32 {
  let failed = 0;
  let bits = 0;
  for (let r = 0; r < rows; r++) {
    let p = fieldStart(starts, ends, columns, r, column);
    let end = fieldEnd(ends, columns, r, column);
    int = 0;
    if (end > p) {
      if (<i32>load<u8>(src + p) == quote && end - p > 2 && <i32>load<u8>(src + end - 1) == quote) {
        p++;
        end--;
      }
      if (readInt(src + p, src + end) == OK) bits |= 1 << (r & 7);
      else {
        store<i32>(bad + ((<usize>failed) << 2), r);
        failed++;
      }
    }
    store<i64>(out + ((<usize>r) << 3), int);
    if ((r & 7) == 7 || r == rows - 1) {
      storeBits(valid, r, bits);
      bits = 0;
    }
  }
  return failed;
}

/** Reads a column of numbers, as `csvInt64` does. */
export function csvFloat64(
  src: usize, starts: usize, ends: usize, columns: i32, column: i32, rows: i32, quote: i32, point: i32, powers: usize,
  out: usize, valid: usize, bad: usize,
): i32 {
  let failed = 0;
  let bits = 0;
  for (let r = 0; r < rows; r++) {
    let p = fieldStart(starts, ends, columns, r, column);
    let end = fieldEnd(ends, columns, r, column);
    float = 0;
    if (end > p) {
      if (<i32>load<u8>(src + p) == quote && end - p > 2 && <i32>load<u8>(src + end - 1) == quote) {
        p++;
        end--;
      }
      if (readFloat(src + p, src + end, point, powers) == OK) bits |= 1 << (r & 7);
      else {
        store<i32>(bad + ((<usize>failed) << 2), r);
        failed++;
      }
    }
    store<f64>(out + ((<usize>r) << 3), float);
    if ((r & 7) == 7 || r == rows - 1) {
      storeBits(valid, r, bits);
      bits = 0;
    }
  }
  return failed;
}
