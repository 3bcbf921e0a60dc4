import { col, concatStr, Utf8 } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ t }: Frames<"t">) => t.select(concatStr(["s", col("small").cast(Utf8)], { separator: "/" }).alias("s")),
  duckdb: `SELECT s || '/' || small AS s FROM t`,
  polars: `t.select(pl.concat_str(["s", col("small").cast(pl.String)], separator="/").alias("s"))`,
};
