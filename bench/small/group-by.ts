import { col } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.groupBy("small").agg(col("x").sum().alias("s")).toRecords(),
  duckdb: `SELECT small, sum(x) AS s FROM t GROUP BY small`,
  polars: `t.group_by("small").agg(col("x").sum().alias("s")).to_dicts()`,
  arquero: ({ t }: Record<"t", Table>, aq: Arquero) =>
    t
      .groupby("small")
      .rollup({ s: aq.op.sum("x") } as never)
      .objects(),
  rows: true,
};
