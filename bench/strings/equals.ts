import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("s", "x").filter(col("s").eq("foxtrot-alpha5")),
  duckdb: `SELECT s, x FROM t WHERE s = 'foxtrot-alpha5'`,
  polars: `t.select("s", "x").filter(col("s") == "foxtrot-alpha5")`,
};
