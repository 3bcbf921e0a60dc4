import { bitsAt, lanes32, lanes64 } from "./mask";

// All kernels here read whole groups of 8 rows: what lies past the end is masked out.

/** The sum of the valid 32-bit integers. */
export function foldSum32(values: usize, valid: usize, n: i32, signed: bool): i64 {
  let a = i64x2.splat(0);
  let b = a;
  for (let i = 0; i < n; i += 8, values += 32) {
    const bits = bitsAt(valid, i, n - i);
    const x = v128.and(v128.load(values), lanes32(bits, 0));
    const y = v128.and(v128.load(values, 16), lanes32(bits, 4));
    if (signed) {
      a = i64x2.add(a, i64x2.add(i64x2.extend_low_i32x4_s(x), i64x2.extend_high_i32x4_s(x)));
      b = i64x2.add(b, i64x2.add(i64x2.extend_low_i32x4_s(y), i64x2.extend_high_i32x4_s(y)));
    } else {
      a = i64x2.add(a, i64x2.add(i64x2.extend_low_i32x4_u(x), i64x2.extend_high_i32x4_u(x)));
      b = i64x2.add(b, i64x2.add(i64x2.extend_low_i32x4_u(y), i64x2.extend_high_i32x4_u(y)));
    }
  }
  const sum = i64x2.add(a, b);
  return i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1);
}

/** Writes the sum of the low words (u64) and of the high words (i64) of the valid 64-bit integers: no sum wraps. */
export function foldSum64(values: usize, valid: usize, n: i32, signed: bool, out: usize): void {
  const word = i64x2.splat(0xffffffff);
  let low = i64x2.splat(0);
  let high = low;
  for (let i = 0; i < n; i += 8, values += 64) {
    const bits = bitsAt(valid, i, n - i);
    for (let k = 0; k < 4; k++) {
      const x = v128.and(v128.load(values + (<usize>k << 4)), lanes64(bits, k << 1));
      low = i64x2.add(low, v128.and(x, word));
      high = i64x2.add(high, signed ? i64x2.shr_s(x, 32) : i64x2.shr_u(x, 32));
    }
  }
  store<i64>(out, i64x2.extract_lane(low, 0) + i64x2.extract_lane(low, 1));
  store<i64>(out, i64x2.extract_lane(high, 0) + i64x2.extract_lane(high, 1), 8);
}
