import { mix } from "./mix";

/** Counts the 64-bit words that go to each of 2^log partitions. */
export function partitionCount(words: usize, n: i32, seed: u64, log: i32, counts: usize): void {
  const end = words + (<usize>n << 3);
  for (; words < end; words += 8) {
    const at = counts + (<usize>(mix(load<u64>(words), seed) >> (32 - log)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

/** Copies words to their partitions: `ends` has where the next word of each goes. */
export function partitionSpread(words: usize, n: i32, seed: u64, log: i32, ends: usize): void {
  const end = words + (<usize>n << 3);
  for (; words < end; words += 8) {
    const word = load<u64>(words);
    const at = ends + (<usize>(mix(word, seed) >> (32 - log)) << 2);
    const to = load<u32>(at);
    store<u64>(<usize>to, word);
    store<u32>(at, to + 8);
  }
}

/**
 * Writes the id of each word, new ones from `next` on in the words' order; gives the next id. A partition's state is 16
 * bytes: where the id within the partition of its next word lies, where its ids (by those within it) lie, and how many
 * there are so far.
 */
export function partitionJoin(words: usize, n: i32, seed: u64, log: i32, states: usize, ids: usize, next: i32): i32 {
  for (let i = 0; i < n; i++) {
    const at = states + (<usize>(mix(load<u64>(words + (<usize>i << 3)), seed) >> (32 - log)) << 4);
    const cursor = load<u32>(at);
    const local = load<u32>(<usize>cursor);
    store<u32>(at, cursor + 4);
    const to = <usize>load<u32>(at, 4) + (<usize>local << 2);
    let id: i32;
    if (local == load<u32>(at, 8)) {
      id = next++;
      store<i32>(to, id);
      store<u32>(at, local + 1, 8);
    } else id = load<i32>(to);
    store<i32>(ids + (<usize>i << 2), id);
  }
  return next;
}
