import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q16"],
  duckdb: SQL["q16"],
  polars: `
    (
        part.filter(
            col("p_brand") != "Brand#45",
            ~col("p_type").str.starts_with("MEDIUM POLISHED"),
            col("p_size").is_in([49, 14, 23, 45, 19, 3, 36, 9]),
        )
        .join(partsupp, left_on="p_partkey", right_on="ps_partkey")
        .join(
            supplier.filter(col("s_comment").str.contains("Customer.*Complaints")),
            left_on="ps_suppkey",
            right_on="s_suppkey",
            how="anti",
        )
        .group_by("p_brand", "p_type", "p_size")
        .agg(col("ps_suppkey").n_unique().alias("supplier_cnt"))
        .sort("supplier_cnt", "p_brand", "p_type", "p_size", descending=[True, False, False, False])
    )`,
};
