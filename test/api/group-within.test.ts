import { describe, expect, it } from "vitest";
import { col, DataFrame, Float64 } from "../../src/node.ts";

describe("a JavaScript function within a group-by", () => {
  it("may group another frame, while the groups of the outer one lie in lent room", () => {
    const inner = new DataFrame({ k: ["c", "c", "a", "b", "a"], x: [5, 6, 7, 8, 9] });
    const seen: unknown[] = [];
    const f = (v: unknown): unknown => {
      seen.push(inner.groupBy("k").agg(col("x").sum()).rows());
      return v;
    };
    const df = new DataFrame({ k: [1, 2, 1, 3], x: [1, 2, 3, 4] });
    const out = df.groupBy("k").agg(col("x").mapElements(f, { returnDtype: Float64 }).sum());
    expect(out.rows()).toEqual([
      [1, 4],
      [2, 2],
      [3, 4],
    ]);
    expect(seen).toHaveLength(4);
    for (const rows of seen)
      expect(rows).toEqual([
        ["c", 11],
        ["a", 16],
        ["b", 8],
      ]);
  });
});
