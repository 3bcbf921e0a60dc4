import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("s", "x").filter(col("s").str.contains("go?lf-[a-e].*7")),
  duckdb: `SELECT s, x FROM t WHERE regexp_matches(s, 'go?lf-[a-e].*7')`,
  polars: `t.select("s", "x").filter(col("s").str.contains("go?lf-[a-e].*7"))`,
};
