import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("s", "x").filter(col("s").str.contains("golf", { literal: true })),
  duckdb: `SELECT s, x FROM t WHERE contains(s, 'golf')`,
  polars: `t.select("s", "x").filter(col("s").str.contains("golf", literal=True))`,
};
