import { col } from "../../src/node.ts";
import type { Arquero, Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("s", "x").filter(col("s").str.startsWith("echo")),
  duckdb: `SELECT s, x FROM t WHERE starts_with(s, 'echo')`,
  polars: `t.select("s", "x").filter(col("s").str.starts_with("echo"))`,
  arquero: ({ t }: Record<"t", Table>, aq: Arquero) =>
    t.select("s", "x").filter(((row: { s: never }) => aq.op.startswith(row.s, "echo", 0)) as never),
};
