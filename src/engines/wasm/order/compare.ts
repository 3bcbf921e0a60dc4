import { getBit } from "../../../arrow/bitmap.ts";
import { type Column, type FixedColumn, isValid, type Numbers } from "../../../arrow/column.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import { compareBytes } from "./bytes.ts";
import { dictionaryRanks } from "./dictionary-ranks.ts";
import { checkOrdered, type SortKey } from "./key.ts";

/** Negative, 0 or positive as row a comes before, with or after row b. */
export type Compare = (a: number, b: number) => number;

const floats =
  (v: Numbers): Compare =>
  (a, b) => {
    const [x, y] = [v[a] as number, v[b] as number];
    return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  };

const integers =
  (v: Numbers): Compare =>
  (a, b) =>
    (v[a] as number) - (v[b] as number);

// `words` 32-bit words a row, the highest last.
function wide({ values, type }: FixedColumn, words: number): Compare {
  const low = new Uint32Array(values.buffer, values.byteOffset, values.byteLength >> 2);
  const high = type.id === "UInt64" ? low : new Int32Array(values.buffer, values.byteOffset, values.byteLength >> 2);
  const top = words - 1;
  return (a, b) => {
    const [p, q] = [a * words, b * words];
    const d = (high[p + top] as number) - (high[q + top] as number);
    if (d !== 0) return d;
    for (let w = top - 1; w >= 0; w--) {
      const e = (low[p + w] as number) - (low[q + w] as number);
      if (e !== 0) return e;
    }
    return 0;
  };
}

/** The order of the values that are not null: NaN after every number, -0 with 0, text by bytes, Enum by category. */
export function compareValues(c: Column): Compare {
  checkOrdered(c);
  switch (c.layout) {
    case "fixed":
      if (isFloat(c.type)) return floats(c.values as Numbers);
      return c.values instanceof BigInt64Array || c.values instanceof BigUint64Array
        ? wide(c, c.type.id === "Decimal" ? 4 : 2)
        : integers(c.values as Numbers);
    case "bool":
      return (a, b) => getBit(c.bits, a) - getBit(c.bits, b);
    case "bytes": {
      const { offsets, data } = c;
      return (a, b) =>
        compareBytes(
          data,
          offsets[a] as number,
          offsets[a + 1] as number,
          data,
          offsets[b] as number,
          offsets[b + 1] as number,
        );
    }
    case "dict": {
      const ranks = dictionaryRanks(c);
      return (a, b) => (ranks[c.codes[a] as number] as number) - (ranks[c.codes[b] as number] as number);
    }
    default:
      return () => 0;
  }
}

/** The order that a key asks for, nulls included. */
export function compareKey({ column, descending, nullsLast }: SortKey): Compare {
  const values = compareValues(column);
  const directed: Compare = descending ? (a, b) => values(b, a) : values;
  if (column.nulls === 0) return directed;
  const before = nullsLast ? 1 : -1;
  return (a, b) => {
    const [x, y] = [isValid(column, a), isValid(column, b)];
    if (x && y) return directed(a, b);
    return x === y ? 0 : x ? -before : before;
  };
}

/** The order of several keys, the first one first. */
export function compareKeys(keys: readonly SortKey[]): Compare {
  const all = keys.map(compareKey);
  const [first, second] = all;
  if (first === undefined) return () => 0;
  if (second === undefined) return first;
  if (all.length === 2) return (a, b) => first(a, b) || second(a, b);
  return (a, b) => {
    for (const compare of all) {
      const d = compare(a, b);
      if (d !== 0) return d;
    }
    return 0;
  };
}
