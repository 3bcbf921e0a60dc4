import { describe, expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import type { Options } from "../../../src/expr/node.ts";
import { call, col, type Expr, lit } from "../../../src/expr/node.ts";
import { type Columns, coded, evaluate, make, shown, typeOf, values } from "./rows/evaluate.ts";

const [a, b] = [col("a"), col("b")];
const f = (fn: string, args: readonly Expr[], options: Options = {}): Expr => call(fn, args, options);
const pair = (type: t.DataType, x: readonly unknown[], y: readonly unknown[], other: t.DataType = type): Columns => ({
  a: make(type, x),
  b: make(other, y),
});
const of = (
  fn: string,
  type: t.DataType,
  x: readonly unknown[],
  y: readonly unknown[],
  other: t.DataType = type,
): unknown[] => values(f(fn, [a, b]), pair(type, x, y, other));
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe("semantics.md: arithmetic", () => {
  it.each([
    ["floorDiv", 5n, 2n, 2n],
    ["floorDiv", -5n, 2n, -3n],
    ["floorDiv", 5n, -2n, -3n],
    ["floorDiv", 5n, 0n, null],
    ["mod", 5n, 0n, null],
    ["mod", -5n, 3n, 1n],
    ["mod", 5n, -3n, -1n],
    ["add", 2n ** 63n - 1n, 1n, -(2n ** 63n)],
    ["floorDiv", -(2n ** 63n), -1n, -(2n ** 63n)],
    ["mod", -(2n ** 63n), -1n, 0n],
    ["pow", 0n, 0n, 1n],
    ["pow", 2n, 64n, 0n],
    ["pow", -2n, 3n, -8n],
  ] as const)("Int64 %s(%s, %s) is %s, by column and by scalar", (fn, x, y, wanted) => {
    expect(of(fn, t.Int64, [x], [y])).toEqual([wanted]);
    expect(values(f(fn, [a, lit(y)]), { a: make(t.Int64, [x, null, x]) })).toEqual([wanted, null, wanted]);
    expect(values(f(fn, [lit(x, t.Int64), lit(y, t.Int64)]))).toEqual([wanted]);
    expect(values(f(fn, [lit(x, t.Int64), b]), { b: make(t.Int64, [y, y]) })).toEqual([wanted, wanted]);
  });

  it("divides as floats", () => {
    expect(of("div", t.Int64, [5n, 5n, 0n], [2n, 0n, 0n])).toEqual([2.5, inf, nan]);
    expect(of("floorDiv", t.Float64, [-5, 5.5, -5.5, 0, 0.7], [0, 2, 2, 0, 0.1])).toEqual([-inf, 2, -3, nan, 6]);
    expect(of("mod", t.Float64, [5, 5.5, -5.5, -1e-20, 0.7], [0, -2, 2, 3, 0.1])).toEqual([
      nan,
      -0.5,
      0.5,
      3,
      0.09999999999999987,
    ]);
  });

  it("wraps", () => {
    expect(of("add", t.Int8, [100], [100])).toEqual([-56]);
    expect(of("sub", t.UInt8, [0], [1])).toEqual([255]);
    expect(of("floorDiv", t.Int8, [-128], [-1])).toEqual([-128]);
    expect(of("mul", t.UInt64, [2n ** 63n], [3n])).toEqual([2n ** 63n]);
    expect(values(f("neg", [a]), { a: make(t.Int64, [-(2n ** 63n), 5n, null]) })).toEqual([-(2n ** 63n), -5n, null]);
    expect(values(f("neg", [a]), { a: make(t.Int8, [-128]) })).toEqual([-128]);
    expect(values(f("neg", [a]), { a: make(t.Float64, [0, -1.5, nan]) })).toEqual([-0, 1.5, nan]);
  });

  it("adds Bools as numbers, and round roots and powers as C has them", () => {
    expect(values(f("add", [a, lit(1)]), { a: make(t.Bool, [true]) })).toEqual([2]);
    expect(of("add", t.Bool, [true, false], [true, null])).toEqual([2, null]);
    expect(of("pow", t.Float64, [1, 1, -1, 2, -0, -inf], [nan, inf, -inf, 0.5, 3, 0.5])).toEqual([
      1,
      1,
      1,
      Math.SQRT2,
      -0,
      inf,
    ]);
    expect(values(f("pow", [a, lit(0.5)]), { a: make(t.Float64, [4, -4, -inf, -0]) })).toEqual([2, nan, inf, 0]);
  });

  it("refuses what Polars refuses", () => {
    const frame = pair(t.Int64, [2n], [-1n]);
    expect(() => evaluate(f("pow", [a, b]), frame)).toThrow(/INVALID_CAST.*-1 of Int64 is no UInt32/);
    expect(() => evaluate(f("pow", [a, lit(-1)]), frame)).toThrow(/negative power/);
    expect(() => evaluate(f("sub", [a, b]), pair(t.Bool, [true], [true]))).toThrow(/TYPE_MISMATCH/);
    expect(() => evaluate(f("neg", [a]), { a: make(t.UInt8, [1]) })).toThrow(/TYPE_MISMATCH/);
    expect(() => evaluate(f("add", [a, lit(1)]), { a: make(t.Utf8, ["x"]) })).toThrow(/TYPE_MISMATCH/);
  });
});

describe("semantics.md: result types", () => {
  it.each([
    ["add", t.Int8, t.Int64, "Int64"],
    ["add", t.Int64, t.Float32, "Float64"],
    ["add", t.UInt32, t.Int32, "Int64"],
    ["add", t.UInt64, t.Int64, "Float64"],
    ["add", t.Int8, t.UInt8, "Int16"],
    ["add", t.Float32, t.Int8, "Float32"],
    ["div", t.Int32, t.Int32, "Float64"],
    ["floorDiv", t.Int32, t.Int32, "Int32"],
    ["pow", t.Int32, t.Int64, "Int32"],
    ["pow", t.Int64, t.Float32, "Float32"],
    ["add", t.Bool, t.Bool, "UInt32"],
    ["sub", t.Time, t.Time, 'Duration("ns")'],
    ["add", t.Decimal(10, 2), t.Decimal(10, 1), "Decimal(38, 2)"],
    ["sub", t.Date32, t.Date32, 'Duration("us")'],
    ["sub", t.Datetime("us"), t.Datetime("ms"), 'Duration("ms")'],
    ["add", t.Datetime("ns"), t.Duration("ms"), 'Datetime("ms")'],
    ["mul", t.Duration("ns"), t.Float64, 'Duration("ns")'],
    ["div", t.Duration("us"), t.Duration("ms"), "Float64"],
    ["add", t.Utf8, t.Null, "Utf8"],
  ] as const)("%s of %j and %j", (fn, x, y, wanted) => {
    expect(typeOf(f(fn, [a, b]), pair(x, [null], [null], y))).toBe(wanted);
  });

  it("takes literals as the column's type where they fit", () => {
    const [i32, f32, i64, i8] = [make(t.Int32, [3]), make(t.Float32, [3]), make(t.Int64, [3n]), make(t.Int8, [1])];
    expect(typeOf(f("mul", [a, lit(2)]), { a: i32 })).toBe("Int32");
    expect(typeOf(f("mul", [a, lit(2.5)]), { a: i32 })).toBe("Float64");
    expect(typeOf(f("mul", [a, lit(2.5)]), { a: f32 })).toBe("Float32");
    expect(typeOf(f("pow", [a, lit(2)]), { a: i64 })).toBe("Int64");
    expect(typeOf(f("add", [a, lit(200)]), { a: i8 })).toBe("Int16");
    expect(values(f("pow", [lit(2), a]), { a: i64 })).toEqual([8]);
  });
});

describe("Decimal", () => {
  const decimals = (x: readonly unknown[], y: readonly unknown[], s = 2): Columns =>
    pair(t.Decimal(38, 2), x, y, t.Decimal(38, s));
  it.each([
    ["add", ["0.75"], ["1.0"], ["1.75"]],
    [
      "mul",
      ["1.25", "1.35", "-1.25", "-1.35", "0.01"],
      ["0.50", "0.50", "0.50", "0.50", "0.50"],
      ["0.62", "0.68", "-0.62", "-0.68", "0.00"],
    ],
    [
      "div",
      ["1", "2", "-1", "-2", "0.01", "0.03", "-0.01", "-0.03"],
      ["3", "3", "3", "3", "2", "2", "2", "2"],
      ["0.33", "0.67", "-0.33", "-0.67", "0.00", "0.02", "0.00", "-0.02"],
    ],
    ["floorDiv", ["5.50", "-5.50", "5.50"], ["2", "2", "-2"], ["2.00", "-3.00", "-3.00"]],
    ["mod", ["5.50", "-5.50", "5.50"], ["2", "2", "-2"], ["1.50", "0.50", "-0.50"]],
  ])("%s is exact, half to even", (fn, x, y, wanted) => {
    expect(shown(f(fn, [a, b]), decimals(x, y))).toEqual(wanted);
  });

  it("stays exact past 64 bits, and says where it overflows", () => {
    const big = "99999999999999999999.99";
    expect(shown(f("add", [a, b]), decimals([big, null], [big, "1"]))).toEqual(["199999999999999999999.98", "null"]);
    expect(shown(f("mul", [a, b]), decimals([big], ["1.50"]))).toEqual(["149999999999999999999.98"]);
    expect(shown(f("div", [a, b]), decimals([big], ["0.01"]))).toEqual(["9999999999999999999999.00"]);
    expect(() => evaluate(f("mul", [a, b]), decimals([big], [big]))).toThrow(
      /OUT_OF_RANGE. column "a": overflow in Decimal multiplication: /,
    );
    expect(() =>
      evaluate(f("add", [a, b]), decimals(["1", "999999999999999999999999999999999999.99"], ["1", "0.01"])),
    ).toThrow(/OUT_OF_RANGE. column "a": overflow in Decimal addition: /);
    expect(() => evaluate(f("div", [a, lit(0)]), decimals(["1"], ["1"]))).toThrow(/OUT_OF_RANGE.*zero/);
    expect(shown(f("div", [a, b]), decimals([null, "1"], ["0", "1"]))).toEqual(["null", "1.00"]);
  });

  it("meets numbers", () => {
    const { a: d } = decimals(["1.25"], ["1"]) as { a: Columns[string] };
    expect(shown(f("add", [a, lit(1.5)]), { a: d })).toEqual(["2.75"]);
    expect(shown(f("mul", [a, lit(2)]), { a: d })).toEqual(["2.50"]);
    expect(shown(f("neg", [a]), { a: d })).toEqual(["-1.25"]);
  });
});

describe("times", () => {
  const time = (x: t.DataType, xs: readonly unknown[], fn: string, y: t.DataType, ys: readonly unknown[]): unknown[] =>
    of(fn, x, xs, ys, y);
  it("moves moments by spans", () => {
    expect(time(t.Datetime("us"), [1n, 1n], "add", t.Duration("ns"), [1999n, -1n])).toEqual([2n, 1n]);
    expect(time(t.Datetime("us"), [-1500n], "sub", t.Datetime("ms"), [1n])).toEqual([-3n]);
    expect(time(t.Date32, [1, 1, 1, null], "add", t.Duration("us"), [86400000000n, 86399999999n, -1n, 1n])).toEqual([
      2,
      1,
      0,
      null,
    ]);
    expect(time(t.Date32, [1, 1, 1], "sub", t.Duration("us"), [86400000000n, 86399999999n, 1n])).toEqual([0, 0, 0]);
    expect(time(t.Duration("us"), [86400000000n], "add", t.Date32, [1])).toEqual([2]);
    expect(time(t.Date32, [3], "sub", t.Date32, [1])).toEqual([172800000000n]);
    expect(time(t.Time, [3000n], "sub", t.Time, [1000n])).toEqual([2000n]);
  });

  it("scales spans", () => {
    const d = t.Duration("us");
    expect(time(d, [3n, -3n, 5n], "mul", t.Float64, [0.5, 0.5, nan])).toEqual([1n, -1n, null]);
    expect(time(d, [3n], "mul", t.UInt64, [2n])).toEqual([6n]);
    expect(time(d, [3n, -3n, 3n], "div", t.Int64, [2n, 2n, 0n])).toEqual([1n, -2n, null]);
    expect(time(d, [3n, -3n, 3n], "div", t.Float64, [2, 2, 0])).toEqual([1n, -1n, null]);
    expect(time(d, [3n, -3n, 3n], "div", d, [2n, 2n, 0n])).toEqual([1.5, -1.5, inf]);
    expect(() => time(d, [3n], "floorDiv", t.Int64, [2n])).toThrow(/TYPE_MISMATCH/);
    expect(() => time(d, [3n], "mod", d, [2n])).toThrow(/TYPE_MISMATCH/);
    expect(() => time(t.Date32, [1], "add", t.Int64, [1n])).toThrow(/TYPE_MISMATCH/);
    expect(() => time(t.Datetime("us", "UTC"), [1n], "sub", t.Datetime("us", "Asia/Tokyo"), [1n])).toThrow(
      /TYPE_MISMATCH/,
    );
  });
});

describe("more rows than go through a kernel at once", () => {
  it("are done in parts", () => {
    const n = 150_001;
    const x = Array.from({ length: n }, (_, i) => (i % 7 === 0 ? null : i));
    const y = Array.from({ length: n }, (_, i) => i % 5);
    const frame = pair(t.Int32, x, y);
    expect(values(f("floorDiv", [a, b]), frame)).toEqual(
      x.map((v, i) => (v === null || i % 5 === 0 ? null : Math.floor(v / (i % 5)))),
    );
    expect(values(f("lt", [a, lit(100_000)]), frame)).toEqual(x.map((v) => (v === null ? null : v < 100_000)));
    expect(values(f("lt", [b, a]), frame)).toEqual(x.map((v, i) => (v === null ? null : i % 5 < v)));
    expect(values(f("fillNull", [a, b]), frame)).toEqual(x.map((v, i) => v ?? i % 5));
  });
});

describe("text", () => {
  it("joins, whatever the layout", () => {
    const [x, y] = [make(t.Utf8, ["a", null, "é", "a"]), make(t.Utf8, ["b", "c", "🦄", ""])];
    const wanted = ["ab", null, "é🦄", "a"];
    for (const [p, q] of [
      [x, y],
      [coded(x), y],
      [x, coded(y)],
      [coded(x), coded(y)],
    ] as const)
      expect(values(f("add", [a, b]), { a: p, b: q })).toEqual(wanted);
    for (const p of [x, coded(x)]) {
      expect(values(f("add", [a, lit("!")]), { a: p })).toEqual(["a!", null, "é!", "a!"]);
      expect(values(f("add", [lit("<"), a]), { a: p })).toEqual(["<a", null, "<é", "<a"]);
      expect(values(f("add", [a, lit(null, t.Utf8)]), { a: p })).toEqual([null, null, null, null]);
    }
    expect(evaluate(f("add", [a, lit("!")]), { a: coded(x) }).layout).toBe("dict");
  });
});
