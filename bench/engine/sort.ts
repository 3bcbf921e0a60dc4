import type { Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("small", "x", "id").sort("small", "x"),
  duckdb: `SELECT small, x, id FROM t ORDER BY small, x`,
  polars: `t.select("small", "x", "id").sort("small", "x")`,
  arquero: ({ t }: Record<"t", Table>) => t.select("small", "x", "id").orderby("small", "x"),
  ordered: true,
};
