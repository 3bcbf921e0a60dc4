// Compiled, never run: each `is` holds a frame to exactly one schema.
import {
  all,
  allHorizontal,
  type Bool,
  type Cols,
  coalesce,
  col,
  concat,
  concatList,
  concatStr,
  cs,
  DataFrame,
  type Date32,
  Datetime,
  type Decimal,
  type Duration,
  exclude,
  Float32 as F32,
  type Float32,
  Float64,
  Int16 as I16,
  type Int8,
  type Int16,
  type Int32,
  Int64,
  type LazyFrame,
  List,
  len,
  lit,
  maxHorizontal,
  meanHorizontal,
  minHorizontal,
  type Null,
  Nullable,
  type Row,
  readIpc,
  readParquet,
  Series,
  type Struct,
  scan,
  scanParquet,
  struct,
  sumHorizontal,
  type UInt8,
  type UInt32,
  Utf8,
  when,
} from "polaroid";
import { trades as df, eager, is, type Listing, listings, type Trades, untyped } from "./schema.ts";

type With<T> = Omit<Trades, keyof T> & T;

// Names and literals.
is<Trades>()(df.filter(col("price").gt(100)));
is<{ sym: Utf8; notional: Float64 }>()(df.select("sym", col("price").mul(col("qty")).alias("notional")));
is<{ sym: Utf8; price: Float64 }>()(df.select(["sym", "price"]));
is<{ id: Int64 }>()(df.select(col("id").mul(2)));
is<{ qty: Float64 }>()(df.select(col("qty").mul(2.5)));
is<{ qty: Int64 }>()(df.select(col("qty").add(3_000_000_000)));
is<{ small: Int8 }>()(df.select(col("small").add(100)));
is<{ small: Int16 }>()(df.select(col("small").add(300)));
is<{ byte: Int16 }>()(df.select(col("byte").sub(-1)));
is<{ f: Float32 }>()(df.select(col("f").mul(2.5)));
is<{ literal: Int32 }>()(df.select(lit(1)));
is<{ a: Int64; b: Float64; c: Utf8; d: Bool; e: Null; f: Datetime<"ms", null> }>()(
  df.select(
    lit(5_000_000_000).alias("a"),
    lit(1.5).alias("b"),
    lit("x").alias("c"),
    lit(true).alias("d"),
    lit(null).alias("e"),
    lit(new Date()).alias("f"),
  ),
);
is<{ x: Int16 }>()(df.select(lit(1, I16).alias("x")));

// Arithmetic, comparison, logic.
is<{ a: Int64; b: Float64; n: UInt32 }>()(
  df.select(col("qty").add(col("id")).alias("a"), col("qty").div(2).alias("b"), len().alias("n")),
);
is<{ byte: Int16 }>()(df.select(col("byte").add(col("small"))));
is<{ qty: Int32 | Null }>()(df.select(col("qty").floorDiv(2)));
is<{ price: Float64 }>()(df.select(col("price").mod(2)));
is<{ qty: Int32 }>()(df.select(col("qty").pow(2)));
is<{ price: Float64 | Null }>()(df.select(col("price").mul(col("maybe"))));
is<{ day: Duration<"us"> }>()(df.select(col("day").sub(col("day"))));
is<{ at: Datetime<"ms", "UTC"> }>()(df.select(col("at").add(col("span"))));
is<{ at: Duration<"us"> }>()(df.select(col("at").sub(new Date())));
is<{ sym: Utf8 | Null }>()(df.select(col("sym").add(col("note"))));
is<{ dec: Decimal<38, 2> }>()(df.select(col("dec").add(col("dec"))));
is<{ maybe: Bool | Null }>()(df.select(col("maybe").gt(1)));
is<{ maybe: Bool }>()(df.select(col("maybe").eqMissing(1)));
is<{ note: Bool }>()(df.select(col("note").isNull()));
is<{ price: Bool }>()(df.select(col("price").gt(1).and(col("sym").eq("A"), col("ok"))));
is<{ price: Bool | Null }>()(df.select(col("price").isBetween(1, col("maybe"))));
is<{ qty: Bool; note: Bool | Null }>()(df.select(col("qty").isIn([1, 2]), col("note").isIn(["a", null])));
is<{ cat: Bool }>()(df.select(col("cat").eq("x")));

// Casts, conditions, nulls.
is<{ qty: Int16 }>()(df.select(col("qty").cast(I16)));
is<{ note: Int16 | Null }>()(df.select(col("note").cast(I16)));
is<{ sym: Int64 | Null }>()(df.select(col("sym").cast(Int64, { strict: false })));
is<{ maybe: Float64; note: Utf8 }>()(df.select(col("maybe").fillNull(0), col("note").fillNull("")));
is<{ maybe: Float64 | Null }>()(df.select(col("maybe").fillNull({ strategy: "forward" })));
is<{ price: Float64 }>()(df.select(when(col("ok")).then(col("price")).otherwise(0)));
is<{ c: Utf8 | Null }>()(df.select(when(col("price").gt(1)).then("hi").otherwise(null).alias("c")));
is<{ c: Utf8 | Null }>()(df.select(when("ok").then("hi").alias("c")));
is<{ c: Float64 }>()(
  df.select(when(col("price").gt(1)).then(col("qty")).when(col("ok")).then(1.5).otherwise(col("price")).alias("c")),
);
is<{ maybe: Float64 }>()(df.select(coalesce("maybe", "price")));
is<{ maybe: Float64; price: Float64 }>()(df.select(coalesce("maybe", lit(0)), minHorizontal("price", "qty")));
is<{ qty: Int64; price: Float64; ok: Bool }>()(
  df.select(sumHorizontal("qty", "id"), meanHorizontal("price", "maybe"), allHorizontal("ok", col("qty").gt(1))),
);
is<{ qty: Int32 }>()(df.select(maxHorizontal("qty", "small")));

// Aggregates and windows.
is<{ small: Int64; ok: UInt32; price: Float64 | Null; qty: Int32 | Null }>()(
  df.select(col("small").sum(), col("ok").sum(), col("price").mean(), col("qty").max()),
);
is<{ sym: UInt32; day: Datetime<"us", null> | Null }>()(df.select(col("sym").nUnique(), col("day").mean()));
is<{ maybe: List<Float64 | Null> }>()(df.select(col("maybe").implode()));
is<{ ok: Bool }>()(df.select(col("ok").any()));
is<{ ok: Bool | Null }>()(df.select(col("ok").any(false)));
is<{ p: Float64; r: UInt32; s: Float64 }>()(
  df.select(
    col("price").sum().over("sym").alias("p"),
    col("price").rank("dense").over("sym", { orderBy: "day" }).alias("r"),
    col("price").rank().alias("s"),
  ),
);
is<{ qty: Int32 | Null; at: Duration<"us"> | Null }>()(df.select(col("qty").shift(1), col("at").diff()));
is<{ small: Int64 }>()(df.select(col("small").cumSum()));

// Utf8, times, lists, structs.
is<{ note: Bool | Null; day: Int32; at: Int8 }>()(
  df.select(col("note").str.contains("x"), col("day").dt.year(), col("at").dt.month()),
);
is<{ sym: UInt32; note: List<Utf8> | Null; cat: Utf8 }>()(
  df.select(col("sym").str.lenChars(), col("note").str.split(","), col("cat").str.toUppercase()),
);
is<{ sym: Datetime<"us", null> }>()(df.select(col("sym").str.toDatetime("%Y")));
is<{ sym: Datetime<"ms", "UTC"> | Null }>()(
  df.select(col("sym").str.toDatetime(null, { timeUnit: "ms", timeZone: "UTC", strict: false })),
);
is<{ at: Datetime<"us", "Europe/Paris">; local: Datetime<"ns", null> }>()(
  df.select(col("at").dt.convertTimeZone("Europe/Paris"), col("local").dt.castTimeUnit("ns")),
);
is<{ at: Utf8; span: Int64; day: Date32 }>()(
  df.select(col("at").dt.strftime("%Y"), col("span").dt.totalDays(), col("day").dt.truncate("1mo")),
);
is<{ tags: UInt32; t0: Utf8 | Null }>()(df.select(col("tags").list.len(), col("tags").list.get(0).alias("t0")));
is<{ tags: Utf8; has: Bool }>()(df.select(col("tags").list.join("-"), col("tags").list.contains("x").alias("has")));
is<{ x: Float64 | Null }>()(df.select(col("pos").struct.field("x")));
is<{ s: Struct<{ price: Float64; sym: Utf8 }> }>()(df.select(struct("price", col("sym")).alias("s")));
is<{ price: List<Float64>; sym: Utf8 | Null }>()(
  df.select(concatList("price", "qty"), concatStr(["sym", "note"], { separator: "-" })),
);

// Several columns at once, and their names.
is<{ price: Float64; qty: Int32 }>()(df.select(col(["price", "qty"]).mul(2)));
is<{ price: Float64; qty: Int32 }>()(df.select(col("price", "qty")));
is<{ ok: Bool }>()(df.select(cs.boolean()));
is<{ price_s: Float64; maybe_s: Float64; f_s: Float32 }>()(df.select(cs.float().sum().name.suffix("_s")));
is<Trades>()(df.select(all()));
is<Omit<Trades, "price" | "qty">>()(df.select(exclude("price", "qty")));
is<Omit<Trades, "price">>()(df.select(all().exclude("price")));
is<{ sym: Utf8; note: Utf8 | Null }>()(df.select(col(Utf8)));
is<{ total_price: Float64; PRICE: Float64; price: Float64 }>()(
  df.select(
    col("price").name.prefix("total_"),
    col("price").name.toUppercase(),
    col("price").add(1).alias("y").name.keep(),
  ),
);

// Verbs.
is<With<{ price: Int16; total: Float64 }>>()(
  df.withColumns(col("price").cast(I16), col("price").mul(2).alias("total")),
);
is<Omit<Trades, "price" | "qty">>()(df.drop("price", "qty"));
is<Omit<Trades, "price" | "qty">>()(df.drop(["price", "qty"]));
is<Omit<Trades, "price" | "qty">>()(df.drop("price", ["qty"]));
is<Omit<Trades, "ok" | "sym">>()(df.drop(cs.boolean(), "sym"));
is<Omit<Trades, "price"> & { cost: Float64 }>()(df.rename({ price: "cost" }));
is<With<{ qty: Int64; note: Int64 | Null; price: Float32 | Null }>>()(
  df.cast({ qty: Int64, note: Int64 }).cast({ price: F32 }, { strict: false }),
);
is<With<{ i: UInt32 }>>()(df.withRowIndex("i"));
is<With<{ tags: Utf8 | Null }>>()(df.explode("tags"));
is<Trades>()(df.sort("price", { descending: true }).head(3).unique({ subset: "sym" }).slice(1).tail().limit(2));
is<Trades>()(df.sort(col("price").neg(), "sym").topK(3, { by: "price" }).sample({ n: 3 }));
is<With<{ maybe: Float64; note: Utf8 }>>()(df.dropNulls());
is<With<{ maybe: Float64 }>>()(df.dropNulls("maybe"));
is<With<{ maybe: Float64; dec: Decimal<38, 2> }>>()(df.fillNull(0));
is<{ sym: UInt32; qty: UInt32 }>()(df.select("sym", "qty").nullCount());
is<{ sym: Utf8; variable: Utf8; value: Float64 }>()(df.select("sym", "price", "qty").unpivot({ index: "sym" }));
is<{ sym: Utf8; k: Utf8; v: Int64 }>()(
  df.unpivot({ index: ["sym"], on: ["qty", "id"], variableName: "k", valueName: "v" }),
);

// Groups.
is<{ sym: Utf8; price: Float64; qty: Int32 | Null; n: UInt32 }>()(
  df.groupBy("sym").agg(col("price").sum(), col("qty").max(), len().alias("n")),
);
is<{ sym: Utf8; price: List<Float64>; note: List<Utf8 | Null> }>()(df.groupBy("sym").agg("price", col("note")));
is<{ year: Int32; sym: Utf8; price: List<Float64> }>()(
  df.groupBy(col("day").dt.year().alias("year"), "sym").agg(col("price").filter(col("ok"))),
);
is<{ sym: Utf8; len: UInt32 }>()(df.groupBy("sym", { maintainOrder: true }).len());
is<{ sym: Utf8; qty: Int32; price: Float64 }>()(df.select("sym", "qty", "price").groupBy("sym").sum());
is<{ sym: Utf8; price: Float64 | Null; qty: Float64 | Null }>()(df.select("sym", "qty", "price").groupBy("sym").mean());
is<{ sym: Utf8; price: Float64 }>()(df.select("sym", "price").groupBy("sym").agg(all().sum()));

// Joins.
is<With<{ name: Utf8; price_right: Float64; rank: Int16 | Null }>>()(df.join(listings, { on: "sym" }));
is<With<{ name: Utf8 | Null; price_r: Float64 | Null; rank: Int16 | Null }>>()(
  df.join(listings, { on: "sym", how: "left", suffix: "_r" }),
);
is<Trades>()(df.join(listings, { on: "sym", how: "semi" }));
is<Trades>()(df.join(listings, { on: ["sym", "price"], how: "anti" }));
is<With<{ sym_right: Utf8; price_right: Float64; rank: Int16 | Null }>>()(
  df.join(listings, { leftOn: "note", rightOn: "name" }),
);
is<{ sym: Utf8; qty: Int32 | Null; name: Utf8; price: Float64; rank: Int16 | Null }>()(
  df.select("sym", "qty").join(listings, { on: "sym", how: "right" }),
);
is<{
  sym: Utf8 | Null;
  qty: Int32 | Null;
  sym_right: Utf8 | Null;
  name: Utf8 | Null;
  price: Float64 | Null;
  rank: Int16 | Null;
}>()(df.select("sym", "qty").join(listings, { on: "sym", how: "full" }));
is<{ sym: Utf8; qty: Int32 | Null; name: Utf8 | Null; price: Float64 | Null; rank: Int16 | Null }>()(
  df.select("sym", "qty").join(listings, { on: "sym", how: "full", coalesce: true }),
);
is<{ qty: Int32; sym: Utf8; name: Utf8; price: Float64; rank: Int16 | Null }>()(
  df.select("qty").join(listings, { how: "cross" }),
);

// Callbacks.
is<Trades>()(df.filter((c) => c.price.gt(100)));
is<Trades>()(df.filter((c) => c.price.gt(c.qty).and(c.sym.str.contains("x"))));
is<With<{ total: Float64; m: Float64 | Null }>>()(
  df.withColumns((c) => ({ total: c.price.mul(c.qty), m: c.price.mean() })),
);
is<{ x: Float64 | Null; y: Utf8 | Null }>()(df.select((c) => ({ x: c.pos.struct.field("x"), y: c.note })));
is<{ price: Float64; n: Int8 }>()(df.select((c) => [c.price.mul(2), c.at.dt.month().alias("n")]));
is<{ sym: Utf8; p: Float64; all: List<Int32> }>()(
  df.groupBy("sym").agg((c) => ({ p: c.price.mul(c.qty).sum(), all: c.qty })),
);
is<Trades>()(df.sort((c) => c.price.neg()));
is<{ c: Int32 }>()(df.select((c) => when(c.price.gt(1)).then(c.qty).otherwise(0).alias("c")));
is<Trades>()(eager.filter((c) => c.ok.not().or(c.maybe.isNull())));
is<Trades>()(eager.lazy());

// Untyped frames are pleasant.
const u = untyped.filter(col("anything").gt(3)).withColumns(col("z").mul(2).alias("w")).select("w", col("q").sum());
export const loose: Record<string, unknown>[] = (await u.collect()).toRecords();
untyped.groupBy("k").agg(col("v").sum()).sort("v").drop("k").rename({ v: "w" }).cast({ w: F32 });
untyped.join(listings, { on: "sym" }).filter((c) => c.foo.gt(3));
df.join(untyped, { on: "sym", how: "left" }).select("x");
export const scanned: LazyFrame<Listing> = scanParquet<Listing>("listings.parquet").filter(col("rank").isNotNull());
is<{ name: Utf8 }>()((await readParquet<Listing>("listings.parquet")).select("name"));
const held = { id: Int64, price: Nullable(Float64), at: Datetime("us", "UTC"), tags: List(Utf8) };
interface Held {
  id: Int64;
  price: Float64 | Null;
  at: Datetime<"us", "UTC">;
  tags: List<Utf8>;
}
declare const heldTo: Held;
is<Held>()(scanParquet("a.parquet", { schema: held }));
is<Held>()(scan("a.arrow", { schema: heldTo }));
is<Held>()(await readIpc("a.arrow", { schema: { ...held }, engine: "wasm" }));
is<Held>()((await readParquet<Held>("a.parquet", { schema: held })).filter(col("price").gt(1)));
is<any>()(scanParquet("a.parquet"));
is<any>()(scanParquet("a.parquet", { checksum: true }));
export const some: string = "price";
untyped.select(some, col(some));
is<any>()(df.drop(some));
is<Trades>()(concat([df, df]));
is<any>()(concat([df.select("price"), df.select("sym")], { how: "diagonal" }));
is<any>()(df.select([some]));
is<any>()(df.rename({ [some]: "x" }));

// Values in and out.
is<{ a: Float64; s: Utf8 | Null; b: Bool; i: Int64; d: Datetime<"ms", null>; l: List<Float64> }>()(
  new DataFrame({
    a: [1, 2],
    s: ["x", null],
    b: [true, false],
    i: [1n, 2n],
    d: [new Date(), new Date()],
    l: [[1], [2, 3]],
  }),
);
is<{ a: Int64; b: Float64 }>()(new DataFrame({ a: [1, 2], b: [1.5, 2] }, { schema: { a: Int64 } }));
is<{ t: Float64; u: UInt8 }>()(new DataFrame({ t: new Float64Array(2), u: new Uint8Array(2) }));
is<{ a: Float64; b: Utf8 | Null }>()(
  DataFrame.fromDicts([
    { a: 1, b: "x" },
    { a: 2, b: null },
  ]),
);
const records = eager.select("id", "note", "pos", "tags", "at").toRecords();
export const record:
  | { id: number; note: string | null; pos: { x: number; y: string | null }; tags: string[]; at: Date }
  | undefined = records[0];
export const exact: { id: bigint; at: string } | undefined = eager
  .select("id", "at")
  .toRecords({ int64: "bigint", datetime: "iso" })[0];
export const row: Row<{ a: Utf8 | Null }> = { a: null };
for (const r of eager.select("price")) r.price.toFixed(2);
export const prices: number[] = eager.getColumn("price").toArray();
export const total: number = new Series("x", [1, 2, 3]).sum();
export const mean: number | null = eager.getColumn("price").mean();

// A frame is also a frame of fewer columns, and of columns that may be null.
export const narrow: LazyFrame<{ price: Float64 }> = df;
export const nullable: LazyFrame<{ price: Float64 | Null }> = df;
export const kept: DataFrame<{ sym: Utf8; price: Float64 | Null }> = eager;
export const open: LazyFrame<any> = df;
export const closed: LazyFrame<Trades> = untyped;
const cheap = (f: LazyFrame<{ price: Float64 }>): LazyFrame<{ price: Float64 }> => f.filter(col("price").lt(1));
is<{ price: Float64 }>()(cheap(df));
is<{ price: Float64 }>()(df.pipe(cheap));
export const callback = (c: Cols<Trades>): unknown => c.price.mul(2);
