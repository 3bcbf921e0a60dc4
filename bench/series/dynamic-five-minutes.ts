import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ trades }: Frames<"trades">) =>
    trades
      .groupByDynamic("ts", { every: "5m", groupBy: "symbol" })
      .agg(col("price").mean(), col("size").sum())
      .drop("ts"),
  duckdb: `SELECT symbol, avg(price) AS price, sum(size) AS size FROM trades GROUP BY symbol, time_bucket(INTERVAL 5 minutes, ts)`,
  polars: `trades.group_by_dynamic("ts", every="5m", group_by="symbol").agg(col("price").mean(), col("size").sum()).drop("ts")`,
};
