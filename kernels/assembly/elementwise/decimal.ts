// 128-bit values, low word first. Every kernel here stops at the first row that its 64-bit path cannot do and gives that
// row; the caller does it exactly and goes on behind it.
const ADD = 0;
const SUB = 1;
const MUL = 2;
const DIV = 3;
const FLOOR_DIV = 4;
const LIMIT_HIGH: u64 = 0x4b3b4ca85a86c47a;
const LIMIT_LOW: u64 = 0x098a224000000000;

// @ts-ignore: decorator
@inline
function put(out: usize, v: i64): void {
  store<i64>(out, v);
  store<i64>(out, v >> 63, 8);
}
// @ts-ignore: decorator
@inline
function small(low: i64, high: i64): bool {
  return high == low >> 63 && low != i64.MIN_VALUE;
}
// @ts-ignore: decorator
@inline
function size(x: i64): u64 {
  return x < 0 ? <u64>(0 - x) : <u64>x;
}
/** |v| below 10^38 of a 128-bit value. */
function inside(low: u64, high: u64): bool {
  if (<i64>high < 0) {
    low = 0 - low;
    high = ~high + u64(low == 0);
  }
  return high < LIMIT_HIGH || (high == LIMIT_HIGH && low < LIMIT_LOW);
}
/** x / y rounded half to even; y is not 0. */
function nearest(x: u64, y: u64): u64 {
  const q = x / y;
  const r = x - q * y;
  const rest = y - r;
  return q + u64(r > rest || (r == rest && (q & 1)));
}
// @ts-ignore: decorator
@inline
function wide(x: u64, y: u64): bool {
  return x != 0 && y > u64.MAX_VALUE / x;
}

function sums(op: i32, a: usize, sa: usize, b: usize, sb: usize, from: i32, n: i32, out: usize): i32 {
  for (let i = from; i < n; i++) {
    const x = a + <usize>i * sa;
    const y = b + <usize>i * sb;
    const xl = load<u64>(x);
    const xh = load<u64>(x, 8);
    let yl = load<u64>(y);
    let yh = load<u64>(y, 8);
    if (op == SUB) {
      yl = 0 - yl;
      yh = ~yh + u64(yl == 0);
    }
    const low = xl + yl;
    const high = xh + yh + u64(low < xl);
    if (<i64>((xh ^ high) & (yh ^ high)) < 0 || !inside(low, high)) return i;
    store<u64>(out + (<usize>i << 4), low);
    store<u64>(out + (<usize>i << 4), high, 8);
  }
  return n;
}

/** Arithmetic at one scale, `unit` = 10^scale (0 where that passes 64 bits). */
export function ewDecimal(op: i32, a: usize, sa: usize, b: usize, sb: usize, from: i32, n: i32, by: f64, out: usize): i32 {
  if (op == ADD || op == SUB) return sums(op, a, sa, b, sb, from, n, out);
  const unit = <u64>by;
  if (unit == 0) return from;
  for (let i = from; i < n; i++) {
    const x = a + <usize>i * sa;
    const y = b + <usize>i * sb;
    const p = load<i64>(x);
    const q = load<i64>(y);
    if (!small(p, load<i64>(x, 8)) || !small(q, load<i64>(y, 8))) return i;
    const u = size(p);
    const v = size(q);
    const minus = (p ^ q) < 0;
    let r: u64;
    let negative = minus;
    if (op == MUL) {
      if (wide(u, v)) return i;
      r = nearest(u * v, unit);
    } else if (v == 0) return i;
    else if (op == DIV) {
      if (wide(u, unit)) return i;
      r = nearest(u * unit, v);
    } else {
      const whole = u / v;
      const rest = u - whole * v;
      if (op == FLOOR_DIV) {
        const down = whole + u64(minus && rest != 0);
        if (wide(down, unit)) return i;
        r = down * unit;
      } else {
        r = minus && rest != 0 ? v - rest : rest;
        negative = q < 0;
      }
    }
    if (<i64>r < 0) return i;
    put(out + (<usize>i << 4), negative ? 0 - <i64>r : <i64>r);
  }
  return n;
}

/** Times or (`down`) by a power of ten, rounded by `mode`: 0 half to even, 1 down, 2 up, 3 to zero; the result stays below `limit`. */
export function ewDecimalScale(src: usize, from: i32, n: i32, by: f64, down: i32, mode: i32, below: f64, out: usize): i32 {
  const factor = <u64>by;
  const limit = <u64>below;
  for (let i = from; i < n; i++) {
    const x = src + (<usize>i << 4);
    const p = load<i64>(x);
    if (!small(p, load<i64>(x, 8))) return i;
    const u = size(p);
    let r: u64;
    if (down) {
      const q = u / factor;
      const exact = q * factor == u;
      if (mode == 0) r = nearest(u, factor);
      else if (mode == 3 || exact) r = q;
      else r = (mode == 1) == p < 0 ? q + 1 : q;
    } else {
      if (wide(u, factor)) return i;
      r = u * factor;
    }
    if (r >= limit) return i;
    put(out + (<usize>i << 4), p < 0 ? 0 - <i64>r : <i64>r);
  }
  return n;
}

/** Int64 (or UInt64) to 128 bits. */
export function ewI64ToDecimal(src: usize, n: i32, signed: i32, out: usize): void {
  for (let i = 0; i < n; i++, src += 8, out += 16) {
    const v = load<i64>(src);
    store<i64>(out, v);
    store<i64>(out, signed ? v >> 63 : 0, 8);
  }
}
/** 128 bits to Int64; rows that do not fit lose their bit. */
export function ewDecimalToI64(src: usize, n: i32, out: usize, bits: usize): i32 {
  let bad = 0;
  for (let i = 0; i < n; i++, src += 16, out += 8) {
    const v = load<i64>(src);
    store<i64>(out, v);
    if (v >> 63 != load<i64>(src, 8)) {
      const at = bits + <usize>(i >> 3);
      store<u8>(at, <i32>load<u8>(at) & ~(1 << (i & 7)));
      bad++;
    }
  }
  return bad;
}
export function ewDecimalToF64(src: usize, n: i32, unit: f64, out: usize): void {
  for (let i = 0; i < n; i++, src += 16, out += 8) {
    const low = load<u64>(src);
    const high = load<i64>(src, 8);
    const v = high == <i64>low >> 63 ? <f64>(<i64>low) : <f64>high * 18446744073709551616.0 + <f64>low;
    store<f64>(out, v / unit);
  }
}
export function ewF64ToDecimal(src: usize, from: i32, n: i32, unit: f64, limit: f64, out: usize): i32 {
  for (let i = from; i < n; i++) {
    const v = nearest_f64(load<f64>(src + (<usize>i << 3)) * unit);
    if (!(abs(v) < limit)) return i;
    put(out + (<usize>i << 4), <i64>v);
  }
  return n;
}
// @ts-ignore: decorator
@inline
function nearest_f64(x: f64): f64 {
  return f64.nearest(x);
}
