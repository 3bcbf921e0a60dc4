import { readParquet } from "../../src/node.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: ({ files }: { readonly files: Readonly<Record<"t", string>> }) => readParquet(files.t),
  duckdb: `SELECT * FROM read_parquet('{t}')`,
  polars: `pl.read_parquet(files["t"])`,
};
