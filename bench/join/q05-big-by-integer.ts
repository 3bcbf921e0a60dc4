import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x, big }: Frames<"x" | "big">) => x.join(big, { on: "id3" }),
  duckdb: `SELECT x.*, b.id1 AS id1_right, b.id2 AS id2_right, b.v2 FROM x JOIN big b USING (id3)`,
  polars: `x.join(big, on="id3")`,
};
