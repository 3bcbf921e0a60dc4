import { isSet } from "./mix";
import { COUNT, FIRST, idOfNull, NULL_ID, RANGE, SLOTS } from "./table";

/** Makes an empty table with one slot (i32) for each key in [first, first + range). */
export function denseInit(table: usize, first: i64, range: u32, count: i32, nullId: i32): void {
  store<i32>(table, count, COUNT);
  store<i32>(table, nullId, NULL_ID);
  store<i64>(table, first, FIRST);
  store<u64>(table, range, RANGE);
  memory.fill(table + SLOTS, 0xff, <usize>range << 2);
}

// @ts-ignore: decorator
@inline
function add<T>(table: usize, keys: usize, valid: usize, n: i32, ids: usize): i32 {
  const first = load<i64>(table, FIRST);
  const range = load<u64>(table, RANGE);
  let count = load<i32>(table, COUNT);
  let i = 0;
  for (; i < n; i++) {
    let id: i32;
    if (valid != 0 && !isSet(valid, i)) {
      store<i32>(table, count, COUNT);
      id = idOfNull(table);
      count = load<i32>(table, COUNT);
    } else {
      const s = <u64>(<i64>load<T>(keys + <usize>i * sizeof<T>()) - first);
      if (s >= range) break;
      const slot = table + SLOTS + (<usize>s << 2);
      id = load<i32>(slot);
      if (id < 0) {
        id = count++;
        store<i32>(slot, id);
      }
    }
    store<i32>(ids + (<usize>i << 2), id);
  }
  store<i32>(table, count, COUNT);
  return i;
}

// @ts-ignore: decorator
@inline
function find<T>(table: usize, keys: usize, valid: usize, n: i32, ids: usize): void {
  const first = load<i64>(table, FIRST);
  const range = load<u64>(table, RANGE);
  const nullId = load<i32>(table, NULL_ID);
  for (let i = 0; i < n; i++) {
    let id = -1;
    if (valid != 0 && !isSet(valid, i)) id = nullId;
    else {
      const s = <u64>(<i64>load<T>(keys + <usize>i * sizeof<T>()) - first);
      if (s < range) id = load<i32>(table + SLOTS + (<usize>s << 2));
    }
    store<i32>(ids + (<usize>i << 2), id);
  }
}

/** Gives each key its id, new ones the next; stops at the first key outside of the table. */
export function denseAdd64(table: usize, keys: usize, valid: usize, n: i32, ids: usize): i32 {
  return valid == 0 ? add<i64>(table, keys, 0, n, ids) : add<i64>(table, keys, valid, n, ids);
}
export function denseAdd32(table: usize, keys: usize, valid: usize, n: i32, ids: usize): i32 {
  return valid == 0 ? add<i32>(table, keys, 0, n, ids) : add<i32>(table, keys, valid, n, ids);
}
/** The id of each key, -1 where it is not known. */
export function denseFind64(table: usize, keys: usize, valid: usize, n: i32, ids: usize): void {
  if (valid == 0) find<i64>(table, keys, 0, n, ids);
  else find<i64>(table, keys, valid, n, ids);
}
export function denseFind32(table: usize, keys: usize, valid: usize, n: i32, ids: usize): void {
  if (valid == 0) find<i32>(table, keys, 0, n, ids);
  else find<i32>(table, keys, valid, n, ids);
}

// @ts-ignore: decorator
@inline
function bounds<T>(keys: usize, valid: usize, n: i32, out: usize): void {
  let least: i64 = i64.MAX_VALUE;
  let most: i64 = i64.MIN_VALUE;
  for (let i = 0; i < n; i++) {
    if (valid != 0 && !isSet(valid, i)) continue;
    const key = <i64>load<T>(keys + <usize>i * sizeof<T>());
    least = min(least, key);
    most = max(most, key);
  }
  store<i64>(out, least);
  store<i64>(out, most, 8);
}

/** Writes the least and the greatest key that is not null; the greatest is less where there is none. */
export function denseBounds64(keys: usize, valid: usize, n: i32, out: usize): void {
  if (valid == 0) bounds<i64>(keys, 0, n, out);
  else bounds<i64>(keys, valid, n, out);
}
export function denseBounds32(keys: usize, valid: usize, n: i32, out: usize): void {
  if (valid == 0) bounds<i32>(keys, 0, n, out);
  else bounds<i32>(keys, valid, n, out);
}
