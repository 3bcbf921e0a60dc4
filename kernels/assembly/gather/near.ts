/** The least and greatest of n row numbers that are not negative, as two words at `out`: 0 and -1 where there is none. */
export function rowRange(rows: usize, n: i32, out: usize): void {
  const end = rows + (<usize>n << 2);
  let low = i32x4.splat(-1);
  let high = i32x4.splat(-1);
  // Unsigned, negative ones are the greatest.
  for (; rows + 16 <= end; rows += 16) {
    const v = v128.load(rows);
    low = i32x4.min_u(low, v);
    high = i32x4.max_s(high, v);
  }
  let least = min4(low);
  let most = max4(high);
  for (; rows < end; rows += 4) {
    const r = load<i32>(rows);
    if (<u32>r < least) least = <u32>r;
    if (r > most) most = r;
  }
  store<i32>(out, most < 0 ? 0 : <i32>least);
  store<i32>(out, most < 0 ? -1 : most, 4);
}

function min4(v: v128): u32 {
  const a = min<u32>(<u32>i32x4.extract_lane(v, 0), <u32>i32x4.extract_lane(v, 1));
  return min<u32>(a, min<u32>(<u32>i32x4.extract_lane(v, 2), <u32>i32x4.extract_lane(v, 3)));
}

function max4(v: v128): i32 {
  const a = max<i32>(i32x4.extract_lane(v, 0), i32x4.extract_lane(v, 1));
  return max<i32>(a, max<i32>(i32x4.extract_lane(v, 2), i32x4.extract_lane(v, 3)));
}

/** Copies the values of rows, 0 for a negative one; `values` holds those from row `first` on. */
export function gatherNear32(values: usize, first: u32, rows: usize, n: i32, out: usize): void {
  const end = rows + (<usize>n << 2);
  for (; rows < end; rows += 4, out += 4) {
    const r = load<i32>(rows);
    const at = r < 0 ? first : <u32>r;
    const v = load<u32>(values + (<usize>(at - first) << 2));
    store<u32>(out, r < 0 ? 0 : v);
  }
}

/** The same of 64 bits. */
export function gatherNear64(values: usize, first: u32, rows: usize, n: i32, out: usize): void {
  const end = rows + (<usize>n << 2);
  for (; rows < end; rows += 4, out += 8) {
    const r = load<i32>(rows);
    const at = r < 0 ? first : <u32>r;
    const v = load<u64>(values + (<usize>(at - first) << 3));
    store<u64>(out, r < 0 ? 0 : v);
  }
}
