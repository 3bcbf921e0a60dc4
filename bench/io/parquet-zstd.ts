import { readParquet } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

export const question: Case = {
  polaroid: ({ zstd }: Files<"zstd">) => readParquet(zstd),
  duckdb: `SELECT * FROM read_parquet('{zstd}')`,
  polars: `pl.read_parquet(zstd)`,
  pyarrow: `pq.read_table(zstd)`,
};
