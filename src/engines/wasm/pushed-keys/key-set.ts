import { countBits } from "../../../arrow/bitmap.ts";
import type { Column, FixedColumn } from "../../../arrow/column.ts";
import { isInteger, isText } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import { valueAt } from "../../../arrow/value.ts";
import { readWhole } from "./matching.ts";

/** Rows of keys that are looked at; a larger side hands none on. */
const MOST_ROWS = 1 << 22;
/** Values that are named one by one, which bloom filters and dictionaries answer too. */
const FEW = 64;
/** Bits of a set: at most, for each key, and what even few keys may take. */
const MOST_BITS = 2 ** 26;
const BITS_A_KEY = 512;
const ANY_BITS = 2 ** 23;

const WHOLE: readonly DataType["id"][] = ["Date32", "Time", "Datetime", "Duration"];
export const isWhole = (t: DataType): boolean => isInteger(t) || WHOLE.includes(t.id);

/** The keys of one side of a join, as much of them as tells which rows of the other can have a partner. */
export interface Keys {
  readonly low: number;
  readonly high: number;
  /** A bit for each number from `low` on; null where there would be too many. */
  readonly bits: Uint8Array | null;
  /** All of them, where they are few. */
  readonly few: readonly (number | string)[] | null;
  /** The share of the numbers from `low` to `high` that are keys; 1 where that is not known. */
  readonly share: number;
}

/** Takes key columns batch after batch. */
export class KeySet {
  keys: Keys | null = null;
  readonly #type: DataType;
  #parts: Column[] = [];
  #rows = 0;

  constructor(type: DataType) {
    this.#type = type;
  }

  static takes(type: DataType): boolean {
    return isWhole(type) || isText(type);
  }

  add(c: Column): void {
    this.#rows += c.length;
    if (this.#rows <= MOST_ROWS) this.#parts.push(c);
    else this.#parts = [];
  }

  end(): void {
    if (this.#rows > 0 && this.#rows <= MOST_ROWS) this.keys = isWhole(this.#type) ? this.#numbers() : this.#texts();
    this.#parts = [];
  }

  #texts(): Keys | null {
    const seen = new Set<string>();
    for (const c of this.#parts)
      for (let i = 0; i < c.length; i++) {
        const v = valueAt(c, i);
        if (typeof v === "string") seen.add(v);
        if (seen.size > FEW) return null;
      }
    return { low: 0, high: 0, bits: null, few: [...seen], share: 1 };
  }

  #numbers(): Keys | null {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const safe = this.#each((values, n) => {
      for (let i = 0; i < n; i++) {
        const v = values[i] as number;
        if (v < low) low = v;
        if (v > high) high = v;
      }
      return true;
    });
    if (!safe) return null;
    // Nulls alone match nothing: an empty range says so.
    if (low > high) return { low: 1, high: 0, bits: null, few: [], share: 0 };
    const span = high - low + 1;
    const small = span <= MOST_BITS && span <= Math.max(ANY_BITS, BITS_A_KEY * this.#rows);
    const bits = small ? new Uint8Array(Math.ceil(span / 8)) : null;
    const few = new Set<number>();
    this.#each((values, n) => {
      for (let i = 0; i < n && few.size <= FEW; i++) few.add(values[i] as number);
      if (bits !== null) mark(bits, values, n, low);
      return bits !== null || few.size <= FEW;
    });
    const known = few.size <= FEW;
    const share = bits === null ? 1 : (known ? few.size : countBits(bits, span)) / span;
    return { low, high, bits, few: known ? [...few] : null, share };
  }

  /** Calls `take` with some values after the other that are not null, until it gives false; false where one is not safe. */
  #each(take: (values: Float64Array, n: number) => boolean): boolean {
    const values = new Float64Array(BLOCK);
    for (const c of this.#parts as readonly FixedColumn[])
      for (let from = 0; from < c.length; from += BLOCK) {
        const n = readWhole(c, from, Math.min(c.length, from + BLOCK), values);
        if (n < 0) return false;
        if (!take(values, n)) return true;
      }
    return true;
  }
}

const BLOCK = 4096;

function mark(bits: Uint8Array, values: Float64Array, n: number, low: number): void {
  for (let i = 0; i < n; i++) {
    const k = (values[i] as number) - low;
    bits[k >>> 3] = (bits[k >>> 3] as number) | (1 << (k & 7));
  }
}
