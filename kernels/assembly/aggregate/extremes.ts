import { bitsAt, lanes32, lanes64 } from "./mask";

/** Writes the least and the greatest valid 32-bit integer (i64); the greatest is less where there is none. */
export function foldExtremes32(values: usize, valid: usize, n: i32, signed: bool, out: usize): void {
  // Unsigned numbers are moved into the order of signed ones.
  const flip = i32x4.splat(signed ? 0 : i32.MIN_VALUE);
  const none = i32x4.splat(i32.MAX_VALUE);
  const nothing = i32x4.splat(i32.MIN_VALUE);
  let least = none;
  let most = nothing;
  for (let i = 0; i < n; i += 8, values += 32) {
    const bits = bitsAt(valid, i, n - i);
    for (let k = 0; k < 2; k++) {
      const mask = lanes32(bits, k << 2);
      const x = v128.xor(v128.load(values + (<usize>k << 4)), flip);
      least = i32x4.min_s(least, v128.bitselect(x, none, mask));
      most = i32x4.max_s(most, v128.bitselect(x, nothing, mask));
    }
  }
  const offset: i64 = signed ? 0 : 0x80000000;
  const a = min(i32x4.extract_lane(least, 0), i32x4.extract_lane(least, 1));
  const b = min(i32x4.extract_lane(least, 2), i32x4.extract_lane(least, 3));
  const c = max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1));
  const d = max(i32x4.extract_lane(most, 2), i32x4.extract_lane(most, 3));
  store<i64>(out, <i64>min(a, b) + offset);
  store<i64>(out, <i64>max(c, d) + offset, 8);
}

/** Writes the least and the greatest valid 64-bit integer; all rows null leave the greatest less. */
export function foldExtremes64(values: usize, valid: usize, n: i32, signed: bool, out: usize): void {
  const flip = i64x2.splat(signed ? 0 : i64.MIN_VALUE);
  const none = i64x2.splat(i64.MAX_VALUE);
  const nothing = i64x2.splat(i64.MIN_VALUE);
  let least = none;
  let most = nothing;
  for (let i = 0; i < n; i += 8, values += 64) {
    const bits = bitsAt(valid, i, n - i);
    for (let k = 0; k < 4; k++) {
      const mask = lanes64(bits, k << 1);
      const x = v128.xor(v128.load(values + (<usize>k << 4)), flip);
      const low = v128.bitselect(x, none, mask);
      const high = v128.bitselect(x, nothing, mask);
      least = v128.bitselect(low, least, i64x2.lt_s(low, least));
      most = v128.bitselect(high, most, i64x2.gt_s(high, most));
    }
  }
  const offset: i64 = signed ? 0 : i64.MIN_VALUE;
  store<i64>(out, min(i64x2.extract_lane(least, 0), i64x2.extract_lane(least, 1)) ^ offset);
  store<i64>(out, max(i64x2.extract_lane(most, 0), i64x2.extract_lane(most, 1)) ^ offset, 8);
}
