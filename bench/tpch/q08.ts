import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q08"],
  duckdb: SQL["q08"],
  polars: `
    revenue = col("l_extendedprice").cast(pl.Float64) * (1 - col("l_discount").cast(pl.Float64))
    (
        part.filter(col("p_type") == "ECONOMY ANODIZED STEEL")
        .join(lineitem, left_on="p_partkey", right_on="l_partkey")
        .join(supplier, left_on="l_suppkey", right_on="s_suppkey")
        .join(
            orders.filter(col("o_orderdate").is_between(date(1995, 1, 1), date(1996, 12, 31))),
            left_on="l_orderkey",
            right_on="o_orderkey",
        )
        .join(customer, left_on="o_custkey", right_on="c_custkey")
        .join(nation.select("n_nationkey", "n_regionkey"), left_on="c_nationkey", right_on="n_nationkey")
        .join(region.filter(col("r_name") == "AMERICA"), left_on="n_regionkey", right_on="r_regionkey")
        .join(nation.select("n_nationkey", nation="n_name"), left_on="s_nationkey", right_on="n_nationkey")
        .select(col("o_orderdate").dt.year().alias("o_year"), revenue.alias("volume"), "nation")
        .group_by("o_year")
        .agg(
            (
                pl.when(col("nation") == "BRAZIL").then(col("volume")).otherwise(0).sum() / col("volume").sum()
            ).alias("mkt_share")
        )
        .sort("o_year")
    )`,
};
