import { describe, expect, test } from "vitest";
import { col, differences, len, lit, type Query, scan, when } from "./flights.ts";

const flights = (): Query => scan("flights.parquet");
const QUERIES: Readonly<Record<string, () => Query>> = {
  "delays by carrier and month": () =>
    flights()
      .groupBy("carrier", "month")
      .agg(
        len().alias("n"),
        col("dep_delay").mean().alias("mean"),
        col("dep_delay").max().alias("max"),
        col("arr_delay").median().alias("median"),
      )
      .sort("carrier", "month"),
  "airlines' names": () =>
    flights()
      .filter(col("dep_delay").gt(60))
      .join(scan("airlines.csv"), { on: "carrier", how: "left" })
      .groupBy("name")
      .agg(len().alias("late"))
      .sort("late", "name", { descending: [true, false] }),
  "planes without a record": () =>
    flights()
      .join(scan("planes.parquet"), { on: "tailnum", how: "anti" })
      .select(len().alias("n"), col("tailnum").nUnique().alias("planes")),
  "the longest flights": () =>
    flights()
      .select("carrier", "flight", "distance", "tailnum")
      .unique({ subset: ["carrier", "flight"], keep: "first", maintainOrder: true })
      .sort("distance", "carrier", "flight", { descending: [true, false, false] })
      .head(20),
  "each carrier's share of a day": () =>
    flights()
      .groupBy("month", "day", "carrier")
      .agg(len().alias("n"))
      .withColumns(col("n").div(col("n").sum().over("month", "day")).alias("share"))
      .sort("month", "day", "carrier")
      .head(500),
  "weather at departure": () =>
    flights()
      .join(scan("weather.parquet"), { on: ["origin", "time_hour"] })
      .groupBy(when(col("precip").gt(0)).then(lit("wet")).otherwise(lit("dry")).alias("sky"))
      .agg(len().alias("n"), col("dep_delay").mean().alias("delay"))
      .sort("sky"),
  "different values of every column": () =>
    flights().select(col("carrier", "tailnum", "origin", "dest", "dep_delay").nUnique()),
};

describe("real data gives the same on both engines", () => {
  for (const [name, query] of Object.entries(QUERIES))
    test(name, async () => expect(await differences(query())).toEqual([]));
});
