import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q09"],
  duckdb: SQL["q09"],
  polars: `
    revenue = col("l_extendedprice").cast(pl.Float64) * (1 - col("l_discount").cast(pl.Float64))
    cost = col("ps_supplycost").cast(pl.Float64) * col("l_quantity").cast(pl.Float64)
    (
        part.filter(col("p_name").str.contains("green", literal=True))
        .join(lineitem, left_on="p_partkey", right_on="l_partkey")
        .join(supplier, left_on="l_suppkey", right_on="s_suppkey")
        .join(partsupp, left_on=["l_suppkey", "p_partkey"], right_on=["ps_suppkey", "ps_partkey"])
        .join(orders, left_on="l_orderkey", right_on="o_orderkey")
        .join(nation, left_on="s_nationkey", right_on="n_nationkey")
        .select(
            col("n_name").alias("nation"),
            col("o_orderdate").dt.year().alias("o_year"),
            (revenue - cost).alias("amount"),
        )
        .group_by("nation", "o_year")
        .agg(col("amount").sum().alias("sum_profit"))
        .sort("nation", "o_year", descending=[False, True])
    )`,
};
