import type { Start } from "../case.ts";

/** A thousand rows that the program has, grouped by ten keys. */
export const start: Start = {
  polaroid: `
    const { col, DataFrame } = await import("{polaroid}");
    const x = Float64Array.from({ length: 1000 }, (_, i) => i);
    const k = Int32Array.from({ length: 1000 }, (_, i) => i % 10);
    rows = new DataFrame({ k, x }).groupBy("k").agg(col("x").sum()).toRecords();`,
  duckdb: `
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const db = await (await DuckDBInstance.create(":memory:")).connect();
    await db.run("CREATE TABLE t AS SELECT (i % 10)::INTEGER AS k, i::DOUBLE AS x FROM range(1000) r(i)");
    rows = (await db.runAndReadAll("SELECT k, sum(x) AS x FROM t GROUP BY k")).getRowObjectsJS();`,
  polars: `
    import polars as pl
    t = pl.DataFrame({"k": [i % 10 for i in range(1000)], "x": [float(i) for i in range(1000)]})
    rows = t.group_by("k").agg(pl.col("x").sum()).to_dicts()`,
};
