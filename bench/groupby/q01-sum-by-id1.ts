import { col } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) => x.groupBy("id1").agg(col("v1").sum()),
  duckdb: `SELECT id1, sum(v1) AS v1 FROM x GROUP BY id1`,
  polars: `x.group_by("id1").agg(col("v1").sum())`,
  arquero: ({ x }: Record<"x", Table>, aq: Arquero) => x.groupby("id1").rollup({ v1: aq.op.sum("v1") } as never),
};
