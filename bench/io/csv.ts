import { readCsv } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

export const question: Case = {
  polaroid: ({ csv }: Files<"csv">) => readCsv(csv),
  duckdb: `SELECT * FROM read_csv('{csv}', types = {'t': 'VARCHAR'})`,
  polars: `pl.read_csv(csv)`,
  pyarrow: `pa_csv.read_csv(csv, convert_options=pa_csv.ConvertOptions(column_types={'t': pa.string()}))`,
};
