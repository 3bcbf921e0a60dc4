import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q11"],
  duckdb: SQL["q11"]?.replace("SHARE", "{share}"),
  polars: `
    held = (
        partsupp.join(supplier, left_on="ps_suppkey", right_on="s_suppkey")
        .join(nation.filter(col("n_name") == "GERMANY"), left_on="s_nationkey", right_on="n_nationkey")
        .with_columns((col("ps_supplycost") * col("ps_availqty")).alias("value"))
    )
    (
        held.group_by("ps_partkey")
        .agg(col("value").sum())
        .join(held.select((col("value").sum().cast(pl.Float64) * share).alias("least")), how="cross")
        .filter(col("value").cast(pl.Float64) > col("least"))
        .select("ps_partkey", "value")
        .sort("value", "ps_partkey", descending=[True, False])
    )`,
};
