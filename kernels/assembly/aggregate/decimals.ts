import { isSet } from "../hash/mix";

// @ts-ignore: decorator
@inline
function sum(values: usize, valid: usize, groups: usize, n: i32, sums: usize, back: usize): i32 {
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (valid != 0 && !isSet(valid, i)) continue;
    const value = values + (<usize>i << 4);
    const low = load<i64>(value);
    const sign = low >> 63;
    if (load<i64>(value, 8) != sign) {
      store<i32>(back + (<usize>count << 2), i);
      count++;
      continue;
    }
    const at = groups == 0 ? sums : sums + (<usize>load<u32>(groups + (<usize>i << 2)) << 4);
    const before = load<u64>(at);
    const next = before + <u64>low;
    store<u64>(at, next);
    store<i64>(at, load<i64>(at, 8) + sign + i64(next < before), 8);
  }
  return count;
}

/**
 * Adds the valid 128-bit values of up to 64 bits to the 128-bit sums of their groups, all to the first where `groups` is 0.
 * Writes the rows of larger values to `back` and gives how many; `valid` 0: no row is null.
 */
export function sumDecimals(values: usize, valid: usize, groups: usize, n: i32, sums: usize, back: usize): i32 {
  if (valid != 0) return sum(values, valid, groups, n, sums, back);
  return groups == 0 ? sum(values, 0, 0, n, sums, back) : sum(values, 0, groups, n, sums, back);
}
