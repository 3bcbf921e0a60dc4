import { describe, expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { call, col, type Expr, lit } from "../../../src/expr/node.ts";
import { fc } from "../../support/property.ts";
import { drawer, ORDERED } from "./rows/columns.ts";
import { coded, evaluate, make, shifted, shown, typeOf, values } from "./rows/evaluate.ts";

const [a, b, c] = [col("a"), col("b"), col("c")];
const { NaN: nan } = Number;

describe("when", () => {
  it("takes null for false, the first that holds, null without otherwise", () => {
    const frame = { a: make(t.Int64, [3n, 2n, 1n, null]) };
    const gt = (n: number): Expr => call("gt", [a, lit(n)]);
    expect(values(call("when", [lit(null, t.Bool), lit(1), lit(0)]))).toEqual([0]);
    expect(values(call("when", [lit(false), lit(1), lit(null)]))).toEqual([null]);
    expect(values(call("when", [gt(2), lit("x"), gt(1), lit("y"), lit(null)]), frame)).toEqual(["x", "y", null, null]);
    expect(values(call("when", [gt(1), a, lit(9)]), frame)).toEqual([3n, 2n, 9n, 9n]);
    expect(typeOf(call("when", [gt(1), a, lit(2.5)]), frame)).toBe("Float64");
  });

  const kinds: readonly (readonly [t.DataType, readonly unknown[], readonly unknown[]])[] = [
    [t.Int8, [1, null, 3], [4, 5, null]],
    [t.UInt16, [1, null, 3], [4, 5, null]],
    [t.Float32, [1, null, 3], [4, 5, null]],
    [t.Bool, [true, null, false], [false, true, null]],
    [t.Decimal(10, 2), ["1.00", null, "3.00"], ["4.00", "5.00", null]],
    [t.Utf8, ["a", null, "c"], ["dd", "", null]],
    [t.Categorical, ["a", null, "c"], ["dd", "", null]],
    [t.List(t.Int64), [[1n], null, []], [[4n, null], [5n], null]],
    [t.Struct({ x: t.Int8 }), [{ x: 1 }, null, { x: null }], [{ x: 4 }, { x: 5 }, null]],
    [t.FixedSizeList(t.Int8, 2), [[1, 2], null, [5, 6]], [[7, 8], [9, 0], null]],
    [t.Datetime("us", "UTC"), [1n, null, 3n], [4n, 5n, null]],
    [t.Binary, [Uint8Array.of(1), null, Uint8Array.of(3)], [Uint8Array.of(4), Uint8Array.of(), null]],
  ];
  it.each(kinds)("picks %j", (type, x, y) => {
    const frame = { a: make(type, x), b: make(type, y), c: make(t.Bool, [true, false, null]) };
    const [p, q] = [valuesOf(frame.a), valuesOf(frame.b)];
    expect(values(call("when", [c, a, b]), frame)).toEqual([p[0], q[1], q[2]]);
    expect(values(call("when", [c, b, a]), frame)).toEqual([q[0], p[1], p[2]]);
    expect(values(call("when", [c, a, lit(null)]), frame)).toEqual([p[0], null, null]);
    expect(values(call("coalesce", [a, b]), frame)).toEqual([p[0], q[1], p[2]]);
    expect(values(call("fillNull", [b, a]), frame)).toEqual([q[0], q[1], p[2]]);
    if (type.id === "Utf8")
      expect(values(call("coalesce", [a, b]), { ...frame, b: coded(frame.b) })).toEqual([p[0], q[1], p[2]]);
  });

  it("keeps text literals by codes", () => {
    const out = evaluate(call("when", [c, lit("hi"), lit("lo")]), { c: make(t.Bool, [true, false, null, true]) });
    expect(valuesOf(out)).toEqual(["hi", "lo", "lo", "hi"]);
    expect(out.layout).toBe("dict");
  });
});

describe("fillNull and coalesce", () => {
  it("find the common type", () => {
    expect(values(call("fillNull", [a, lit(1.5)]), { a: make(t.Int64, [null, 2n]) })).toEqual([1.5, 2]);
    expect(typeOf(call("fillNull", [a, lit(300)]), { a: make(t.UInt8, [null]) })).toBe("UInt16");
    expect(values(call("coalesce", [lit(null), a, lit(7)]), { a: make(t.Int32, [null, 2]) })).toEqual([7, 2]);
  });
});

describe("across columns", () => {
  it("semantics.md: nulls count nothing, NaN loses", () => {
    const floats = { a: make(t.Float64, [1, nan, null, nan, null]), b: make(t.Float64, [nan, nan, nan, 1, null]) };
    expect(values(call("minHorizontal", [a, b]), floats)).toEqual([1, nan, nan, 1, null]);
    expect(values(call("maxHorizontal", [a, b]), floats)).toEqual([1, nan, nan, 1, null]);
    const ints = { a: make(t.Int64, [1n, null]), b: make(t.Int64, [null, null]) };
    expect(values(call("sumHorizontal", [a, b]), ints)).toEqual([1n, 0n]);
    expect(values(call("sumHorizontal", [a, b], { ignoreNulls: false }), ints)).toEqual([null, null]);
    expect(values(call("minHorizontal", [a, b]), ints)).toEqual([1n, null]);
    expect(
      values(call("meanHorizontal", [a, b]), { a: make(t.Int64, [1n, null]), b: make(t.Int64, [4n, null]) }),
    ).toEqual([2.5, null]);
    expect(values(call("minHorizontal", [a, lit(2)]), { a: make(t.Int64, [1n, 5n, null]) })).toEqual([1n, 2n, 2n]);
  });

  it("does every type", () => {
    const two = (type: t.DataType, x: unknown, y: unknown, fn: string): string[] =>
      shown(call(fn, [a, b]), { a: make(type, [x]), b: make(type, [y]) });
    expect(two(t.Utf8, "é", "z", "maxHorizontal")).toEqual(["é"]);
    expect(two(t.Categorical, "a", "b", "maxHorizontal")).toEqual(["b"]);
    expect(two(t.Bool, true, true, "sumHorizontal")).toEqual(["2"]);
    expect(two(t.Bool, true, false, "minHorizontal")).toEqual(["false"]);
    expect(two(t.Int8, 100, 100, "sumHorizontal")).toEqual(["-56"]);
    expect(two(t.Decimal(10, 2), "1.5", "2", "sumHorizontal")).toEqual(["3.50"]);
    expect(two(t.Decimal(10, 2), "1.5", "2", "meanHorizontal")).toEqual(["1.75"]);
    expect(two(t.Duration("us"), 1n, 2n, "sumHorizontal")).toEqual(["3µs"]);
    expect(two(t.Datetime("us"), 1n, 2n, "minHorizontal")).toEqual(["1970-01-01 00:00:00.000001"]);
    expect(typeOf(call("sumHorizontal", [a]), { a: make(t.Bool, [true]) })).toBe("UInt32");
    expect(typeOf(call("meanHorizontal", [a]), { a: make(t.Float32, [1]) })).toBe("Float32");
  });

  it.each(Object.keys(ORDERED))("min and max of %s are one of both", (name) => {
    const [type, draw] = ORDERED[name] as (typeof ORDERED)[string];
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, n) => {
        const d = drawer(seed);
        const column = (): ReturnType<typeof make> =>
          shifted(
            make(
              type,
              Array.from({ length: n }, () => (d(4) === 0 ? null : draw(d))),
            ),
            d(9),
          );
        const frame = { a: column(), b: column() };
        const least = valuesOf(evaluate(call("minHorizontal", [a, b]), frame));
        const le = valuesOf(evaluate(call("le", [a, b]), frame));
        const [p, q] = [valuesOf(frame.a), valuesOf(frame.b)];
        for (const [i, v] of least.entries())
          expect(v).toEqual(p[i] === null ? q[i] : q[i] === null || le[i] === true ? p[i] : q[i]);
      }),
      { numRuns: 20 },
    );
  });
});
