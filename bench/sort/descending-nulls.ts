import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("nx", "id").sort("nx", { descending: true, nullsLast: true }),
  duckdb: `SELECT nx, id FROM t ORDER BY nx DESC NULLS LAST`,
  polars: `t.select("nx", "id").sort("nx", descending=True, nulls_last=True)`,
  ordered: true,
};
