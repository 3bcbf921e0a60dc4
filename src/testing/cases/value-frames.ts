import {
  Bool,
  Date32,
  Decimal,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import { rows } from "../case.ts";
import type { Loose, Query } from "../loose.ts";
import { col } from "../loose.ts";
import { INF, NAN } from "./frames.ts";

export const values = (): Query =>
  rows({
    i: [Int64, [3n, null, -7n, 9n, 3n, -9223372036854775808n]],
    j: [Int64, [2n, 2n, 2n, null, 0n, -1n]],
    t: [Int8, [127, -128, null, 95, -1, 0]],
    w: [Int16, [1234, -5678, null, 0, 5, 32767]],
    u: [UInt64, [3n, null, 7n, 18446744073709551615n, 0n, 1n]],
    x: [Float64, [1.5, NAN, null, -2.5, INF, 0.125]],
    y: [Float64, [0.5, 1, 2, -0.25, 3, -0]],
    f: [Float32, [1.5, NAN, null, -2.5, INF, 0]],
    s: [Utf8, ["b", null, "é", "", "b", "🦄"]],
    ok: [Bool, [true, null, false, true, null, false]],
    d: [Decimal(10, 2), ["1.55", null, "-2.99", "0.00", "12345678.90", "-0.01"]],
    day: [Date32, [0, null, 18263, -1, 5, 0]],
    n: [Int32, [0, 2, 1, null, 3, 1]],
  });
export const none = (): Query => rows({ i: [Int64, []], x: [Float64, []], s: [Utf8, []], ok: [Bool, []] });
export const nulls = (): Query =>
  rows({ i: [Int64, [null, null]], x: [Float64, [null, null]], s: [Utf8, [null, null]], ok: [Bool, [null, null]] });
export const shares = (): Query =>
  rows({ p: [Float64, [1, 2, 3, 4, 10]], q: [Float64, [2, 1, 4, 3, 9.5]], k: [Int64, [1n, 1n, 2n, 3n, 5n]] });
export const runs = (): Query =>
  rows({
    a: [Int64, [1n, 1n, 2n, null, null, 1n]],
    s: [Utf8, ["x", "x", "é", null, "", "x"]],
    x: [Float64, [NAN, NAN, 1, null, -0, 0]],
    l: [List(Int64), [[1n], [1n], null, [], [2n, null], [1n]]],
  });
export const ordered = (): Query =>
  rows({ a: [Int64, [1n, 2n, 2n, 3n, 5n]], b: [Int64, [5n, 3n, 3n, 1n, 0n]], z: [Float64, [null, null, 1, 2, NAN]] });
export const small = (): Query =>
  rows({ g: [Utf8, ["a", "b", "a", "b", "a"]], v: [Int64, [3n, null, 1n, 4n, 1n]], w: [Float64, [1, 5, 2, NAN, 4]] });
export const i: Loose = col("i");
export const j: Loose = col("j");
export const t: Loose = col("t");
export const w: Loose = col("w");
export const u: Loose = col("u");
export const x: Loose = col("x");
export const y: Loose = col("y");
export const f: Loose = col("f");
export const s: Loose = col("s");
export const ok: Loose = col("ok");
export const d: Loose = col("d");
