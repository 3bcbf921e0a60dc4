import { col } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("s", "x").filter(col("s").str.contains("golf", { literal: true })),
  duckdb: `SELECT s, x FROM t WHERE contains(s, 'golf')`,
  polars: `t.select("s", "x").filter(col("s").str.contains("golf", literal=True))`,
  arquero: ({ t }: Record<"t", Table>, aq: Arquero) =>
    t.select("s", "x").filter(((row: { s: never }) => aq.op.indexof(row.s, "golf" as never) >= 0) as never),
};
