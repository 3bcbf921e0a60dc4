import { isSet, mixBytes, mixShort, sameBytes } from "./mix";
import { COUNT, FIRST, idOfNull, LOG, NULL_ID, SEED, SLOTS, USED } from "./table";

// A slot is 16 bytes: 12 of the key, then its id (i32) or -1 where it is free. A key of up to 12 bytes that does not end
// in 0xff lies in its slot, filled up with 0xff; of another the hash (u32), the length (u32) and the place in the arena
// (u32) lie there, and its id has the bit LONG.
const LONG: i32 = 1 << 30;
const SHORT: u32 = 12;

// What fills up keys of 0 to 12 bytes.
const FILL = memory.data(208, 16);
let ready = false;

function prepare(): void {
  for (let length: usize = 0; length <= 12; length++)
    for (let at: usize = 0; at < 16; at++) store<u8>(FILL + (length << 4) + at, at < length ? 0 : 0xff);
  ready = true;
}

/** Heads a table of 2^log slots, which are to be filled with 0xff; `arena` bytes are in use already. */
export function hashBytesInit(table: usize, log: i32, seed: u64, count: i32, nullId: i32, arena: u32): void {
  if (!ready) prepare();
  store<i32>(table, count, COUNT);
  store<i32>(table, log, LOG);
  store<u64>(table, seed, SEED);
  store<i32>(table, nullId, NULL_ID);
  store<i32>(table, 0, USED);
  store<u32>(table, arena, FIRST);
}

// @ts-ignore: decorator
@inline
function isShort(at: usize, length: u32): bool {
  return length <= SHORT && (length == 0 || load<u8>(at + length - 1) != 0xff);
}

// @ts-ignore: decorator
@inline
function low(at: usize, length: u32): u64 {
  return load<u64>(at) | load<u64>(FILL + (<usize>length << 4));
}

// @ts-ignore: decorator
@inline
function high(at: usize, length: u32): u32 {
  return load<u32>(at, 8) | load<u32>(FILL + (<usize>length << 4), 8);
}

// @ts-ignore: decorator
@inline
const STRETCH: i32 = 128;

/**
 * Writes each row's id. With `make`, bytes that are new get the next id and are kept, and it stops at the row that finds
 * the table or the arena (`room` bytes) full; else they get -1. `data` is where offset 0 lies. Rows are taken in short
 * stretches: first all of a stretch look at their slots, so that they wait for memory together.
 */
export function hashBytes(
  table: usize, offsets: usize, data: usize, valid: usize, n: i32, ids: usize, arena: usize, room: u32, make: bool,
): i32 {
  const log = load<i32>(table, LOG);
  const seed = load<u64>(table, SEED);
  const limit = 1 << (log - 1);
  const mask = ((<usize>1) << log) - 1;
  const shift = 32 - log;
  const slots = table + SLOTS;
  let touched = 0;
  for (let from = 0; from < n; from += STRETCH) {
    const to = min(from + STRETCH, n);
    for (let i = from; i < to; i++) {
      const start = load<u32>(offsets + (<usize>i << 2));
      const length = load<u32>(offsets + (<usize>i << 2), 4) - start;
      const at = data + start;
      const hash = isShort(at, length) ? mixShort(low(at, length), high(at, length), seed) : mixBytes(at, length, seed);
      store<u32>(ids + (<usize>i << 2), hash);
      touched ^= load<i32>(slots + ((<usize>(hash >> shift)) << 4), 12);
    }
    for (let i = from; i < to; i++) {
      const out = ids + (<usize>i << 2);
      if (valid != 0 && !isSet(valid, i)) {
        store<i32>(out, make ? idOfNull(table) : load<i32>(table, NULL_ID));
        continue;
      }
      const start = load<u32>(offsets + (<usize>i << 2));
      const length = load<u32>(offsets + (<usize>i << 2), 4) - start;
      const at = data + start;
      const hash = load<u32>(out);
      const short = isShort(at, length);
      let s = <usize>(hash >> shift);
      let slot: usize = 0;
      let id: i32 = 0;
      if (short) {
        const lo = low(at, length);
        const hi = high(at, length);
        while (true) {
          slot = slots + (s << 4);
          id = load<i32>(slot, 12);
          if (id < 0 || (load<u64>(slot) == lo && load<u32>(slot, 8) == hi && id < LONG)) break;
          s = (s + 1) & mask;
        }
      } else {
        while (true) {
          slot = slots + (s << 4);
          id = load<i32>(slot, 12);
          if (id < 0) break;
          if (id >= LONG && load<u32>(slot) == hash && load<u32>(slot, 4) == length && sameBytes(arena + load<u32>(slot, 8), at, length)) {
            id ^= LONG;
            break;
          }
          s = (s + 1) & mask;
        }
      }
      if (id < 0 && make) {
        if (load<i32>(table, USED) >= limit) return i;
        id = load<i32>(table, COUNT);
        if (short) {
          store<u64>(slot, low(at, length));
          store<u32>(slot, high(at, length), 8);
          store<i32>(slot, id, 12);
        } else {
          const used = load<u32>(table, FIRST);
          if (<u64>used + <u64>length > <u64>room) return i;
          memory.copy(arena + used, at, length);
          store<u32>(slot, hash);
          store<u32>(slot, length, 4);
          store<u32>(slot, used, 8);
          store<i32>(slot, id | LONG, 12);
          store<u32>(table, used + length, FIRST);
        }
        store<i32>(table, id + 1, COUNT);
        store<i32>(table, load<i32>(table, USED) + 1, USED);
      }
      store<i32>(out, id);
    }
  }
  // The looks at the slots are for the time they take.
  if (touched == 0x5ca1ab1e) store<i32>(table, touched, TOUCHED);
  return n;
}

// @ts-ignore: decorator
@inline
const TOUCHED: usize = 40;

/** Copies the entries of the slots from `begin` to `end` into a larger table. */
export function hashBytesMove(from: usize, to: usize, begin: i32, end: i32): void {
  const log = load<i32>(to, LOG);
  const seed = load<u64>(to, SEED);
  const mask = ((<usize>1) << log) - 1;
  const last = from + SLOTS + (<usize>end << 4);
  for (let at = from + SLOTS + (<usize>begin << 4); at < last; at += 16) {
    const id = load<i32>(at, 12);
    if (id < 0) continue;
    const hash = id >= LONG ? load<u32>(at) : mixShort(load<u64>(at), load<u32>(at, 8), seed);
    let s = <usize>(hash >> (32 - log));
    while (load<i32>(to + SLOTS + (s << 4), 12) >= 0) s = (s + 1) & mask;
    v128.store(to + SLOTS + (s << 4), v128.load(at));
  }
  store<i32>(to, load<i32>(from, USED), USED);
}
