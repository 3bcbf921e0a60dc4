import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("k2", "id").sort("k2", "id"),
  duckdb: `SELECT k2, id FROM t ORDER BY k2, id`,
  polars: `t.select("k2", "id").sort("k2", "id")`,
  ordered: true,
};
