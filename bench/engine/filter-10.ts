import { col } from "../../src/node.ts";
import type { Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("x", "y", "id").filter(col("x").gt(0.9)),
  duckdb: `SELECT x, y, id FROM t WHERE x > 0.9`,
  polars: `t.select("x", "y", "id").filter(col("x") > 0.9)`,
  arquero: ({ t }: Record<"t", Table>) =>
    t.select("x", "y", "id").filter(((row: { x: number }) => row.x > 0.9) as never),
};
