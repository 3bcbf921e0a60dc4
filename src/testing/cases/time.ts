import { Date32, Datetime, Float64, Int32, Int64, UInt32, Utf8 } from "../../arrow/types.ts";
import { type Cases, failing, plans, rows } from "../case.ts";
import { col, len, type Query } from "../loose.ts";
import { NAN } from "./frames.ts";

const us = (text: string): bigint => BigInt(Date.parse(`${text}Z`)) * 1000n;
const trades = (): Query =>
  rows({ t: [Int64, [null, 1n, 5n, 10n]], k: [Utf8, ["a", "a", "b", null]], a: [Int32, [1, 2, 3, 4]] });
const quotes = (): Query =>
  rows({
    t: [Int64, [null, 1n, 2n, 2n, 3n, 6n, 7n]],
    k: [Utf8, ["a", "a", "a", "b", "é", null, "b"]],
    v: [Float64, [0, 1, 2, NAN, null, 6, 7]],
    a: [Utf8, ["z", "y", "x", "w", "v", "u", "é🦄"]],
  });
const asof = (options: object): Query => trades().joinAsof(quotes(), { on: "t", ...options });
const moments = (): Query => rows({ t: [Datetime("us"), [us("2024-01-31T00:00"), us("2024-03-01T00:00")]] });
const before = (): Query =>
  rows({ t: [Datetime("us"), [us("2024-01-01T00:00"), us("2024-01-30T00:00")]], v: [Int32, [1, 2]] });

export const JOIN_ASOF: Cases = {
  ...plans({
    backward: () => asof({}),
    forward: () => asof({ strategy: "forward" }),
    nearest: () => asof({ strategy: "nearest" }),
    "backward, no exact matches": () => asof({ allowExactMatches: false }),
    "forward, no exact matches": () => asof({ strategy: "forward", allowExactMatches: false }),
    "nearest, no exact matches": () => asof({ strategy: "nearest", allowExactMatches: false }),
    "within a number": () => asof({ strategy: "nearest", tolerance: 1 }),
    "within a negative number, which counts as it is long": () => asof({ tolerance: -2 }),
    "by keys": () => asof({ by: "k" }),
    "by keys, nearest": () => asof({ by: "k", strategy: "nearest", tolerance: 4 }),
    "by keys of other names": () =>
      trades().joinAsof(quotes().rename({ k: "q" }), { on: "t", byLeft: "k", byRight: "q" }),
    "keys kept apart, another suffix": () => asof({ coalesce: false, suffix: "_r" }),
    "keys of other names": () => trades().joinAsof(quotes().rename({ t: "u" }), { leftOn: "t", rightOn: "u" }),
    "equally near, the later": () =>
      rows({ t: [Int64, [2n, 3n]] }).joinAsof(rows({ t: [Int64, [1n, 1n, 3n, 5n, 5n]], v: [Int32, [1, 2, 3, 4, 5]] }), {
        on: "t",
        strategy: "nearest",
        allowExactMatches: false,
      }),
    "floats, NaN last": () =>
      rows({ t: [Float64, [-0, 1, NAN]] }).joinAsof(rows({ t: [Float64, [0, 2, NAN]], v: [Int32, [1, 2, 3]] }), {
        on: "t",
      }),
    "within days": () => moments().joinAsof(before(), { on: "t", tolerance: "1d" }),
    "days within hours": () =>
      moments()
        .cast({ t: Date32 })
        .joinAsof(before().cast({ t: Date32 }), { on: "t", tolerance: "36h" }),
    text: () =>
      rows({ t: [Utf8, ["b", "é"]] }).joinAsof(rows({ t: [Utf8, ["a", "c"]], v: [Int32, [1, 2]] }), { on: "t" }),
    "integers of two widths": () => trades().cast({ t: Int32 }).joinAsof(quotes(), { on: "t" }),
    "far apart": () =>
      rows({ t: [Int64, [-9223372036854775808n, 9223372036854775807n]] }).joinAsof(
        rows({ t: [Int64, [-9223372036854775807n, 9223372036854775800n]], v: [Int32, [1, 2]] }),
        { on: "t", strategy: "nearest", tolerance: 5 },
      ),
    "nothing on the right": () => trades().joinAsof(quotes().head(0), { on: "t" }),
    "nothing on the left": () => trades().head(0).joinAsof(quotes(), { on: "t", by: "k" }),
    "then a filter and a slice": () => asof({}).filter(col("a").gt(1)).slice(1, 2),
  }),
  ...failing("INVALID_ARGUMENT", {
    "out of order": () => rows({ t: [Int64, [5n, 1n]] }).joinAsof(quotes(), { on: "t" }),
    "within months": () => moments().joinAsof(before(), { on: "t", tolerance: "1mo" }),
  }),
  ...failing("TYPE_MISMATCH", {
    "integers with floats": () => trades().joinAsof(quotes().cast({ t: Float64 }), { on: "t" }),
    "the nearest text": () =>
      rows({ t: [Utf8, ["b"]] }).joinAsof(rows({ t: [Utf8, ["a"]] }), { on: "t", strategy: "nearest" }),
  }),
};

const shifts = (): Query => rows({ a: [Int64, [1n, 2n, 3n, null]], b: [Int32, [10, 20, 30, 40]] });
const spans = (): Query => rows({ a: [Int64, [0n, 2n, 2n, null]], c: [Int32, [5, 25, 35, 1]] });
const where = (...predicates: readonly unknown[]): Query => shifts().joinWhere(spans(), ...predicates);
export const JOIN_WHERE: Cases = {
  ...plans({
    greater: () => where(col("a").gt(col("a_right"))),
    "two predicates": () => where(col("a").ge(col("a_right")), col("b").lt(col("c"))),
    equal: () => where(col("a").eq(col("a_right"))),
    "equal and less": () => where(col("a").eq(col("a_right")), col("b").lt(col("c"))),
    different: () => where(col("a").ne(col("a_right"))),
    either: () =>
      where(
        col("a")
          .gt(col("a_right"))
          .or(col("b").lt(col("c"))),
      ),
    "one side": () => where(col("a").gt(1)),
    computed: () => where(col("b").gt(col("c").sub(1))),
    left: () => where(col("a").gt(col("a_right")), { how: "left" }),
    right: () => where(col("a").gt(col("a_right")), { how: "right" }),
    full: () => where(col("a").gt(col("a_right")), { how: "full" }),
    "another suffix": () => where(col("a").lt(col("a_z")), { suffix: "_z" }),
    "nothing on the right": () => shifts().joinWhere(spans().head(0), col("a").gt(col("a_right"))),
    NaN: () =>
      rows({ x: [Float64, [NAN, 1, null]] }).joinWhere(rows({ y: [Float64, [NAN, 2, -0]] }), col("x").le(col("y"))),
  }),
  ...failing("INVALID_ARGUMENT", { "no predicate": () => where() }),
};

const halfHours = (): Query =>
  rows({
    t: [Datetime("us"), Array.from({ length: 7 }, (_, i) => us("2021-12-16T00:00") + BigInt(i) * 1_800_000_000n)],
    n: [Int64, [0n, 1n, 2n, 3n, null, 5n, 6n]],
    x: [Float64, [1.5, NAN, null, 4, 5, -0.25, 2]],
  });
const days = (): Query =>
  rows({
    d: [Date32, Array.from({ length: 20 }, (_, i) => 19844 + i)],
    n: [Int32, Array.from({ length: 20 }, (_, i) => i)],
  });
const keyed = (): Query =>
  rows({
    t: [Int64, [1n, 2n, 3n, 4n, 5n, 6n]],
    k: [Utf8, ["b", "a", null, "b", "a", "b"]],
    n: [Int64, [0n, 1n, 2n, 3n, 4n, 5n]],
  });
const paris = (): Query =>
  rows({
    t: [
      Datetime("us", "Europe/Paris"),
      Array.from({ length: 40 }, (_, i) => us("2024-10-26T20:00") + BigInt(i) * 1_800_000_000n),
    ],
    n: [Int32, Array.from({ length: 40 }, (_, i) => i)],
  });
const spring = (): Query =>
  rows({
    t: [
      Datetime("ms", "Europe/Paris"),
      Array.from({ length: 12 }, (_, i) => (us("2024-03-30T20:00") + BigInt(i) * 7_200_000_000n) / 1000n),
    ],
    n: [Int32, Array.from({ length: 12 }, (_, i) => i)],
  });
const odd = (): Query => rows({ t: [Int64, [-3n, 0n, 1n, 4n, 5n, 9n]], n: [Int32, [0, 1, 2, 3, 4, 5]] });
const every = (q: Query, index: string, options: object): Query =>
  q.groupByDynamic(index, { includeBoundaries: true, ...options }).agg(col("n"));

export const GROUP_BY_DYNAMIC: Cases = {
  ...plans({
    "closed left": () => every(halfHours(), "t", { every: "1h" }),
    "closed right": () => every(halfHours(), "t", { every: "1h", closed: "right" }),
    "closed on both sides": () => every(halfHours(), "t", { every: "1h", closed: "both" }),
    "open on both sides": () => every(halfHours(), "t", { every: "1h", closed: "none" }),
    "windows that overlap": () => every(halfHours(), "t", { every: "1h", period: "2h" }),
    "windows with space between": () => every(halfHours(), "t", { every: "1h", period: "30m" }),
    "moved ahead": () => every(halfHours(), "t", { every: "1h", offset: "15m" }),
    "moved back": () => every(halfHours(), "t", { every: "1h", offset: "-15m" }),
    "moved far ahead": () => every(halfHours(), "t", { every: "1h", offset: "3h" }),
    "named by the end": () => every(halfHours(), "t", { every: "1h", label: "right" }),
    "named by the first row": () => every(halfHours(), "t", { every: "1h", label: "datapoint", closed: "right" }),
    "from the first row": () => every(halfHours().tail(5), "t", { every: "45m", startBy: "datapoint", offset: "10m" }),
    "from the first row, closed right": () =>
      every(halfHours().tail(5), "t", { every: "45m", startBy: "datapoint", closed: "right" }),
    aggregates: () =>
      halfHours()
        .groupByDynamic("t", { every: "90m" })
        .agg(
          col("n").sum().alias("s"),
          col("x").max(),
          col("x").first().alias("f"),
          col("n").mean().alias("m"),
          len(),
          col("n").filter(col("n").gt(2)).count().alias("c"),
          col("n").sort({ descending: true }).head(1).alias("top"),
        ),
    weeks: () => every(days(), "d", { every: "1w" }),
    "weeks from Wednesday": () => every(days(), "d", { every: "1w", startBy: "wednesday" }),
    "weeks from Sunday, moved": () => every(days(), "d", { every: "1w", startBy: "sunday", offset: "1d" }),
    "two weeks": () => every(days(), "d", { every: "2w" }),
    "two weeks from Monday": () => every(days().tail(12), "d", { every: "2w", startBy: "monday" }),
    "three days": () => every(days(), "d", { every: "3d" }),
    "half days of days": () => every(days().head(3), "d", { every: "12h" }),
    "days moved by half": () => every(days().head(3), "d", { every: "1d", offset: "12h" }),
    quarters: () => every(days(), "d", { every: "1q" }),
    "months moved by days": () => every(days(), "d", { every: "1mo", offset: "10d" }),
    "months from the 31st": () =>
      every(rows({ d: [Date32, [19753, 19782, 19812, 19813, 19844]], n: [Int32, [0, 1, 2, 3, 4]] }), "d", {
        every: "1mo",
        startBy: "datapoint",
      }),
    "days of a zone, clocks back": () => every(paris(), "t", { every: "1d" }),
    "hours of a zone, clocks back": () => every(paris(), "t", { every: "2h" }),
    "three hours of a zone, clocks back": () => every(paris(), "t", { every: "3h" }),
    "days of a zone, clocks ahead": () => every(spring(), "t", { every: "1d", closed: "right" }),
    "weeks of a zone": () => every(paris(), "t", { every: "1w", startBy: "saturday" }),
    integers: () => every(odd(), "t", { every: "3i" }),
    "integers, moved and longer": () => every(odd(), "t", { every: "3i", offset: "1i", period: "5i" }),
    "integers of 32 bits, closed right": () =>
      every(odd().cast({ t: Int32 }), "t", { every: "3i", closed: "right", label: "right" }),
    "far between": () => every(rows({ t: [Int64, [0n, 4000000000000n]], n: [Int32, [1, 2]] }), "t", { every: "7i" }),
    "by keys": () => keyed().groupByDynamic("t", { every: "2i", groupBy: "k" }).agg(col("n")),
    "by two keys, from the first row": () =>
      keyed()
        .groupByDynamic("t", {
          every: "2i",
          groupBy: ["k", col("n").mod(2).alias("m")],
          startBy: "datapoint",
          includeBoundaries: true,
        })
        .agg(len()),
    "a computed index": () => keyed().groupByDynamic(col("t").mul(2).alias("u"), { every: "3i" }).agg(col("n").sum()),
    "keys, then a filter on them": () =>
      keyed().groupByDynamic("t", { every: "2i", groupBy: "k" }).agg(col("n").sum()).filter(col("k").eq("b")),
    "no rows": () => every(days().head(0), "d", { every: "1d" }),
  }),
  ...failing("INVALID_ARGUMENT", {
    "out of order": () => every(days().sort("d", { descending: true }), "d", { every: "1d" }),
    "null in the index": () => every(rows({ d: [Date32, [null, 1]], n: [Int32, [1, 2]] }), "d", { every: "1d" }),
    "months and days": () => every(days(), "d", { every: "1mo2d" }),
    "no length": () => every(days(), "d", { every: "0d" }),
    "a negative length": () => every(days(), "d", { every: "-1d" }),
    "counts over days": () => every(days(), "d", { every: "2i" }),
  }),
  ...failing("TYPE_MISMATCH", { "an index of floats": () => every(odd().cast({ t: Float64 }), "t", { every: "2i" }) }),
};

const along = (): Query => rows({ t: [Int64, [1n, 2n, 2n, 4n, 7n, 8n]], n: [Int64, [0n, 1n, null, 3n, 4n, 5n]] });
const rolled = (options: object): Query =>
  along()
    .rolling("t", { period: "2i", ...options })
    .agg(col("n"));
export const ROLLING_GROUPS: Cases = {
  ...plans({
    "closed right": () => rolled({}),
    "closed left": () => rolled({ closed: "left" }),
    "closed on both sides": () => rolled({ closed: "both" }),
    "open on both sides": () => rolled({ closed: "none" }),
    ahead: () => rolled({ offset: "0i" }),
    "ahead, closed left": () => rolled({ offset: "0i", closed: "left" }),
    around: () => rolled({ offset: "-1i", closed: "both" }),
    "far ahead": () => rolled({ offset: "3i", closed: "both" }),
    "far behind": () => rolled({ offset: "-5i", closed: "none" }),
    aggregates: () =>
      along()
        .rolling("t", { period: "3i" })
        .agg(
          col("n").sum().alias("s"),
          col("n").min().alias("m"),
          len(),
          col("n").last().alias("l"),
          col("n").cumSum().alias("c"),
        ),
    "aggregates of nothing": () =>
      along()
        .rolling("t", { period: "1i", offset: "3i" })
        .agg(col("n").sum().alias("s"), col("n").mean().alias("m"), len(), col("n").first().alias("f")),
    "by keys": () => keyed().rolling("t", { period: "3i", groupBy: "k" }).agg(col("n")),
    "the days of the facts": () =>
      rows({
        t: [
          Datetime("us"),
          [
            "2020-01-01T13:45:48",
            "2020-01-01T16:42:13",
            "2020-01-01T16:45:09",
            "2020-01-02T18:12:48",
            "2020-01-03T19:45:32",
            "2020-01-08T23:16:43",
          ].map(us),
        ],
        a: [Int64, [3n, 7n, 5n, 9n, 2n, 1n]],
      })
        .rolling("t", { period: "2d" })
        .agg(col("a").sum().alias("s"), col("a").min().alias("m")),
    months: () =>
      rows({ d: [Date32, [19753, 19782, 19812, 19813, 19844]], n: [Int32, [0, 1, 2, 3, 4]] })
        .rolling("d", { period: "1mo" })
        .agg(col("n")),
    "hours over days": () => days().head(4).rolling("d", { period: "36h", offset: "-12h" }).agg(col("n")),
    "days of a zone": () => spring().rolling("t", { period: "1d", closed: "both" }).agg(col("n")),
    "days ahead in a zone": () =>
      paris().rolling("t", { period: "1d", offset: "1h" }).agg(col("n").len().alias("l"), col("n").max()),
    "no rows": () => along().head(0).rolling("t", { period: "2i" }).agg(col("n").sum()),
  }),
  ...failing("INVALID_ARGUMENT", {
    "no length": () => rolled({ period: "0i" }),
    "out of order": () => along().sort("t", { descending: true }).rolling("t", { period: "2i" }).agg(len()),
  }),
};

export const UPSAMPLE: Cases = plans({
  hours: () => halfHours().filter(col("n").mod(5).eq(0)).upsample("t", { every: "30m" }),
  "hours that miss": () => halfHours().filter(col("n").mod(5).eq(0)).upsample("t", { every: "40m" }),
  "by keys": () => keyed().upsample("t", { every: "1i", groupBy: "k" }),
  "equal times": () => along().upsample("t", { every: "1i" }),
  "null times": () => rows({ t: [Int64, [null, 1n, 3n]], n: [Int32, [1, 2, 3]] }).upsample("t", { every: "1i" }),
  "months from the 31st": () =>
    rows({ d: [Date32, [19753, 19874]], n: [Int32, [1, 2]] }).upsample("d", { every: "1mo" }),
  "days of a zone": () => spring().upsample("t", { every: "1d" }),
});

const first = (): Query => rows({ k: [Int64, [null, 1n, 3n, 5n]], v: [Utf8, ["a", "b", "c", "é"]] });
const second = (): Query => rows({ k: [Int64, [null, 1n, 2n, 5n]], v: [Utf8, ["A", "B", "C", "D"]] });
export const MERGE_SORTED: Cases = {
  ...plans({
    "one key": () => first().mergeSorted(second(), "k"),
    "two keys": () => first().mergeSorted(second(), ["k", "v"]),
    "nothing on the right": () => first().mergeSorted(second().head(0), "k"),
    NaN: () => rows({ x: [Float64, [1, NAN]] }).mergeSorted(rows({ x: [Float64, [2, NAN]] }), "x"),
    "the first rows of what is left": () =>
      first().mergeSorted(second(), "k").filter(col("k").ge(1)).select("v").head(3),
  }),
  ...failing("SCHEMA_MISMATCH", { "other columns": () => first().mergeSorted(second().rename({ v: "w" }), "k") }),
};
export const SET_SORTED: Cases = {
  ...plans({ "a column": () => first().setSorted("k") }),
  ...failing("COLUMN_NOT_FOUND", { "a column that is not there": () => first().setSorted("z") }),
};

const ticks = (): Query =>
  rows({
    t: [Int64, [0n, 1n, 1n, 5n, 2n]],
    s: [Utf8, ["a", "a", "a", "a", "b"]],
    p: [Float64, [3, 1, 2, 4, 7]],
    q: [Int64, [1n, 2n, 1n, 5n, 3n]],
  });
const OWN = "Polars has no such verb";
const bars = (fill: string): Query =>
  ticks().resampleOhlcv("2i", { time: "t", price: "p", volume: "q", by: "s", fill });
export const RESAMPLE_OHLCV: Cases = {
  "bars, gaps left out": {
    plan: () => bars("none"),
    why: OWN,
    gives: {
      s: [Utf8, ["a", "a", "b"]],
      t: [Int64, [0n, 4n, 2n]],
      open: [Float64, [3, 4, 7]],
      high: [Float64, [3, 4, 7]],
      low: [Float64, [1, 4, 7]],
      close: [Float64, [2, 4, 7]],
      volume: [Int64, [4n, 5n, 3n]],
      vwap: [Float64, [1.75, 4, 7]],
      count: [UInt32, [3, 1, 1]],
    },
  },
  "bars, gaps with the close before": {
    plan: () => bars("previous"),
    why: OWN,
    gives: {
      s: [Utf8, ["a", "a", "a", "b"]],
      t: [Int64, [0n, 2n, 4n, 2n]],
      open: [Float64, [3, 2, 4, 7]],
      high: [Float64, [3, 2, 4, 7]],
      low: [Float64, [1, 2, 4, 7]],
      close: [Float64, [2, 2, 4, 7]],
      volume: [Int64, [4n, 0n, 5n, 3n]],
      vwap: [Float64, [1.75, null, 4, 7]],
      count: [UInt32, [3, 0, 1, 1]],
    },
  },
};
