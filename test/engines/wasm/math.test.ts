import { describe, expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import { call, col, type Expr, lit, type Options } from "../../../src/expr/node.ts";
import { make, shown, typeOf, values } from "./rows/evaluate.ts";

const [a, b, c] = [col("a"), col("b"), col("c")];
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const of = (
  fn: string,
  type: t.DataType,
  x: readonly unknown[],
  options: Options = {},
  ...rest: readonly Expr[]
): unknown[] => values(call(fn, [a, ...rest], options), { a: make(type, x) });

describe("rounding", () => {
  it("semantics.md: half to even", () => {
    expect(of("round", t.Float64, [0.5, 1.5, 2.5, -0.5, 0.49999999999999994, null])).toEqual([0, 2, 2, -0, 0, null]);
    expect(
      of("round", t.Float64, [2.675, 1.005, 0.125, 0.135, 1e300, -2.675, nan, inf, 0.285, 1.115], { decimals: 2 }),
    ).toEqual([2.68, 1, 0.12, 0.14, 1e300, -2.68, nan, inf, 0.28, 1.12]);
    expect(of("round", t.Float64, [1.0005, 1.0015, 0.0015], { decimals: 3 })).toEqual([1, 1.002, 0.002]);
    expect(of("round", t.Float64, [1.5], { decimals: 400 })).toEqual([1.5]);
    expect(of("round", t.Float32, [2.675, 0.1], { decimals: 2 })).toEqual([Math.fround(2.67), Math.fround(0.1)]);
    expect(of("round", t.Int64, [15n], { decimals: 1 })).toEqual([15n]);
    expect(of("floor", t.Float64, [1.5, -1.5, null])).toEqual([1, -2, null]);
    expect(of("ceil", t.Float64, [1.5, -1.5])).toEqual([2, -1]);
  });

  it("Decimals keep their scale and gain a digit", () => {
    const round = (x: readonly string[], fn: string, decimals = 0): string[] =>
      shown(call(fn, [a], { decimals }), { a: make(t.Decimal(5, 2), x) });
    expect(round(["1.25", "1.35", "-1.25", "1.26"], "round", 1)).toEqual(["1.20", "1.40", "-1.20", "1.30"]);
    expect(round(["1.50", "2.50", "-1.50", "999.99"], "round")).toEqual(["2.00", "2.00", "-2.00", "1000.00"]);
    expect(round(["1.50", "-1.50"], "floor")).toEqual(["1.00", "-2.00"]);
    expect(round(["1.50", "-1.50"], "ceil")).toEqual(["2.00", "-1.00"]);
    expect(typeOf(call("round", [a]), { a: make(t.Decimal(5, 2), ["1"]) })).toBe("Decimal(6, 2)");
  });
});

describe("abs and sign", () => {
  it("of every kind", () => {
    expect(of("abs", t.Int8, [-128, 5, null])).toEqual([-128, 5, null]);
    expect(of("abs", t.Int64, [-(2n ** 63n), -5n])).toEqual([-(2n ** 63n), 5n]);
    expect(of("abs", t.UInt8, [5])).toEqual([5]);
    expect(of("abs", t.Float64, [-0, -1.5, nan])).toEqual([0, 1.5, nan]);
    expect(of("abs", t.Float32, [-1.5])).toEqual([1.5]);
    expect(of("abs", t.Duration("us"), [-1n])).toEqual([1n]);
    expect(shown(call("abs", [a]), { a: make(t.Decimal(5, 2), ["-1.25"]) })).toEqual(["1.25"]);
    expect(of("sign", t.Float64, [-2, 0, -0, nan])).toEqual([-1, 0, -0, nan]);
    expect(of("sign", t.Int8, [-2, 0, 5, null])).toEqual([-1, 0, 1, null]);
    expect(of("sign", t.Int64, [-2n, 0n, 5n])).toEqual([-1n, 0n, 1n]);
    expect(of("sign", t.UInt8, [0, 5])).toEqual([0, 1]);
    expect(shown(call("sign", [a]), { a: make(t.Decimal(5, 2), ["1.50", "-1.50"]) })).toEqual(["1.00", "-1.00"]);
  });
});

describe("curves", () => {
  it("semantics.md: roots and logarithms outside of their range", () => {
    expect(of("sqrt", t.Float64, [-1, 4, null])).toEqual([nan, 2, null]);
    expect(of("log", t.Float64, [0, -1])).toEqual([-inf, nan]);
    expect(of("sqrt", t.Int64, [4n, -1n])).toEqual([2, nan]);
    expect(of("log", t.Float64, [8], { base: 2 })).toEqual([3]);
    expect(of("log", t.Float64, [1000], { base: 10 })).toEqual([2.9999999999999996]);
    expect(of("log", t.Float64, [8], { base: 1 })).toEqual([inf]);
    expect(of("cbrt", t.Float64, [27, -8])).toEqual([3, -2]);
    expect(of("degrees", t.Float64, [Math.PI])).toEqual([180]);
    expect(of("exp", t.Float32, [1])).toEqual([Math.fround(Math.E)]);
    expect(of("sqrt", t.Bool, [true])).toEqual([1]);
  });

  it.each(["exp", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"] as const)(
    "%s",
    (fn) => {
      expect(of(fn, t.Float64, [0.5, null])).toEqual([Math[fn](0.5), null]);
    },
  );
});

describe("clip", () => {
  it("semantics of Polars", () => {
    const clip = (type: t.DataType, x: readonly unknown[], low: Expr, high: Expr): unknown[] =>
      of("clip", type, x, {}, low, high);
    expect(clip(t.Int64, [0n, 2n, 5n, null], lit(1), lit(3))).toEqual([1n, 2n, 3n, null]);
    expect(clip(t.Float64, [nan, 5, 0, null], lit(1), lit(3))).toEqual([nan, 3, 1, null]);
    expect(clip(t.Int64, [0n, 5n], lit(null), lit(3))).toEqual([0n, 3n]);
    expect(clip(t.Int64, [0n, 2n, 5n], lit(3), lit(1))).toEqual([3n, 3n, 1n]);
    expect(clip(t.Int64, [0n, 5n], lit(0.5), lit(2.5))).toEqual([0n, 2n]);
    expect(clip(t.Float64, [1, 5], lit(nan), lit(3))).toEqual([1, 3]);
    expect(clip(t.Date32, [0, 9], lit(1, t.Date32), lit(2, t.Date32))).toEqual([1, 2]);
    expect(() => clip(t.Int8, [44], lit(0), lit(300))).toThrow(/INVALID_CAST/);
    expect(() => clip(t.Utf8, ["a"], lit("b"), lit("c"))).toThrow(/TYPE_MISMATCH/);
    const frame = {
      a: make(t.Int64, [0n, 5n, 9n]),
      b: make(t.Int64, [1n, null, 1n]),
      c: make(t.Int64, [3n, 3n, null]),
    };
    expect(values(call("clip", [a, b, c]), frame)).toEqual([1n, 3n, 9n]);
    expect(values(call("clip", [lit(5, t.Int64), b, c]), frame)).toEqual([3n, 3n, 5n]);
    expect(shown(call("clip", [a, lit(0), lit(1)]), { a: make(t.Decimal(5, 2), ["4"]) })).toEqual(["1.00"]);
  });
});

describe("NaN", () => {
  it("is tested and filled", () => {
    const x = [1, nan, -inf, null];
    for (const type of [t.Float64, t.Float32]) {
      expect(of("isNan", type, x)).toEqual([false, true, false, null]);
      expect(of("isNotNan", type, x)).toEqual([true, false, true, null]);
      expect(of("isFinite", type, x)).toEqual([true, false, false, null]);
      expect(of("isInfinite", type, x)).toEqual([false, false, true, null]);
      expect(of("fillNan", type, x, {}, lit(0))).toEqual([1, 0, -inf, null]);
      expect(of("fillNan", type, x, {}, lit(null))).toEqual([1, null, -inf, null]);
    }
    expect(of("isNan", t.Int64, [1n, null])).toEqual([false, null]);
    expect(
      values(call("fillNan", [a, b]), { a: make(t.Float64, [1, nan, null]), b: make(t.Float64, [9, null, 8]) }),
    ).toEqual([1, null, null]);
  });
});
