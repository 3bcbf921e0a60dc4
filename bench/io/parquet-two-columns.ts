import { scanParquet } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

export const question: Case = {
  polaroid: ({ snappy }: Files<"snappy">) => scanParquet(snappy).select("k", "price").collect(),
  duckdb: `SELECT k, price FROM read_parquet('{snappy}')`,
  polars: `pl.read_parquet(snappy, columns=["k", "price"])`,
  pyarrow: `pq.read_table(snappy, columns=["k", "price"])`,
};
