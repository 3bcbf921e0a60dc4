import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select(col("s").str.toUppercase()),
  duckdb: `SELECT upper(s) AS s FROM t`,
  polars: `t.select(col("s").str.to_uppercase())`,
};
