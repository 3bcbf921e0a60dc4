import { col } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) => x.groupBy("id4").agg(col("v1").mean(), col("v2").mean(), col("v3").mean()),
  duckdb: `SELECT id4, avg(v1) AS v1, avg(v2) AS v2, avg(v3) AS v3 FROM x GROUP BY id4`,
  polars: `x.group_by("id4").agg(col("v1").mean(), col("v2").mean(), col("v3").mean())`,
  arquero: ({ x }: Record<"x", Table>, aq: Arquero) =>
    x.groupby("id4").rollup({ v1: aq.op.mean("v1"), v2: aq.op.mean("v2"), v3: aq.op.mean("v3") } as never),
};
