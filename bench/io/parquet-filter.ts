import { col, scanParquet } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

export const question: Case = {
  polaroid: ({ snappy }: Files<"snappy">) =>
    scanParquet(snappy).filter(col("id").lt(500_000), col("price").gt(500)).collect(),
  duckdb: `SELECT * FROM read_parquet('{snappy}') WHERE id < 500000 AND price > 500`,
  polars: `pl.scan_parquet(snappy).filter(col("id") < 500_000, col("price") > 500)`,
  pyarrow: `pq.read_table(snappy, filters=[("id", "<", 500_000), ("price", ">", 500)])`,
};
