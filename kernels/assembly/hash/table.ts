/**
 * Every table starts with this header:
 * 0 ids given so far (i32), 4 log2 of the slots (i32), 8 seed (u64), 16 the id of null or -1 (i32), 20 slots in use (i32),
 * 24 first key of a dense table (i64) or bytes used of the arena (u32), 32 slots of a dense table (u64).
 */
export const COUNT: usize = 0;
export const LOG: usize = 4;
export const SEED: usize = 8;
export const NULL_ID: usize = 16;
export const USED: usize = 20;
export const FIRST: usize = 24;
export const RANGE: usize = 32;
export const SLOTS: usize = 64;

// @ts-ignore: decorator
@inline
export function idOfNull(table: usize): i32 {
  let id = load<i32>(table, NULL_ID);
  if (id < 0) {
    id = load<i32>(table, COUNT);
    store<i32>(table, id + 1, COUNT);
    store<i32>(table, id, NULL_ID);
  }
  return id;
}
