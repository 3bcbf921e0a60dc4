import { type Batch, batch } from "../../src/arrow/batch.ts";
import { columnFrom } from "../../src/arrow/build.ts";
import { field, schema } from "../../src/arrow/schema.ts";
import * as t from "../../src/arrow/types.ts";

const cycle = <T>(n: number, values: readonly T[]): T[] =>
  Array.from({ length: n }, (_, i) => values[i % values.length] as T);
const text = ["", "a", "größer", "日本語", null, "x".repeat(200), "a", "\u{1f600}"];

const COLUMNS: readonly (readonly [string, t.DataType, readonly unknown[]])[] = [
  ["null", t.Null, [null]],
  ["bool", t.Bool, [true, false, null, true, true]],
  ["int8", t.Int8, [-128, 127, null, 0]],
  ["int16", t.Int16, [-32768, 32767, null]],
  ["int32", t.Int32, [-2147483648, 2147483647, null, 5]],
  ["int64", t.Int64, [-(2n ** 63n), 2n ** 63n - 1n, null, 7n]],
  ["uint8", t.UInt8, [0, 255, null]],
  ["uint16", t.UInt16, [0, 65535, null]],
  ["uint32", t.UInt32, [0, 4294967295, null]],
  ["uint64", t.UInt64, [0n, 2n ** 64n - 1n, null]],
  ["float32", t.Float32, [0.5, -0, Number.NaN, Number.POSITIVE_INFINITY, null, 3e38]],
  ["float64", t.Float64, [0.1, -0, Number.NaN, Number.NEGATIVE_INFINITY, null, 5e-324]],
  ["decimal9", t.Decimal(9, 2), ["1234567.89", "-0.01", null]],
  ["decimal18", t.Decimal(18, 6), ["123456789012.345678", "-1", null]],
  ["decimal38", t.Decimal(38, 10), ["-1234567890123456789012345678.0123456789", "0.5", null]],
  ["utf8", t.Utf8, text],
  ["binary", t.Binary, [new Uint8Array([0, 255, 128]), null, new Uint8Array(0), new Uint8Array(70).fill(255)]],
  ["categorical", t.Categorical, ["red", "green", null, "red"]],
  ["enum", t.Enum(["low", "mid", "high"]), ["high", null, "low"]],
  ["date", t.Date32, [-1, 0, 19000, null]],
  ["time", t.Time, [0n, 86_399_999_999_999n, null]],
  ["ms", t.Datetime("ms"), [-1n, 1_700_000_000_000n, null]],
  ["us", t.Datetime("us", "UTC"), [-1n, 1_700_000_000_000_001n, null]],
  ["ns", t.Datetime("ns", "Europe/Berlin"), [-1n, 1_700_000_000_000_000_001n, null]],
  ["duration", t.Duration("ms"), [-5n, 86_400_000n, null]],
  ["list", t.List(t.Int64), [[1n, null, 3n], [], null, [4n]]],
  ["lists", t.List(t.List(t.Utf8)), [[["a"], [], null, ["b", null]], [], null, [[]]]],
  ["struct", t.Struct({ a: t.Int32, b: t.Utf8 }), [{ a: 1, b: "x" }, null, { a: null, b: null }, { a: 2, b: "y" }]],
  [
    "deep",
    t.List(t.Struct({ k: t.Utf8, v: t.List(t.Float64) })),
    [[{ k: "a", v: [1, 2] }, null, { k: null, v: null }], null, [], [{ k: "b", v: [] }]],
  ],
  [
    "inside",
    t.Struct({ l: t.List(t.Struct({ x: t.Bool })), n: t.Struct({ y: t.Date32 }) }),
    [{ l: [{ x: true }, null], n: { y: 3 } }, { l: null, n: null }, null, { l: [], n: { y: null } }],
  ],
  ["none", t.Categorical, [null]],
  [
    "kept",
    t.Struct({
      c: t.Categorical,
      d: t.Duration("ns"),
      f: t.FixedSizeList(t.Utf8, 2),
      z: t.Datetime("us", "Asia/Tokyo"),
    }),
    [
      { c: "x", d: 5n, f: ["a", null], z: 1n },
      null,
      { c: null, d: null, f: null, z: null },
      { c: "y", d: -5n, f: ["b", "c"], z: 0n },
    ],
  ],
  ["enums", t.List(t.Enum(["z", "y"])), [["y", null], null, [], ["z", "z"]]],
  ["fixed", t.FixedSizeList(t.Int16, 2), [[1, 2], null, [null, 4]]],
] as const;

/** A batch with a column of every type (but those named), `rows` rows, each with nulls. */
export function everyType(rows: number, without: readonly string[] = []): Batch {
  const some = COLUMNS.filter(([name]) => !without.includes(name));
  const columns = some.map(([, type, values]) => columnFrom(cycle(rows, values), type));
  return batch(schema(some.map(([name, type]) => field(name, type))), columns, rows);
}
