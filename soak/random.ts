export interface Random {
  /** From 0 up to below n. */
  below(n: number): number;
  of<T>(list: readonly T[]): T;
  bytes(n: number): Buffer;
}

/** The same choices for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    of: (list) => list[below(list.length)] as (typeof list)[number],
    bytes: (n) => Buffer.from(Array.from({ length: n }, () => below(256))),
  };
}
