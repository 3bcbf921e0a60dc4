import { columnFrom } from "../../../../src/arrow/build.ts";
import type { Column } from "../../../../src/arrow/column.ts";
import { dictColumn } from "../../../../src/arrow/column.ts";
import { dictionaryOf } from "../../../../src/arrow/dictionary.ts";
import * as t from "../../../../src/arrow/types.ts";
import { type Stored, valuesOf } from "../../../../src/arrow/value.ts";

export type Draw = (below: number) => number;

/** Small repeatable pseudo-random numbers. */
export function drawer(seed: number): Draw {
  let x = (seed * 2654435761) | 1;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

const WORDS = [
  "",
  "a",
  "ab",
  "b",
  "Z",
  "é",
  "z",
  "🦄",
  "prefix shared by all 1",
  "prefix shared by all 12",
  "prefix shared by all 2",
  "a\u0000",
];
const FLOATS = [0, -0, Number.NaN, Infinity, -Infinity, 1.5, -1.5, 2, 1e-300];
const pick =
  <T>(from: readonly T[]) =>
  (d: Draw): T =>
    from[d(from.length)] as T;
const wide = (d: Draw): bigint => (BigInt(d(2 ** 31)) << 32n) | BigInt(d(2 ** 31));

/** Types that have an order, each with what draws a value of it. */
export const ORDERED: Readonly<Record<string, readonly [t.DataType, (d: Draw) => unknown]>> = {
  Bool: [t.Bool, (d) => d(2) === 1],
  Int8: [t.Int8, (d) => d(256) - 128],
  Int16: [t.Int16, (d) => d(65536) - 32768],
  Int32: [t.Int32, (d) => d(5) - 2],
  Int64: [t.Int64, (d) => (d(8) === 0 ? pick([-(2n ** 63n), 2n ** 63n - 1n])(d) : wide(d) - 2n ** 61n)],
  UInt8: [t.UInt8, (d) => d(256)],
  UInt16: [t.UInt16, (d) => d(65536)],
  UInt32: [t.UInt32, (d) => d(2 ** 32)],
  UInt64: [t.UInt64, (d) => (d(8) === 0 ? pick([0n, 2n ** 64n - 1n])(d) : wide(d) * 2n)],
  Float32: [t.Float32, pick(FLOATS)],
  Float64: [t.Float64, (d) => (d(2) === 0 ? pick(FLOATS)(d) : d(1000) / 8 - 60)],
  Decimal: [
    t.Decimal(38, 2),
    (d) =>
      pick([
        "0",
        "-0.01",
        "1.5",
        "123456789012345678901234567890.12",
        "-99999999999999999999.99",
        "18446744073709551616",
      ])(d),
  ],
  Utf8: [t.Utf8, pick(WORDS)],
  Categorical: [t.Categorical, pick(WORDS)],
  Enum: [t.Enum(["z", "b", "a", "é"]), pick(["z", "b", "a", "é"])],
  Binary: [t.Binary, (d) => Uint8Array.from({ length: d(4) }, () => d(256))],
  Date32: [t.Date32, (d) => d(40000) - 10000],
  Time: [t.Time, (d) => BigInt(d(2 ** 30))],
  Datetime: [t.Datetime("us", "Europe/Berlin"), (d) => wide(d)],
  Duration: [t.Duration("ms"), (d) => BigInt(d(1000)) - 500n],
  Null: [t.Null, () => null],
};

/** Types without an order too. */
export const ALL: typeof ORDERED = {
  ...ORDERED,
  List: [t.List(t.Int32), (d) => Array.from({ length: d(3) }, () => (d(5) === 0 ? null : d(4)))],
  FixedSizeList: [t.FixedSizeList(t.Float64, 2), (d) => [d(2), d(2)]],
  Struct: [t.Struct({ a: t.Int32, b: t.Utf8 }), (d) => ({ a: d(2), b: pick(WORDS)(d) })],
};

/** A column of `n` values, about one in `nulls` null (0: none). */
export function drawColumn(name: string, n: number, d: Draw, nulls = 4): Column {
  const [type, value] = ALL[name] as (typeof ALL)[string];
  return columnFrom(
    Array.from({ length: n }, () => (nulls > 0 && d(nulls) === 0 ? null : value(d))),
    type,
  );
}

/** Utf8 by codes into a dictionary. */
export function drawCodes(n: number, d: Draw): Column {
  return dictColumn(
    t.Utf8,
    n,
    Int32Array.from({ length: n }, () => d(WORDS.length)),
    dictionaryOf(WORDS),
  );
}

const rankOf = (v: Stored, type: t.DataType): number | bigint | string | boolean => {
  if (typeof v === "string") return type.id === "Enum" ? type.categories.indexOf(v) : Buffer.from(v).toString("latin1");
  return v instanceof Uint8Array ? Buffer.from(v).toString("latin1") : (v as number);
};

/** The order of two values as the rules say it, written to be read. */
export function compareStored(a: Stored, b: Stored, type: t.DataType, descending: boolean, nullsLast: boolean): number {
  if (a === null || b === null) return a === b ? 0 : (a === null) === nullsLast ? 1 : -1;
  const sign = descending ? -1 : 1;
  if (Number.isNaN(a) || Number.isNaN(b))
    return Number.isNaN(a) === Number.isNaN(b) ? 0 : Number.isNaN(a) ? sign : -sign;
  const [x, y] = [rankOf(a, type), rankOf(b, type)];
  return x < y ? -sign : x > y ? sign : 0;
}

/** Values that can be compared by `toEqual`: NaN and -0 stay what they are. */
export const shown = (c: Column): unknown[] => valuesOf(c).map((v) => (v instanceof Uint8Array ? [...v] : v));
