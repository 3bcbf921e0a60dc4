// Validity bits of two or four rows as lanes of ones; `valid` 0 where no row is null.

// @ts-ignore: decorator
@inline
export function bitsAt(valid: usize, row: i32, rows: i32): i32 {
  const bits = valid == 0 ? 0xff : <i32>load<u8>(valid + (row >> 3));
  return rows >= 8 ? bits : bits & ((1 << rows) - 1);
}

// @ts-ignore: decorator
@inline
export function lanes64(bits: i32, at: i32): v128 {
  const ones = i64x2(1, 2);
  return i64x2.eq(v128.and(i64x2.splat(<i64>(bits >> at)), ones), ones);
}

// @ts-ignore: decorator
@inline
export function lanes32(bits: i32, at: i32): v128 {
  const ones = i32x4(1, 2, 4, 8);
  return i32x4.eq(v128.and(i32x4.splat(bits >> at), ones), ones);
}
