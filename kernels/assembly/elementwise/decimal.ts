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

/** The low words of two values. */
// @ts-ignore: decorator
@inline
function lows(x: v128, y: v128): v128 {
  return v128.shuffle<u64>(x, y, 0, 2);
}
/** What is not 0 where a value has more than 64 bits. */
// @ts-ignore: decorator
@inline
function beyond(x: v128, y: v128, low: v128): v128 {
  return v128.xor(v128.shuffle<u64>(x, y, 1, 3), i64x2.shr_s(low, 63));
}
// @ts-ignore: decorator
@inline
function putTwo(out: usize, v: v128): void {
  const sign = i64x2.shr_s(v, 63);
  v128.store(out, v128.shuffle<u64>(v, sign, 0, 2));
  v128.store(out, v128.shuffle<u64>(v, sign, 1, 3), 16);
}

// Integers of up to 51 bits as doubles and back, by the bits of 1.5 * 2^52.
const MAGIC: f64 = 6755399441055744.0;
const HALF: i64 = 1 << 51;
const MOST: f64 = 2251799813685248.0;
/** What is not 0 where a value has more than 51 bits. */
// @ts-ignore: decorator
@inline
function large(low: v128): v128 {
  return i64x2.shr_u(i64x2.add(low, i64x2.splat(HALF)), 52);
}
// @ts-ignore: decorator
@inline
function doubles(low: v128): v128 {
  const magic = f64x2.splat(MAGIC);
  return f64x2.sub(i64x2.add(low, magic), magic);
}
// @ts-ignore: decorator
@inline
function longs(v: v128): v128 {
  const magic = f64x2.splat(MAGIC);
  return i64x2.sub(f64x2.add(v, magic), magic);
}

// @ts-ignore: decorator
@inline
function sums(op: i32, a: usize, sa: usize, b: usize, sb: usize, from: i32, n: i32, out: usize): i32 {
  for (let i = from; i < n; i++) {
    const x = a + <usize>i * sa;
    const y = b + <usize>i * sb;
    if (i + 1 < n) {
      const x1 = v128.load(x);
      const x2 = v128.load(x + sa);
      const y1 = v128.load(y);
      const y2 = v128.load(y + sb);
      const u = lows(x1, x2);
      const v = lows(y1, y2);
      const r = op == ADD ? i64x2.add(u, v) : i64x2.sub(u, v);
      // A sum has the sign of one of its parts, a difference that of the first or not that of the second.
      const over = op == ADD ? v128.and(v128.xor(u, r), v128.xor(v, r)) : v128.and(v128.xor(u, v), v128.xor(u, r));
      const wide = v128.or(beyond(x1, x2, u), beyond(y1, y2, v));
      if (!v128.any_true(v128.or(wide, i64x2.shr_s(over, 63)))) {
        putTwo(out + (<usize>i << 4), r);
        i++;
        continue;
      }
    }
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

/**
 * Products over 10^scale. Two of 51 bits go through doubles, which have them exactly: a quotient is never nearer to a half
 * than 1 / unit, and that is more than what it may be off by.
 */
function products(a: usize, sa: usize, b: usize, sb: usize, from: i32, n: i32, unit: u64, out: usize): i32 {
  const by = f64x2.splat(<f64>unit);
  const most = f64x2.splat(MOST);
  for (let i = from; i < n; i++) {
    const x = a + <usize>i * sa;
    const y = b + <usize>i * sb;
    if (i + 1 < n) {
      const x1 = v128.load(x);
      const x2 = v128.load(x + sa);
      const y1 = v128.load(y);
      const y2 = v128.load(y + sb);
      const u = lows(x1, x2);
      const v = lows(y1, y2);
      const p = f64x2.mul(doubles(u), doubles(v));
      const wide = v128.or(
        v128.or(v128.or(beyond(x1, x2, u), beyond(y1, y2, v)), v128.or(large(u), large(v))),
        f64x2.ge(f64x2.abs(p), most),
      );
      if (!v128.any_true(wide)) {
        putTwo(out + (<usize>i << 4), longs(f64x2.nearest(f64x2.div(p, by))));
        i++;
        continue;
      }
    }
    const p = load<i64>(x);
    const q = load<i64>(y);
    if (!small(p, load<i64>(x, 8)) || !small(q, load<i64>(y, 8))) return i;
    const u = size(p);
    const v = size(q);
    if (wide(u, v)) return i;
    const r = nearest(u * v, unit);
    if (<i64>r < 0) return i;
    put(out + (<usize>i << 4), (p ^ q) < 0 ? 0 - <i64>r : <i64>r);
  }
  return n;
}

/** Arithmetic at one scale, `unit` = 10^scale (0 where that passes 64 bits). */
export function ewDecimal(op: i32, a: usize, sa: usize, b: usize, sb: usize, from: i32, n: i32, by: f64, out: usize): i32 {
  if (op == ADD) return sums(ADD, a, sa, b, sb, from, n, out);
  if (op == SUB) return sums(SUB, a, sa, b, sb, from, n, out);
  const unit = <u64>by;
  if (unit == 0) return from;
  if (op == MUL) return products(a, sa, b, sb, from, n, unit, out);
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
    if (v == 0) return i;
    if (op == DIV) {
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
  const most = (limit - 1) / factor;
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
      if (u > most) return i;
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
  const by = f64x2.splat(unit);
  for (let i = 0; i < n; i++, src += 16, out += 8) {
    if (i + 1 < n) {
      const x = v128.load(src);
      const y = v128.load(src, 16);
      const both = lows(x, y);
      if (!v128.any_true(v128.or(beyond(x, y, both), large(both)))) {
        v128.store(out, f64x2.div(doubles(both), by));
        i++;
        src += 16;
        out += 8;
        continue;
      }
    }
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
