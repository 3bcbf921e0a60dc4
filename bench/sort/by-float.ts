import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("x", "id").sort("x"),
  duckdb: `SELECT x, id FROM t ORDER BY x`,
  polars: `t.select("x", "id").sort("x")`,
  ordered: true,
};
