import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q12"],
  duckdb: SQL["q12"],
  polars: `
    urgent = col("o_orderpriority").is_in(["1-URGENT", "2-HIGH"])
    (
        orders.join(
            lineitem.filter(
                col("l_shipmode").is_in(["MAIL", "SHIP"]),
                col("l_commitdate") < col("l_receiptdate"),
                col("l_shipdate") < col("l_commitdate"),
                col("l_receiptdate") >= date(1994, 1, 1),
                col("l_receiptdate") < date(1995, 1, 1),
            ),
            left_on="o_orderkey",
            right_on="l_orderkey",
        )
        .group_by("l_shipmode")
        .agg(urgent.sum().alias("high_line_count"), (~urgent).sum().alias("low_line_count"))
        .sort("l_shipmode")
    )`,
};
