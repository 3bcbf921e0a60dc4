import { col } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) => x.groupBy("id6").agg(col("v1").sum(), col("v2").sum(), col("v3").sum()),
  duckdb: `SELECT id6, sum(v1) AS v1, sum(v2) AS v2, sum(v3) AS v3 FROM x GROUP BY id6`,
  polars: `x.group_by("id6").agg(col("v1").sum(), col("v2").sum(), col("v3").sum())`,
  arquero: ({ x }: Record<"x", Table>, aq: Arquero) =>
    x.groupby("id6").rollup({ v1: aq.op.sum("v1"), v2: aq.op.sum("v2"), v3: aq.op.sum("v3") } as never),
};
