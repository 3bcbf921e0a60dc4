import { FRAMES } from "../../test/tpch/frames.ts";
import { SQL } from "../../test/tpch/sql.ts";
import type { Case } from "../case.ts";

export const question: Case = {
  polaroid: FRAMES["q17"],
  duckdb: SQL["q17"],
  polars: `
    quantity = col("l_quantity").cast(pl.Float64)
    (
        part.filter(col("p_brand") == "Brand#23", col("p_container") == "MED BOX")
        .join(lineitem, left_on="p_partkey", right_on="l_partkey")
        .filter(quantity < quantity.mean().over("p_partkey") * 0.2)
        .select((col("l_extendedprice").cast(pl.Float64).sum() / 7).alias("avg_yearly"))
    )`,
};
