import { type KeyValues, orderKey } from "./key.ts";

const KEY = (1n << 96n) - 1n;
const isSet = (bits: Uint8Array | null, i: number): boolean =>
  bits === null || (((bits[i >> 3] as number) >> (i & 7)) & 1) === 1;

/** Twin of `sortBounds`. */
export function sortBounds(values: KeyValues, validity: Uint8Array | null): readonly [bigint, bigint] {
  let low = (1n << 64n) - 1n;
  let high = 0n;
  for (let i = 0; i < values.length; i++) {
    if (!isSet(validity, i)) continue;
    const k = orderKey(values, i);
    if (k < low) low = k;
    if (k > high) high = k;
  }
  return [low, high];
}

export interface Encoding {
  readonly from: bigint;
  readonly flip: bigint;
  readonly bias: bigint;
  readonly nothing: bigint;
}

/** Twin of `sortEncode`: the keys of entries with one more column in them. */
export function sortEncode(
  values: KeyValues,
  validity: Uint8Array | null,
  rows: ArrayLike<number>,
  how: Encoding,
  shift: number,
  keys: readonly bigint[],
): bigint[] {
  return Array.from(rows, (row, i) => {
    const value = isSet(validity, row)
      ? BigInt.asUintN(64, (BigInt.asUintN(64, orderKey(values, row) - how.from) ^ how.flip) + how.bias)
      : how.nothing;
    return ((keys[i] ?? 0n) | (value << BigInt(shift))) & KEY;
  });
}

/** Twin of `sortEncodeText`. */
export function sortEncodeText(
  texts: readonly Uint8Array[],
  rows: ArrayLike<number>,
  skip: number,
  descending: boolean,
): bigint[] {
  return Array.from(rows, (row) => {
    const text = (texts[row] as Uint8Array).subarray(skip);
    let key = 0n;
    for (let i = 0; i < 11; i++) key = (key << 8n) | BigInt(text[i] ?? 0);
    key = (key << 8n) | BigInt(Math.min(text.length, 12));
    return descending ? key ^ KEY : key;
  });
}

/** Twin of `sortEntries` and `sortRowsOf`: the entries' numbers in the order of their keys, stable. */
export const sortEntries = (keys: readonly bigint[]): number[] =>
  keys
    .map((_, i) => i)
    .sort((a, b) =>
      (keys[a] as bigint) < (keys[b] as bigint) ? -1 : (keys[a] as bigint) > (keys[b] as bigint) ? 1 : a - b,
    );
