import { wholeArgument } from "./argument.ts";

let state: number | null = null;

/** Makes what is drawn without a seed of its own the same in every run from here on; null makes it differ again. @example setRandomSeed(42) */
export function setRandomSeed(seed: number | null): void {
  state = seed === null ? null : wholeArgument(seed, "the seed of setRandomSeed", 0) >>> 0;
}

/** A seed where none is given: 31 bits (mulberry32 from the seed that was set). */
export function nextSeed(): number {
  if (state === null) return Math.floor(Math.random() * 0x7fffffff);
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) & 0x7fffffff;
}
