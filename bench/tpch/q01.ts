import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q01"],
  duckdb: SQL["q01"],
  polars: `
    revenue = col("l_extendedprice").cast(pl.Float64) * (1 - col("l_discount").cast(pl.Float64))
    (
        lineitem.filter(col("l_shipdate") <= date(1998, 9, 2))
        .group_by("l_returnflag", "l_linestatus")
        .agg(
            col("l_quantity").sum().alias("sum_qty"),
            col("l_extendedprice").sum().alias("sum_base_price"),
            revenue.sum().alias("sum_disc_price"),
            (revenue * (1 + col("l_tax").cast(pl.Float64))).sum().alias("sum_charge"),
            col("l_quantity").cast(pl.Float64).mean().alias("avg_qty"),
            col("l_extendedprice").cast(pl.Float64).mean().alias("avg_price"),
            col("l_discount").cast(pl.Float64).mean().alias("avg_disc"),
            pl.len().alias("count_order"),
        )
        .sort("l_returnflag", "l_linestatus")
    )`,
};
