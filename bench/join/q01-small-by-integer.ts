import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x, small }: Frames<"x" | "small">) => x.join(small, { on: "id1" }),
  duckdb: `SELECT x.*, small.id4 AS id4_right, small.v2 FROM x JOIN small USING (id1)`,
  polars: `x.join(small, on="id1")`,
};
