// Which airlines and airports were late in New York in 2013, by how much, in what weather, per month.
import { col, len, lit, scanCsv, scanParquet, when } from "polaroid";

const data = new URL("./data/", import.meta.url);
const at = (name: string): string => new URL(name, data).href;

const flights = scanParquet(at("flights.parquet"));
const planes = scanParquet(at("planes.parquet"));
const weather = scanParquet(at("weather.parquet"));
const airlines = scanCsv(at("airlines.csv"));
const airports = scanCsv(at("airports.csv"), { nullValues: ["NA"] });

const trips = flights
  .filter(col("dep_delay").isNotNull())
  .join(airlines.rename({ name: "airline" }), { on: "carrier", how: "left" })
  .join(airports.select(col("faa").alias("dest"), col("name").alias("airport")), { on: "dest", how: "left" })
  .join(planes.select("tailnum", col("year").alias("built"), "seats"), { on: "tailnum", how: "left" })
  .join(weather.select("origin", "time_hour", "wind_speed", "precip", "visib"), {
    on: ["origin", "time_hour"],
    how: "left",
  })
  .withColumns(
    col("dep_delay").gt(15).alias("late"),
    when(col("precip").gt(0).or(col("visib").lt(3)))
      .then("rain or fog")
      .when(col("wind_speed").gt(20))
      .then("strong wind")
      .when(col("wind_speed").isNull())
      .then("unknown")
      .otherwise("fair")
      .alias("sky"),
  );

const lateness = [
  len().alias("flights"),
  col("late").mean().mul(100).round(1).alias("late_percent"),
  col("dep_delay").mean().round(1).alias("mean_delay"),
  col("dep_delay").quantile(0.9, "linear").round(1).alias("worst_tenth"),
] as const;

const byAirline = trips
  .groupBy("airline")
  .agg(...lateness, lit(2013).sub(col("built").mean()).round(1).alias("mean_age"))
  .sort("late_percent", { descending: true });

const byAirport = trips
  .groupBy("airport")
  .agg(...lateness)
  .filter(col("flights").ge(1000))
  .sort("late_percent", { descending: true })
  .head(8);

const bySky = trips
  .groupBy("sky")
  .agg(...lateness)
  .sort("late_percent", { descending: true });

const worstByMonth = trips
  .groupBy("month", "airline")
  .agg(...lateness)
  .filter(col("flights").ge(200))
  .withColumns(col("late_percent").rank("ordinal", true).over("month").alias("rank"))
  .filter(col("rank").eq(1))
  .select("month", "airline", "flights", "late_percent", "mean_delay")
  .sort("month");

const queries = [
  ["Which airlines are late (more than 15 minutes), and how old are their planes?", byAirline],
  ["Which destinations?", byAirport],
  ["In what weather at the origin?", bySky],
  ["Which airline was the latest of each month?", worstByMonth],
] as const;

// Every query reads the same five files from disk.
const ROWS = 336_776 + 3_322 + 26_115 + 16 + 1_458;
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

console.log("Flights from New York in 2013: one year, five files, four questions.");
const started = performance.now();
for (const [question, query] of queries) {
  const begun = performance.now();
  const table = await query.collect();
  const millis = performance.now() - begun;
  console.log(`\n${question}\n${table.toString({ rows: 16 })}`);
  console.log(`${whole.format(ROWS)} rows read, joined and grouped in ${millis.toFixed(0)} ms`);
}
const seconds = (performance.now() - started) / 1000;

const plan = (await worstByMonth.explain()).replaceAll(data.href, "");
console.log(`\nHow the last one ran\n\n${plan.slice(plan.indexOf("optimized"))}`);
const rows = queries.length * ROWS;
console.log(
  `\n${whole.format(rows)} rows in ${seconds.toFixed(2)} s, ${whole.format(rows / seconds)} rows a second, reading the files included`,
);
