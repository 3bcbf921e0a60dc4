import type { FixedColumn } from "../../../arrow/column.ts";

/** Sums of 64-bit integers, one word wider than the values, so that no sum wraps. */
export interface WideState {
  /** Three 32-bit words a group, the lowest first. */
  state: Int32Array;
}
/** Words of a sum. */
export const WORDS = 3;

const OVER = 0xffffffff;

export function addWide({ state }: WideState, c: FixedColumn, at: Int32Array): void {
  const values = new Int32Array(c.values.buffer, c.values.byteOffset, c.length * 2);
  addLongs(state, values, at, c.length, c.type.id === "UInt64" ? 0 : -1);
}

// `signed` is -1 where the top bit is a sign, else 0.
function addLongs(state: Int32Array, values: Int32Array, at: Int32Array, length: number, signed: number): void {
  for (let i = 0; i < length; i++) {
    const p = (at[i] as number) * WORDS;
    const high = values[2 * i + 1] as number;
    const low = ((state[p] as number) >>> 0) + ((values[2 * i] as number) >>> 0);
    const next = ((state[p + 1] as number) >>> 0) + (high >>> 0) + (low > OVER ? 1 : 0);
    state[p] = low;
    state[p + 1] = next;
    state[p + 2] = (state[p + 2] as number) + ((high >> 31) & signed) + (next > OVER ? 1 : 0);
  }
}

/** Adds 128 bits to 160. */
export function addWords(state: Int32Array, p: number, values: Int32Array, q: number): void {
  let carry = 0;
  for (let w = 0; w < 4; w++) {
    const sum = ((state[p + w] as number) >>> 0) + ((values[q + w] as number) >>> 0) + carry;
    state[p + w] = sum;
    carry = sum > OVER ? 1 : 0;
  }
  state[p + 4] = (state[p + 4] as number) + ((values[q + 3] as number) >> 31) + carry;
}

/** Adds one number to a group's sum. */
export function addBig(sums: WideState, group: number, x: bigint): void {
  let next = wideSum(sums, group) + x;
  for (let w = 0; w < WORDS; w++, next >>= 32n) sums.state[group * WORDS + w] = Number(BigInt.asIntN(32, next));
}

/** The exact sum of a group. */
export function wideSum({ state }: WideState, group: number): bigint {
  const p = group * WORDS;
  let out = BigInt(state[p + 2] as number);
  for (let w = 1; w >= 0; w--) out = (out << 32n) | BigInt((state[p + w] as number) >>> 0);
  return out;
}
