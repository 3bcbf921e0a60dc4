/*
 * A sort entry is 16 bytes: the key's high 64 bits, the row (u32), the key's low 32 bits. Keys are unsigned; the first
 * column's bits are the highest. What a row sorts by is an order-preserving u64 of its value, less the column's minimum.
 */

// @ts-ignore: decorator
@inline
function orderOfF64(x: f64): u64 {
  // -0 becomes 0, every NaN the one above infinity.
  const bits = x == x ? reinterpret<u64>(x + 0.0) : 0x7ff8000000000000;
  return bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
}

// @ts-ignore: decorator
@inline
function orderOfF32(x: f32): u64 {
  const bits = x == x ? reinterpret<u32>(x + <f32>0.0) : 0x7fc00000;
  return <u64>(bits ^ (<u32>(<i32>bits >> 31) | 0x80000000));
}

/** The order-preserving unsigned form of the value at `ptr`. */
// @ts-ignore: decorator
@inline
export function orderKey<T>(ptr: usize): u64 {
  if (isFloat<T>()) return sizeof<T>() == 8 ? orderOfF64(<f64>load<T>(ptr)) : orderOfF32(<f32>load<T>(ptr));
  if (isSigned<T>()) return <u64>(<i64>load<T>(ptr)) ^ 0x8000000000000000;
  return <u64>load<T>(ptr);
}

// @ts-ignore: decorator
@inline
export function isSet(bits: usize, i: u32): bool {
  return <bool>((load<u8>(bits + (i >> 3)) >> (i & 7)) & 1);
}
