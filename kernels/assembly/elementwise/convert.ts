// Each step checks its range: rows that do not fit lose their bit (all bits are set before); the count of them is given.
// @ts-ignore: decorator
@inline
function drop(bits: usize, i: i32): void {
  const at = bits + <usize>(i >> 3);
  store<u8>(at, <i32>load<u8>(at) & ~(1 << (i & 7)));
}
// @ts-ignore: decorator
@inline
function plain<F, T>(src: usize, n: i32, out: usize): void {
  for (const end = out + <usize>n * sizeof<T>(); out < end; out += sizeof<T>(), src += sizeof<F>()) store<T>(out, <T>load<F>(src));
}
// @ts-ignore: decorator
@inline
function narrow<T>(src: usize, n: i32, out: usize, bits: usize): i32 {
  let bad = 0;
  for (let i = 0; i < n; i++, src += 8, out += sizeof<T>()) {
    const x = load<i64>(src);
    const y = <T>x;
    store<T>(out, y);
    if (<i64>y != x) {
      drop(bits, i);
      bad++;
    }
  }
  return bad;
}
// The bounds are exact as f64: low - 1 < x < high for the truncated value to fit.
// @ts-ignore: decorator
@inline
function truncate<T>(src: usize, n: i32, low: f64, high: f64, out: usize, bits: usize): i32 {
  let bad = 0;
  for (let i = 0; i < n; i++, src += 8, out += sizeof<T>()) {
    const x = trunc<f64>(load<f64>(src));
    if (x >= low && x < high) {
      if (sizeof<T>() == 8) store<T>(out, isSigned<T>() ? <T>(<i64>x) : <T>(<u64>x));
      else store<T>(out, <T>(<i64>x));
    } else {
      store<T>(out, 0);
      drop(bits, i);
      bad++;
    }
  }
  return bad;
}

export function ewI8ToF64(src: usize, n: i32, out: usize): void { plain<i8, f64>(src, n, out); }
export function ewI16ToF64(src: usize, n: i32, out: usize): void { plain<i16, f64>(src, n, out); }
export function ewI32ToF64(src: usize, n: i32, out: usize): void { plain<i32, f64>(src, n, out); }
export function ewI64ToF64(src: usize, n: i32, out: usize): void { plain<i64, f64>(src, n, out); }
export function ewU8ToF64(src: usize, n: i32, out: usize): void { plain<u8, f64>(src, n, out); }
export function ewU16ToF64(src: usize, n: i32, out: usize): void { plain<u16, f64>(src, n, out); }
export function ewU32ToF64(src: usize, n: i32, out: usize): void { plain<u32, f64>(src, n, out); }
export function ewU64ToF64(src: usize, n: i32, out: usize): void { plain<u64, f64>(src, n, out); }
export function ewF32ToF64(src: usize, n: i32, out: usize): void { plain<f32, f64>(src, n, out); }
export function ewF64ToF32(src: usize, n: i32, out: usize): void { plain<f64, f32>(src, n, out); }
export function ewI64ToF32(src: usize, n: i32, out: usize): void { plain<i64, f32>(src, n, out); }
export function ewU64ToF32(src: usize, n: i32, out: usize): void { plain<u64, f32>(src, n, out); }
export function ewI8ToI64(src: usize, n: i32, out: usize): void { plain<i8, i64>(src, n, out); }
export function ewI16ToI64(src: usize, n: i32, out: usize): void { plain<i16, i64>(src, n, out); }
export function ewI32ToI64(src: usize, n: i32, out: usize): void { plain<i32, i64>(src, n, out); }
export function ewU8ToI64(src: usize, n: i32, out: usize): void { plain<u8, i64>(src, n, out); }
export function ewU16ToI64(src: usize, n: i32, out: usize): void { plain<u16, i64>(src, n, out); }
export function ewU32ToI64(src: usize, n: i32, out: usize): void { plain<u32, i64>(src, n, out); }
export function ewI64ToI8(src: usize, n: i32, out: usize, bits: usize): i32 { return narrow<i8>(src, n, out, bits); }
export function ewI64ToI16(src: usize, n: i32, out: usize, bits: usize): i32 { return narrow<i16>(src, n, out, bits); }
export function ewI64ToI32(src: usize, n: i32, out: usize, bits: usize): i32 { return narrow<i32>(src, n, out, bits); }
export function ewI64ToU8(src: usize, n: i32, out: usize, bits: usize): i32 { return narrow<u8>(src, n, out, bits); }
export function ewI64ToU16(src: usize, n: i32, out: usize, bits: usize): i32 { return narrow<u16>(src, n, out, bits); }
export function ewI64ToU32(src: usize, n: i32, out: usize, bits: usize): i32 { return narrow<u32>(src, n, out, bits); }
/** Between Int64 and UInt64: the negative ones (as signed) do not fit. */
export function ewSigns(src: usize, n: i32, bits: usize): i32 {
  let bad = 0;
  for (let i = 0; i < n; i++, src += 8)
    if (load<i64>(src) < 0) {
      drop(bits, i);
      bad++;
    }
  return bad;
}
export function ewF64ToI8(src: usize, n: i32, out: usize, bits: usize): i32 { return truncate<i8>(src, n, -128.0, 128.0, out, bits); }
export function ewF64ToI16(src: usize, n: i32, out: usize, bits: usize): i32 { return truncate<i16>(src, n, -32768.0, 32768.0, out, bits); }
export function ewF64ToI32(src: usize, n: i32, out: usize, bits: usize): i32 { return truncate<i32>(src, n, -2147483648.0, 2147483648.0, out, bits); }
export function ewF64ToI64(src: usize, n: i32, out: usize, bits: usize): i32 { return truncate<i64>(src, n, -9223372036854775808.0, 9223372036854775808.0, out, bits); }
export function ewF64ToU8(src: usize, n: i32, out: usize, bits: usize): i32 { return truncate<u8>(src, n, 0.0, 256.0, out, bits); }
export function ewF64ToU16(src: usize, n: i32, out: usize, bits: usize): i32 { return truncate<u16>(src, n, 0.0, 65536.0, out, bits); }
export function ewF64ToU32(src: usize, n: i32, out: usize, bits: usize): i32 { return truncate<u32>(src, n, 0.0, 4294967296.0, out, bits); }
export function ewF64ToU64(src: usize, n: i32, out: usize, bits: usize): i32 { return truncate<u64>(src, n, 0, 18446744073709551616.0, out, bits); }

/** Int64 times a positive factor; rows that overflow lose their bit. */
export function ewScaleUp(src: usize, n: i32, by: f64, out: usize, bits: usize): i32 {
  let bad = 0;
  const factor = <i64>by;
  const most = i64.MAX_VALUE / factor;
  const least = i64.MIN_VALUE / factor;
  for (let i = 0; i < n; i++, src += 8, out += 8) {
    const x = load<i64>(src);
    store<i64>(out, x * factor);
    if (x > most || x < least) {
      drop(bits, i);
      bad++;
    }
  }
  return bad;
}
/** Int64 by a positive divisor, rounded down, or towards zero. */
export function ewScaleDown(src: usize, n: i32, by: f64, down: i32, out: usize): void {
  const divisor = <i64>by;
  for (const end = out + <usize>n * 8; out < end; out += 8, src += 8) {
    const x = load<i64>(src);
    const q = x / divisor;
    store<i64>(out, down && x < 0 && q * divisor != x ? q - 1 : q);
  }
}
/** What is left of Int64 by a positive divisor, never negative: the time of a day. */
export function ewScaleRest(src: usize, n: i32, by: f64, times: f64, out: usize): void {
  const divisor = <i64>by;
  const factor = <i64>times;
  for (const end = out + <usize>n * 8; out < end; out += 8, src += 8) {
    const r = load<i64>(src) % divisor;
    store<i64>(out, (r < 0 ? r + divisor : r) * factor);
  }
}
