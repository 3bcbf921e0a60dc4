import { col, len } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) =>
    x.groupBy("id1", "id2", "id3", "id4", "id5", "id6").agg(col("v3").sum(), len().alias("count")),
  duckdb: `SELECT id1, id2, id3, id4, id5, id6, sum(v3) AS v3, count(*) AS count FROM x GROUP BY ALL`,
  polars: `x.group_by("id1", "id2", "id3", "id4", "id5", "id6").agg(col("v3").sum(), pl.len().alias("count"))`,
};
