// The different values of each group, by numbers that stand for them (i32, none negative): a few of a group lie side by side in
// a block, which doubles from 4 to 16; the rows of what a full block lacks are handed back.
//
// State: 0 entries (u32 pointer), 4 blocks (u32 pointer), 8 blocks' units in use (u32), 12 units there are (u32), 16 rows that were
// handed back (u32 pointer), 20 how many (i32). An entry is the unit of a group's block (u32) and how many values it has (i32);
// a unit is 16 bytes. Unit 0 of the blocks is not used.
const ENTRIES: usize = 0;
const BLOCKS: usize = 4;
const USED: usize = 8;
const ROOM: usize = 12;
const BACK: usize = 16;
const BACK_COUNT: usize = 20;
const MOST: i32 = 16;

/** Takes rows from `from` on; stops at the one that finds no room for its group's block, and gives it. */
export function distinctAdd(state: usize, groups: usize, values: usize, from: i32, n: i32): i32 {
  const entries = <usize>load<u32>(state, ENTRIES);
  const blocks = <usize>load<u32>(state, BLOCKS);
  const room = load<u32>(state, ROOM);
  const back = <usize>load<u32>(state, BACK);
  let backCount = load<i32>(state, BACK_COUNT);
  let used = load<u32>(state, USED);
  const none = i32x4.splat(-1);
  let i = from;
  for (; i < n; i++) {
    const entry = entries + (<usize>load<u32>(groups + (<usize>i << 2)) << 3);
    const value = load<i32>(values + (<usize>i << 2));
    const count = load<i32>(entry, 4);
    if (count == 0) {
      if (used >= room) break;
      const block = blocks + (<usize>used << 4);
      v128.store(block, none);
      store<i32>(block, value);
      store<u32>(entry, used);
      store<i32>(entry, 1, 4);
      used++;
      continue;
    }
    let block = blocks + (<usize>load<u32>(entry) << 4);
    const sought = i32x4.splat(value);
    let hit = i32x4.eq(v128.load(block), sought);
    if (count > 4) {
      hit = v128.or(hit, i32x4.eq(v128.load(block, 16), sought));
      if (count > 8)
        hit = v128.or(
          hit,
          v128.or(i32x4.eq(v128.load(block, 32), sought), i32x4.eq(v128.load(block, 48), sought)),
        );
    }
    if (v128.any_true(hit)) continue;
    if (count == MOST) {
      store<i32>(back + (<usize>backCount << 2), i);
      backCount++;
      continue;
    }
    if (count == 4 || count == 8) {
      const units = <u32>count >> 2;
      if (used + 2 * units > room) break;
      const wider = blocks + (<usize>used << 4);
      memory.copy(wider, block, <usize>units << 4);
      memory.fill(wider + (<usize>units << 4), 0xff, <usize>units << 4);
      store<u32>(entry, used);
      used += 2 * units;
      block = wider;
    }
    store<i32>(block + (<usize>count << 2), value);
    store<i32>(entry, count + 1, 4);
  }
  store<u32>(state, used, USED);
  store<i32>(state, backCount, BACK_COUNT);
  return i;
}
