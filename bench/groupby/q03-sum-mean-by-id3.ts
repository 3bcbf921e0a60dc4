import { col } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) => x.groupBy("id3").agg(col("v1").sum(), col("v3").mean()),
  duckdb: `SELECT id3, sum(v1) AS v1, avg(v3) AS v3 FROM x GROUP BY id3`,
  polars: `x.group_by("id3").agg(col("v1").sum(), col("v3").mean())`,
  arquero: ({ x }: Record<"x", Table>, aq: Arquero) =>
    x.groupby("id3").rollup({ v1: aq.op.sum("v1"), v3: aq.op.mean("v3") } as never),
};
