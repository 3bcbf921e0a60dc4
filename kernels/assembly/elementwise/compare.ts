const EQ = 0;
const LT = 1;

// Total order: NaN equals NaN and is greater than every number.
// @ts-ignore: decorator
@inline
function equal<T>(x: v128, y: v128): v128 {
  const same = v128.eq<T>(x, y);
  return isFloat<T>() ? v128.or(same, v128.and(v128.ne<T>(x, x), v128.ne<T>(y, y))) : same;
}
// @ts-ignore: decorator
@inline
function less<T>(x: v128, y: v128): v128 {
  if (isFloat<T>()) return v128.or(v128.lt<T>(x, y), v128.and(v128.eq<T>(x, x), v128.ne<T>(y, y)));
  if (sizeof<T>() == 8 && !isSigned<T>()) {
    const flip = i64x2.splat(i64.MIN_VALUE);
    return i64x2.lt_s(v128.xor(x, flip), v128.xor(y, flip));
  }
  return v128.lt<T>(x, y);
}
// @ts-ignore: decorator
@inline
function mask<T>(m: v128): i32 {
  return sizeof<T>() == 8 ? i64x2.bitmask(m) : sizeof<T>() == 4 ? i32x4.bitmask(m) : sizeof<T>() == 2 ? i16x8.bitmask(m) : i8x16.bitmask(m);
}
// @ts-ignore: decorator
@inline
function eight<T>(op: i32, a: usize, b: usize, one: bool, y: v128): i32 {
  let bits = 0;
  const lanes = 16 / sizeof<T>();
  for (let k = 0; k < 8; k += lanes) {
    const x = v128.load(a + k * sizeof<T>());
    const z = one ? y : v128.load(b + k * sizeof<T>());
    const m = op == EQ ? equal<T>(x, z) : op == LT ? less<T>(x, z) : less<T>(z, x);
    bits |= mask<T>(m) << k;
  }
  return bits & 255;
}
// @ts-ignore: decorator
@inline
function run<T>(op: i32, a: usize, b: usize, one: bool, n: i32, flip: i32, out: usize): void {
  const end = out + <usize>((n + 7) >> 3);
  const y = v128.splat<T>(load<T>(b));
  for (; out < end; out++, a += 8 * sizeof<T>(), b += 8 * sizeof<T>()) store<u8>(out, eight<T>(op, a, b, one, y) ^ flip);
}
/** Bits of a < b and the like; `one`: b is one value. `flip` 255 turns the answer round. */
// @ts-ignore: decorator
@inline
function compare<T>(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void {
  if (one) {
    if (op == EQ) run<T>(EQ, a, b, true, n, flip, out);
    else if (op == LT) run<T>(LT, a, b, true, n, flip, out);
    else run<T>(2, a, b, true, n, flip, out);
  } else if (op == EQ) run<T>(EQ, a, b, false, n, flip, out);
  else if (op == LT) run<T>(LT, a, b, false, n, flip, out);
  else run<T>(LT, b, a, false, n, flip, out);
}

export function ewCmpI8(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<i8>(op, a, b, one, n, flip, out); }
export function ewCmpI16(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<i16>(op, a, b, one, n, flip, out); }
export function ewCmpI32(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<i32>(op, a, b, one, n, flip, out); }
export function ewCmpI64(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<i64>(op, a, b, one, n, flip, out); }
export function ewCmpU8(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<u8>(op, a, b, one, n, flip, out); }
export function ewCmpU16(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<u16>(op, a, b, one, n, flip, out); }
export function ewCmpU32(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<u32>(op, a, b, one, n, flip, out); }
export function ewCmpU64(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<u64>(op, a, b, one, n, flip, out); }
export function ewCmpF32(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<f32>(op, a, b, one, n, flip, out); }
export function ewCmpF64(op: i32, a: usize, b: usize, one: i32, n: i32, flip: i32, out: usize): void { compare<f64>(op, a, b, one, n, flip, out); }

// @ts-ignore: decorator
@inline
function wide(op: i32, a: usize, b: usize): i32 {
  const xl = load<u64>(a);
  const xh = load<i64>(a, 8);
  const yl = load<u64>(b);
  const yh = load<i64>(b, 8);
  if (op == EQ) return i32(xl == yl && xh == yh);
  return op == LT ? i32(xh < yh || (xh == yh && xl < yl)) : i32(yh < xh || (xh == yh && yl < xl));
}
/** Two by two where all four have no more than 64 bits. */
// @ts-ignore: decorator
@inline
function wides(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, flip: i32, out: usize): void {
  const end = out + <usize>((n + 7) >> 3);
  for (let left = n; out < end; out++) {
    let bits = 0;
    const stop = min(8, left);
    let k = 0;
    for (; k + 2 <= stop; k += 2, a += sa + sa, b += sb + sb) {
      const x1 = v128.load(a);
      const x2 = v128.load(a + sa);
      const y1 = v128.load(b);
      const y2 = v128.load(b + sb);
      const x = v128.shuffle<u64>(x1, x2, 0, 2);
      const y = v128.shuffle<u64>(y1, y2, 0, 2);
      const beyond = v128.or(
        v128.xor(v128.shuffle<u64>(x1, x2, 1, 3), i64x2.shr_s(x, 63)),
        v128.xor(v128.shuffle<u64>(y1, y2, 1, 3), i64x2.shr_s(y, 63)),
      );
      if (v128.any_true(beyond)) bits |= (wide(op, a, b) | (wide(op, a + sa, b + sb) << 1)) << k;
      else {
        const hit = op == EQ ? i64x2.eq(x, y) : op == LT ? i64x2.lt_s(x, y) : i64x2.lt_s(y, x);
        bits |= i64x2.bitmask(hit) << k;
      }
    }
    if (k < stop) {
      bits |= wide(op, a, b) << k;
      a += sa;
      b += sb;
    }
    store<u8>(out, bits ^ flip);
    left -= 8;
  }
}
/** Signed 128-bit values, the low word first. */
export function ewCmpI128(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, flip: i32, out: usize): void {
  if (op == EQ) wides(EQ, a, sa, b, sb, n, flip, out);
  else if (op == LT) wides(LT, a, sa, b, sb, n, flip, out);
  else wides(2, a, sa, b, sb, n, flip, out);
}
