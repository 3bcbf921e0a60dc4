import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) => x.groupBy("id6").agg(col("v3").topK(2)).explode("v3"),
  duckdb: `SELECT id6, unnest(max(v3, 2)) AS v3 FROM x GROUP BY id6`,
  polars: `x.group_by("id6").agg(col("v3").top_k(2)).explode("v3")`,
};
