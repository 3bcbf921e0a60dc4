import {
  Binary,
  Bool,
  Categorical,
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Enum,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Struct,
  Time,
  UInt8,
  UInt32,
  UInt64,
  Utf8,
} from "../../src/arrow/types.ts";
import { rows } from "../../src/testing/case.ts";
import type { Query } from "../../src/testing/loose.ts";
import type { Tape } from "./tape.ts";

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;
const INTS = [0n, 1n, 2n, 3n, -1n, 7n, 100n];
/** Values that a column of each type is made of; null is always one more. */
const COLUMNS: Readonly<Record<string, readonly [DataType, readonly unknown[]]>> = {
  g: [Utf8, ["a", "b", "", "é🦄"]],
  i: [Int64, [...INTS, 9223372036854775807n]],
  x: [Float64, [0, 1.5, -2.25, NAN, INF, -INF, 3, 0.1]],
  b: [Bool, [true, false]],
  n: [Int32, [0, 1, 2, -5, 2147483647, -2147483648]],
  s: [Utf8, ["", "abc", "Abc", "zé🦄", "a b", " pad ", "12", "%_'\"\\"]],
  k: [Int64, [0n, 1n, 2n]],
  t: [Int8, [0, 1, -128, 127, 5]],
  u: [UInt8, [0, 1, 255, 7]],
  w: [UInt32, [0, 1, 4294967295, 9]],
  q: [UInt64, [0n, 1n, 18446744073709551615n, 5n]],
  f: [Float32, [0, 0.5, -1.25, NAN, INF]],
  d: [Date32, [0, 19782, -1, 20087]],
  m: [Datetime("us"), [0n, 1709214306789123n, -1n, 1709214306000000n]],
  p: [Duration("us"), [0n, 90061000001n, -5n]],
  c: [Decimal(10, 2), ["0.00", "1.25", "-3.10", "99999999.99"]],
  e: [Enum(["low", "mid", "high"]), ["low", "mid", "high"]],
  y: [Categorical, ["b", "a", "é"]],
  h: [Int16, [0, 1, 32767, -3]],
  z: [Datetime("us", "Europe/Berlin"), [0n, 1709214306789123n, 1711846799000000n, 1711846800000000n]],
  o: [Datetime("ms"), [0n, 1709214306789n, -86400001n]],
  j: [Time, [0n, 45296789000000n, 86399999999999n]],
  r: [Binary, [new Uint8Array(), new Uint8Array([0, 255]), new Uint8Array([97])]],
  a: [
    Struct({ p: Int64, q: Utf8 }),
    [
      { p: 1n, q: "a" },
      { p: null, q: "" },
      { p: 3n, q: null },
    ],
  ],
  v: [List(Utf8), [[], ["a", null], ["b", "a", "b"]]],
  l: [List(Int64), [[], [1n, null], [3n, 1n, 3n], [null]]],
};

/** A frame of up to eight columns and twelve rows. */
export function randomFrame(tape: Tape): Query {
  const all = Object.keys(COLUMNS);
  const names = new Set(["k", "i", ...Array.from({ length: 1 + tape.below(7) }, () => tape.pick(all))]);
  const length = tape.below(13);
  const input: Record<string, readonly [DataType, readonly unknown[]]> = {};
  for (const name of names) {
    const [type, values] = COLUMNS[name] as readonly [DataType, readonly unknown[]];
    const nulls = tape.chance(4) ? values.length : values.length + 1;
    input[name] = [type, Array.from({ length }, () => values[tape.below(nulls)] ?? null)];
  }
  return rows(input);
}
