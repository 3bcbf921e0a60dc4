import { isSet, mixBytes, sameBytes } from "./mix";
import { COUNT, FIRST, idOfNull, LOG, NULL_ID, SEED, SLOTS, USED } from "./table";

// A slot is 8 bytes: the hash (u32) and the id (i32) or -1. `records` has (start, length) in the arena for each id.

/** Makes an empty table of 2^log slots; `arena` bytes are in use already. */
export function hashBytesInit(table: usize, log: i32, seed: u64, count: i32, nullId: i32, arena: u32): void {
  store<i32>(table, count, COUNT);
  store<i32>(table, log, LOG);
  store<u64>(table, seed, SEED);
  store<i32>(table, nullId, NULL_ID);
  store<i32>(table, 0, USED);
  store<u32>(table, arena, FIRST);
  memory.fill(table + SLOTS, 0xff, (<usize>8) << log);
}

// @ts-ignore: decorator
@inline
function slotOf(table: usize, hash: u32, at: usize, length: u32, log: u32, records: usize, arena: usize): usize {
  const mask = ((<usize>1) << log) - 1;
  let s = <usize>(hash >> (32 - log));
  while (true) {
    const slot = table + SLOTS + (s << 3);
    const id = load<i32>(slot, 4);
    if (id < 0) return slot;
    if (load<u32>(slot) == hash) {
      const record = records + (<usize>id << 3);
      if (load<u32>(record, 4) == length && sameBytes(arena + load<u32>(record), at, length)) return slot;
    }
    s = (s + 1) & mask;
  }
}

/**
 * Writes for each row in [from, to) the id that has its hash, -1 for none: whether the bytes are the same is still to be
 * seen. Rows are taken in short stretches, one step for all of them after the other, so that they wait for memory together.
 */
// @ts-ignore: decorator
@inline
function guess(table: usize, offsets: usize, data: usize, valid: usize, from: i32, to: i32, ids: usize, log: u32, seed: u64): void {
  for (let i = from; i < to; i++) {
    if (valid != 0 && !isSet(valid, i)) continue;
    const start = load<u32>(offsets + (<usize>i << 2));
    const length = load<u32>(offsets + (<usize>i << 2), 4) - start;
    store<u32>(ids + (<usize>i << 2), mixBytes(data + start, length, seed));
  }
  const mask = ((<usize>1) << log) - 1;
  for (let i = from; i < to; i++) {
    const hash = load<u32>(ids + (<usize>i << 2));
    let s = <usize>(hash >> (32 - log));
    let id = load<i32>(table + SLOTS + (s << 3), 4);
    while (id >= 0 && load<u32>(table + SLOTS + (s << 3)) != hash) {
      s = (s + 1) & mask;
      id = load<i32>(table + SLOTS + (s << 3), 4);
    }
    store<i32>(ids + (<usize>i << 2), id);
  }
}

// @ts-ignore: decorator
@inline
const STRETCH: i32 = 128;

/**
 * Gives each row's bytes their id, new ones the next, and keeps a copy of those. Stops at the row that finds the table,
 * the records (`most` of them) or the arena (`room` bytes) full. `data` is where offset 0 lies.
 */
export function hashAddBytes(
  table: usize, offsets: usize, data: usize, valid: usize, n: i32, ids: usize, records: usize, most: i32, arena: usize, room: u32,
): i32 {
  const log = load<i32>(table, LOG);
  const seed = load<u64>(table, SEED);
  const limit = 1 << (log - 1);
  for (let from = 0; from < n; from += STRETCH) {
    const to = min(from + STRETCH, n);
    guess(table, offsets, data, valid, from, to, ids, log, seed);
    for (let i = from; i < to; i++) {
      let id: i32;
      if (valid != 0 && !isSet(valid, i)) {
        if (load<i32>(table, NULL_ID) < 0) {
          if (load<i32>(table, COUNT) >= most) return i;
          store<u64>(records + (<usize>load<i32>(table, COUNT) << 3), 0);
        }
        id = idOfNull(table);
      } else {
        const start = load<u32>(offsets + (<usize>i << 2));
        const length = load<u32>(offsets + (<usize>i << 2), 4) - start;
        const at = data + start;
        id = load<i32>(ids + (<usize>i << 2));
        if (id >= 0) {
          const record = records + (<usize>id << 3);
          if (load<u32>(record, 4) == length && sameBytes(arena + load<u32>(record), at, length)) continue;
        }
        const hash = mixBytes(at, length, seed);
        const slot = slotOf(table, hash, at, length, log, records, arena);
        id = load<i32>(slot, 4);
        if (id < 0) {
          const used = load<u32>(table, FIRST);
          id = load<i32>(table, COUNT);
          if (load<i32>(table, USED) >= limit || id >= most || <u64>used + <u64>length > <u64>room) return i;
          memory.copy(arena + used, at, length);
          const record = records + (<usize>id << 3);
          store<u32>(record, used);
          store<u32>(record, length, 4);
          store<u32>(slot, hash);
          store<i32>(slot, id, 4);
          store<u32>(table, used + length, FIRST);
          store<i32>(table, id + 1, COUNT);
          store<i32>(table, load<i32>(table, USED) + 1, USED);
        }
      }
      store<i32>(ids + (<usize>i << 2), id);
    }
  }
  return n;
}

/** The id of each row's bytes, -1 where they are not known. */
export function hashFindBytes(
  table: usize, offsets: usize, data: usize, valid: usize, n: i32, ids: usize, records: usize, arena: usize,
): void {
  const log = load<i32>(table, LOG);
  const seed = load<u64>(table, SEED);
  const nullId = load<i32>(table, NULL_ID);
  for (let from = 0; from < n; from += STRETCH) {
    const to = min(from + STRETCH, n);
    guess(table, offsets, data, valid, from, to, ids, log, seed);
    for (let i = from; i < to; i++) {
      let id = nullId;
      if (valid == 0 || isSet(valid, i)) {
        id = load<i32>(ids + (<usize>i << 2));
        // No entry has this hash.
        if (id < 0) continue;
        const start = load<u32>(offsets + (<usize>i << 2));
        const length = load<u32>(offsets + (<usize>i << 2), 4) - start;
        const at = data + start;
        const record = records + (<usize>id << 3);
        if (load<u32>(record, 4) == length && sameBytes(arena + load<u32>(record), at, length)) continue;
        id = load<i32>(slotOf(table, mixBytes(at, length, seed), at, length, log, records, arena), 4);
      }
      store<i32>(ids + (<usize>i << 2), id);
    }
  }
}

/** Copies the entries of a table into a larger, empty one. */
export function hashBytesMove(from: usize, to: usize): void {
  const log = load<i32>(to, LOG);
  const mask = ((<usize>1) << log) - 1;
  const end = from + SLOTS + ((<usize>8) << load<i32>(from, LOG));
  for (let at = from + SLOTS; at < end; at += 8) {
    if (load<i32>(at, 4) < 0) continue;
    let s = <usize>(load<u32>(at) >> (32 - log));
    while (load<i32>(to + SLOTS + (s << 3), 4) >= 0) s = (s + 1) & mask;
    store<u64>(to + SLOTS + (s << 3), load<u64>(at));
  }
  store<i32>(to, load<i32>(from, USED), USED);
}
