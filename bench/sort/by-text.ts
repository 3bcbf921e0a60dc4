import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("s", "x").sort("s", "x"),
  duckdb: `SELECT s, x FROM t ORDER BY s, x`,
  polars: `t.select("s", "x").sort("s", "x")`,
  ordered: true,
};
