import { describe, expect, it } from "vitest";
import { field, schema } from "../../../src/arrow/schema.ts";
import * as t from "../../../src/arrow/types.ts";
import { alias, call, cast, col, type Expr, lit } from "../../../src/expr/node.ts";
import { columnsOf, equalities, testOf } from "../../../src/formats/parquet/predicate.ts";
import { boundsOf, mayPass } from "../../../src/formats/parquet/prune.ts";
import { intersect, rowCount, unite } from "../../../src/formats/parquet/row-ranges.ts";
import { fileSchema } from "../../../src/formats/parquet/schema.ts";
import type { Value } from "../../../src/formats/parquet/value.ts";
import { compare, fromLiteral, fromPlain, toPlain } from "../../../src/formats/parquet/value.ts";

const s = schema([
  field("i", t.Int32),
  field("u", t.UInt64),
  field("f", t.Float64),
  field("g", t.Float32),
  field("s", t.Utf8),
  field("e", t.Enum(["b", "a"])),
  field("d", t.Decimal(10, 2)),
  field("ms", t.Datetime("ms")),
  field("day", t.Date32),
  field("b", t.Bool),
  field("x", t.Binary),
  field("time", t.Time),
]);
const test = (e: Expr) => testOf(e, s);
const cmp = (fn: string, name: string, value: Parameters<typeof lit>[0], type: t.DataType | null = null): Expr =>
  call(fn, [col(name), lit(value, type)]);
/** Whether rows with these bounds may pass. */
const passes = (e: Expr, min: Value, max: Value, nulls = 0): boolean =>
  mayPass(test(e), () => ({ rows: 10, nulls, min, max, holds: null }));

describe("tests of a predicate", () => {
  it.each([
    ["no comparison", call("startsWith", [col("s"), lit("a")])],
    ["two columns", call("lt", [col("i"), col("u")])],
    ["not", call("not", [cmp("eq", "i", 1)])],
    ["a null", cmp("eq", "i", null)],
    ["an unknown column", cmp("eq", "nope", 1)],
    ["a narrowing cast", call("eq", [cast(col("i"), t.Int8), lit(1)])],
    ["a cast to text", call("eq", [cast(col("i"), t.Utf8), lit("1")])],
    ["the order of an Enum", cmp("lt", "e", "a")],
    ["an upper bound of floats", cmp("gt", "f", 1)],
    ["NaN", cmp("eq", "g", Number.NaN)],
    ["a number too large for its float", cmp("lt", "f", 2n ** 60n)],
    ["a time without unit", cmp("lt", "ms", 5)],
    ["more digits than the scale", cmp("lt", "d", "1.005", t.Decimal(10, 3))],
    ["a list with null", cmp("isIn", "i", [1, null])],
    ["text for a number", cmp("eq", "i", "1")],
  ])("%s rules nothing out", (_, e) => {
    expect(test(e)).toEqual({ kind: "any" });
    expect(passes(e, 0n, 0n)).toBe(true);
  });

  it("compares by meaning", () => {
    expect(passes(cmp("eq", "i", 5), 1n, 4n)).toBe(false);
    expect(passes(cmp("eq", "i", 4), 1n, 4n)).toBe(true);
    expect(passes(cmp("lt", "i", 1), 1n, 4n)).toBe(false);
    expect(passes(cmp("le", "i", 1), 1n, 4n)).toBe(true);
    expect(passes(cmp("gt", "i", 4), 1n, 4n)).toBe(false);
    expect(passes(cmp("ge", "i", 4.5), 1n, 4n)).toBe(false);
    expect(passes(call("lt", [lit(4), col("i")]), 1n, 4n)).toBe(false);
    expect(passes(alias(cmp("lt", "f", 1), "x"), 1, 2)).toBe(false);
    expect(passes(cmp("eq", "g", 0.1), Math.fround(0.1), Math.fround(0.1))).toBe(true);
    expect(passes(cmp("eq", "u", 2n ** 63n), 0n, 2n ** 63n - 1n)).toBe(false);
    expect(passes(cmp("eq", "s", "é"), new TextEncoder().encode("a"), new TextEncoder().encode("z"))).toBe(false);
    expect(passes(cmp("eq", "d", "1.5", t.Decimal(5, 1)), 0n, 149n)).toBe(false);
    expect(passes(cmp("eq", "d", "1.50", t.Decimal(5, 2)), 0n, 150n)).toBe(true);
    expect(passes(cmp("lt", "ms", 5_000_000n, t.Datetime("us")), 5_000_000_000n, 6_000_000_000n)).toBe(false);
    expect(passes(cmp("ge", "day", 1n, t.Datetime("ns")), 0n, 0n)).toBe(false);
    expect(passes(cmp("eq", "b", true), 0n, 0n)).toBe(false);
    expect(passes(call("eq", [cast(col("i"), t.Float64), cast(lit(9), t.Float64)]), 1n, 4n)).toBe(false);
    expect(passes(cmp("isIn", "i", [0, 9]), 1n, 4n)).toBe(false);
    expect(passes(cmp("isIn", "i", [0, 3]), 1n, 4n)).toBe(true);
    expect(passes(cmp("isIn", "i", []), 1n, 4n)).toBe(false);
  });

  it("knows nulls", () => {
    expect(passes(call("isNull", [col("i")]), 0n, 0n, 0)).toBe(false);
    expect(passes(call("isNotNull", [col("i")]), 0n, 0n, 10)).toBe(false);
    expect(passes(cmp("eq", "i", 0), 0n, 0n, 10)).toBe(false);
    expect(passes(call("or", [cmp("eq", "i", 9), call("isNull", [col("i")])]), 0n, 0n, 1)).toBe(true);
    expect(passes(call("and", [cmp("eq", "i", 9), call("isNull", [col("i")])]), 0n, 0n, 1)).toBe(false);
  });

  it("names its columns", () => {
    const e = call("and", [cmp("eq", "i", 1), call("or", [cmp("lt", "f", 2), cmp("isIn", "s", ["a"])])]);
    expect(columnsOf(test(e))).toEqual(["i", "f", "s"]);
    expect(equalities(test(e)).map((x) => x.column)).toEqual(["i", "s"]);
  });
});

describe("stored bounds", () => {
  const leaves = fileSchema([
    {
      name: "schema",
      physical: null,
      width: 0,
      repetition: 0,
      children: 8,
      converted: null,
      scale: 0,
      precision: 0,
      logical: null,
    },
    ...(
      [
        ["bool", 0, null],
        ["int", 1, null],
        ["uint", 1, 13],
        ["long", 2, null],
        ["float", 4, null],
        ["text", 6, 0],
        ["dec", 6, 5],
        ["old", 3, null],
      ] as const
    ).map(([name, physical, converted]) => ({
      name,
      physical,
      width: 0,
      repetition: 1,
      children: 0,
      converted,
      scale: 2,
      precision: 10,
      logical: null,
    })),
  ]).leaves;
  const leaf = (name: string) => leaves.find((l) => l.path === name)!;
  const stat = (min: number[], max: number[], legacy = false) => ({
    min: Uint8Array.from(min),
    max: Uint8Array.from(max),
    nulls: 0,
    distinct: null,
    legacy,
    minExact: true,
    maxExact: true,
  });

  it("are read by type", () => {
    expect(boundsOf(leaf("int"), stat([255, 255, 255, 255], [1, 0, 0, 0]), true)).toEqual({ min: -1n, max: 1n });
    expect(boundsOf(leaf("uint"), stat([1, 0, 0, 0], [255, 255, 255, 255]), true)).toEqual({
      min: 1n,
      max: 4294967295n,
    });
    expect(boundsOf(leaf("bool"), stat([0], [1]), true)).toEqual({ min: 0n, max: 1n });
    expect(boundsOf(leaf("dec"), stat([255], [1, 0]), true)).toEqual({ min: -1n, max: 256n });
    expect(boundsOf(leaf("old"), stat([1], [2]), true)).toEqual({ min: null, max: null });
  });
  it("are not used where they are NaN, of a wrong size, crossed or in an unknown order", () => {
    const nothing = { min: null, max: null };
    expect(boundsOf(leaf("float"), stat([0, 0, 192, 127], [0, 0, 192, 127]), true)).toEqual(nothing);
    expect(boundsOf(leaf("int"), stat([1], [2]), true)).toEqual(nothing);
    expect(boundsOf(leaf("int"), stat([2, 0, 0, 0], [1, 0, 0, 0]), true)).toEqual(nothing);
    expect(boundsOf(leaf("text"), stat([97], [98], true), true)).toEqual(nothing);
    expect(boundsOf(leaf("text"), stat([97], [98]), false)).toEqual(nothing);
    expect(boundsOf(leaf("uint"), stat([0, 0, 0, 0], [1, 0, 0, 0], true), true)).toEqual(nothing);
    expect(boundsOf(leaf("int"), stat([0, 0, 0, 0], [1, 0, 0, 0], true), false)).toEqual({ min: 0n, max: 1n });
    expect(boundsOf(leaf("int"), null, true)).toEqual(nothing);
  });
  it("literals go back to the bytes that are hashed", () => {
    for (const [name, value] of [
      ["int", -5n],
      ["long", 2n ** 40n],
      ["float", 0.5],
    ] as const) {
      const plain = toPlain(leaf(name), value);
      expect(plain === null ? null : fromPlain(leaf(name), plain)).toEqual(value);
    }
    expect(toPlain(leaf("float"), 0)).toBe(null);
    expect(toPlain(leaf("int"), 2n ** 40n)).toBe(null);
    expect(toPlain(leaf("int"), 1.5)).toBe(null);
    expect(toPlain(leaf("text"), 1n)).toBe(null);
    expect(fromLiteral(t.Decimal(10, 2), 3, null)).toEqual([300n, 300n]);
    expect(fromLiteral(t.Binary, Uint8Array.of(1), null)).toEqual([Uint8Array.of(1), Uint8Array.of(1)]);
    expect(compare(1n, new Uint8Array(1))).toBeNaN();
  });
});

describe("row ranges", () => {
  it("intersect and unite", () => {
    expect(
      intersect(
        [
          [0, 10],
          [20, 30],
        ],
        [[5, 25]],
      ),
    ).toEqual([
      [5, 10],
      [20, 25],
    ]);
    expect(
      unite(
        [
          [0, 10],
          [20, 30],
        ],
        [
          [10, 12],
          [29, 40],
        ],
      ),
    ).toEqual([
      [0, 12],
      [20, 40],
    ]);
    expect(
      rowCount([
        [0, 12],
        [20, 40],
      ]),
    ).toBe(32);
  });
});
