import { col } from "../../src/node.ts";
import type { Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select("s", "x").filter(col("s").eq("foxtrot-alpha5")),
  duckdb: `SELECT s, x FROM t WHERE s = 'foxtrot-alpha5'`,
  polars: `t.select("s", "x").filter(col("s") == "foxtrot-alpha5")`,
  arquero: ({ t }: Record<"t", Table>) =>
    t.select("s", "x").filter(((row: { s: string }) => row.s === "foxtrot-alpha5") as never),
};
