/** How many of the `count` sorted starts are not greater than v. */
// @ts-ignore: decorator
@inline
function above(starts: usize, count: i32, v: i64): i32 {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<i64>(starts + (<usize>middle << 3)) <= v) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The zone's offset at each instant: `offsets` has one more entry than `starts`. */
export function zoneOffsets(src: usize, n: i32, starts: usize, offsets: usize, count: i32, out: usize): void {
  let from: i64 = i64.MAX_VALUE;
  let to: i64 = i64.MIN_VALUE;
  let offset: i64 = 0;
  for (let i = 0; i < n; i++) {
    const v = load<i64>(src + (<usize>i << 3));
    if (v < from || v >= to) {
      const k = above(starts, count, v);
      from = k === 0 ? i64.MIN_VALUE : load<i64>(starts + (<usize>(k - 1) << 3));
      to = k === count ? i64.MAX_VALUE : load<i64>(starts + (<usize>k << 3));
      offset = load<i64>(offsets + (<usize>k << 3));
    }
    store<i64>(out + (<usize>i << 3), offset);
  }
}

/**
 * Wall clocks to instants. Where one comes twice or never (status 1 or 2) `prefer` (0: none) gives the offset the result
 * is to have; without it a clock that comes twice takes the earlier (late: the later) and one that never comes the offset before.
 * Returns how many had a status. `day` is 36 hours in the unit: no offset differs from another by more.
 */
export function zoneInstants(
  src: usize, n: i32, starts: usize, offsets: usize, count: i32, day: i64, prefer: usize, late: i32, out: usize, status: usize,
): i32 {
  let odd = 0;
  let from: i64 = i64.MAX_VALUE;
  let to: i64 = i64.MIN_VALUE;
  let known: i64 = 0;
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3;
    const v = load<i64>(src + at);
    if (v >= from && v < to) {
      store<i64>(out + at, v - known);
      store<u8>(status + i, 0);
      continue;
    }
    let k = above(starts, count, v - day);
    let offset: i64 = load<i64>(offsets + (<usize>k << 3));
    let state: u8 = 0;
    let low = k === 0 ? i64.MIN_VALUE : load<i64>(starts + (<usize>(k - 1) << 3)) + max(load<i64>(offsets + (<usize>(k - 1) << 3)), offset);
    let high = i64.MAX_VALUE;
    for (; k < count; k++) {
      const before = load<i64>(offsets + (<usize>k << 3));
      const after = load<i64>(offsets + (<usize>(k + 1) << 3));
      const start = load<i64>(starts + (<usize>k << 3));
      offset = before;
      high = start + min(before, after);
      if (v < high) break;
      if (v < start + max(before, after)) {
        state = after < before ? 1 : 2;
        if (prefer !== 0) {
          const p = load<i64>(prefer + at);
          // What falls into a gap lies on the other side of it than the offset it is read with.
          if (state === 1) offset = p === after ? after : before;
          else offset = p === before ? after : before;
        } else if (state === 1 && late !== 0) offset = after;
        break;
      }
      offset = after;
      low = start + max(before, after);
      high = i64.MAX_VALUE;
    }
    if (state === 0) {
      from = low;
      to = high;
      known = offset;
    } else odd++;
    store<i64>(out + at, v - offset);
    store<u8>(status + i, state);
  }
  return odd;
}
