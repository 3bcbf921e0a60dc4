/** Counts the set bits of `bytes` bytes at `ptr`. */
export function popcount(ptr: usize, bytes: i32): i32 {
  const end = ptr + <usize>bytes;
  let at = ptr;
  let sums = i64x2.splat(0);
  // An i8x16 lane holds at most 8 a step, so 31 steps fit before it wraps.
  while (at + 16 <= end) {
    const stop = min(end - 15, at + 31 * 16);
    let lanes = i8x16.splat(0);
    for (; at < stop; at += 16) lanes = i8x16.add(lanes, i8x16.popcnt(v128.load(at)));
    const words = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(lanes));
    sums = i64x2.add(sums, i64x2.add(i64x2.extend_low_i32x4_u(words), i64x2.extend_high_i32x4_u(words)));
  }
  let count = <i32>(i64x2.extract_lane(sums, 0) + i64x2.extract_lane(sums, 1));
  for (; at < end; at++) count += popcnt<i32>(<i32>load<u8>(at));
  return count;
}
