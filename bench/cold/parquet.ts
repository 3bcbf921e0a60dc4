import type { Start } from "../case.ts";

/** A Parquet file of a thousand rows, read, filtered and sorted. */
export const start: Start = {
  polaroid: `
    const { col, scanParquet } = await import("{polaroid}");
    rows = (await scanParquet("{file}").filter(col("x").gt(0.9)).select("id", "x").sort("x").collect()).toRecords();`,
  duckdb: `
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const db = await (await DuckDBInstance.create(":memory:")).connect();
    const sql = "SELECT id, x FROM read_parquet('{file}') WHERE x > 0.9 ORDER BY x";
    rows = (await db.runAndReadAll(sql)).getRowObjectsJS();`,
  polars: `
    import polars as pl
    rows = pl.scan_parquet("{file}").filter(pl.col("x") > 0.9).select("id", "x").sort("x").collect().to_dicts()`,
};
