/** Temperatures in windows of time, and names put in order: time series and text. Run: node examples/migrate/weather-series.ts [data] [out] */
import pl from "polaroid/compat";

const [data = "examples/data", out = "."] = process.argv.slice(2);

const weather = (await pl.readParquet(`${data}/weather.parquet`)).withColumns(
  pl.col("temp").minus(32).div(1.8).round(2).as("celsius"),
  pl
    .col("time_hour")
    .dt.replaceTimeZone("UTC")
    .dt.convertTimeZone("America/New_York")
    .dt.strftime("%Y-%m-%d")
    .as("date"),
);
console.log(weather.shape, weather.select("time_hour", "celsius").head(2).toRecords());

// A row a day at one airport, with what the week before was like.
const newark = weather
  .filter(pl.col("origin").eq(pl.lit("EWR")))
  .unique({ subset: ["time_hour"], keep: "first", maintainOrder: true })
  .sort("time_hour");
const daily = newark
  .groupByDynamic({ indexColumn: "time_hour", every: "1d" })
  .agg(
    pl.col("celsius").mean().as("mean"),
    pl.col("celsius").max().as("high"),
    pl.col("celsius").min().as("low"),
    pl.col("precip").sum().as("rain"),
    pl.col("celsius").count().as("hours"),
  );
const trend = daily
  .withColumns(
    pl.col("mean").rollingMean(7).round(6).as("week"),
    pl.col("high").rollingMax({ windowSize: 3, minPeriods: 1 }).as("high3"),
    pl.col("mean").shift(1).as("yesterday"),
    pl.col("mean").diff(1).round(6).as("change"),
    pl.col("rain").cumSum().round(6).as("rain_so_far"),
    pl.col("mean").ewmMean(0.3).round(6).as("smooth"),
  )
  .withColumns(pl.col("mean").round(6), pl.col("yesterday").round(6));
console.log(trend.height, trend.columns);
for (const row of trend.slice(6, 4).toRecords()) console.log(row);
console.log("greatest change", trend.select(pl.col("change").abs().max()).item());

// Windows that move with the rows.
const moving = newark
  .groupByRolling({ indexColumn: "time_hour", period: "6h" })
  .agg(pl.col("celsius").mean().round(3).as("six_hours"));
console.log("moving", moving.height, moving.tail(3).toRecords());

// Months and hours from the calendar.
const months = weather
  .groupBy(pl.col("time_hour").dt.month().as("month"), "origin")
  .agg(pl.col("celsius").mean().round(2), pl.col("wind_speed").max().round(1))
  .sort(["month", "origin"]);
console.log(months.head(6).rows());
const byDate = weather
  .groupBy("date")
  .agg(pl.col("precip").sum().round(6).as("rain"))
  .sort({ by: ["rain", "date"], descending: [true, false] });
console.log("wettest", byDate.head(3).toRecords());

// Gaps between readings, and readings that are not there.
const gaps = newark.select(pl.col("time_hour").dt.timestamp().diff(1).as("gap"));
console.log("gaps", gaps.filter(pl.col("gap").gt(3_600_000)).height);
const gusts = weather.getColumn("wind_gust");
console.log("gusts", gusts.nullCount(), gusts.dropNulls().len(), gusts.max());
console.log("filled", newark.select(pl.col("pressure").interpolate().forwardFill().backwardFill().nullCount()).item());

// Names of aircraft and airports, cleaned.
const planes = (await pl.readParquet(`${data}/planes.parquet`)).withColumns(
  pl
    .col("manufacturer")
    .str.toLowerCase()
    .str.replace("airbus.*", "airbus")
    .str.replaceAll(/[^a-z]/, " ")
    .str.strip()
    .as("maker"),
  pl.col("model").str.split("-").list.first().as("family"),
  pl.col("tailnum").str.slice(1, 3).as("digits"),
  pl.col("type").str.contains("multi").as("multi"),
);
const makers = planes
  .groupBy("maker")
  .agg(pl.len().as("planes"), pl.col("family").nUnique().as("families"), pl.col("year").min().as("oldest"))
  .sort(["planes", "maker"], [true, false]);
console.log(makers.head(5).toRecords());
console.log(
  "multi",
  planes.select(pl.col("multi").sum()).item(),
  planes
    .select(
      pl
        .col("digits")
        .str.extract(/^([0-9]+)$/, 1)
        .nullCount(),
    )
    .item(),
);
const airports = (await pl.readCSV(`${data}/airports.csv`, { inferSchemaLength: 2000 })).select(
  pl.format("{} ({})", pl.col("name").str.strip(), "faa").as("label"),
  pl.col("tzone").str.split("/").list.last().str.replace("_", " ").as("city"),
  pl.col("name").str.lengths().as("length"),
  pl.col("faa").str.padStart(5, "*").as("padded"),
);
console.log(airports.sort(["length", "label"], [true, false]).head(3).toRecords());

// Dates of text.
const text = pl.DataFrame({
  when: ["2013-01-05", "2013-13-01", "2013-07-04"],
  what: [" New  Year", "nothing", "Fourth "],
});
const dated = text.withColumns(pl.col("when").str.strptime(pl.Date, "%Y-%m-%d"), pl.col("what").str.strip());
console.log(dated.toRecords(), dated.getColumn("when").dt.weekday().toArray());

await trend.writeParquet(`${out}/trend.parquet`);
await makers.writeJSON(`${out}/makers.json`, { format: "json" });
console.log((await pl.readParquet(`${out}/trend.parquet`, { columns: ["time_hour", "week"] })).tail(2).toRecords());
