import { expect, test } from "vitest";
import { col, DataFrame, Float32, Int32 } from "../../src/node.ts";

const df = new DataFrame({ k: ["n", "t", "n"], s: ["1", "x", "5"] });
const numbers = new DataFrame({ k: ["n"], least: [3] });

test("a cast that may fail is asked of no row that a filter or a join before it left out", async () => {
  const kept = df.lazy().filter(col("k").eq("n"));
  const queries = [
    kept.filter(col("s").cast(Int32).gt(3)),
    kept.withColumns(col("s").cast(Int32).alias("i")).filter(col("i").gt(3)).select("k", "s"),
    df.lazy().join(numbers.lazy(), { on: "k" }).filter(col("s").cast(Int32).gt(3)).select("k", "s"),
    df
      .lazy()
      .join(numbers.lazy(), { on: "k" })
      .filter(col("s").cast(Int32).gt(col("least")))
      .select("k", "s"),
  ];
  for (const engine of ["wasm", "duckdb"] as const)
    for (const q of queries) expect((await q.collect({ engine })).toRecords()).toEqual([{ k: "n", s: "5" }]);
});

test("one that cannot fail goes on", async () => {
  const q = numbers.lazy().filter(col("k").eq("n")).filter(col("least").cast(Float32).gt(3));
  expect(await q.explain({ engine: "wasm" })).toContain('filter ((k = "n") and (cast(least, Float32) > ');
});
