/** Which airlines, routes and hours are late: joins, groups and CSV. Run: node examples/migrate/delay-report.ts [data] [out] */
import pl from "polaroid/compat";

const [data = "examples/data", out = "."] = process.argv.slice(2);

const flights = await pl.readParquet(`${data}/flights.parquet`);
const airlines = await pl.readCSV(`${data}/airlines.csv`);
const airports = await pl.readCSV(`${data}/airports.csv`, { inferSchemaLength: 2000 });

console.log("flights", flights.shape, "airlines", airlines.height, "airports", airports.height);
console.log(flights.columns.slice(0, 6));

// Airlines by their mean delay.
const flown = flights.filter(pl.col("arr_delay").isNotNull());
const byAirline = flown
  .groupBy("carrier")
  .agg(
    pl.col("arr_delay").mean().as("mean_delay"),
    pl.col("arr_delay").median().as("median_delay"),
    pl.col("arr_delay").quantile(0.9).as("late_tenth"),
    pl.col("arr_delay").gt(15).sum().as("late"),
    pl.len().as("flights"),
  )
  .join(airlines, { on: "carrier", how: "left" })
  .withColumn(pl.col("late").cast(pl.Float64).div(pl.col("flights")).mul(100).round(1).as("late_percent"))
  .sort(["late_percent", "carrier"], [true, false]);
for (const row of byAirline.select("carrier", "name", "flights", "late_percent").toRecords()) console.log(row);

// Routes with at least 500 flights, with where they lead to.
const routes = flown
  .groupBy(["origin", "dest"])
  .agg(pl.col("arr_delay").mean().round(2).as("delay"), pl.col("distance").first(), pl.count("flight").as("flights"))
  .filter(pl.col("flights").gtEq(500))
  .join(airports.select("faa", "name", "tzone"), { leftOn: "dest", rightOn: "faa", how: "left" })
  .sort({ by: ["delay", "origin", "dest"], descending: [true, false, false] });
console.log("routes", routes.height);
for (const row of routes.head(5).rows()) console.log(row.join(" | "));

// The worst day of each origin.
const days = flown
  .groupBy("origin", "month", "day")
  .agg(pl.col("dep_delay").mean().as("delay"))
  .sort(["origin", "delay"], [false, true])
  .groupBy("origin")
  .agg(pl.col("month").first(), pl.col("day").first(), pl.col("delay").first().round(1))
  .sort("origin");
console.log(days.toObject());

// Airports that no flight leads to, and destinations that are no airports here.
const unused = airports.join(flights.select(pl.col("dest").as("faa")), { on: "faa", how: "anti" });
const unknown = flights
  .select("dest")
  .unique()
  .join(airports.rename({ faa: "dest" }), { on: "dest", how: "anti" })
  .sort("dest");
console.log("unused", unused.height, "unknown", unknown.getColumn("dest").toArray());

// Late by hour, as words.
const hours = flown
  .withColumns(
    pl
      .when(pl.col("hour").lt(12))
      .then(pl.lit("morning"))
      .when(pl.col("hour").lt(18))
      .then(pl.lit("afternoon"))
      .otherwise(pl.lit("evening"))
      .as("part"),
    pl.col("dep_delay").minus(pl.col("arr_delay")).as("made_up"),
  )
  .groupBy("part")
  .agg(pl.col("dep_delay").mean().round(3), pl.col("made_up").mean().round(3), pl.col("made_up").max().as("most"))
  .sort("part");
console.log(hours.toRecords());
const worst = hours.getColumn("dep_delay");
console.log("worst part", hours.getColumn("part").get(worst.argMax()), worst.max());

await byAirline.writeCSV(`${out}/airlines.csv`);
await routes.select("origin", "dest", "name", "flights", "delay").writeCSV(`${out}/routes.csv`, { separator: ";" });
const back = await pl.readCSV(`${out}/routes.csv`, { sep: ";" });
console.log("written", back.shape, back.columns);
console.log((await days.writeCSV()).toString());
