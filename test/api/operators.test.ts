import { describe, expect, it } from "vitest";
import { col, cs, DataFrame, Series } from "../../src/node.ts";

const df = new DataFrame({ a: [1, 2, 3] });
const loose = (v: unknown) => v as number;

describe("JavaScript's operators", () => {
  it.each([
    ["col > 1", () => loose(col("a")) > 1],
    ["col + 1", () => loose(col("a")) + 1],
    ["col * 2", () => loose(col("a")) * 2],
    ["col % 2", () => loose(col("a")) % 2],
    ["-col", () => -loose(col("a"))],
    ["selector - selector", () => loose(cs.all()) - loose(cs.numeric())],
    ["series > 1", () => loose(new Series("s", [1, 2])) > 1],
  ])("%s says what to write instead", (_, make) => {
    expect(make).toThrow(/INVALID_ARGUMENT.*operators do not work on .*x\.gt\(1\)/);
  });

  it("leave text alone", () => {
    expect(`${col("a").add(1)}`).toBe(String(col("a").add(1)));
    expect(`${new Series("s", [1])}`).toBe(new Series("s", [1]).toString());
  });
});

describe("filter", () => {
  it("takes a list or a Series of truth values, one for each row", () => {
    const keep = [true, false, true];
    for (const mask of [keep, new Series("keep", keep)])
      expect(df.filter(mask).getColumn("a").toArray()).toEqual([1, 3]);
    expect(() => df.filter([true, false])).toThrow(/SHAPE_MISMATCH.*2 rows/);
  });
});
