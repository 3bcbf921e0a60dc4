import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q21"],
  duckdb: SQL["q21"],
  polars: `
    late = lineitem.filter(col("l_receiptdate") > col("l_commitdate"))
    suppliers = col("l_suppkey").n_unique().alias("suppliers")
    several = lineitem.group_by("l_orderkey").agg(suppliers).filter(col("suppliers") > 1)
    alone = late.group_by("l_orderkey").agg(suppliers).filter(col("suppliers") == 1)
    (
        supplier.join(nation.filter(col("n_name") == "SAUDI ARABIA"), left_on="s_nationkey", right_on="n_nationkey")
        .join(late, left_on="s_suppkey", right_on="l_suppkey")
        .join(orders.filter(col("o_orderstatus") == "F"), left_on="l_orderkey", right_on="o_orderkey")
        .join(several, on="l_orderkey", how="semi")
        .join(alone, on="l_orderkey", how="semi")
        .group_by("s_name")
        .agg(pl.len().alias("numwait"))
        .sort("numwait", "s_name", descending=[True, False])
        .head(100)
    )`,
};
