import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q02"],
  duckdb: SQL["q02"],
  polars: `
    (
        part.filter(col("p_size") == 15, col("p_type").str.ends_with("BRASS"))
        .join(partsupp, left_on="p_partkey", right_on="ps_partkey")
        .join(supplier, left_on="ps_suppkey", right_on="s_suppkey")
        .join(nation, left_on="s_nationkey", right_on="n_nationkey")
        .join(region.filter(col("r_name") == "EUROPE"), left_on="n_regionkey", right_on="r_regionkey")
        .filter(col("ps_supplycost") == col("ps_supplycost").min().over("p_partkey"))
        .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment")
        .sort("s_acctbal", "n_name", "s_name", "p_partkey", descending=[True, False, False, False])
        .head(100)
    )`,
};
