import type { FixedColumn } from "../../../arrow/column.ts";

/** Sums of 64-bit (2 words) or 128-bit (4 words) integers, one word wider than the values, so that no sum wraps. */
export interface WideState {
  readonly words: 2 | 4;
  /** `words + 1` 32-bit words a group, the lowest first. */
  state: Int32Array;
}

const OVER = 0xffffffff;

export function addWide({ state, words }: WideState, c: FixedColumn, at: Int32Array): void {
  const values = new Int32Array(c.values.buffer, c.values.byteOffset, c.length * words);
  if (words === 4) addDecimals(state, values, at, c.length);
  else addLongs(state, values, at, c.length, c.type.id === "UInt64" ? 0 : -1);
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

function addDecimals(state: Int32Array, values: Int32Array, at: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    const p = (at[i] as number) * 5;
    let carry = 0;
    for (let w = 0; w < 4; w++) {
      const sum = ((state[p + w] as number) >>> 0) + ((values[4 * i + w] as number) >>> 0) + carry;
      state[p + w] = sum;
      carry = sum > OVER ? 1 : 0;
    }
    state[p + 4] = (state[p + 4] as number) + ((values[4 * i + 3] as number) >> 31) + carry;
  }
}

/** Adds one number to a group's sum. */
export function addBig(sums: WideState, group: number, x: bigint): void {
  const { state, words } = sums;
  let next = wideSum(sums, group) + x;
  for (let w = 0; w <= words; w++, next >>= 32n) state[group * (words + 1) + w] = Number(BigInt.asIntN(32, next));
}

/** The exact sum of a group. */
export function wideSum({ state, words }: WideState, group: number): bigint {
  const p = group * (words + 1);
  let out = BigInt(state[p + words] as number);
  for (let w = words - 1; w >= 0; w--) out = (out << 32n) | BigInt((state[p + w] as number) >>> 0);
  return out;
}
