import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q07"],
  duckdb: SQL["q07"],
  polars: `
    revenue = col("l_extendedprice").cast(pl.Float64) * (1 - col("l_discount").cast(pl.Float64))
    supp, cust = col("supp_nation"), col("cust_nation")
    (
        supplier.join(
            lineitem.filter(col("l_shipdate").is_between(date(1995, 1, 1), date(1996, 12, 31))),
            left_on="s_suppkey",
            right_on="l_suppkey",
        )
        .join(orders, left_on="l_orderkey", right_on="o_orderkey")
        .join(customer, left_on="o_custkey", right_on="c_custkey")
        .join(nation.select("n_nationkey", supp_nation="n_name"), left_on="s_nationkey", right_on="n_nationkey")
        .join(nation.select("n_nationkey", cust_nation="n_name"), left_on="c_nationkey", right_on="n_nationkey")
        .filter(((supp == "FRANCE") & (cust == "GERMANY")) | ((supp == "GERMANY") & (cust == "FRANCE")))
        .group_by("supp_nation", "cust_nation", col("l_shipdate").dt.year().alias("l_year"))
        .agg(revenue.sum().alias("revenue"))
        .sort("supp_nation", "cust_nation", "l_year")
    )`,
};
