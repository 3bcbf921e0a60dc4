import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x, medium }: Frames<"x" | "medium">) => x.join(medium, { on: "id2", how: "left" }),
  duckdb: `SELECT x.*, m.id1 AS id1_right, m.id4 AS id4_right, m.id5 AS id5_right, m.v2 FROM x LEFT JOIN medium m USING (id2)`,
  polars: `x.join(medium, on="id2", how="left")`,
};
