import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ trades }: Frames<"trades">) =>
    trades
      .resampleOhlcv("1m", { time: "ts", price: "price", volume: "size", by: "symbol" })
      .select("symbol", "open", "high", "low", "close", "volume"),
  duckdb: `SELECT symbol, arg_min(price, (ts, rowid)) AS open, max(price) AS high, min(price) AS low, arg_max(price, (ts, rowid)) AS close, sum(size) AS volume FROM trades GROUP BY symbol, time_bucket(INTERVAL 1 minute, ts)`,
  polars: `trades.group_by_dynamic("ts", every="1m", group_by="symbol").agg(open=col("price").first(), high=col("price").max(), low=col("price").min(), close=col("price").last(), volume=col("size").sum()).drop("ts")`,
};
