import { describe, expect, test } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
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
  Float64,
  Int8,
  Int32,
  Int64,
  Null,
  UInt32,
  UInt64,
} from "../../../src/arrow/types.ts";
import { type Stored, valueAt, valuesOf } from "../../../src/arrow/value.ts";
import type { ErrorCode } from "../../../src/core/codes.ts";
import type { Options } from "../../../src/expr/node.ts";
import type { AnyAggregate } from "./rows/fold.ts";
import { fold, one } from "./rows/fold.ts";

describe("answers recorded from polars 2.1.0", () => {
  const nan = Number.NaN;
  test.each<[AnyAggregate, readonly unknown[], DataType, Options, unknown]>([
    ["max", [1, nan, null], Float64, {}, 1],
    ["min", [1, nan, null], Float64, {}, 1],
    ["min", [nan], Float64, {}, nan],
    ["max", [nan, null], Float64, {}, nan],
    ["sum", [1, nan, null], Float64, {}, nan],
    ["mean", [1, nan, null], Float64, {}, nan],
    ["sum", [], Float64, {}, 0],
    ["mean", [], Float64, {}, null],
    ["min", [], Int64, {}, null],
    ["sum", [null, null], Int64, {}, 0n],
    ["std", [5], Float64, {}, null],
    ["std", [5], Float64, { ddof: 0 }, 0],
    ["std", [1, nan], Float64, {}, nan],
    ["var", [1, 2, 3], Int64, { ddof: 3 }, null],
    ["nUnique", [1n, null, null], Int64, {}, 2],
    ["nUnique", [nan, nan, 0, -0, null], Float64, {}, 3],
    ["nUnique", [], Int64, {}, 0],
    ["count", [1n, null, null], Int64, {}, 1],
    ["len", [1n, null, null], Int64, {}, 3],
    ["nullCount", [1n, null, null], Int64, {}, 2],
    ["first", [null, 1n], Int64, {}, null],
    ["last", [1n, null], Int64, {}, null],
    ["first", [], Int64, {}, null],
    ["argMax", [1, nan], Float64, {}, 0],
    ["argMin", [nan, 1], Float64, {}, 1],
    ["argMax", [nan], Float64, {}, 0],
    ["argMax", [null, 2n, 2n], Int64, {}, 1],
    ["argMax", [], Int64, {}, null],
    ["argMin", [true, false], Bool, {}, 1],
    ["any", [null], Bool, {}, false],
    ["all", [null], Bool, {}, true],
    ["any", [], Bool, {}, false],
    ["all", [], Bool, {}, true],
    ["any", [null], Bool, { ignoreNulls: false }, null],
    ["any", [null, true, false], Bool, { ignoreNulls: false }, true],
    ["all", [null, true, false], Bool, { ignoreNulls: false }, false],
    ["all", [null, true, true], Bool, { ignoreNulls: false }, null],
    ["sum", [2147483647, 1], Int32, {}, -2147483648],
    ["sum", [4294967295, 1], UInt32, {}, 0],
    ["sum", [127, 127], Int8, {}, 254n],
    ["sum", [9223372036854775807n, 1n], Int64, {}, -9223372036854775808n],
    ["sum", [18446744073709551615n, 2n], UInt64, {}, 1n],
    ["sum", [true, null, true], Bool, {}, 2],
    ["sum", [Number.POSITIVE_INFINITY, 1], Float64, {}, Number.POSITIVE_INFINITY],
    ["sum", [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], Float64, {}, nan],
    ["sum", ["1.25", "2.5"], Decimal(10, 2), {}, 375n],
    ["sum", ["-0.01", "-0.02"], Decimal(10, 2), {}, -3n],
    ["mean", ["1.25", "2.5"], Decimal(10, 2), {}, 1.875],
    ["var", ["1.25", "2.5"], Decimal(10, 2), {}, 0.78125],
    ["min", ["1.25", "-2.5", null], Decimal(10, 2), {}, -250n],
    ["quantile", ["1.25", "2.5"], Decimal(10, 2), { q: 0.5 }, 2.5],
    ["product", ["1.25", "0.5", "-1"], Decimal(10, 2), {}, -62n],
    ["product", ["1.35", "0.5", "1"], Decimal(10, 2), {}, 68n],
    ["product", ["1.35", "0.55", "1"], Decimal(10, 2), {}, 74n],
    ["product", [null, 2, 3], Int32, {}, 6n],
    ["product", [2n ** 62n, 4n], Int64, {}, 0n],
    ["product", [], Int64, {}, 1n],
    ["product", [true, false], Bool, {}, 0n],
    ["mean", [true, false], Bool, {}, 0.5],
    ["mean", [1, 2, 4], Date32, {}, 201600000000n],
    ["quantile", [1, 2, 4], Date32, { q: 0.4 }, 172800000000n],
    ["quantile", [1, 2, 4], Date32, { q: 0.4, interpolation: "midpoint" }, 129600000000n],
    ["mean", [1n, 2n, null], Datetime("ms"), {}, 1n],
    ["mean", [-1n, -2n], Datetime("ms"), {}, -1n],
    ["median", [-1n, -2n], Datetime("ms"), {}, -1n],
    ["mean", [1n, 2n], Duration("ms"), {}, 1n],
    ["sum", [1n, 2n], Duration("ms"), {}, 3n],
    ["min", ["b", "a"], Categorical, {}, "a"],
    ["min", ["b", "a"], Enum(["b", "a"]), {}, "b"],
    ["max", [new Uint8Array([97]), new Uint8Array([98])], Binary, {}, new Uint8Array([98])],
    ["implode", [null, 2n], Int64, {}, [null, 2n]],
    ["implode", [], Int64, {}, []],
    ["sum", [null], Null, {}, 0n],
    ["max", [null], Null, {}, null],
    ["argMax", [null], Null, {}, null],
    ["nUnique", [null], Null, {}, 1],
  ])("%s of %s as %o %o", (name, values, type, options, answer) => {
    expect(one(name, values, type, options)).toEqual(answer);
  });

  // Polars takes these in doubles; ours keep the last nanosecond.
  test("times keep their digits", () => {
    const at = 1_700_000_000_000_000_001n;
    expect(one("mean", [at, at + 2n], Datetime("ns"))).toBe(at + 1n);
    expect(one("median", [at, at + 2n], Datetime("ns"))).toBe(at + 1n);
    expect(one("quantile", [at, at + 4n], Datetime("ns"), { q: 0.25, interpolation: "linear" })).toBe(at + 1n);
    expect(one("max", [at, at + 2n, null], Datetime("ns"))).toBe(at + 2n);
  });

  test.each([
    [0, [1, 1, 1, 1, 1]],
    [0.1, [1, 1, 2, 1.5, 1.3]],
    [0.5, [3, 2, 3, 2.5, 2.5]],
    [0.6, [3, 2, 3, 2.5, 2.8]],
    [0.75, [3, 3, 4, 3.5, 3.25]],
    [1, [4, 4, 4, 4, 4]],
  ])("quantile %d of 1, 2, 3, 4", (q, answers) => {
    ["nearest", "lower", "higher", "midpoint", "linear"].forEach((interpolation, i) => {
      expect(one("quantile", [3, 1, 4, 2], Float64, { q, interpolation })).toBeCloseTo(answers[i] as number, 12);
    });
  });

  test("NaN comes last in quantiles", () => {
    const of = (q: number): Stored => one("quantile", [1, nan, 3], Float64, { q });
    expect([of(0), of(0.5), of(1), one("median", [1, nan, 3], Float64)]).toEqual([1, 3, nan, 3]);
  });
});

test.each<[AnyAggregate, readonly unknown[], DataType, Options, ErrorCode]>([
  ["quantile", [1], Float64, { q: 1.5 }, "INVALID_ARGUMENT"],
  ["quantile", [1], Float64, { q: 0.5, interpolation: "cubic" }, "INVALID_ARGUMENT"],
  ["std", [1], Float64, { ddof: -1 }, "INVALID_ARGUMENT"],
  ["sum", ["9".repeat(38), "9".repeat(38)], Decimal(38, 0), {}, "OUT_OF_RANGE"],
  ["product", ["9".repeat(38), "9".repeat(38)], Decimal(38, 0), {}, "OUT_OF_RANGE"],
])("%s of %s as %o %o is %s", (name, values, type, options, code) => {
  expect(() => one(name, values, type, options)).toThrow(expect.objectContaining({ code }));
});

test("sums do not drift", () => {
  const c = columnFrom(new Float64Array(300_000).fill(0.1));
  const groups = Array.from({ length: c.length }, (_, i) => i % 2);
  expect(Math.abs((valueAt(fold("sum", c, null), 0) as number) - 30_000)).toBeLessThan(30_000 * 1e-14);
  expect(valuesOf(fold("sum", c, groups))).toEqual([15_000, 15_000]);
  expect(valueAt(fold("var", columnFrom([1e9, 1e9 + 1, 1e9 + 2]), null), 0)).toBe(1);
});
