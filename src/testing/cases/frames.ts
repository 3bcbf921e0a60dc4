import {
  Binary,
  Bool,
  Categorical,
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
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import { rows } from "../case.ts";
import type { Query } from "../loose.ts";

const bytes = (...b: number[]): Uint8Array => Uint8Array.from(b);
export const NAN: number = Number.NaN;
export const INF: number = Number.POSITIVE_INFINITY;

/** Six rows with nulls, NaN, text beyond ASCII, a key with nulls. */
export const small = (): Query =>
  rows({
    k: [Utf8, ["a", "b", "a", null, "b", "a"]],
    i: [Int64, [3n, -1n, null, 7n, 7n, 0n]],
    x: [Float64, [1.5, NAN, null, -0.25, INF, 2]],
    s: [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]],
    ok: [Bool, [true, false, null, true, null, false]],
    n: [Int32, [2, 2, 5, null, -4, 1]],
  });

export const empty = (): Query =>
  rows({ k: [Utf8, []], i: [Int64, []], x: [Float64, []], s: [Utf8, []], ok: [Bool, []], n: [Int32, []] });

/** One column of every type, with a null in each. */
export const types = (): Query =>
  rows({
    i8: [Int8, [1, null, -128, 127]],
    i16: [Int16, [1, null, -32768, 32767]],
    i32: [Int32, [1, null, -2147483648, 2147483647]],
    i64: [Int64, [1n, null, -9223372036854775808n, 9223372036854775807n]],
    u8: [UInt8, [1, null, 0, 255]],
    u16: [UInt16, [1, null, 0, 65535]],
    u32: [UInt32, [1, null, 0, 4294967295]],
    u64: [UInt64, [1n, null, 0n, 18446744073709551615n]],
    f32: [Float32, [1.5, null, NAN, -INF]],
    f64: [Float64, [0.1, null, NAN, -0]],
    bool: [Bool, [true, null, false, true]],
    dec: [Decimal(10, 2), ["1.25", null, "-99999999.99", "0.01"]],
    utf8: [Utf8, ["é🦄", null, "", "a 'quoted' \"text\"\n"]],
    bin: [Binary, [bytes(0, 255, 128), null, bytes(), bytes(39)]],
    cat: [Categorical, ["b", null, "a", "b"]],
    enm: [Enum(["low", "high"]), ["high", null, "low", "high"]],
    day: [Date32, [19724, null, -1, 0]],
    time: [Time, [1n, null, 0n, 86399999999999n]],
    ms: [Datetime("ms"), [1704164645006n, null, -1n, 0n]],
    us: [Datetime("us"), [1704164645006007n, null, -1n, 0n]],
    ns: [Datetime("ns"), [1704164645006007008n, null, -1n, 0n]],
    zoned: [Datetime("us", "Europe/Paris"), [1711846800000000n, null, -1n, 0n]],
    span: [Duration("us"), [90061000001n, null, -1n, 0n]],
    list: [List(Int64), [[1n, null, 3n], null, [], [4n]]],
    texts: [List(Utf8), [["a", null], null, [], ["é"]]],
    struct: [
      Struct({ a: Int32, b: Utf8 }),
      [
        { a: 1, b: "x" },
        { a: null, b: null },
        { a: 2, b: null },
        { a: null, b: "" },
      ],
    ],
  });

/** Two small tables with keys that match, do not, repeat, are null and NaN. */
export const left = (): Query =>
  rows({ k: [Int64, [1n, 2n, 2n, null, 5n]], a: [Utf8, ["p", "q", "r", "s", "t"]], v: [Float64, [1, 2, NAN, 4, 5]] });
export const right = (): Query =>
  rows({
    k: [Int64, [2n, 2n, 3n, null, 1n]],
    a: [Utf8, ["x", "y", "z", "n", "w"]],
    w: [Int32, [10, 20, 30, 40, null]],
  });
