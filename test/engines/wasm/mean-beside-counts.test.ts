import { expect, test } from "vitest";
import { col, DataFrame, Float64, Int32, len } from "../../../src/node.ts";

test("means beside counts are those of their groups, where runs of rows begin with a null", () => {
  const [RUN, GROUPS] = [24, 40];
  const k = Array.from({ length: RUN * GROUPS }, (_, i) => Math.floor(i / RUN));
  const x = k.map((g, i) => (i % (RUN * 3) === 0 ? null : g + (i % RUN)));
  const df = new DataFrame({ k, x, n: x }, { schema: { k: Int32, x: Float64, n: Int32 } });
  const made = df
    .groupBy("k")
    .agg(
      col("x").mean().alias("mean"),
      col("n").mean().alias("whole"),
      col("x").count().alias("count"),
      len(),
      col("x").sum().alias("sum"),
    )
    .sort("k");
  const want = Array.from({ length: GROUPS }, (_, g) => {
    const all = x.filter((v, i): v is number => k[i] === g && v !== null);
    const sum = all.reduce((a, b) => a + b, 0);
    return [g, sum / all.length, sum / all.length, all.length, RUN, sum];
  });
  expect(made.rows()).toEqual(want);
});
