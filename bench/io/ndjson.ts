import { readNdjson } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

export const question: Case = {
  polaroid: ({ ndjson }: Files<"ndjson">) => readNdjson(ndjson),
  duckdb: `SELECT * FROM read_json('{ndjson}', format = 'newline_delimited')`,
  polars: `pl.read_ndjson(ndjson)`,
  pyarrow: `pa_json.read_json(ndjson)`,
};
