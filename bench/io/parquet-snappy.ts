import { readParquet } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

export const question: Case = {
  polaroid: ({ snappy }: Files<"snappy">) => readParquet(snappy),
  duckdb: `SELECT * FROM read_parquet('{snappy}')`,
  polars: `pl.read_parquet(snappy)`,
  pyarrow: `pq.read_table(snappy)`,
};
