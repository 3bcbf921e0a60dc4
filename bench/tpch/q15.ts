import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q15"],
  duckdb: SQL["q15"],
  polars: `
    revenue = col("l_extendedprice").cast(pl.Float64) * (1 - col("l_discount").cast(pl.Float64))
    earned = (
        lineitem.filter(col("l_shipdate") >= date(1996, 1, 1), col("l_shipdate") < date(1996, 4, 1))
        .group_by("l_suppkey")
        .agg(revenue.sum().alias("total_revenue"))
    )
    (
        supplier.join(
            earned.filter(col("total_revenue") == col("total_revenue").max()), left_on="s_suppkey", right_on="l_suppkey"
        )
        .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
        .sort("s_suppkey")
    )`,
};
