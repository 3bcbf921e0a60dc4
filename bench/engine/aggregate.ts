import { col } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) =>
    t.select(
      col("nx").sum().alias("total"),
      col("nx").min().alias("lo"),
      col("nx").max().alias("hi"),
      col("nx").mean().alias("m"),
    ),
  duckdb: `SELECT sum(nx) AS total, min(nx) AS lo, max(nx) AS hi, avg(nx) AS m FROM t`,
  polars: `t.select(col("nx").sum().alias("total"), col("nx").min().alias("lo"), col("nx").max().alias("hi"), col("nx").mean().alias("m"))`,
  arquero: ({ t }: Record<"t", Table>, aq: Arquero) =>
    t.rollup({ total: aq.op.sum("nx"), lo: aq.op.min("nx"), hi: aq.op.max("nx"), m: aq.op.mean("nx") } as never),
};
