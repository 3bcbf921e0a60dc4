import {
  col,
  DataFrame,
  dateRange,
  dateRanges,
  datetimeRange,
  Int16,
  intRange,
  intRanges,
  len,
  linearSpaces,
  timeRange,
} from "polaroid";
import { describe } from "vitest";
import { agree, df, same } from "./agree.ts";

const right = new DataFrame({ s: ["a"], at: [new Date(0)], f64: [1], extra: [1n] }).lazy();
const few = df.select("s", "sn", "at", "day", "f64", "i64");

describe("inferred types are those of the resolved plan, of frames along a time", () => {
  agree([
    same(few.joinAsof(right, { on: "at", by: "s", tolerance: "2ms" }), {
      s: "Utf8",
      sn: "Utf8?",
      at: 'Datetime("ms")',
      day: "Date32",
      f64: "Float64",
      i64: "Int64",
      f64_right: "Float64?",
      extra: "Int64?",
    }),
    same(
      few
        .select("at", "s")
        .joinAsof(right, { leftOn: "at", rightOn: "at", byLeft: "s", byRight: "s", coalesce: false, suffix: "_r" }),
      {
        at: 'Datetime("ms")',
        s: "Utf8",
        at_r: 'Datetime("ms")?',
        f64: "Float64?",
        extra: "Int64?",
      },
    ),
    same(few.select("f64", "s").joinWhere(right, col("f64").gt(col("f64_right"))), {
      f64: "Float64",
      s: "Utf8",
      s_right: "Utf8",
      at: 'Datetime("ms")',
      f64_right: "Float64",
      extra: "Int64",
    }),
    same(few.select("f64").joinWhere(right.select("extra"), col("f64").gt(col("extra")), { how: "left" }), {
      f64: "Float64",
      extra: "Int64?",
    }),
    same(
      few
        .groupByDynamic("day", { every: "1w", groupBy: "sn", includeBoundaries: true })
        .agg(col("f64").sum(), col("i64"), len()),
      {
        sn: "Utf8?",
        _lower_boundary: 'Datetime("us")',
        _upper_boundary: 'Datetime("us")',
        day: "Date32",
        f64: "Float64",
        i64: "List(Int64)",
        len: "UInt32",
      },
    ),
    same(few.groupByDynamic("at", { every: "1h", groupBy: ["s", col("i64").alias("k")] }).agg(col("f64").mean()), {
      s: "Utf8",
      k: "Int64",
      at: 'Datetime("ms")',
      f64: "Float64?",
    }),
    same(few.rolling("at", { period: "2d" }).agg(col("f64").max().alias("m")), { at: 'Datetime("ms")', m: "Float64?" }),
    same(few.select("at", "s", "f64").upsample("at", { every: "1h", groupBy: "s" }), {
      at: 'Datetime("ms")',
      s: "Utf8",
      f64: "Float64?",
    }),
    same(few.resampleOhlcv("5m", { time: "at", price: "f64", volume: "i64", by: "s" }), {
      s: "Utf8",
      at: 'Datetime("ms")',
      open: "Float64?",
      high: "Float64?",
      low: "Float64?",
      close: "Float64?",
      volume: "Int64",
      vwap: "Float64",
      count: "UInt32",
    }),
    same(few.resampleOhlcv("5m", { time: "at", price: "f64", fill: "null" }), {
      at: 'Datetime("ms")',
      open: "Float64?",
      high: "Float64?",
      low: "Float64?",
      close: "Float64?",
      count: "UInt32?",
    }),
    same(few.select("at").mergeSorted(right.select("at"), "at").setSorted("at"), { at: 'Datetime("ms")' }),
    same(few.select(intRange(len(), undefined, 1, { dtype: Int16 }).alias("i")), { i: "Int16" }),
    same(few.select(dateRange(col("day").min(), col("day").max()), timeRange(null, null, "6h").alias("t")), {
      day: "Date32",
      t: "Time",
    }),
    same(few.select(datetimeRange(col("at").min(), col("at").max(), "1h", { timeUnit: "us", timeZone: "UTC" })), {
      at: 'Datetime("us", "UTC")',
    }),
    same(df.select(intRanges(col("i64"), "n").alias("x")), { x: "List(Int64)?" }),
    same(few.select(dateRanges("day", "day").alias("x"), linearSpaces(0, "f64", 3).alias("y")), {
      x: "List(Date32)?",
      y: "List(Float64)?",
    }),
  ]);
});
