/** Set in a field's end where the field is null or missing. */
export const NULL_FIELD: i32 = <i32>0x80000000;
const PLACE: i32 = 0x7fffffff;

/** Where field `c` of row `r` begins, quotes included. */
// @ts-ignore: decorator
@inline
export function fieldStart(starts: usize, ends: usize, columns: i32, r: i32, c: i32): i32 {
  return c == 0
    ? load<i32>(starts + ((<usize>r) << 2))
    : (load<i32>(ends + ((<usize>(r * columns + c - 1)) << 2)) & PLACE) + 1;
}

// @ts-ignore: decorator
@inline
export function fieldEnd(ends: usize, columns: i32, r: i32, c: i32): i32 {
  return load<i32>(ends + ((<usize>(r * columns + c)) << 2));
}

/** Stores eight rows' bits at once; `bits` holds those of the rows up to `r`. */
// @ts-ignore: decorator
@inline
export function storeBits(at: usize, r: i32, bits: i32): void {
  store<u8>(at + (<usize>r >> 3), bits);
}
