import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q14"],
  duckdb: SQL["q14"],
  polars: `
    revenue = col("l_extendedprice").cast(pl.Float64) * (1 - col("l_discount").cast(pl.Float64))
    promo = pl.when(col("p_type").str.starts_with("PROMO")).then(revenue).otherwise(0)
    (
        lineitem.filter(col("l_shipdate") >= date(1995, 9, 1), col("l_shipdate") < date(1995, 10, 1))
        .join(part, left_on="l_partkey", right_on="p_partkey")
        .select((promo.sum() * 100 / revenue.sum()).alias("promo_revenue"))
    )`,
};
