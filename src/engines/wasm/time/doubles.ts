import { type Column, type FixedColumn, isValid, type Numbers } from "../../../arrow/column.ts";

/** Values as doubles, each less `base`; exact where all lie within 2^53 of it. */
export interface Doubles {
  readonly values: Float64Array;
  readonly base: bigint;
}

const WORD = 4294967296;
/** High words that lie no further apart leave room for any low one. */
const HIGH = 2 ** 21 - 2;

const isWide = (c: FixedColumn): boolean => c.values instanceof BigInt64Array || c.values instanceof BigUint64Array;

/** Whether values of this column can be doubles at all. */
export const isNumbers = (c: Column): c is FixedColumn => c.layout === "fixed" && c.type.id !== "Decimal";

/** The values of a column less `base`, rounded where they are further than 2^53 from it; null rows hold anything. */
export function doublesFrom(c: FixedColumn, base: bigint): Float64Array {
  const n = c.length;
  if (!isWide(c)) {
    const v = c.values as Numbers;
    return v instanceof Float64Array ? v.subarray(0, n) : new Float64Array(v.subarray(0, n));
  }
  const words = new Uint32Array(c.values.buffer, c.values.byteOffset, 2 * n);
  const high = c.values instanceof BigUint64Array ? words : new Int32Array(c.values.buffer, c.values.byteOffset, 2 * n);
  const out = new Float64Array(n);
  const [top, low] = [Number(base >> 32n), Number(base & 0xffffffffn)];
  for (let i = 0; i < n; i++) out[i] = ((high[2 * i + 1] as number) - top) * WORD + ((words[2 * i] as number) - low);
  return out;
}

/** Whether values less a base are exact as doubles, by their high words alone. */
function fits(c: FixedColumn, base: bigint): boolean {
  const high =
    c.values instanceof BigUint64Array
      ? new Uint32Array(c.values.buffer, c.values.byteOffset, 2 * c.length)
      : new Int32Array(c.values.buffer, c.values.byteOffset, 2 * c.length);
  const top = Number(base >> 32n);
  const [least, most] = [top - HIGH, top + HIGH];
  for (let i = 1; i < high.length; i += 2) {
    const h = high[i] as number;
    if ((h < least || h > most) && isValid(c, i >> 1)) return false;
  }
  return true;
}

/** What to take off so that the values are exact doubles; null where they spread too far for that. */
export function exactBase(c: FixedColumn): bigint | null {
  if (!isWide(c) || fits(c, 0n)) return 0n;
  let first = 0;
  while (!isValid(c, first)) first++;
  const base = c.values[first] as bigint;
  return fits(c, base) ? base : null;
}

/** The values as exact doubles; null where they spread too far for that. */
export function exactDoubles(c: FixedColumn): Doubles | null {
  const base = exactBase(c);
  return base === null ? null : { values: doublesFrom(c, base), base };
}
