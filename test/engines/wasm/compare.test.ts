import { describe, expect, it } from "vitest";
import { setBit } from "../../../src/arrow/bitmap.ts";
import { type Column, dictColumn } from "../../../src/arrow/column.ts";
import { dictionaryOf } from "../../../src/arrow/dictionary.ts";
import * as t from "../../../src/arrow/types.ts";
import { type Stored, valuesOf } from "../../../src/arrow/value.ts";
import { call, col, type Expr, lit, type Options } from "../../../src/expr/node.ts";
import { fc } from "../../support/property.ts";
import { drawer, ORDERED } from "./rows/columns.ts";
import { type Columns, coded, evaluate, make, shifted, values } from "./rows/evaluate.ts";

const [a, b] = [col("a"), col("b")];
const f = (fn: string, args: readonly Expr[], options: Options = {}): Expr => call(fn, args, options);
const of = (
  fn: string,
  type: t.DataType,
  x: readonly unknown[],
  y: readonly unknown[],
  other: t.DataType = type,
): unknown[] => values(f(fn, [a, b]), { a: make(type, x), b: make(other, y) });
const one = (fn: string, type: t.DataType, x: readonly unknown[], value: Expr): unknown[] =>
  values(f(fn, [a, value]), { a: make(type, x) });
const { NaN: nan } = Number;

describe("semantics.md: order and comparison", () => {
  it("has a total order of floats", () => {
    for (const type of [t.Float64, t.Float32]) {
      expect(of("eq", type, [nan, 0, nan, 1], [nan, -0, 1, nan])).toEqual([true, true, false, false]);
      expect(of("gt", type, [nan, 5, nan], [5, nan, nan])).toEqual([true, false, false]);
      expect(of("lt", type, [nan, 5, nan], [5, nan, nan])).toEqual([false, true, false]);
      expect(of("le", type, [nan, 5, nan], [5, nan, nan])).toEqual([false, true, true]);
      expect(one("ge", type, [nan, 5, null], lit(5))).toEqual([true, true, null]);
      expect(values(f("lt", [lit(5), a]), { a: make(type, [nan, 5, 6, null]) })).toEqual([true, false, true, null]);
    }
  });

  it("carries nulls, or takes them as values", () => {
    expect(of("eq", t.Int64, [null, 1n, null], [null, null, 2n])).toEqual([null, null, null]);
    expect(of("eqMissing", t.Int64, [null, 1n, 2n], [null, null, 2n])).toEqual([true, false, true]);
    expect(of("neMissing", t.Int64, [null, 1n, 2n], [null, null, 2n])).toEqual([false, true, false]);
    expect(one("eqMissing", t.Utf8, [null, "x"], lit(null))).toEqual([true, false]);
    expect(of("eqMissing", t.Null, [null], [null])).toEqual([true]);
    expect(of("eq", t.Null, [null], [null])).toEqual([null]);
    expect(values(f("isNull", [a]), { a: make(t.Int8, [1, null]) })).toEqual([false, true]);
    expect(values(f("isNotNull", [a]), { a: make(t.Null, [null]) })).toEqual([false]);
  });

  it("compares across types", () => {
    expect(of("eq", t.Int64, [2n ** 53n + 1n], [2 ** 53], t.Float64)).toEqual([true]);
    expect(of("gt", t.UInt64, [2n ** 63n], [-1n], t.Int64)).toEqual([true]);
    expect(one("gt", t.UInt64, [2n ** 63n, 0n], lit(-1))).toEqual([true, true]);
    expect(one("eq", t.Int8, [44], lit(300))).toEqual([false]);
    expect(one("eq", t.Bool, [true, false], lit(1))).toEqual([true, false]);
    expect(of("lt", t.Bool, [false, true, null], [true, true, true])).toEqual([true, false, null]);
    expect(of("eq", t.Date32, [19723, 0], [19723n * 86400000000n, 1n], t.Datetime("us"))).toEqual([true, false]);
    expect(of("eq", t.Datetime("ms"), [1n], [1999n], t.Datetime("us"))).toEqual([true]);
    expect(of("eq", t.Decimal(5, 2), ["1.50"], ["1.5"], t.Decimal(5, 1))).toEqual([true]);
    expect(one("eq", t.Decimal(5, 2), ["1.50"], lit(1.5))).toEqual([true]);
    expect(() => of("eq", t.Int64, [1n], ["1"], t.Utf8)).toThrow(/TYPE_MISMATCH.*turn text/);
    expect(() => of("eq", t.Datetime("us", "UTC"), [1n], [1n], t.Datetime("us"))).toThrow(/TYPE_MISMATCH/);
  });

  it("orders text by its bytes", () => {
    expect(of("lt", t.Utf8, ["Z", "z", "a", "ab"], ["a", "é", "ab", "a"])).toEqual([true, true, true, false]);
    expect(of("lt", t.Binary, [Uint8Array.of(1), Uint8Array.of(255)], [Uint8Array.of(1, 0), Uint8Array.of(2)])).toEqual(
      [true, false],
    );
  });

  it("finds one text in the codes of many rows", () => {
    for (const entries of [
      ["a", "b", "c"],
      // An entry that occurs twice, and none that is asked for.
      ["a", "b", "b"],
      ["a", "c", "d"],
    ])
      for (const n of [511, 512, 1003]) {
        const given = Array.from({ length: n }, (_, i) => (i % 5 === 4 ? null : (i * 7) % 3));
        const bits = new Uint8Array((n + 7) >> 3);
        for (const [i, g] of given.entries()) if (g !== null) setBit(bits, i);
        const codes = Int32Array.from(given, (g) => g ?? -1);
        const nulls = given.filter((g) => g === null).length;
        const c = dictColumn(t.Utf8, n, codes, dictionaryOf(entries), bits, nulls);
        const want = given.map((g) => (g === null ? null : entries[g] === "b"));
        expect(values(f("eq", [a, lit("b")]), { a: c })).toEqual(want);
        expect(values(f("eq", [lit("b"), a]), { a: c })).toEqual(want);
        expect(values(f("ne", [a, lit("b")]), { a: c })).toEqual(want.map((w) => (w === null ? null : !w)));
        expect(
          values(f("ne", [a, lit("b")]), { a: { ...c, validity: null, nulls: 0, codes: codes.map(() => 0) } }),
        ).toEqual(given.map(() => true));
      }
  });

  it("orders Enums by their categories, Categoricals by their text", () => {
    const kind = t.Enum(["b", "a"]);
    expect(of("lt", kind, ["b"], ["a"])).toEqual([true]);
    expect(one("lt", kind, ["b", "a"], lit("a"))).toEqual([true, false]);
    expect(values(f("lt", [lit("b"), a]), { a: make(kind, ["b", "a"]) })).toEqual([false, true]);
    expect(one("eq", kind, ["b", "a"], lit("z"))).toEqual([false, false]);
    expect(of("lt", kind, ["b", "a"], ["a", "a"], t.Utf8)).toEqual([true, false]);
    expect(of("eq", kind, ["b", "a"], ["b", "z"], t.Utf8)).toEqual([true, false]);
    expect(of("lt", t.Categorical, ["b"], ["a"])).toEqual([false]);
    expect(one("lt", t.Categorical, ["b", "a"], lit("b"))).toEqual([false, true]);
    expect(of("eq", t.Utf8, ["a", null], ["a", "b"], t.Categorical)).toEqual([true, null]);
  });

  it("compares lists and structs as wholes", () => {
    const list = t.List(t.Float64);
    expect(
      of("eq", list, [[1, null], [1], null, [1, 2], [], [nan]], [[1, null], [1, 2], [1], null, [], [nan]]),
    ).toEqual([true, false, null, null, true, true]);
    expect(of("eqMissing", list, [[1], null], [null, null])).toEqual([false, true]);
    expect(of("ne", t.FixedSizeList(t.Int64, 2), [[1n, 2n]], [[1n, 3n]])).toEqual([true]);
    const s = t.Struct({ x: t.Int64, y: t.Utf8 });
    expect(
      of(
        "eq",
        s,
        [{ x: 1n, y: null }, { x: 1n, y: null }, null],
        [
          { x: 1n, y: null },
          { x: 1n, y: "2" },
          { x: 1n, y: "1" },
        ],
      ),
    ).toEqual([true, false, null]);
    expect(() => of("lt", list, [[1]], [[2]])).toThrow(/TYPE_MISMATCH.*no order/);
  });
});

describe("isIn", () => {
  it("keeps null, takes lists and list columns", () => {
    expect(one("isIn", t.Int64, [null, 1n, 2n], lit([1, null]))).toEqual([null, true, false]);
    expect(values(f("isIn", [a, lit([1, null])], { nullsEqual: true }), { a: make(t.Int64, [null, 1n, 2n]) })).toEqual([
      true,
      true,
      false,
    ]);
    expect(one("isIn", t.Int64, [null, 1n], lit([]))).toEqual([null, false]);
    expect(one("isIn", t.Int64, [1n, null], lit([null]))).toEqual([false, null]);
    expect(one("isIn", t.Float64, [nan, -0, 1], lit([nan, 0]))).toEqual([true, true, false]);
    expect(one("isIn", t.UInt8, [1, 2], lit([-1, 1, 300]))).toEqual([true, false]);
    expect(one("isIn", t.Int8, [44], lit([300]))).toEqual([false]);
    expect(one("isIn", t.Decimal(5, 2), ["1.50", "2"], lit(["1.5"], t.List(t.Decimal(5, 2))))).toEqual([true, false]);
    expect(one("isIn", t.Bool, [true, false, null], lit([true]))).toEqual([true, false, null]);
    expect(of("isIn", t.Int64, [1n, 2n, null, 3n], [[1n], [3n, null], [null], null], t.List(t.Int64))).toEqual([
      true,
      false,
      null,
      null,
    ]);
    expect(of("isIn", t.List(t.Int64), [[1n, 2n], [3n]], [[[1n, 2n]], [[4n]]], t.List(t.List(t.Int64)))).toEqual([
      true,
      false,
    ]);
    expect(one("isIn", t.Null, [null], lit([1]))).toEqual([null]);
  });

  it("finds text, whatever the layout and however long the list", () => {
    const texts = ["a", null, "b", "é", "", "z"];
    for (const list of [["a", "z", "é"], Array.from({ length: 40 }, (_, i) => `k${i}`).concat("a", "é", "")])
      for (const c of [
        make(t.Utf8, texts),
        coded(make(t.Utf8, texts)),
        make(t.Categorical, texts),
        shifted(make(t.Utf8, texts), 3),
      ])
        expect(values(f("isIn", [a, lit(list)]), { a: c })).toEqual(
          texts.map((s) => (s === null ? null : list.includes(s))),
        );
  });

  it("finds numbers of every type in long lists", () => {
    const list = Array.from({ length: 50 }, (_, i) => i * 2);
    for (const type of [t.Int8, t.Int16, t.Int32, t.UInt8, t.UInt16, t.UInt32, t.Float32, t.Float64])
      expect(values(f("isIn", [a, lit(list)]), { a: make(type, [2, 3, 98, 99, null]) })).toEqual([
        true,
        false,
        true,
        false,
        null,
      ]);
    for (const type of [t.Int64, t.UInt64])
      expect(values(f("isIn", [a, lit(list)]), { a: make(type, [2n, 3n, null]) })).toEqual([true, false, null]);
  });
});

describe("isBetween", () => {
  it("closes as asked and keeps Kleene's nulls", () => {
    const range = (x: readonly unknown[], closed?: string): unknown[] =>
      values(f("isBetween", [a, lit(1), lit(3)], closed === undefined ? {} : { closed }), { a: make(t.Int64, x) });
    expect(range([1n, 3n, null])).toEqual([true, true, null]);
    expect(range([1n, 2n, 3n], "left")).toEqual([true, true, false]);
    expect(range([1n, 2n, 3n], "right")).toEqual([false, true, true]);
    expect(range([1n, 2n, 3n], "none")).toEqual([false, true, false]);
    const frame: Columns = {
      a: make(t.Int64, [5n, 5n, null]),
      b: make(t.Int64, [null, null, 1n]),
      c: make(t.Int64, [3n, 10n, 2n]),
    };
    expect(values(f("isBetween", [a, b, col("c")]), frame)).toEqual([false, null, null]);
    expect(values(f("isBetween", [a, lit(1), lit(nan)]), { a: make(t.Float64, [nan, 2, 0.5]) })).toEqual([
      true,
      true,
      false,
    ]);
    expect(values(f("isBetween", [a, lit(1), lit(2.5)]), { a: make(t.Int64, [1n, 2n, 3n]) })).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("every ordered type against a plain reference", () => {
  const order = (x: Stored, y: Stored, type: t.DataType): number => {
    if (typeof x === "number" && typeof y === "number")
      return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : 1) : Number.isNaN(y) ? -1 : x < y ? -1 : x > y ? 1 : 0;
    if (type.id === "Enum") return type.categories.indexOf(x as string) - type.categories.indexOf(y as string);
    if (typeof x === "string" || x instanceof Uint8Array)
      return Buffer.compare(Buffer.from(x as string), Buffer.from(y as string));
    return (x as bigint) < (y as bigint) ? -1 : (x as bigint) > (y as bigint) ? 1 : 0;
  };
  const HOLDS: Readonly<Record<string, (d: number) => boolean>> = {
    eq: (d) => d === 0,
    ne: (d) => d !== 0,
    lt: (d) => d < 0,
    le: (d) => d <= 0,
    gt: (d) => d > 0,
    ge: (d) => d >= 0,
  };
  it.each(Object.keys(ORDERED))("%s", (name) => {
    const [type, draw] = ORDERED[name] as (typeof ORDERED)[string];
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 9 }), (seed, n, by) => {
        const d = drawer(seed);
        const column = (): Column => {
          const c = shifted(
            make(
              type,
              Array.from({ length: n }, () => (d(4) === 0 ? null : draw(d))),
            ),
            by,
          );
          return c.layout === "bytes" && type.id === "Utf8" && d(2) === 0 ? coded(c) : c;
        };
        const [x, y] = [column(), column()];
        const [p, q] = [valuesOf(x), valuesOf(y)];
        for (const [fn, holds] of Object.entries(HOLDS)) {
          const wanted = p.map((v, i) => (v === null || q[i] === null ? null : holds(order(v, q[i] as Stored, type))));
          expect(valuesOf(evaluate(f(fn, [a, b]), { a: x, b: y }))).toEqual(wanted);
        }
      }),
      { numRuns: 30 },
    );
  });
});
