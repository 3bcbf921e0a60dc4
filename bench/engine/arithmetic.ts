import { col } from "../../src/node.ts";
import type { Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select(col("x").mul(col("y")).add(col("x")).alias("r")),
  duckdb: `SELECT x * y + x AS r FROM t`,
  polars: `t.select((col("x") * col("y") + col("x")).alias("r"))`,
  arquero: ({ t }: Record<"t", Table>) =>
    t.derive({ r: ((row: { x: number; y: number }) => row.x * row.y + row.x) as never }).select("r"),
};
