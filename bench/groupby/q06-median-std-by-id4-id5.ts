import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) =>
    x.groupBy("id4", "id5").agg(col("v3").median().alias("median"), col("v3").std().alias("sd")),
  duckdb: `SELECT id4, id5, quantile_cont(v3, 0.5) AS median, stddev(v3) AS sd FROM x GROUP BY id4, id5`,
  polars: `x.group_by("id4", "id5").agg(col("v3").median().alias("median"), col("v3").std().alias("sd"))`,
};
