import { Date32, Datetime, Float32, Float64, Int16, Int64, Time, UInt8, UInt32 } from "../../arrow/types.ts";
import { type Cases, failing, plans, rows } from "../case.ts";
import {
  col,
  dateRange,
  dateRanges,
  datetimeRange,
  datetimeRanges,
  intRange,
  intRanges,
  type Loose,
  len,
  linearSpace,
  linearSpaces,
  lit,
  type Query,
  timeRange,
  timeRanges,
} from "../loose.ts";
import { INF } from "./frames.ts";

const HOUR = 3_600_000_000_000n;
const whole = (): Query => rows({ a: [Int64, [1n, 2n, null, 7n]], b: [Int64, [3n, 5n, 4n, 7n]] });
const day = (): Query => rows({ s: [Date32, [19000, 19031, null]], e: [Date32, [19003, 19000, 19001]] });
const clock = (): Query =>
  rows({ s: [Datetime("ms"), [1640995200000n, null]], e: [Datetime("ms"), [1641168000000n, 1640995200000n]] });
const winter = (zone: string): Query =>
  rows({
    s: [Datetime("us", zone), [1729893600000000n]],
    e: [Datetime("us", zone), [1730073600000000n]],
  });
const hours = (): Query => rows({ s: [Time, [22n * HOUR, null]], e: [Time, [23n * HOUR + 1n, HOUR]] });
const one =
  (q: () => Query, e: Loose): (() => Query) =>
  () =>
    q().select(e.alias("x"));
const d = (n: number): Loose => lit(n, Date32);

export const RANGES: Cases = {
  ...plans({
    "whole numbers": one(whole, intRange(0, 5)),
    "from zero": one(whole, intRange(4)),
    backward: one(whole, intRange(5, 0, -2)),
    "nothing in between": one(whole, intRange(5, 0)),
    "of a type": one(whole, intRange(0, 5, 1, { dtype: UInt8 })),
    "as long as the frame": () => whole().withColumns(intRange(len(), undefined, 1, { dtype: UInt32 }).alias("i")),
    "of aggregates": one(whole, intRange(col("a").min(), col("b").max())),
    "in groups": () => whole().groupBy("b", { maintainOrder: true }).agg(intRange(len()).alias("x")),
    "whole numbers by row": one(whole, intRanges("a", "b")),
    "whole numbers by row, step and type": one(whole, intRanges(0, "b", 2, { dtype: Int16 })),
    "whole numbers by row, steps by row": one(whole, intRanges("b", 0, col("a").neg())),
    days: one(day, dateRange(d(19000), d(19004))),
    "days, closed left": one(day, dateRange(d(19000), d(19004), "2d", { closed: "left" })),
    "days, closed right": one(day, dateRange(d(19000), d(19004), "2d", { closed: "right" })),
    "days, open": one(day, dateRange(d(19000), d(19004), "2d", { closed: "none" })),
    "months from the 31st": one(day, dateRange(d(19023), d(19143), "1mo")),
    "months and days": one(day, dateRange(d(19000), d(19143), "1mo2d")),
    "days of columns": one(day, dateRange(col("s").min(), col("e").max())),
    "days by row": one(day, dateRanges("s", "e")),
    "weeks by row": one(day, dateRanges("s", d(19060), "1w", { closed: "left" })),
    datetimes: one(clock, datetimeRange(col("s").min(), col("e").max(), "12h")),
    "datetimes in another unit": one(clock, datetimeRange(col("s").min(), col("e").max(), "18h", { timeUnit: "ns" })),
    "datetimes by row": one(clock, datetimeRanges("s", "e", "12h", { closed: "right" })),
    "datetimes of days": one(day, datetimeRanges("s", "e", "36h")),
    "wall clocks of a zone": one(clock, datetimeRanges("s", "e", "1d", { timeZone: "Asia/Tokyo" })),
    "days of a zone, clocks back": one(
      () => winter("Europe/Paris"),
      datetimeRange(col("s").first(), col("e").first(), "1d"),
    ),
    "hours of a zone, clocks back": one(
      () => winter("Europe/Paris"),
      datetimeRange(col("s").first(), col("e").first(), "12h"),
    ),
    "another zone": one(
      () => winter("Europe/Paris"),
      datetimeRange(col("s").first(), col("e").first(), "1d", { timeZone: "UTC" }),
    ),
    "months of datetimes": one(clock, datetimeRange(col("s").min(), lit(1651363200000n, Datetime("ms")), "1mo")),
    times: one(hours, timeRange(col("s").max(), col("e").max(), "25m")),
    "the whole day": one(hours, timeRange(null, null, "5h")),
    "times by row": one(hours, timeRanges("s", "e", "30m", { closed: "left" })),
    "equal distances": one(whole, linearSpace(0, 1, 11)),
    "equal distances, closed left": one(whole, linearSpace(0, 1, 3, { closed: "left" })),
    "equal distances, closed right": one(whole, linearSpace(0, 1, 3, { closed: "right" })),
    "equal distances, open": one(whole, linearSpace(0.1, 0.7, 7, { closed: "none" })),
    "one sample": one(whole, linearSpace(0, 1, 1, { closed: "none" })),
    "no sample": one(whole, linearSpace(0, 1, 0)),
    "equal distances of narrow floats": one(
      () => rows({ a: [Float32, [0.1, 0.7]] }),
      linearSpace(col("a").min(), col("a").max(), 4),
    ),
    "up to infinity": one(whole, linearSpace(lit(0, Float64), lit(INF, Float64), 3)),
    "of days": one(day, linearSpace(col("s").min(), col("s").max(), 4)),
    "of datetimes": one(clock, linearSpace(col("s").min(), col("e").max(), 4)),
    "equal distances by row": one(whole, linearSpaces("a", "b", 3)),
    "as many as a column says": one(whole, linearSpaces(0, "b", "a")),
    "equal distances by row, as arrays": one(whole, linearSpaces("a", "b", 3, { asArray: true })),
  }),
  ...failing("INVALID_ARGUMENT", {
    "a step of zero": one(whole, intRange(0, 5, 0)),
    "a null end": one(whole, intRange(0, lit(null, Int64))),
    "fewer samples than none": one(whole, linearSpace(0, 1, -1)),
  }),
  ...failing("OUT_OF_RANGE", { "too great for the type": one(whole, intRange(0, 300, 1, { dtype: UInt8 })) }),
  ...failing("SHAPE_MISMATCH", { "a column": one(whole, intRange("a", "b")) }),
  ...failing("TYPE_MISMATCH", {
    "hours between days": one(day, dateRange(d(19000), d(19004), "12h")),
    "an interval of zero": one(clock, datetimeRange(col("s").min(), col("e").max(), "0s")),
    "days between times": one(hours, timeRange(null, null, "1d")),
  }),
};
