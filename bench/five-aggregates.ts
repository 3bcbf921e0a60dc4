import { col, type DataFrame, len } from "../src/node.ts";
import type { Arquero, Case, Table } from "./case.ts";

/** Sum, mean, least, greatest of `x` and the number of rows, by one key of a table. */
export const fiveAggregates = (table: "t" | "c", key: string): Case => ({
  polaroid: (tables: Readonly<Record<string, DataFrame>>) =>
    (tables[table] as DataFrame)
      .groupBy(key)
      .agg(
        col("x").sum().alias("total"),
        col("x").mean().alias("m"),
        col("x").min().alias("lo"),
        col("x").max().alias("hi"),
        len().alias("n"),
      ),
  duckdb: `SELECT ${key}, sum(x) AS total, avg(x) AS m, min(x) AS lo, max(x) AS hi, count(*) AS n FROM ${table} GROUP BY ${key}`,
  polars: `${table}.group_by("${key}").agg(col("x").sum().alias("total"), col("x").mean().alias("m"), col("x").min().alias("lo"), col("x").max().alias("hi"), pl.len().alias("n"))`,
  // arquero has no categories.
  ...(table === "t" && {
    arquero: ({ t }: Record<"t", Table>, aq: Arquero) =>
      t.groupby(key).rollup({
        total: aq.op.sum("x"),
        m: aq.op.mean("x"),
        lo: aq.op.min("x"),
        hi: aq.op.max("x"),
        n: aq.op.count(),
      } as never),
  }),
});
