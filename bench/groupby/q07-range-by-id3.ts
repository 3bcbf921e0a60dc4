import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ x }: Frames<"x">) => x.groupBy("id3").agg(col("v1").max().sub(col("v2").min()).alias("range")),
  duckdb: `SELECT id3, max(v1) - min(v2) AS range FROM x GROUP BY id3`,
  polars: `x.group_by("id3").agg((col("v1").max() - col("v2").min()).alias("range"))`,
};
