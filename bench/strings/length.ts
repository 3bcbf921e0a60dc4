import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select(col("s").str.lenChars()),
  duckdb: `SELECT length(s) AS s FROM t`,
  polars: `t.select(col("s").str.len_chars())`,
};
