import { col, len } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ trades }: Frames<"trades">) =>
    trades.groupBy(col("ts").dt.truncate("1h")).agg(col("price").mean(), len().alias("n")).drop("ts"),
  duckdb: `SELECT avg(price) AS price, count(*) AS n FROM trades GROUP BY date_trunc('hour', ts)`,
  polars: `trades.group_by(col("ts").dt.truncate("1h")).agg(col("price").mean(), pl.len().alias("n")).drop("ts")`,
};
