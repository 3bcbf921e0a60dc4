import type { FixedColumn } from "../../../arrow/column.ts";
import { NO_FLOAT64, resized } from "./room.ts";

/** Sums of 64-bit (2 words) or 128-bit (4 words) integers, one word wider than the values, so that no sum wraps. */
export interface WideState {
  readonly words: 2 | 4;
  /** `words + 1` 32-bit words a group, the lowest first. */
  state: Int32Array;
  /** What was added to a group since the last `settle`: its low and its high words, each exact as a double. */
  halves?: Float64Array;
  /** Rows since then, or since the sums were last seen to be small; 0 where nothing was added. */
  rows?: number;
}

const OVER = 0xffffffff;
const WORD = 2 ** 32;
/** Sums of so many words of 32 bits are whole numbers that doubles have. */
const EXACT_ROWS = 2 ** 20;
const MOST = 2 ** 52 - 1;

export function addWide(sums: WideState, c: FixedColumn, at: Int32Array): void {
  const { state, words } = sums;
  const values = new Int32Array(c.values.buffer, c.values.byteOffset, c.length * words);
  if (words === 2) {
    addLongs(state, values, at, c.length, c.type.id === "UInt64" ? 0 : -1);
    return;
  }
  const halves = resized(sums.halves ?? NO_FLOAT64, state.length / 5, 2);
  sums.halves = halves;
  // What null rows left behind the groups is of no use, and could only seem to be too much.
  halves.fill(0, halves.length - 2);
  for (let from = 0; from < c.length; from += EXACT_ROWS) {
    const length = Math.min(EXACT_ROWS, c.length - from);
    if ((sums.rows ?? 0) + length > EXACT_ROWS) {
      if (isFull(halves)) settle(sums);
      else sums.rows = 1;
    }
    addDecimals(state, halves, values, at, from, from + length);
    sums.rows = (sums.rows ?? 0) + length;
  }
}

// `signed` is -1 where the top bit is a sign, else 0.
function addLongs(state: Int32Array, values: Int32Array, at: Int32Array, length: number, signed: number): void {
  for (let i = 0; i < length; i++) {
    const p = (at[i] as number) * 3;
    const high = values[2 * i + 1] as number;
    const low = ((state[p] as number) >>> 0) + ((values[2 * i] as number) >>> 0);
    const next = ((state[p + 1] as number) >>> 0) + (high >>> 0) + (low > OVER ? 1 : 0);
    state[p] = low;
    state[p + 1] = next;
    state[p + 2] = (state[p + 2] as number) + ((high >> 31) & signed) + (next > OVER ? 1 : 0);
  }
}

function addDecimals(
  state: Int32Array,
  halves: Float64Array,
  values: Int32Array,
  at: Int32Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const g = at[i] as number;
    const high = values[4 * i + 1] as number;
    const sign = high >> 31;
    if (values[4 * i + 2] === sign && values[4 * i + 3] === sign) {
      halves[2 * g] = (halves[2 * g] as number) + ((values[4 * i] as number) >>> 0);
      halves[2 * g + 1] = (halves[2 * g + 1] as number) + high;
    } else addWords(state, 5 * g, values, 4 * i);
  }
}

/** Adds 128 bits to 160. */
function addWords(state: Int32Array, p: number, values: Int32Array, q: number): void {
  let carry = 0;
  for (let w = 0; w < 4; w++) {
    const sum = ((state[p + w] as number) >>> 0) + ((values[q + w] as number) >>> 0) + carry;
    state[p + w] = sum;
    carry = sum > OVER ? 1 : 0;
  }
  state[p + 4] = (state[p + 4] as number) + ((values[q + 3] as number) >> 31) + carry;
}

/** Whether as many rows again may be more than doubles can take: of many groups, each has few. */
function isFull(halves: Float64Array): boolean {
  for (let i = 0; i < halves.length; i++) if (Math.abs(halves[i] as number) > MOST) return true;
  return false;
}

const words = new Int32Array(4);
/** Moves what was added to doubles into the words. */
function settle(sums: WideState): void {
  const { halves, state } = sums;
  sums.rows = 0;
  // The last group is where null rows went.
  for (let g = 0; halves !== undefined && 2 * g + 2 < halves.length; g++) {
    const low = halves[2 * g] as number;
    if (low === 0 && halves[2 * g + 1] === 0) continue;
    const over = Math.floor(low / WORD);
    const high = (halves[2 * g + 1] as number) + over;
    const top = Math.floor(high / WORD);
    words[0] = low - over * WORD;
    words[1] = high - top * WORD;
    words[2] = top;
    words[3] = top < 0 ? -1 : 0;
    addWords(state, 5 * g, words, 0);
  }
  halves?.fill(0);
}

/** Whether a sum of Decimals has no more than 64 bits. */
export function isShort(sums: WideState, group: number): boolean {
  if ((sums.rows ?? 0) > 0) settle(sums);
  const { state } = sums;
  const p = 5 * group;
  const sign = (state[p + 1] as number) >> 31;
  return state[p + 2] === sign && state[p + 3] === sign && state[p + 4] === sign;
}

/** Adds one number to a group's sum. */
export function addBig(sums: WideState, group: number, x: bigint): void {
  const { state, words } = sums;
  let next = wideSum(sums, group) + x;
  for (let w = 0; w <= words; w++, next >>= 32n) state[group * (words + 1) + w] = Number(BigInt.asIntN(32, next));
}

/** The exact sum of a group. */
export function wideSum(sums: WideState, group: number): bigint {
  if ((sums.rows ?? 0) > 0) settle(sums);
  const { state, words } = sums;
  const p = group * (words + 1);
  let out = BigInt(state[p + words] as number);
  for (let w = words - 1; w >= 0; w--) out = (out << 32n) | BigInt((state[p + w] as number) >>> 0);
  return out;
}

/** The sum of a group as a double, rounded once. */
export function wideNumber(sums: WideState, group: number): number {
  if (sums.words === 2 || !isShort(sums, group)) return Number(wideSum(sums, group));
  const { state } = sums;
  return (state[5 * group + 1] as number) * WORD + ((state[5 * group] as number) >>> 0);
}

/** Bytes held. */
export const wideBytes = ({ state, halves }: WideState): number => state.byteLength + (halves?.byteLength ?? 0);
