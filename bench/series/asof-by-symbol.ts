import type { Case, Frames } from "../case.ts";

export const question: Case = {
  polaroid: ({ trades, quotes }: Frames<"trades" | "quotes">) =>
    trades.joinAsof(quotes, { on: "ts", by: "symbol" }).select("price", "bid", "ask"),
  duckdb: `SELECT t.price, q.bid, q.ask FROM trades t ASOF LEFT JOIN quotes q ON t.symbol = q.symbol AND t.ts >= q.ts`,
  polars: `trades.join_asof(quotes, on="ts", by="symbol").select("price", "bid", "ask")`,
};
