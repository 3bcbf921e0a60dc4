import { mixBytes } from "../hash/mix";

/**
 * Numbers n values by first appearance in `codes`; `table` holds `cap` (a power of two, at least 2n) words of scratch,
 * `firsts` gets the row of each distinct value. Gives how many there are, or -1 once they pass `most`.
 */
export function textDistinct(offsets: usize, n: u32, data: usize, table: usize, cap: u32, firsts: usize, codes: usize, most: u32, seed: u64): i32 {
  memory.fill(table, 0, <usize>cap << 2);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const from = data + <usize>load<u32>(offsets + (<usize>i << 2));
    const size = <u32>(data + <usize>load<u32>(offsets + (<usize>i << 2), 4) - from);
    let slot = mixBytes(from, size, seed) & (cap - 1);
    while (true) {
      const e = load<u32>(table + (<usize>slot << 2));
      if (e == 0) {
        if (count == most) return -1;
        store<u32>(firsts + (<usize>count << 2), i);
        store<u32>(codes + (<usize>i << 2), count);
        count++;
        store<u32>(table + (<usize>slot << 2), count);
        break;
      }
      const row = <usize>load<u32>(firsts + (<usize>(e - 1) << 2));
      const start = data + <usize>load<u32>(offsets + (row << 2));
      if (<u32>(data + <usize>load<u32>(offsets + (row << 2), 4) - start) == size && memory.compare(start, from, size) == 0) {
        store<u32>(codes + (<usize>i << 2), e - 1);
        break;
      }
      slot = (slot + 1) & (cap - 1);
    }
  }
  return <i32>count;
}
