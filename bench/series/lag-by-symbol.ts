import { col } from "../../src/node.ts";
import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ trades }: Frames<"trades">) =>
    trades.select(col("price").sub(col("price").shift(1).over("symbol")).alias("d")),
  duckdb: `SELECT price - lag(price) OVER (PARTITION BY symbol ORDER BY ts, rowid) AS d FROM trades`,
  polars: `trades.select((col("price") - col("price").shift(1).over("symbol")).alias("d"))`,
};
