import { col, len } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) =>
    t
      .groupBy("k1")
      .agg(
        col("x").sum().alias("total"),
        col("x").mean().alias("m"),
        col("x").min().alias("lo"),
        col("x").max().alias("hi"),
        len().alias("n"),
      ),
  duckdb: `SELECT k1, sum(x) AS total, avg(x) AS m, min(x) AS lo, max(x) AS hi, count(*) AS n FROM t GROUP BY k1`,
  polars: `t.group_by("k1").agg(col("x").sum().alias("total"), col("x").mean().alias("m"), col("x").min().alias("lo"), col("x").max().alias("hi"), pl.len().alias("n"))`,
  arquero: ({ t }: Record<"t", Table>, aq: Arquero) =>
    t.groupby("k1").rollup({
      total: aq.op.sum("x"),
      m: aq.op.mean("x"),
      lo: aq.op.min("x"),
      hi: aq.op.max("x"),
      n: aq.op.count(),
    } as never),
};
