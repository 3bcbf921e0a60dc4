import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x, medium }: Frames<"x" | "medium">) => x.join(medium, { on: "id5" }),
  duckdb: `SELECT x.*, m.id1 AS id1_right, m.id2 AS id2_right, m.id4 AS id4_right, m.v2 FROM x JOIN medium m USING (id5)`,
  polars: `x.join(medium, on="id5")`,
};
