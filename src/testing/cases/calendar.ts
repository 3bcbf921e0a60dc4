import { Date32, Datetime, Float64, Int64, Time, Utf8 } from "../../arrow/types.ts";
import { type Cases, each, failing, plans, rows } from "../case.ts";
import { businessDayCount, col, date, datetime, duration, fromEpoch, lit, type Query, time } from "../loose.ts";

// 2024-02-29, 1969-12-31, a Saturday, the year 1, Christmas of 2000, a Sunday.
const DAYS = [19782, -1, null, 19784, -719162, 11316, 19785];
const days = (): Query =>
  rows({
    d: [Date32, DAYS],
    t: [Datetime("us"), DAYS.map((d) => (d === null ? null : BigInt(d) * 86_400_000_000n + 18_000_000_001n))],
    z: [Datetime("ms", "Europe/Paris"), DAYS.map((d) => (d === null ? null : BigInt(d) * 86_400_000n + 82_800_000n))],
    ns: [Datetime("ns"), [1_000_000_001n, -1n, null, 0n, 1n, 999_999_999_999_999_999n, 5n]],
    n: [Int64, [1n, -1n, 3n, null, 0n, 7n, -12n]],
    e: [Date32, [19790, 0, 1, 19784, -719161, null, 19000]],
    c: [Time, [0n, 1n, 2n, null, 86_399_999_999_999n, 3_600_000_000_000n, 5n]],
  });
const [d, t, z, n] = [col("d"), col("t"), col("z"), col("n")];
const ALL = { weekMask: [true, true, true, true, true, true, true] };
const HOLIDAYS = {
  holidays: [
    new Date("2024-03-01"),
    new Date("2024-03-02"),
    new Date("2024-03-04"),
    new Date("2024-03-04"),
    new Date("2024-02-29"),
  ],
};
const ODD = { weekMask: [false, true, false, false, true, false, true], ...HOLIDAYS };

const parts = (): Query =>
  rows({
    y: [Int64, [2024n, 1969n, null, 1n, 9999n]],
    m: [Int64, [2n, 12n, 1n, null, 12n]],
    d: [Int64, [29n, 31n, 1n, 1n, 31n]],
    h: [Int64, [5n, 23n, 0n, 1n, 0n]],
    f: [Float64, [1.5, -0.25, null, 0, 1e6]],
    s: [Utf8, ["a", "b", "c", "d", "e"]],
  });

export const CALENDAR: Cases = {
  ...each(days, {
    "dt.century": d.dt.century(),
    "dt.century of a moment": t.dt.century(),
    "dt.century in a zone": z.dt.century(),
    "dt.millennium": d.dt.millennium(),
    "dt.millennium of a moment": t.dt.millennium(),
    "dt.isBusinessDay": d.dt.isBusinessDay(),
    "dt.isBusinessDay of a moment": t.dt.isBusinessDay(),
    "dt.isBusinessDay in a zone": z.dt.isBusinessDay(),
    "dt.isBusinessDay of any day": d.dt.isBusinessDay({ ...ALL, ...HOLIDAYS }),
    "dt.addBusinessDays forward": d.dt.addBusinessDays(5, { roll: "forward" }),
    "dt.addBusinessDays backward": d.dt.addBusinessDays(5, { roll: "backward" }),
    "dt.addBusinessDays back": d.dt.addBusinessDays(-7, { roll: "forward" }),
    "dt.addBusinessDays back, backward": d.dt.addBusinessDays(-7, { roll: "backward" }),
    "dt.addBusinessDays of none": d.dt.addBusinessDays(0, { roll: "backward" }),
    "dt.addBusinessDays by rows": d.dt.addBusinessDays(n, { roll: "forward" }),
    "dt.addBusinessDays, holidays": d.dt.addBusinessDays(1, { ...HOLIDAYS, roll: "backward" }),
    "dt.addBusinessDays, odd weeks": d.dt.addBusinessDays(n, { ...ODD, roll: "forward" }),
    "dt.addBusinessDays, odd weeks, backward": d.dt.addBusinessDays(n, { ...ODD, roll: "backward" }),
    "dt.addBusinessDays of a moment": t.dt.addBusinessDays(n, { roll: "forward" }),
    "dt.addBusinessDays in a zone": z.dt.addBusinessDays(9, { roll: "forward" }),
    "dt.addBusinessDays of any day": d.dt.addBusinessDays(n, ALL),
    businessDayCount: businessDayCount("d", "e"),
    "businessDayCount, holidays": businessDayCount("d", "e", HOLIDAYS),
    "businessDayCount, odd weeks": businessDayCount("e", "d", ODD),
    "businessDayCount of all days": businessDayCount("d", "e", ALL),
    "businessDayCount from a day": businessDayCount(lit(19700, Date32), "e"),
    "dt.replace the day": d.dt.replace({ day: 5 }),
    "dt.replace the year and month": d.dt.replace({ year: 2000, month: 1 }),
    "dt.replace a date's hour": d.dt.replace({ hour: 5 }),
    "dt.replace of a moment": t.dt.replace({ year: 2020, hour: 7, microsecond: 9 }),
    "dt.replace keeps nanoseconds": col("ns").dt.replace({ hour: 3 }),
    "dt.replace microseconds": col("ns").dt.replace({ microsecond: 3 }),
    "dt.replace in a zone": z.dt.replace({ day: 3, minute: 59, second: 58 }),
    "dt.replace by rows": t.dt.replace({ second: n.abs() }),
    "dt.combine": d.dt.combine(col("c")),
    "dt.combine in ms": d.dt.combine(col("c"), "ms"),
    "dt.combine of moments": t.dt.combine(col("c"), "ms"),
    "dt.baseUtcOffset": z.dt.baseUtcOffset(),
    "dt.dstOffset": z.dt.dstOffset(),
  }),
  ...each(parts, {
    date: date("y", "m", "d"),
    datetime: datetime("y", "m", "d", { hour: "h" }),
    "datetime in ms": datetime("y", "m", "d", {
      hour: 23,
      minute: 59,
      second: 58,
      microsecond: 999_999,
      timeUnit: "ms",
    }),
    "datetime of a leap second": datetime("y", 6, 30, { hour: 23, minute: 59, second: 59, microsecond: 1_500_000 }),
    "datetime in a zone": datetime("y", "m", "d", { hour: 3, timeZone: "Europe/Paris" }),
    "datetime, the earlier": datetime(2024, 10, 27, {
      hour: 2,
      minute: 30,
      timeZone: "Europe/Paris",
      ambiguous: "earliest",
    }),
    "datetime, the later": datetime(2024, 10, 27, {
      hour: 2,
      minute: 30,
      timeZone: "Europe/Paris",
      ambiguous: "latest",
    }),
    "datetime, neither": datetime(2024, 10, 27, { hour: 2, minute: 30, timeZone: "Europe/Paris", ambiguous: "null" }),
    time: time("h", 30, 15, 7),
    "time of nothing": time(),
    duration: duration({ days: "d", hours: "h" }),
    "duration of all": duration({
      weeks: 1,
      days: "d",
      hours: 2,
      minutes: 3,
      seconds: "y",
      milliseconds: 4,
      microseconds: 5,
    }),
    "duration in ns": duration({ seconds: "y", nanoseconds: "d" }),
    "duration in ms": duration({ days: "m", microseconds: -1500, timeUnit: "ms" }),
    "duration of parts of its unit": duration({ nanoseconds: 600_000, microseconds: 600, timeUnit: "ms" }),
    "duration of floats": duration({ days: "f", minutes: 0.3 }),
    "duration of nothing": duration(),
    fromEpoch: fromEpoch("y"),
    "fromEpoch in ms": fromEpoch("y", "ms"),
    "fromEpoch in us": fromEpoch("y", "us"),
    "fromEpoch in ns": fromEpoch("y", "ns"),
    "fromEpoch in days": fromEpoch("y", "d"),
    "fromEpoch of floats": fromEpoch("f"),
  }),
  "dt.combine in a zone": {
    plan: () =>
      days()
        .select(z.dt.combine(lit(7_200_000_000_000n, Time)).alias("x"))
        .slice(0, 3),
    gives: { x: [Datetime("us", "Europe/Paris"), [1709254800000000n, 3600000000n, null]] },
    why: "the day is that of the wall clock, as of every other part; Polars takes that of UTC",
  },
  ...plans({
    "names of what is made": () =>
      parts().select(date("y", "m", "d"), datetime("y", "m", "d"), time("h"), duration({ days: "d" })),
    "names of what is made of numbers": () =>
      parts().select(date(2024, 1, 2), datetime(2024, 1, 2), time(1), duration({ days: 1 })),
  }),
  ...failing("OUT_OF_RANGE", {
    "a date that there is not": () => parts().select(date(2023, 2, 29)),
    "a thirteenth month": () => parts().select(datetime("y", 13, 1)),
    "an hour that there is not": () => parts().select(time(24)),
    "dt.replace by a day that there is not": () => days().select(d.dt.replace({ day: 31 })),
    "dt.addBusinessDays of no business day": () => days().select(d.dt.addBusinessDays(1)),
    "datetime of a clock that comes twice": () =>
      parts().select(datetime(2024, 10, 27, { hour: 2, timeZone: "Europe/Paris" })),
    "datetime of a clock that does not come": () =>
      parts().select(datetime(2024, 3, 31, { hour: 2, timeZone: "Europe/Paris", ambiguous: "null" })),
  }),
  ...failing("TYPE_MISMATCH", {
    "dt.isBusinessDay without days": () =>
      days().select(d.dt.isBusinessDay({ weekMask: [false, false, false, false, false, false, false] })),
    "dt.addBusinessDays of a float": () => days().select(d.dt.addBusinessDays(1.5)),
    "datetime of text": () => parts().select(datetime("s", 1, 1)),
    "dt.replace of a time": () => days().select(col("c").dt.replace({ hour: 1 })),
    "businessDayCount of moments": () => days().select(businessDayCount("t", "e")),
  }),
};
