import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ trades }: Frames<"trades">) => trades.select(col("price").rollingMean(20).alias("m")),
  duckdb: `SELECT CASE WHEN count(*) OVER w = 20 THEN avg(price) OVER w END AS m FROM trades WINDOW w AS (ORDER BY ts, rowid ROWS 19 PRECEDING)`,
  polars: `trades.select(col("price").rolling_mean(20).alias("m"))`,
};
