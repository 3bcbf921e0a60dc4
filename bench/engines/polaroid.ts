import { readFileSync } from "node:fs";
import { Categorical, col, DataFrame, len } from "../../dist/node.js";
import { texts } from "../data.ts";
import type { Answer, BenchEngine, Case } from "../engine.ts";

const total = (df: DataFrame, column: string): Answer => ({
  rows: df.height,
  sum: Number(df.select(col(column).sum()).item()),
});
const of = (run: () => DataFrame, column: string): Case => ({ run, answer: (r) => total(r as DataFrame, column) });
const five = [
  col("x").sum().alias("total"),
  col("x").mean().alias("m"),
  col("x").min().alias("lo"),
  col("x").max().alias("hi"),
  len().alias("n"),
];

export const engine: BenchEngine = {
  version: (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string })
    .version,
  async load(d) {
    const words = Array.from(d.text, (t) => texts[t] as string);
    const nullable = Array.from(d.x, (v, i) => (d.valid[i] === 1 ? v : null));
    const df = new DataFrame({
      x: d.x,
      y: d.y,
      id: d.id,
      k1: d.k1,
      k2: d.k2,
      key: d.key,
      small: d.small,
      s: words,
      nx: nullable,
    });
    const dict = df.withColumns(col("s").cast(Categorical).alias("c"));
    const right = new DataFrame({
      key: BigInt64Array.from({ length: 100_000 }, (_, i) => BigInt(i) * 104_729n),
      a: Float64Array.from({ length: 100_000 }, (_, i) => i),
      b: Float64Array.from({ length: 100_000 }, (_, i) => i * 2),
    });
    const narrow = df.select("x", "y", "id");
    return {
      filter10: of(() => narrow.filter(col("x").gt(0.9)), "y"),
      filter50: of(() => narrow.filter(col("x").gt(0.5)), "y"),
      arithmetic: of(() => df.select(col("x").mul(col("y")).add(col("x")).alias("r")), "r"),
      aggregate: {
        run: () =>
          df.select(
            col("nx").sum().alias("s"),
            col("nx").min().alias("lo"),
            col("nx").max().alias("hi"),
            col("nx").mean().alias("m"),
          ),
        answer: (r) => total(r as DataFrame, "s"),
      },
      group1k: of(() => df.groupBy("k1").agg(...five), "total"),
      group125k: of(() => df.groupBy("k2").agg(...five), "total"),
      groupText: of(() => df.groupBy("s").agg(...five), "hi"),
      groupDict: of(() => dict.groupBy("c").agg(...five), "hi"),
      join: of(() => df.select("key", "x").join(right, { on: "key" }), "b"),
      sort: {
        run: () => df.select("small", "x", "id").sort("small", "x"),
        answer: (r) => ({
          rows: (r as DataFrame).height,
          sum: Number((r as DataFrame).head(1000).select(col("x").sum()).item()),
        }),
      },
      textEq: of(() => df.select("s", "x").filter(col("s").eq(texts[5] as string)), "x"),
      textStartsWith: of(() => df.select("s", "x").filter(col("s").str.startsWith("echo")), "x"),
      textContains: of(() => df.select("s", "x").filter(col("s").str.contains("golf", { literal: true })), "x"),
      filterRows: {
        run: () => narrow.filter(col("x").gt(0.9)).toRecords(),
        answer: (r) => ({ rows: (r as object[]).length, sum: 0 }),
      },
      groupRows: {
        run: () => df.groupBy("small").agg(col("x").sum().alias("s")).toRecords(),
        answer: (r) => ({ rows: (r as object[]).length, sum: 0 }),
      },
    };
  },
};
