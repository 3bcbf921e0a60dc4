import { col, len } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ c }: Frames<"c">) =>
    c
      .groupBy("c")
      .agg(
        col("x").sum().alias("total"),
        col("x").mean().alias("m"),
        col("x").min().alias("lo"),
        col("x").max().alias("hi"),
        len().alias("n"),
      ),
  duckdb: `SELECT c, sum(x) AS total, avg(x) AS m, min(x) AS lo, max(x) AS hi, count(*) AS n FROM c GROUP BY c`,
  polars: `c.group_by("c").agg(col("x").sum().alias("total"), col("x").mean().alias("m"), col("x").min().alias("lo"), col("x").max().alias("hi"), pl.len().alias("n"))`,
};
