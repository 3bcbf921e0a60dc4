import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q20"],
  duckdb: SQL["q20"],
  polars: `
    shipped = (
        lineitem.filter(col("l_shipdate") >= date(1994, 1, 1), col("l_shipdate") < date(1995, 1, 1))
        .group_by("l_partkey", "l_suppkey")
        .agg((col("l_quantity").sum().cast(pl.Float64) * 0.5).alias("half"))
    )
    spare = (
        partsupp.join(
            part.filter(col("p_name").str.starts_with("forest")), left_on="ps_partkey", right_on="p_partkey", how="semi"
        )
        .join(shipped, left_on=["ps_partkey", "ps_suppkey"], right_on=["l_partkey", "l_suppkey"])
        .filter(col("ps_availqty") > col("half"))
    )
    (
        supplier.join(nation.filter(col("n_name") == "CANADA"), left_on="s_nationkey", right_on="n_nationkey")
        .join(spare, left_on="s_suppkey", right_on="ps_suppkey", how="semi")
        .select("s_name", "s_address")
        .sort("s_name")
    )`,
};
