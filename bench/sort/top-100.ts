import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("x", "y", "id").topK(100, { by: "x" }).sort("x"),
  duckdb: `SELECT * FROM (SELECT x, y, id FROM t ORDER BY x DESC LIMIT 100) ORDER BY x`,
  polars: `t.select("x", "y", "id").top_k(100, by="x").sort("x")`,
  ordered: true,
};
