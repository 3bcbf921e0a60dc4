/** CSV, JSON and Parquet through pivots, windows and a query: extract, transform, load. Run: node examples/migrate/etl.ts [data] [out] */
import pl, { col, DataFrame, lit, Series } from "polaroid/compat";

const [data = "examples/data", out = "."] = process.argv.slice(2);

// Extract: a lazy scan reads only what is asked for.
const monthly = await pl
  .scanParquet(`${data}/flights.parquet`)
  .filter(col("dep_delay").isNotNull())
  .groupBy(["origin", "carrier", "month"])
  .agg(pl.len().as("flights"), col("dep_delay").mean().as("delay"), col("air_time").sum().as("air_time"))
  .sort(["origin", "carrier", "month"])
  .collectSync();
console.log(monthly.shape, monthly.schema.delay?.toString());

// Windows: shares, ranks and changes within groups.
const ranked = monthly.withColumns(
  col("flights").sum().over("origin", "month").as("of_month"),
  col("delay").rank("dense", true).over("origin", "month").as("rank"),
  col("flights").shift(1).over("origin", "carrier").as("month_before"),
  col("flights").cumSum().over("origin", "carrier").as("so_far"),
);
const shares = ranked
  .withColumn(col("flights").cast(pl.Float64).div(col("of_month")).mul(100).round(2).as("share"))
  .withColumn(col("flights").minus(col("month_before")).as("more"))
  .filter(col("rank").ltEq(2).and(col("flights").gt(100)))
  .sort(["origin", "month", "rank"]);
console.log(shares.head(4).toRecords());

// Pivots: months beside each other, and back.
const table = monthly
  .groupBy("origin", "month")
  .agg(col("flights").sum())
  .sort(["origin", "month"])
  .pivot("flights", { index: "origin", on: "month" });
console.log(table.columns, table.rows());
const delays = monthly
  .pivot({ values: "delay", index: "carrier", on: "origin", aggregateFunc: "mean", sortColumns: true })
  .sort("carrier");
console.log(delays.head(3).toRecords());
const long = delays
  .unpivot("carrier", ["EWR", "JFK", "LGA"], { variableName: "airport", valueName: "delay" })
  .dropNulls("delay")
  .sort(["carrier", "airport"]);
console.log(long.shape, long.tail(2).toRecords());
console.log(table.select(pl.exclude("origin")).sum().toRecords());

// JSON in and out.
const carriers = (await pl.readCSV(`${data}/airlines.csv`)).withColumns(
  col("name")
    .str.replace(/ (Inc\.|Co\.|Corporation)$/, "")
    .as("short"),
  col("name").str.contains("Air").as("air"),
);
await carriers.writeJSON(`${out}/carriers.json`, { format: "json" });
const again = await pl.readJSON(`${out}/carriers.json`);
console.log(again.shape, again.frameEqual(carriers), again.row(0));

// Lists, structs and records.
const lists = monthly
  .groupBy("carrier")
  .agg(col("origin").unique(true).as("origins"), col("flights").max().as("most"))
  .sort("carrier");
const flat = lists.select(
  "carrier",
  col("origins").list.lengths().as("n"),
  col("origins").list.sort().list.join("+").as("from"),
);
console.log(flat.filter(col("n").gt(1)).head(3).toRecords(), lists.explode("origins").height);
const events = pl.readRecords([
  { id: 1, tags: ["late", "rain"], at: { gate: "A1", row: 3 } },
  { id: 2, tags: ["early"], at: { gate: "B7", row: 1 } },
]);
console.log(events.unnest("at").toRecords(), events.select(col("at").struct.field("gate")).toSeries().toArray());

// Frames put together, columns made of Series.
const extra = DataFrame(
  { carrier: ["XX", "YY"], n: [0, 0], from: [null, "EWR"] },
  { schema: { carrier: pl.Utf8, n: pl.UInt32, from: pl.Utf8 } },
);
const all = pl.concat([flat, extra]).withRowIndex("row", 1);
console.log(all.tail(3).rows(), all.nullCount().toRecords());
const score = Series(
  "score",
  all
    .getColumn("n")
    .toArray()
    .map((n: number) => n * 10),
);
const scored = all.withColumn(score).withColumn(col("score").plus(lit(0.5)).as("shifted"));
console.log(scored.select("score", "shifted").describe().toRecords());
console.log(scored.score.max(), scored[0], scored.dtypes.map(String));

// Load.
await ranked.writeParquet(`${out}/ranked.parquet`, { compression: "zstd" });
await table.writeCSV(`${out}/table.csv`);
const check = await pl
  .scanParquet(`${out}/ranked.parquet`)
  .select(col("flights").sum(), col("rank").max())
  .collectSync();
console.log(check.toRecords());
const best = await pl
  .scanCSV(`${out}/table.csv`)
  .withColumn(pl.sumHorizontal([col("1"), col("2"), col("3")]).as("quarter"))
  .select("origin", "quarter")
  .sort("quarter", true)
  .collectSync();
console.log(best.toRecords());
