import { isSet } from "../hash/mix";

// @ts-ignore: decorator
@inline
function extremes(
  values: usize,
  valid: usize,
  groups: usize,
  n: i32,
  flip: i64,
  least: bool,
  state: usize,
  seen: usize,
): void {
  for (let i = 0; i < n; i++) {
    if (valid != 0 && !isSet(valid, i)) continue;
    const g = groups == 0 ? 0 : <usize>load<u32>(groups + (<usize>i << 2));
    const x = load<i64>(values + (<usize>i << 3)) ^ flip;
    const at = state + (g << 3);
    const y = load<i64>(at);
    store<i64>(at, least ? min(x, y) : max(x, y));
    store<u8>(seen + g, 1);
  }
}

/**
 * Puts the least or greatest valid 64-bit integer of each group into `state`, which starts with the greatest or least there is,
 * and 1 into `seen`; all rows are of the first group where `groups` is 0. Unsigned ones are kept with their top bit flipped.
 */
export function groupedExtremes64(
  values: usize,
  valid: usize,
  groups: usize,
  n: i32,
  signed: bool,
  least: bool,
  state: usize,
  seen: usize,
): void {
  const flip = signed ? 0 : i64.MIN_VALUE;
  if (least) {
    if (valid == 0 && groups != 0) extremes(values, 0, groups, n, flip, true, state, seen);
    else extremes(values, valid, groups, n, flip, true, state, seen);
  } else if (valid == 0 && groups != 0) extremes(values, 0, groups, n, flip, false, state, seen);
  else extremes(values, valid, groups, n, flip, false, state, seen);
}
