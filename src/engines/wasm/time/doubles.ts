import { type Column, type FixedColumn, isValid, type Numbers } from "../../../arrow/column.ts";

/** Values as doubles, each less `base`; exact where all lie within 2^53 of it. */
export interface Doubles {
  readonly values: Float64Array;
  readonly base: bigint;
}

const WORD = 4294967296;
const EXACT = 2 ** 53;

const isWide = (c: FixedColumn): boolean => c.values instanceof BigInt64Array || c.values instanceof BigUint64Array;

/** Whether values of this column can be doubles at all. */
export const isNumbers = (c: Column): c is FixedColumn => c.layout === "fixed" && c.type.id !== "Decimal";

/** The values of a column less `base`, rounded where they are further than 2^53 from it; null rows hold anything. */
export function doublesFrom(c: FixedColumn, base: bigint): Float64Array {
  const n = c.length;
  if (!isWide(c)) {
    const v = c.values as Numbers;
    return v instanceof Float64Array ? v.subarray(0, n) : Float64Array.from(v.subarray(0, n));
  }
  const words = new Uint32Array(c.values.buffer, c.values.byteOffset, 2 * n);
  const high = c.values instanceof BigUint64Array ? words : new Int32Array(c.values.buffer, c.values.byteOffset, 2 * n);
  const out = new Float64Array(n);
  const [top, low] = [Number(base >> 32n), Number(base & 0xffffffffn)];
  for (let i = 0; i < n; i++) out[i] = ((high[2 * i + 1] as number) - top) * WORD + ((words[2 * i] as number) - low);
  return out;
}

/** The values as exact doubles; null where they spread too far for that. */
export function exactDoubles(c: FixedColumn): Doubles | null {
  if (!isWide(c)) return { values: doublesFrom(c, 0n), base: 0n };
  let first = -1;
  for (let i = 0; i < c.length && first < 0; i++) if (isValid(c, i)) first = i;
  if (first < 0) return { values: new Float64Array(c.length), base: 0n };
  for (const base of [0n, c.values[first] as bigint]) {
    const values = doublesFrom(c, base);
    let fits = true;
    for (let i = 0; i < values.length && fits; i++) fits = Math.abs(values[i] as number) < EXACT || !isValid(c, i);
    if (fits) return { values, base };
  }
  return null;
}
