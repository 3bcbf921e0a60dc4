import { describe, expect, it } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import { concatColumns } from "../../../src/arrow/concat.ts";
import { sliceColumn } from "../../../src/arrow/slice.ts";
import * as t from "../../../src/arrow/types.ts";
import { type Stored, valuesOf } from "../../../src/arrow/value.ts";
import { SEGMENTED, WINDOWS } from "../../../src/engines/wasm/functions/windows.ts";
import { functionOf } from "../../../src/expr/registry.ts";
import { fc } from "../../support/property.ts";
import { calling, callWhole } from "./rows/call.ts";
import { ALL, compareStored, drawColumn, drawer, shown } from "./rows/columns.ts";

const call = calling(WINDOWS);
const [nan, inf] = [Number.NaN, Infinity];
const big = (values: readonly (number | null)[]): (bigint | null)[] =>
  values.map((v) => (v === null ? null : BigInt(v)));

// Recorded from python polars 2.1.0.
describe("windows answer as Polars does", () => {
  it.each([
    [1, [null, 1, 2]],
    [-1, [2, 3, null]],
    [0, [1, 2, 3]],
    [5, [null, null, null]],
    [-5, [null, null, null]],
  ])("shift by %i", (n, wanted) => expect(call("shift", [1, 2, 3], t.Int32, { n })).toEqual(wanted));

  it("shift fills the gap", () => {
    const fill = columnFrom([9, 9, 9], t.Int32);
    expect(valuesOf(callWhole(WINDOWS, "shift", [columnFrom([1, 2, 3], t.Int32), fill], { n: -2 }))).toEqual([3, 9, 9]);
  });

  it.each([
    [1, [null, 1, null, null, 2]],
    [-1, [-1, null, null, -2, null]],
    [0, [0, 0, null, 0, 0]],
    [2, [null, null, null, 5, null]],
    [9, [null, null, null, null, null]],
  ])("diff by %i", (n, wanted) => {
    expect(call("diff", [1, 2, null, 7, 9], t.Int64, { n })).toEqual(big(wanted));
    expect(call("diff", [1, 2, null, 7, 9], t.Int32, { n })).toEqual(wanted);
  });

  it("diff widens unsigned integers and makes durations of moments", () => {
    expect(call("diff", [1, 5, 2], t.UInt8)).toEqual([null, 4, -3]);
    expect(call("diff", [1, 4294967295, 2], t.UInt32)).toEqual([null, 4294967294n, -4294967293n]);
    expect(call("diff", [1n, 5n, 2n], t.UInt64)).toEqual([null, 4n, -3n]);
    expect(call("diff", [-(2n ** 63n), 1n, 2n ** 40n], t.Int64)).toEqual([
      null,
      BigInt.asIntN(64, 1n + 2n ** 63n),
      2n ** 40n - 1n,
    ]);
    expect(call("diff", ["1.5", "2.0", "-18446744073709551616"], t.Decimal(38, 2))).toEqual([
      null,
      50n,
      -(2n ** 64n) * 100n - 200n,
    ]);
    expect(call("diff", [0, 2, -100_000], t.Date32)).toEqual([null, 172_800_000_000n, -100_002n * 86_400_000_000n]);
    expect(call("diff", [3_600_000, 7_200_000], t.Time)).toEqual([null, 3_600_000_000_000n]);
    expect(call("diff", [1.5, nan, 2], t.Float64)).toEqual([null, nan, nan]);
  });

  it.each([
    [1, [null, 1, null, null, -1, inf]],
    [2, [null, null, null, 1, null, 0.25]],
    [-1, [-0.5, null, null, inf, -1, null]],
  ])("pctChange by %i", (n, wanted) =>
    expect(call("pctChange", [1, 2, null, 4, 0, 5], t.Float64, { n })).toEqual(wanted),
  );

  it.each([
    ["cumSum", false, [1, null, 4, 6]],
    ["cumSum", true, [6, null, 5, 2]],
    ["cumProd", false, [1, null, 3, 6]],
    ["cumProd", true, [6, null, 6, 2]],
    ["cumMin", false, [1, null, 1, 1]],
    ["cumMin", true, [1, null, 2, 2]],
    ["cumMax", false, [1, null, 3, 3]],
    ["cumMax", true, [3, null, 3, 2]],
  ] as const)("%s, reverse %s", (fn, reverse, wanted) => {
    expect(call(fn, [1, null, 3, 2], t.Int64, { reverse })).toEqual(big(wanted));
    expect(call(fn, [1, null, 3, 2], t.Float64, { reverse })).toEqual(wanted);
    expect(call(fn, [1, null, 3, 2], t.UInt64, { reverse })).toEqual(big(wanted));
  });

  it("cumulates floats, bits, small and wide numbers", () => {
    expect(call("cumSum", [1.5, null, nan, 2], t.Float64)).toEqual([1.5, null, nan, nan]);
    expect(call("cumMin", [nan, 1, nan], t.Float64)).toEqual([nan, 1, 1]);
    expect(call("cumMax", [nan, 1, nan], t.Float64)).toEqual([nan, 1, 1]);
    expect(call("cumMax", [1.5, null, nan, 2], t.Float64, { reverse: true })).toEqual([2, null, 2, 2]);
    expect(call("cumSum", [true, null, false], t.Bool)).toEqual([1, null, 1]);
    expect(call("cumProd", [true, null, false], t.Bool)).toEqual([1n, null, 0n]);
    expect(call("cumSum", [200, 200], t.UInt8)).toEqual([200n, 400n]);
    expect(call("cumSum", [-100, -100], t.Int8)).toEqual([-100n, -200n]);
    expect(call("cumSum", [2147483647, 1], t.Int32)).toEqual([2147483647, -2147483648]);
    expect(call("cumSum", [4294967295, 2], t.UInt32)).toEqual([4294967295, 1]);
    expect(call("cumProd", [2147483647, 2, -3], t.Int32)).toEqual([2147483647n, 4294967294n, -12884901882n]);
    expect(call("cumSum", ["1.5", "-2.0"], t.Decimal(10, 2))).toEqual([150n, -50n]);
    expect(call("cumMin", ["b", null, "a"], t.Utf8)).toEqual(["b", null, "a"]);
    expect(call("cumMax", ["b", null, "a"], t.Utf8)).toEqual(["b", null, "b"]);
    expect(call("cumMin", [true, null, false], t.Bool)).toEqual([true, null, false]);
    expect(call("cumCount", ["b", null, "a"], t.Utf8)).toEqual([1, 1, 2]);
    expect(call("cumCount", [1, null, 3, 2], t.Int32, { reverse: true })).toEqual([3, 2, 2, 1]);
    expect(call("cumCount", [null, null], t.Null)).toEqual([0, 0]);
  });

  it("multiplies and adds 64-bit integers modulo 2^64", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { minLength: 1, maxLength: 20 }),
        (values) => {
          const running = (step: (a: bigint, b: bigint) => bigint): bigint[] =>
            values.map((_, i) => BigInt.asIntN(64, values.slice(0, i + 1).reduce(step)));
          expect(call("cumProd", values, t.Int64)).toEqual(running((a, b) => a * b));
          expect(call("cumSum", values, t.Int64)).toEqual(running((a, b) => a + b));
        },
      ),
    );
  });

  const ranked = [2, 1, 2, null, nan, nan, 0, -0];
  it.each([
    ["average", false, [4.5, 3, 4.5, null, 6.5, 6.5, 1.5, 1.5]],
    ["average", true, [3.5, 5, 3.5, null, 1.5, 1.5, 6.5, 6.5]],
    ["min", false, [4, 3, 4, null, 6, 6, 1, 1]],
    ["min", true, [3, 5, 3, null, 1, 1, 6, 6]],
    ["max", false, [5, 3, 5, null, 7, 7, 2, 2]],
    ["max", true, [4, 5, 4, null, 2, 2, 7, 7]],
    ["dense", false, [3, 2, 3, null, 4, 4, 1, 1]],
    ["dense", true, [2, 3, 2, null, 1, 1, 4, 4]],
    ["ordinal", false, [4, 3, 5, null, 6, 7, 1, 2]],
    ["ordinal", true, [3, 5, 4, null, 1, 2, 6, 7]],
  ])("rank %s, descending %s", (method, descending, wanted) =>
    expect(call("rank", ranked, t.Float64, { method, descending })).toEqual(wanted),
  );

  it("ranks text, bits and nothing", () => {
    expect(call("rank", ["b", "a", "b", null], t.Categorical)).toEqual([2.5, 1, 2.5, null]);
    expect(call("rank", [true, false, null], t.Bool)).toEqual([2, 1, null]);
    expect(call("rank", [], t.Int64)).toEqual([]);
    expect(call("rank", [null, null], t.Null)).toEqual([null, null]);
    expect(() => call("rank", [1], t.Int64, { method: "best" })).toThrow(/INVALID_ARGUMENT.*best/);
  });

  it("numbers runs", () => {
    expect(call("rleId", [1, 1, null, null, 2, 1], t.Int32)).toEqual([0, 0, 1, 1, 2, 3]);
    expect(call("rleId", [nan, nan, 0, -0, null], t.Float64)).toEqual([0, 0, 1, 1, 2]);
    expect(call("rleId", [[1], [1], [2]], t.List(t.Int32))).toEqual([0, 0, 1]);
  });

  it("tells repeats", () => {
    const values = [null, null, 1, nan, nan, 0, -0];
    expect(call("isDuplicated", values, t.Float64)).toEqual([true, true, false, true, true, true, true]);
    expect(call("isUnique", values, t.Float64)).toEqual([false, false, true, false, false, false, false]);
    expect(call("isFirstDistinct", values, t.Float64)).toEqual([true, false, true, true, false, true, false]);
    expect(call("isDuplicated", [[1], [1], [2]], t.List(t.Int32))).toEqual([true, true, false]);
    expect(call("isUnique", [{ a: 1 }, { a: 1 }], t.Struct({ a: t.Int32 }))).toEqual([false, false]);
  });

  it("reverses", () => expect(call("reverse", [[1], null, [2]], t.List(t.Int32))).toEqual([[2], null, [1]]));
});

describe("fillNull by a strategy", () => {
  const fill = (strategy: string, values: readonly unknown[], type: t.DataType, limit?: number): unknown[] =>
    call("fillNullStrategy", values, type, { strategy, limit });

  it.each([
    ["forward", [null, 1, 1, 1, 5, 5]],
    ["backward", [1, 1, 5, 5, 5, null]],
    ["mean", [3, 1, 3, 3, 5, 3]],
    ["min", [1, 1, 1, 1, 5, 1]],
    ["max", [5, 1, 5, 5, 5, 5]],
    ["zero", [0, 1, 0, 0, 5, 0]],
    ["one", [1, 1, 1, 1, 5, 1]],
  ])("%s", (strategy, wanted) => {
    expect(fill(strategy, [null, 1, null, null, 5, null], t.Int32)).toEqual(wanted);
    expect(fill(strategy, [null, 1, null, null, 5, null], t.Int64)).toEqual(big(wanted));
    expect(fill(strategy, [null, 1, null, null, 5, null], t.Float32)).toEqual(wanted);
    expect(fill(strategy, ["0.5", "2"], t.Decimal(9, 1))).toEqual([5n, 20n]);
  });

  it("knows limits", () => {
    const values = [null, null, 1, null, null, 5, null];
    expect(fill("forward", values, t.Int32, 1)).toEqual([null, null, 1, 1, null, 5, 5]);
    expect(fill("backward", values, t.Int32, 1)).toEqual([null, 1, 1, null, 5, 5, null]);
    expect(fill("forward", values, t.Int32, 0)).toEqual(values);
    expect(() => fill("mean", values, t.Int32, 1)).toThrow(/INVALID_ARGUMENT/);
  });

  it("works on each type as Polars does", () => {
    expect(fill("mean", [null, 1.5, null, nan], t.Float64)).toEqual([nan, 1.5, nan, nan]);
    expect(fill("max", [null, 1.5, nan], t.Float64)).toEqual([1.5, 1.5, nan]);
    expect(fill("mean", [-3, null, -2], t.Int32)).toEqual([-3, -2, -2]);
    expect(fill("mean", [-3n, null, -2n], t.Int64)).toEqual([-3n, -2n, -2n]);
    expect(fill("mean", ["-1.5", null, "-2.0"], t.Decimal(10, 1))).toEqual([-15n, -17n, -20n]);
    expect(fill("mean", [2n ** 64n - 1n, null, 2n ** 64n - 1n], t.UInt64)).toEqual([
      2n ** 64n - 1n,
      2n ** 64n - 1n,
      2n ** 64n - 1n,
    ]);
    expect(fill("mean", [1n, null, 4n], t.Datetime("us"))).toEqual([1n, 2n, 4n]);
    expect(fill("one", [19_000, null], t.Date32)).toEqual([19_000, 1]);
    expect(fill("zero", ["b", null], t.Utf8)).toEqual(["b", ""]);
    expect(fill("min", ["b", null, "a"], t.Categorical)).toEqual(["b", "a", "a"]);
    expect(fill("one", [false, null], t.Bool)).toEqual([false, true]);
    expect(fill("forward", [[1], null], t.List(t.Int32))).toEqual([[1], [1]]);
    expect(fill("max", [null, null], t.Int64)).toEqual([null, null]);
    expect(fill("mean", [null, null], t.Null)).toEqual([null, null]);
    for (const [strategy, type] of [
      ["mean", t.Utf8],
      ["one", t.Utf8],
      ["mean", t.Bool],
      ["zero", t.Categorical],
      ["min", t.List(t.Int32)],
    ] as const)
      expect(() => fill(strategy, [null], type)).toThrow(/TYPE_MISMATCH/);
    expect(() => fill("best", [null], t.Int32)).toThrow(/INVALID_ARGUMENT/);
  });
});

describe("windows over stretches", () => {
  const optionsOf = (fn: string, d: (n: number) => number): Record<string, unknown> =>
    fn === "shift" || fn === "diff" || fn === "pctChange"
      ? { n: d(7) - 3 }
      : fn === "rank"
        ? { method: ["average", "min", "max", "dense", "ordinal"][d(5)], descending: d(2) === 1 }
        : fn === "fillNullStrategy"
          ? { strategy: ["forward", "backward", "min", "max"][d(4)] }
          : { reverse: d(2) === 1 };

  it.each(Object.keys(SEGMENTED))("%s works on each stretch as on a column of its own", (name) => {
    const fn = name as keyof typeof SEGMENTED;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(...Object.keys(ALL)),
        fc.integer({ min: 0, max: 120 }),
        (seed, typed, n) => {
          const d = drawer(seed);
          const column = drawColumn(typed, n, d, d(3) === 0 ? 0 : 3);
          const options = optionsOf(fn, d);
          const sign = functionOf(fn)?.signature(
            [{ type: column.type, nullable: true, literal: undefined, untyped: false }],
            options,
          );
          fc.pre(sign !== undefined && typeof sign !== "string" && (sign.args?.[0] ?? column.type) === column.type);
          if (sign === undefined || typeof sign === "string") return;
          if (fn === "fillNullStrategy" && /List|Struct/.test(typed) && /m/.test(String(options.strategy))) return;
          const starts = [0];
          while ((starts[starts.length - 1] as number) < n)
            starts.push(Math.min(n, (starts[starts.length - 1] as number) + d(30)));
          if (starts.length === 1) starts.push(n);
          const info = { type: sign.type, options, length: n };
          const whole = SEGMENTED[fn]([column], info, Int32Array.from(starts));
          const parts = starts.slice(0, -1).map((from, s) => {
            const length = (starts[s + 1] as number) - from;
            return SEGMENTED[fn]([sliceColumn(column, from, length)], { ...info, length }, Int32Array.of(0, length));
          });
          expect(shown(whole)).toEqual(shown(concatColumns(sign.type, parts)));
          expect(whole.validity === null).toBe(whole.nulls === 0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("rank and running extremes agree with sorting by hand", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom("Int32", "Float64", "Utf8", "Int64", "Enum"), (seed, name) => {
        const column = drawColumn(name, 80, drawer(seed));
        const values = valuesOf(column);
        const less = (a: Stored, b: Stored): boolean => compareStored(a, b, column.type, false, true) < 0;
        const wanted = values.map((v) =>
          v === null ? null : values.filter((w) => w !== null && less(w, v)).length + 1,
        );
        expect(valuesOf(callWhole(WINDOWS, "rank", [column], { method: "min" }))).toEqual(wanted);
      }),
    );
  });
});
