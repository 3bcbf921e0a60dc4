import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select(col("s").str.slice(2, 4)),
  duckdb: `SELECT substring(s, 3, 4) AS s FROM t`,
  polars: `t.select(col("s").str.slice(2, 4))`,
};
