import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { col, DataFrame, Datetime, Enum, Int64, List, PolaroidError, Series, Struct, Utf8 } from "../../src/node.ts";

const x = new Series("x", [1, 2, 2, null]);

describe("what a Series gives, as Polars' does", () => {
  test("valueCounts is a frame", () => {
    expect(x.valueCounts({ sort: true }).toRecords()[0]).toEqual({ x: 2, count: 2 });
    expect(x.valueCounts({ name: "n", normalize: true }).toDict()).toEqual({ x: [1, 2, null], n: [0.25, 0.5, 0.25] });
    expect(() => new Series("count", [1]).valueCounts()).toThrow('two fields "count"');
  });
  test("hist is a frame of borders, bins and counts", () => {
    expect(x.hist({ binCount: 2 }).toDict()).toEqual({
      breakpoint: [1.5, 2],
      category: ["[1.0, 1.5]", "(1.5, 2.0]"],
      count: [1, 2],
    });
    expect(x.hist([0, 1, 2]).getColumn("count").toArray()).toEqual([1, 2]);
    expect(x.hist({ binCount: 2, includeCategory: false, includeBreakpoint: false }).toDict()).toEqual({ x: [1, 2] });
  });
  test("searchSorted of one value is its row, of several a Series", () => {
    const sorted = new Series("s", [1, 2, 4]);
    expect(sorted.searchSorted(3)).toBe(2);
    expect(sorted.searchSorted([0, 9]).toArray()).toEqual([0, 3]);
    expect(sorted.searchSorted(new Series("", [2, 4]), { side: "right" }).toArray()).toEqual([2, 3]);
  });
  test("item is the only value, or that of a row", () => {
    expect(x.item(1)).toBe(2);
    expect(x.head(1).item()).toBe(1);
    expect(new Series("b", [2n ** 60n]).item({ int64: "bigint" })).toBe(2n ** 60n);
    expect(() => x.item()).toThrow("SHAPE_MISMATCH");
    expect(() => x.item(9)).toThrow("OUT_OF_RANGE");
  });
  test("describe of times has no deviation", () => {
    const statistics = new Series("t", [new Date(0)]).describe().getColumn("statistic").toArray();
    expect(statistics).toEqual(["count", "null_count", "mean", "min", "25%", "50%", "75%", "max"]);
  });
});

describe("types and schemas as text", () => {
  test("String and consoles show them as they are written", () => {
    expect(String(Int64)).toBe("Int64");
    expect(`${List(Datetime("ms", "UTC"))}`).toBe('List(Datetime("ms", "UTC"))');
    expect(inspect({ type: Struct({ a: Utf8, b: Enum(["p"]) }) })).toBe(
      '{ type: Struct({ a: Utf8, b: Enum(["p"]) }) }',
    );
  });
  test("a schema is a line, or a line a column", () => {
    const { schema } = new DataFrame({ a: [1, null], b: ["x", "y"] });
    expect(inspect(schema)).toBe("Schema { a: Float64?, b: Utf8 }");
    const wide = new DataFrame(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`column ${i}`, [i]])));
    expect(String(wide.schema).split("\n")).toHaveLength(11);
    expect(String(new DataFrame({}).schema)).toBe("Schema {}");
  });
  test("they are plain data to JSON, and named in errors", () => {
    expect(JSON.stringify(List(Int64))).toBe('{"id":"List","inner":{"id":"Int64"}}');
    expect(() => col(3 as never)).toThrow(PolaroidError);
    expect(() => new Series(Int64 as never, [1])).toThrow("the name of a Series is Int64; it must be text");
  });
});
