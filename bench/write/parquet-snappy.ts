import type { DataFrame } from "../../src/node.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: ({ t, out }: { readonly t: DataFrame; readonly out: string }) =>
    t.writeParquet(out, { compression: "snappy" }),
  duckdb: "COPY t TO '{out}' (FORMAT parquet, COMPRESSION snappy)",
  polars: 't.write_parquet(out, compression="snappy")',
  writes: true,
};
