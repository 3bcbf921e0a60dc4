import { corr } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) => x.groupBy("id2", "id4").agg(corr("v1", "v2").pow(2).alias("r2")),
  duckdb: `SELECT id2, id4, corr(v1, v2) ** 2 AS r2 FROM x GROUP BY id2, id4`,
  polars: `x.group_by("id2", "id4").agg((pl.corr("v1", "v2") ** 2).alias("r2"))`,
};
