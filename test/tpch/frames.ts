import { col, Float64, type LazyFrame, len, lit, when } from "../../src/node.ts";

export type Name = "customer" | "lineitem" | "nation" | "orders" | "part" | "partsupp" | "region" | "supplier";
/** The tables, and the share of q11: 0.0001 over the scale factor. */
export type Tables = Readonly<Record<Name, LazyFrame>> & { readonly share?: number };

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
// A product of Decimals keeps the larger scale, as Polars' does; money times a share needs more digits.
const float = (name: string) => col(name).cast(Float64);
const revenue = float("l_extendedprice").mul(lit(1).sub(float("l_discount")));

/** The questions of TPC-H, as a user would ask them here. */
export const FRAMES: Readonly<Record<string, (t: Tables) => LazyFrame>> = {
  q01: ({ lineitem }) =>
    lineitem
      .filter(col("l_shipdate").le(day("1998-09-02")))
      .groupBy("l_returnflag", "l_linestatus")
      .agg(
        col("l_quantity").sum().alias("sum_qty"),
        col("l_extendedprice").sum().alias("sum_base_price"),
        revenue.sum().alias("sum_disc_price"),
        revenue
          .mul(lit(1).add(col("l_tax")))
          .sum()
          .alias("sum_charge"),
        col("l_quantity").mean().alias("avg_qty"),
        col("l_extendedprice").mean().alias("avg_price"),
        col("l_discount").mean().alias("avg_disc"),
        len().alias("count_order"),
      )
      .sort("l_returnflag", "l_linestatus"),

  q02: ({ part, supplier, partsupp, nation, region }) => {
    const offers = part
      .filter(col("p_size").eq(15), col("p_type").str.endsWith("BRASS"))
      .join(partsupp, { leftOn: "p_partkey", rightOn: "ps_partkey" })
      .join(supplier, { leftOn: "ps_suppkey", rightOn: "s_suppkey" })
      .join(nation, { leftOn: "s_nationkey", rightOn: "n_nationkey" })
      .join(region.filter(col("r_name").eq("EUROPE")), { leftOn: "n_regionkey", rightOn: "r_regionkey" });
    return offers
      .filter(col("ps_supplycost").eq(col("ps_supplycost").min().over("p_partkey")))
      .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment")
      .sort("s_acctbal", "n_name", "s_name", "p_partkey", { descending: [true, false, false, false] })
      .head(100);
  },

  q03: ({ customer, orders, lineitem }) =>
    customer
      .filter(col("c_mktsegment").eq("BUILDING"))
      .join(orders.filter(col("o_orderdate").lt(day("1995-03-15"))), { leftOn: "c_custkey", rightOn: "o_custkey" })
      .join(lineitem.filter(col("l_shipdate").gt(day("1995-03-15"))), { leftOn: "o_orderkey", rightOn: "l_orderkey" })
      .groupBy("o_orderkey", "o_orderdate", "o_shippriority")
      .agg(revenue.sum().alias("revenue"))
      .select(col("o_orderkey").alias("l_orderkey"), "revenue", "o_orderdate", "o_shippriority")
      .sort("revenue", "o_orderdate", { descending: [true, false] })
      .head(10),

  q04: ({ orders, lineitem }) =>
    orders
      .filter(col("o_orderdate").ge(day("1993-07-01")), col("o_orderdate").lt(day("1993-10-01")))
      .join(lineitem.filter(col("l_commitdate").lt(col("l_receiptdate"))), {
        leftOn: "o_orderkey",
        rightOn: "l_orderkey",
        how: "semi",
      })
      .groupBy("o_orderpriority")
      .agg(len().alias("order_count"))
      .sort("o_orderpriority"),

  q05: ({ customer, orders, lineitem, supplier, nation, region }) =>
    customer
      .join(orders.filter(col("o_orderdate").ge(day("1994-01-01")), col("o_orderdate").lt(day("1995-01-01"))), {
        leftOn: "c_custkey",
        rightOn: "o_custkey",
      })
      .join(lineitem, { leftOn: "o_orderkey", rightOn: "l_orderkey" })
      .join(supplier, { leftOn: ["l_suppkey", "c_nationkey"], rightOn: ["s_suppkey", "s_nationkey"] })
      .join(nation, { leftOn: "c_nationkey", rightOn: "n_nationkey" })
      .join(region.filter(col("r_name").eq("ASIA")), { leftOn: "n_regionkey", rightOn: "r_regionkey" })
      .groupBy("n_name")
      .agg(revenue.sum().alias("revenue"))
      .sort("revenue", { descending: true }),

  q06: ({ lineitem }) =>
    lineitem
      .filter(
        col("l_shipdate").ge(day("1994-01-01")),
        col("l_shipdate").lt(day("1995-01-01")),
        float("l_discount").isBetween(0.05, 0.07),
        col("l_quantity").lt(24),
      )
      .select(float("l_extendedprice").mul(float("l_discount")).sum().alias("revenue")),

  q07: ({ supplier, lineitem, orders, customer, nation }) => {
    const [from, to] = [
      nation.select(col("n_nationkey"), col("n_name").alias("supp_nation")),
      nation.select(col("n_nationkey"), col("n_name").alias("cust_nation")),
    ];
    return supplier
      .join(lineitem.filter(col("l_shipdate").isBetween(day("1995-01-01"), day("1996-12-31"))), {
        leftOn: "s_suppkey",
        rightOn: "l_suppkey",
      })
      .join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" })
      .join(customer, { leftOn: "o_custkey", rightOn: "c_custkey" })
      .join(from, { leftOn: "s_nationkey", rightOn: "n_nationkey" })
      .join(to, { leftOn: "c_nationkey", rightOn: "n_nationkey" })
      .filter(
        col("supp_nation")
          .eq("FRANCE")
          .and(col("cust_nation").eq("GERMANY"))
          .or(col("supp_nation").eq("GERMANY").and(col("cust_nation").eq("FRANCE"))),
      )
      .groupBy("supp_nation", "cust_nation", col("l_shipdate").dt.year().alias("l_year"))
      .agg(revenue.sum().alias("revenue"))
      .sort("supp_nation", "cust_nation", "l_year");
  },

  q08: ({ part, supplier, lineitem, orders, customer, nation, region }) =>
    part
      .filter(col("p_type").eq("ECONOMY ANODIZED STEEL"))
      .join(lineitem, { leftOn: "p_partkey", rightOn: "l_partkey" })
      .join(supplier, { leftOn: "l_suppkey", rightOn: "s_suppkey" })
      .join(orders.filter(col("o_orderdate").isBetween(day("1995-01-01"), day("1996-12-31"))), {
        leftOn: "l_orderkey",
        rightOn: "o_orderkey",
      })
      .join(customer, { leftOn: "o_custkey", rightOn: "c_custkey" })
      .join(nation.select("n_nationkey", "n_regionkey"), { leftOn: "c_nationkey", rightOn: "n_nationkey" })
      .join(region.filter(col("r_name").eq("AMERICA")), { leftOn: "n_regionkey", rightOn: "r_regionkey" })
      .join(nation.select("n_nationkey", col("n_name").alias("nation")), {
        leftOn: "s_nationkey",
        rightOn: "n_nationkey",
      })
      .select(col("o_orderdate").dt.year().alias("o_year"), revenue.alias("volume"), "nation")
      .groupBy("o_year")
      .agg(
        when(col("nation").eq("BRAZIL"))
          .then(col("volume").cast(Float64))
          .otherwise(0)
          .sum()
          .div(col("volume").sum())
          .alias("mkt_share"),
      )
      .sort("o_year"),

  q09: ({ part, supplier, lineitem, partsupp, orders, nation }) =>
    part
      .filter(col("p_name").str.contains("green", { literal: true }))
      .join(lineitem, { leftOn: "p_partkey", rightOn: "l_partkey" })
      .join(supplier, { leftOn: "l_suppkey", rightOn: "s_suppkey" })
      .join(partsupp, { leftOn: ["l_suppkey", "p_partkey"], rightOn: ["ps_suppkey", "ps_partkey"] })
      .join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" })
      .join(nation, { leftOn: "s_nationkey", rightOn: "n_nationkey" })
      .select(
        col("n_name").alias("nation"),
        col("o_orderdate").dt.year().alias("o_year"),
        revenue.sub(float("ps_supplycost").mul(float("l_quantity"))).alias("amount"),
      )
      .groupBy("nation", "o_year")
      .agg(col("amount").sum().alias("sum_profit"))
      .sort("nation", "o_year", { descending: [false, true] }),

  q10: ({ customer, orders, lineitem, nation }) =>
    customer
      .join(orders.filter(col("o_orderdate").ge(day("1993-10-01")), col("o_orderdate").lt(day("1994-01-01"))), {
        leftOn: "c_custkey",
        rightOn: "o_custkey",
      })
      .join(lineitem.filter(col("l_returnflag").eq("R")), { leftOn: "o_orderkey", rightOn: "l_orderkey" })
      .join(nation, { leftOn: "c_nationkey", rightOn: "n_nationkey" })
      .groupBy("c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment")
      .agg(revenue.sum().alias("revenue"))
      .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment")
      .sort("revenue", { descending: true })
      .head(20),

  q11: ({ partsupp, supplier, nation, share = 0.001 }) => {
    const held = partsupp
      .join(supplier, { leftOn: "ps_suppkey", rightOn: "s_suppkey" })
      .join(nation.filter(col("n_name").eq("GERMANY")), { leftOn: "s_nationkey", rightOn: "n_nationkey" })
      .withColumns(col("ps_supplycost").mul(col("ps_availqty")).alias("value"));
    return held
      .groupBy("ps_partkey")
      .agg(col("value").sum())
      .join(held.select(col("value").sum().cast(Float64).mul(share).alias("least")), { how: "cross" })
      .filter(col("value").cast(Float64).gt(col("least")))
      .select("ps_partkey", "value")
      .sort("value", "ps_partkey", { descending: [true, false] });
  },

  q12: ({ orders, lineitem }) => {
    const urgent = col("o_orderpriority").isIn(["1-URGENT", "2-HIGH"]);
    return orders
      .join(
        lineitem.filter(
          col("l_shipmode").isIn(["MAIL", "SHIP"]),
          col("l_commitdate").lt(col("l_receiptdate")),
          col("l_shipdate").lt(col("l_commitdate")),
          col("l_receiptdate").ge(day("1994-01-01")),
          col("l_receiptdate").lt(day("1995-01-01")),
        ),
        { leftOn: "o_orderkey", rightOn: "l_orderkey" },
      )
      .groupBy("l_shipmode")
      .agg(urgent.sum().alias("high_line_count"), urgent.not().sum().alias("low_line_count"))
      .sort("l_shipmode");
  },

  q13: ({ customer, orders }) =>
    customer
      .join(orders.filter(col("o_comment").str.contains("special.*requests").not()), {
        leftOn: "c_custkey",
        rightOn: "o_custkey",
        how: "left",
      })
      .groupBy("c_custkey")
      .agg(col("o_orderkey").count().alias("c_count"))
      .groupBy("c_count")
      .agg(len().alias("custdist"))
      .sort("custdist", "c_count", { descending: true }),

  q14: ({ lineitem, part }) =>
    lineitem
      .filter(col("l_shipdate").ge(day("1995-09-01")), col("l_shipdate").lt(day("1995-10-01")))
      .join(part, { leftOn: "l_partkey", rightOn: "p_partkey" })
      .select(
        when(col("p_type").str.startsWith("PROMO"))
          .then(revenue)
          .otherwise(0)
          .sum()
          .mul(100)
          .div(revenue.sum())
          .alias("promo_revenue"),
      ),

  q15: ({ lineitem, supplier }) => {
    const earned = lineitem
      .filter(col("l_shipdate").ge(day("1996-01-01")), col("l_shipdate").lt(day("1996-04-01")))
      .groupBy("l_suppkey")
      .agg(revenue.sum().alias("total_revenue"));
    return supplier
      .join(earned.filter(col("total_revenue").eq(col("total_revenue").max())), {
        leftOn: "s_suppkey",
        rightOn: "l_suppkey",
      })
      .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
      .sort("s_suppkey");
  },

  q16: ({ partsupp, part, supplier }) =>
    part
      .filter(
        col("p_brand").ne("Brand#45"),
        col("p_type").str.startsWith("MEDIUM POLISHED").not(),
        col("p_size").isIn([49, 14, 23, 45, 19, 3, 36, 9]),
      )
      .join(partsupp, { leftOn: "p_partkey", rightOn: "ps_partkey" })
      .join(supplier.filter(col("s_comment").str.contains("Customer.*Complaints")), {
        leftOn: "ps_suppkey",
        rightOn: "s_suppkey",
        how: "anti",
      })
      .groupBy("p_brand", "p_type", "p_size")
      .agg(col("ps_suppkey").nUnique().alias("supplier_cnt"))
      .sort("supplier_cnt", "p_brand", "p_type", "p_size", { descending: [true, false, false, false] }),

  q17: ({ lineitem, part }) =>
    part
      .filter(col("p_brand").eq("Brand#23"), col("p_container").eq("MED BOX"))
      .join(lineitem, { leftOn: "p_partkey", rightOn: "l_partkey" })
      .filter(col("l_quantity").cast(Float64).lt(col("l_quantity").mean().over("p_partkey").cast(Float64).mul(0.2)))
      .select(col("l_extendedprice").cast(Float64).sum().div(7).alias("avg_yearly")),

  q18: ({ customer, orders, lineitem }) =>
    lineitem
      .groupBy("l_orderkey")
      .agg(col("l_quantity").sum().alias("sum_qty"))
      .filter(col("sum_qty").gt(300))
      .join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" })
      .join(customer, { leftOn: "o_custkey", rightOn: "c_custkey" })
      .select(
        "c_name",
        col("o_custkey").alias("c_custkey"),
        col("l_orderkey").alias("o_orderkey"),
        "o_orderdate",
        "o_totalprice",
        "sum_qty",
      )
      .sort("o_totalprice", "o_orderdate", { descending: [true, false] })
      .head(100),

  q19: ({ lineitem, part }) => {
    const kind = (brand: string, containers: string[], least: number, most: number) =>
      col("p_brand")
        .eq(brand)
        .and(col("p_container").isIn(containers))
        .and(col("l_quantity").isBetween(least, least + 10))
        .and(col("p_size").isBetween(1, most));
    return lineitem
      .filter(col("l_shipmode").isIn(["AIR", "AIR REG"]), col("l_shipinstruct").eq("DELIVER IN PERSON"))
      .join(part, { leftOn: "l_partkey", rightOn: "p_partkey" })
      .filter(
        kind("Brand#12", ["SM CASE", "SM BOX", "SM PACK", "SM PKG"], 1, 5)
          .or(kind("Brand#23", ["MED BAG", "MED BOX", "MED PKG", "MED PACK"], 10, 10))
          .or(kind("Brand#34", ["LG CASE", "LG BOX", "LG PACK", "LG PKG"], 20, 15)),
      )
      .select(revenue.sum().alias("revenue"));
  },

  q20: ({ supplier, nation, partsupp, part, lineitem }) => {
    const shipped = lineitem
      .filter(col("l_shipdate").ge(day("1994-01-01")), col("l_shipdate").lt(day("1995-01-01")))
      .groupBy("l_partkey", "l_suppkey")
      .agg(col("l_quantity").sum().cast(Float64).mul(0.5).alias("half"));
    const spare = partsupp
      .join(part.filter(col("p_name").str.startsWith("forest")), {
        leftOn: "ps_partkey",
        rightOn: "p_partkey",
        how: "semi",
      })
      .join(shipped, { leftOn: ["ps_partkey", "ps_suppkey"], rightOn: ["l_partkey", "l_suppkey"] })
      .filter(col("ps_availqty").gt(col("half")));
    return supplier
      .join(nation.filter(col("n_name").eq("CANADA")), { leftOn: "s_nationkey", rightOn: "n_nationkey" })
      .join(spare, { leftOn: "s_suppkey", rightOn: "ps_suppkey", how: "semi" })
      .select("s_name", "s_address")
      .sort("s_name");
  },

  q21: ({ supplier, lineitem, orders, nation }) => {
    const late = lineitem.filter(col("l_receiptdate").gt(col("l_commitdate")));
    const several = lineitem
      .groupBy("l_orderkey")
      .agg(col("l_suppkey").nUnique().alias("suppliers"))
      .filter(col("suppliers").gt(1));
    const alone = late.groupBy("l_orderkey").agg(col("l_suppkey").nUnique().alias("late")).filter(col("late").eq(1));
    return supplier
      .join(nation.filter(col("n_name").eq("SAUDI ARABIA")), { leftOn: "s_nationkey", rightOn: "n_nationkey" })
      .join(late, { leftOn: "s_suppkey", rightOn: "l_suppkey" })
      .join(orders.filter(col("o_orderstatus").eq("F")), { leftOn: "l_orderkey", rightOn: "o_orderkey" })
      .join(several, { on: "l_orderkey", how: "semi" })
      .join(alone, { on: "l_orderkey", how: "semi" })
      .groupBy("s_name")
      .agg(len().alias("numwait"))
      .sort("numwait", "s_name", { descending: [true, false] })
      .head(100);
  },

  q22: ({ customer, orders }) => {
    const called = customer
      .withColumns(col("c_phone").str.slice(0, 2).alias("cntrycode"))
      .filter(col("cntrycode").isIn(["13", "31", "23", "29", "30", "18", "17"]));
    return called
      .join(called.filter(col("c_acctbal").gt(0)).select(col("c_acctbal").mean().cast(Float64).alias("mean")), {
        how: "cross",
      })
      .filter(col("c_acctbal").cast(Float64).gt(col("mean")))
      .join(orders, { leftOn: "c_custkey", rightOn: "o_custkey", how: "anti" })
      .groupBy("cntrycode")
      .agg(len().alias("numcust"), col("c_acctbal").sum().alias("totacctbal"))
      .sort("cntrycode");
  },
};
