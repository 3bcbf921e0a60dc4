import type { Case, Frames, Table } from "../case.ts";

export const question: Case = {
  polaroid: ({ t, r }: Frames<"t" | "r">) => t.select("key", "x").join(r, { on: "key" }),
  duckdb: `SELECT t.key, t.x, r.a, r.b FROM t JOIN r ON t.key = r.key`,
  polars: `t.select("key", "x").join(r, on="key")`,
  arquero: ({ t, r }: Record<"t" | "r", Table>) => t.select("key", "x").join(r, "key"),
};
