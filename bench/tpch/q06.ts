import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q06"],
  duckdb: SQL["q06"],
  polars: `
    discount = col("l_discount").cast(pl.Float64)
    lineitem.filter(
        col("l_shipdate") >= date(1994, 1, 1),
        col("l_shipdate") < date(1995, 1, 1),
        discount.is_between(0.05, 0.07),
        col("l_quantity") < 24,
    ).select((col("l_extendedprice").cast(pl.Float64) * discount).sum().alias("revenue"))`,
};
