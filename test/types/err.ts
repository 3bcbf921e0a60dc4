// Compiled, never run: every line under a `@ts-expect-error` must not compile.
import {
  coalesce,
  col,
  count,
  cs,
  DataFrame,
  exclude,
  type Float64,
  Int32,
  type LazyFrame,
  scanParquet,
  struct,
  sumHorizontal,
  type Utf8,
  when,
} from "polaroid";
import { trades as df, eager, is, listings, type Trades } from "./schema.ts";

declare function takesText(rows: { price: string }[]): void;
declare function takesBigint(rows: { id: bigint }[]): void;

// Wrong names.
// @ts-expect-error
df.filter(col("pirce").gt(100));
// @ts-expect-error
df.select("pirce");
// @ts-expect-error
df.select("sym", col("pirce").mul(2).alias("x"));
// @ts-expect-error
df.select(["sym", "pirce"]);
// @ts-expect-error
df.withColumns(col("price").add(col("qtty")).alias("x"));
// @ts-expect-error
df.filter("pirce");
// @ts-expect-error
df.drop("pirce");
// @ts-expect-error
df.rename({ pirce: "cost" });
// @ts-expect-error
df.cast({ pirce: Int32 });
// @ts-expect-error
df.sort("pirce");
// @ts-expect-error
df.sort("price", "pirce", { descending: true });
// @ts-expect-error
df.groupBy("smy");
// @ts-expect-error
df.groupBy("sym").agg(col("pirce").sum());
// @ts-expect-error
df.groupBy("sym").agg("pirce");
// @ts-expect-error
df.unique({ subset: "smy" });
// @ts-expect-error
df.dropNulls("smy");
// @ts-expect-error
df.topK(3, { by: "pirce" });
// @ts-expect-error
df.drop("price").filter(col("price").gt(1));
// @ts-expect-error
df.rename({ price: "cost" }).select("price");
// @ts-expect-error
df.select("sym").select("price");
// @ts-expect-error
df.select(col("price").sum().over("smy"));
// @ts-expect-error
df.select(col("price").sortBy("smy"));
// @ts-expect-error
df.select(col(["price", "qtty"]).mul(2));
// @ts-expect-error
df.select(exclude("qtty").alias("x"), coalesce("price", "qtty"));
// @ts-expect-error
df.select(count("qtty"));
// @ts-expect-error
df.select(struct("price", "qtty"));
// @ts-expect-error
df.unpivot({ index: "smy" });
// @ts-expect-error
df.explode("tgas");
// @ts-expect-error
df.groupBy("sym").agg(col("price").sum()).filter(col("qty").gt(1));
// @ts-expect-error
eager.filter(col("pirce").gt(100));
// @ts-expect-error
eager.getColumn("pirce");
// @ts-expect-error
eager.pivot({ on: "smy", index: "day", values: "price" });
// @ts-expect-error
df.join(listings, { on: "price_" });
// @ts-expect-error
df.join(listings, { on: "qty" });
// @ts-expect-error
df.join(listings, { leftOn: "sym", rightOn: "qty" });
// @ts-expect-error
df.join(listings, { on: "sym" }).select("rank_right");

// Wrong types.
// @ts-expect-error
df.filter(col("sym").gt(100));
// @ts-expect-error
df.filter(col("price").add(1));
// @ts-expect-error
df.filter("price");
// @ts-expect-error
df.withColumns(col("sym").add(col("qty")).mul(2).cast(Int32).alias("x"));
// @ts-expect-error
df.select(col("sym").sum());
// @ts-expect-error
df.select(col("sym").sqrt());
// @ts-expect-error
df.select(col("price").str.contains("x"));
// @ts-expect-error
df.select(col("sym").dt.year());
// @ts-expect-error
df.select(col("price").list.len());
// @ts-expect-error
df.select(col("pos").struct.field("z"));
// @ts-expect-error
df.select(col("price").and(col("ok")));
// @ts-expect-error
df.select(col("tags").max());
// @ts-expect-error
df.select(col("price").isIn(["a"]));
// @ts-expect-error
df.select(col("day").add(col("day")));
// @ts-expect-error
df.select(when(col("price")).then(1).otherwise(2));
// @ts-expect-error
df.select(when(col("ok")).then(col("price")).otherwise(col("sym")).alias("c"));
// @ts-expect-error
df.select(coalesce("price", "sym"));
// @ts-expect-error
df.select(sumHorizontal("price", "sym"));
// @ts-expect-error
df.select(cs.string().sum());
// @ts-expect-error
df.select(col("price").fillNull("x"));
// @ts-expect-error
df.groupBy("sym").agg(col("note").mean());
// @ts-expect-error
df.explode("price");
// @ts-expect-error
df.select(col("at").eq(col("sym")));

// Wrong callbacks.
// @ts-expect-error
df.filter((c) => c.pirce.gt(100));
// @ts-expect-error
df.filter((c) => c.sym.gt(100));
// @ts-expect-error
df.filter((c) => c.price.add(1));
// @ts-expect-error
df.select((c) => ({ x: c.sym.sum() }));
// @ts-expect-error
df.select((c) => ({ x: c.price.mul(c.sym) }));
// @ts-expect-error
df.withColumns((c) => [c.price.str.contains("x")]);
// @ts-expect-error
df.sort((c) => c.pirce);
// @ts-expect-error
df.groupBy("sym").agg((c) => ({ x: c.tags.max() }));
// @ts-expect-error
df.select((c) => c.pos.struct.field("z"));
// @ts-expect-error
df.select((c) => c.price.add(col("qty")));

// A schema that a file is held to.
// @ts-expect-error
scanParquet("a.parquet", { schema: { id: Int32 } }).select("pirce");
// @ts-expect-error
scanParquet("a.parquet", { schema: { id: "Int32" } });
// @ts-expect-error
scanParquet<Trades>("a.parquet", { schema: { id: Int32 } });

// Wrong values.
// @ts-expect-error
col("x").cast("Int32");
// @ts-expect-error
col("x").str.contains(1);
// @ts-expect-error
col("x").quantile(0.5, "middle");
// @ts-expect-error
df.join(listings, { on: "sym", how: "outer" });
// @ts-expect-error
is<{ a: Utf8 }>()(new DataFrame({ a: [1] }));
// @ts-expect-error
takesText(eager.select("price").toRecords());
// @ts-expect-error
takesBigint(eager.select("id").toRecords());
// @ts-expect-error
export const wide: LazyFrame<Trades> = df.select("price");
// @ts-expect-error
export const notNull: LazyFrame<{ maybe: Float64 }> = df.select("maybe");
