import { isSet, mix } from "./mix";
import { COUNT, FIRST, idOfNull, LOG, NULL_ID, RANGE, SEED, SLOTS, USED } from "./table";

// A slot is 16 bytes: the key (i64), its id (i32) or -1 where it is free.

// @ts-ignore: decorator
@inline
function keyAt<T>(at: usize): i64 {
  if (isFloat<T>()) {
    const x = load<f64>(at);
    // One NaN, one zero.
    return x != x ? 0x7ff8000000000000 : x == 0 ? 0 : reinterpret<i64>(x);
  }
  return <i64>load<T>(at);
}

// The slot that holds the key, or the free one where it belongs.
// @ts-ignore: decorator
@inline
function slotOf(table: usize, key: i64, seed: u64, shift: u32, mask: usize): usize {
  let s = <usize>(mix(<u64>key, seed) >> shift);
  while (true) {
    const slot = table + SLOTS + (s << 4);
    if (load<i32>(slot, 8) < 0 || load<i64>(slot) == key) return slot;
    s = (s + 1) & mask;
  }
}

/** Heads a table of 2^log slots, which are to be filled with 0xff. */
export function hashWordsInit(table: usize, log: i32, seed: u64, count: i32, nullId: i32): void {
  store<i32>(table, count, COUNT);
  store<i32>(table, log, LOG);
  store<u64>(table, seed, SEED);
  store<i32>(table, nullId, NULL_ID);
  store<i32>(table, 0, USED);
}

// @ts-ignore: decorator
@inline
function add<T>(table: usize, keys: usize, valid: usize, n: i32, ids: usize): i32 {
  const log = load<i32>(table, LOG);
  const seed = load<u64>(table, SEED);
  const shift = 32 - log;
  const mask = ((<usize>1) << log) - 1;
  const limit = 1 << (log - 1);
  let count = load<i32>(table, COUNT);
  let used = load<i32>(table, USED);
  let i = 0;
  for (; i < n; i++) {
    let id: i32;
    if (valid != 0 && !isSet(valid, i)) {
      store<i32>(table, count, COUNT);
      id = idOfNull(table);
      count = load<i32>(table, COUNT);
    } else {
      const key = keyAt<T>(keys + <usize>i * sizeof<T>());
      const slot = slotOf(table, key, seed, shift, mask);
      id = load<i32>(slot, 8);
      if (id < 0) {
        if (used >= limit) break;
        id = count++;
        used++;
        store<i64>(slot, key);
        store<i32>(slot, id, 8);
      }
    }
    store<i32>(ids + (<usize>i << 2), id);
  }
  store<i32>(table, count, COUNT);
  store<i32>(table, used, USED);
  return i;
}

// @ts-ignore: decorator
@inline
function find<T>(table: usize, keys: usize, valid: usize, n: i32, ids: usize): void {
  const log = load<i32>(table, LOG);
  const seed = load<u64>(table, SEED);
  const shift = 32 - log;
  const mask = ((<usize>1) << log) - 1;
  const nullId = load<i32>(table, NULL_ID);
  for (let i = 0; i < n; i++) {
    const id =
      valid != 0 && !isSet(valid, i)
        ? nullId
        : load<i32>(slotOf(table, keyAt<T>(keys + <usize>i * sizeof<T>()), seed, shift, mask), 8);
    store<i32>(ids + (<usize>i << 2), id);
  }
}

/** Gives each 64-bit key its id, new ones the next; `valid` 0 where no row is null. Stops at the row that finds the table full. */
export function hashAdd64(table: usize, keys: usize, valid: usize, n: i32, ids: usize): i32 {
  return valid == 0 ? add<i64>(table, keys, 0, n, ids) : add<i64>(table, keys, valid, n, ids);
}
export function hashAdd32(table: usize, keys: usize, valid: usize, n: i32, ids: usize): i32 {
  return valid == 0 ? add<i32>(table, keys, 0, n, ids) : add<i32>(table, keys, valid, n, ids);
}
export function hashAddF64(table: usize, keys: usize, valid: usize, n: i32, ids: usize): i32 {
  return valid == 0 ? add<f64>(table, keys, 0, n, ids) : add<f64>(table, keys, valid, n, ids);
}
/** The id of each key, -1 where it is not known. */
export function hashFind64(table: usize, keys: usize, valid: usize, n: i32, ids: usize): void {
  if (valid == 0) find<i64>(table, keys, 0, n, ids);
  else find<i64>(table, keys, valid, n, ids);
}
export function hashFind32(table: usize, keys: usize, valid: usize, n: i32, ids: usize): void {
  if (valid == 0) find<i32>(table, keys, 0, n, ids);
  else find<i32>(table, keys, valid, n, ids);
}
export function hashFindF64(table: usize, keys: usize, valid: usize, n: i32, ids: usize): void {
  if (valid == 0) find<f64>(table, keys, 0, n, ids);
  else find<f64>(table, keys, valid, n, ids);
}

// @ts-ignore: decorator
@inline
function place(table: usize, key: i64, id: i32): void {
  const log = load<i32>(table, LOG);
  const slot = slotOf(table, key, load<u64>(table, SEED), 32 - log, ((<usize>1) << log) - 1);
  store<i64>(slot, key);
  store<i32>(slot, id, 8);
}

/** Copies the entries of the slots from `begin` to `end` into a larger table. */
export function hashWordsMove(from: usize, to: usize, begin: i32, end: i32): void {
  const last = from + SLOTS + (<usize>end << 4);
  for (let slot = from + SLOTS + (<usize>begin << 4); slot < last; slot += 16) {
    const id = load<i32>(slot, 8);
    if (id >= 0) place(to, load<i64>(slot), id);
  }
  store<i32>(to, load<i32>(from, USED), USED);
}

/** Copies the entries from `begin` to `end` of a dense table into a hash table. */
export function hashWordsFromDense(from: usize, to: usize, begin: i32, end: i32): void {
  const first = load<i64>(from, FIRST);
  let used = load<i32>(to, USED);
  for (let s = begin; s < end; s++) {
    const id = load<i32>(from + SLOTS + (<usize>s << 2));
    if (id < 0) continue;
    place(to, first + <i64>s, id);
    used++;
  }
  store<i32>(to, used, USED);
}
