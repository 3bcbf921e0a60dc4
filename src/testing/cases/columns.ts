import { Bool, Date32, Datetime, Duration, Float64, Int32, Int64, Int8, List, Utf8 } from "../../arrow/types.ts";
import type { Query } from "../loose.ts";
import { apply, col, concatList, len, lit, struct } from "../loose.ts";
import { type Cases, each, failing, plans, rows } from "../case.ts";
import { empty, INF, NAN, types } from "./frames.ts";

const values = (): Query =>
  rows({ i: [Int64, [3n, null, -2n, 7n, 3n, 0n]], n: [Int32, [4, 2, null, 2, -1, 9]], x: [Float64, [1, NAN, null, 3.5, -2, INF]], t: [Int8, [100, 100, null, -5, 3, 1]], s: [Utf8, ["b", null, "é", "", "b", "🦄"]], ok: [Bool, [true, null, false, true, null, true]] });
const none = (): Query => rows({ i: [Int64, [null, null]], x: [Float64, [null, null]], s: [Utf8, [null, null]], ok: [Bool, [null, null]] });
const [i, n, x, s, ok] = [col("i"), col("n"), col("x"), col("s"), col("ok")];

export const AGGREGATES: Cases = {
  ...each(values, {
    "sum": i.sum(), "sum of floats": x.sum(), "sum of Int8": col("t").sum(), "sum of Bool": ok.sum(), "mean": n.mean(), "mean of NaN": x.mean(), "mean of Bool": ok.mean(), "min": i.min(), "max": i.max(), "min of floats": x.min(), "max of floats": x.max(), "min of text": s.min(), "max of text": s.max(), "min of Bool": ok.min(),
    "count": i.count(), "len": len(), "len of a column": i.len(), "nullCount": s.nullCount(), "nUnique": i.nUnique(), "nUnique of text": s.nUnique(), "first": s.first(), "last": i.last(), "median": n.median(), "median of NaN": x.median(),
    "quantile nearest": n.quantile(0.5), "quantile lower": n.quantile(0.4, "lower"), "quantile higher": n.quantile(0.4, "higher"), "quantile midpoint": n.quantile(0.4, "midpoint"), "quantile linear": n.quantile(0.4, "linear"), "quantile 0": n.quantile(0), "quantile 1": n.quantile(1),
    "std": n.std(), "std, ddof 0": n.std(0), "var": n.var(), "var of floats with inf": x.var(), "any": ok.any(), "all": ok.all(), "any, null counts": ok.any(false), "all, null counts": ok.all(false), "implode": i.implode(), "argMin": i.argMin(), "argMax": i.argMax(), "argMax of floats": x.argMax(), "argMin of text": s.argMin(), "product": n.product(), "product of floats": col("t").cast(Float64).product(),
  }),
  ...each(none, { "sum of nulls": i.sum(), "mean of nulls": x.mean(), "max of nulls": x.max(), "first of nulls": i.first(), "any of nulls": ok.any(), "all of nulls": ok.all(), "nUnique of nulls": s.nUnique(), "product of nulls": i.product(), "median of nulls": x.median(), "std of nulls": x.std(), "argMax of nulls": i.argMax() }),
  ...each(empty, { "sum of nothing": i.sum(), "max of nothing": i.max(), "len of nothing": len(), "any of nothing": ok.any(), "all of nothing": ok.all(), "any of nothing, null counts": ok.any(false), "std of nothing": x.std(), "implode of nothing": i.implode(), "nUnique of nothing": i.nUnique() }),
  ...each(() => rows({ i: [Int64, [5n]], x: [Float64, [2.5]] }), { "std of one": i.std(), "std of one, ddof 0": x.std(0), "var of one": x.var(), "median of one": i.median() }),
  ...each(types, { "min of days": col("day").min(), "max of moments": col("us").max(), "mean of moments": col("us").mean(), "sum of spans": col("span").sum(), "max of decimals": col("dec").max(), "sum of decimals": col("dec").sum(), "mean of decimals": col("dec").mean(), "max of categories": col("cat").max(), "max of an Enum": col("enm").max(), "first of lists": col("list").first(), "last of structs": col("struct").last(), "max of UInt64": col("u64").max(), "median of moments": col("us").median() }),
};

const series = (): Query => rows({ i: [Int64, [1n, 2n, null, 4n, 4n, -9223372036854775808n]], u: [Int32, [2, 1, 2, null, 1, 1]], x: [Float64, [1, null, NAN, -2, 0.5, 4]], s: [Utf8, ["b", "b", null, "a", "a", "c"]], ok: [Bool, [true, true, null, false, true, true]], day: [Date32, [1, 5, null, 2, 2, 9]] });
const u = col("u");
export const WINDOWS: Cases = {
  ...each(series, {
    "shift": i.shift(1), "shift back": i.shift(-2), "shift by 0": i.shift(0), "shift far": i.shift(10), "shift, filled": i.shift(1, 9), "shift of text": s.shift(1), "diff": i.diff(), "diff of two": u.diff(2), "diff of floats": x.diff(), "diff of days": col("day").diff(), "pctChange": u.pctChange(), 
    "cumSum": u.cumSum(), "cumSum, wrapping": i.sub(1).cumSum(), "cumSum, reverse": u.cumSum(true), "cumSum of floats": x.cumSum(), "cumSum of Bool": ok.cumSum(), "cumProd": u.cumProd(), "cumProd of floats": x.fillNan(1).cumProd(), "cumMin": i.cumMin(), "cumMax": u.cumMax(), "cumMax of floats": x.cumMax(), "cumMin, reverse": u.cumMin(true), "cumCount": s.cumCount(), "cumCount, reverse": s.cumCount(true),
    "rank average": u.rank(), "rank min": u.rank("min"), "rank max": u.rank("max"), "rank dense": u.rank("dense"), "rank ordinal": u.rank("ordinal"), "rank dense, descending": u.rank("dense", true), "rank of floats": x.rank("min"), "rank of text": s.rank("dense"), "reverse": s.reverse(), "rleId": s.rleId(), "rleId of numbers": u.rleId(),
    "a window of a window": u.cumSum().shift(1), "of a computed column": u.mul(2).cumSum(), "two windows": u.cumSum().add(u.shift(1)),
  }),
  ...plans({ "no rows": () => empty().select(i.cumSum().alias("a"), i.shift(1).alias("b"), i.rank().alias("c")) }),
};

export const RESHAPES: Cases = {
  ...each(series, {
    "filter": i.filter(ok), "slice": i.slice(1, 3), "slice from the end": i.slice(-2), "head": s.head(2), "tail": s.tail(2), "unique in order": u.unique(true), "unique": s.unique(), "unique of floats": x.unique(), "dropNulls": x.dropNulls(), "sort": x.sort(), "sort descending, nulls last": u.sort({ descending: true, nullsLast: true }), "sortBy": s.sortBy("i"), "sortBy descending": s.sortBy("x", { descending: true }), "mode": u.mode(), "gather": s.gather([0, 3, 5]),
    "sum of filtered": i.filter(i.gt(1)).sum(), "first of sorted": s.sort().first(), "count of unique": u.unique().len(),
  }),
  ...plans({ "explode": () => types().select(col("list").explode().alias("x")), "sample": () => series().select(u.sample({ n: 2, seed: 3 }).len().alias("x")) }),
};

const lists = (): Query => rows({ l: [List(Int64), [[3n, null, 1n, 3n], [], null, [-2n], [null]]], f: [List(Float64), [[1, NAN], [], null, [2.5, -1], [null]]], t: [List(Utf8), [["b", null, "a"], [], null, ["é", "🦄"], [null]]], at: [Int64, [0n, 1n, 0n, -1n, 5n]], i: [Int64, [3n, 1n, null, -2n, 9n]] });
const [l, f, t] = [col("l"), col("f"), col("t")];
export const LISTS: Cases = {
  ...each(lists, {
    "list.len": l.list.len(), "list.get": l.list.get(0, { nullOnOob: true }), "list.get from the end": l.list.get(-1, { nullOnOob: true }), "list.get by a column": l.list.get(col("at"), { nullOnOob: true }), "list.first": t.list.first(), "list.last": l.list.last(), "list.sum": l.list.sum(), "list.mean": l.list.mean(), "list.min": l.list.min(), "list.max": f.list.max(), "list.sum of floats": f.list.sum(),
    "list.contains": l.list.contains(3), "list.contains null": l.list.contains(null), "list.contains a column": l.list.contains(col("i")), "list.join": t.list.join("-"), "list.sort": l.list.sort(), "list.sort descending": l.list.sort({ descending: true, nullsLast: true }), "list.reverse": t.list.reverse(), "list.unique": l.list.unique(), "list.slice": l.list.slice(1, 2), "list.slice from the end": t.list.slice(-2), "list.head": l.list.head(2), "list.tail": t.list.tail(1),
    "concatList": concatList("i", "at"), "concatList of lists": concatList("l", "i"), "struct": struct("i", "at"), "struct.field": struct("i", "t").struct.field("t"),
  }),
  ...each(types, { "struct.field of data": col("struct").struct.field("b") }),
  ...failing("OUT_OF_RANGE", { "list.get out of bounds": () => lists().select(l.list.get(5)) }),
};

const day = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;
const moments = (): Query =>
  rows({
    t: [Datetime("us"), [day("2024-02-29T13:45:06.789Z") + 123n, day("2024-12-30T00:00:00Z"), day("1969-12-31T23:59:59.999Z"), null, day("2021-01-03T12:30:00Z"), day("1900-03-01T06:07:08Z")]],
    d: [Date32, [19782, 20087, -1, null, 18630, -25508]],
    m: [Datetime("ms"), [1709214306789n, 0n, -1n, null, 1609632000000n, 1n]],
    z: [Datetime("us", "Europe/Paris"), [day("2024-03-31T00:59:59Z"), day("2024-03-31T01:00:00Z"), day("2024-10-27T00:30:00Z"), null, day("2024-10-27T01:30:00Z"), day("2024-07-01T12:00:00Z")]],
    p: [Duration("us"), [90061123456n, -90061123456n, 0n, null, 86400000000n, -1n]],
  });
const [time, date, milli, zoned, span] = [col("t"), col("d"), col("m"), col("z"), col("p")];
export const DATETIME: Cases = {
  ...each(moments, {
    "dt.year": time.dt.year(), "dt.isoYear": time.dt.isoYear(), "dt.quarter": time.dt.quarter(), "dt.month": time.dt.month(), "dt.week": time.dt.week(), "dt.weekday": time.dt.weekday(), "dt.day": time.dt.day(), "dt.ordinalDay": time.dt.ordinalDay(), "dt.hour": time.dt.hour(), "dt.minute": time.dt.minute(), "dt.second": time.dt.second(), "dt.millisecond": time.dt.millisecond(), "dt.microsecond": time.dt.microsecond(), "dt.nanosecond": time.dt.nanosecond(),
    "year of days": date.dt.year(), "week of days": date.dt.week(), "weekday of days": date.dt.weekday(), "month of days": date.dt.month(), "hour of ms": milli.dt.hour(), "hour in a zone": zoned.dt.hour(), "day in a zone": zoned.dt.day(),
    "dt.date": time.dt.date(), "dt.time": time.dt.time(), "dt.epoch s": time.dt.epoch("s"), "dt.epoch d": time.dt.epoch("d"), "dt.timestamp": time.dt.timestamp("ms"), "dt.timestamp of days": date.dt.timestamp("us"),
    "dt.truncate 1h": time.dt.truncate("1h"), "dt.truncate 1d": time.dt.truncate("1d"), "dt.truncate 1w": time.dt.truncate("1w"), "dt.truncate 1mo": time.dt.truncate("1mo"), "dt.truncate 1q": date.dt.truncate("1q"), "dt.truncate 1y": date.dt.truncate("1y"), "dt.truncate 15m": milli.dt.truncate("15m"), "dt.truncate 1d in a zone": zoned.dt.truncate("1d"), "dt.round 1h": time.dt.round("1h"), "dt.round 1d": time.dt.round("1d"),
    "dt.offsetBy 1mo": time.dt.offsetBy("1mo"), "dt.offsetBy -1y": date.dt.offsetBy("-1y"), "dt.offsetBy 1d12h": time.dt.offsetBy("1d12h"), "dt.offsetBy 1d in a zone": zoned.dt.offsetBy("1d"), "dt.toString": time.dt.strftime("%Y-%m-%d %H:%M:%S"), "dt.toString of days": date.dt.strftime("%d.%m.%Y"), "dt.toString names": date.dt.strftime("%a %b %j"),
    "dt.isLeapYear": date.dt.isLeapYear(), "dt.monthStart": time.dt.monthStart(), "dt.monthEnd": date.dt.monthEnd(), "dt.daysInMonth": date.dt.daysInMonth(),
    "dt.totalDays": span.dt.totalDays(), "dt.totalHours": span.dt.totalHours(), "dt.totalMinutes": span.dt.totalMinutes(), "dt.totalSeconds": span.dt.totalSeconds(), "dt.totalMilliseconds": span.dt.totalMilliseconds(), "dt.totalMicroseconds": span.dt.totalMicroseconds(), "dt.totalNanoseconds": span.dt.totalNanoseconds(),
    "dt.castTimeUnit": time.dt.castTimeUnit("ms"), "dt.castTimeUnit finer": milli.dt.castTimeUnit("ns"), "dt.withTimeUnit": apply("dt.withTimeUnit", [time], { unit: "ms" }), "dt.baseUtcOffset": apply("dt.baseUtcOffset", [zoned]), "dt.dstOffset": apply("dt.dstOffset", [zoned]), "dt.combine": apply("dt.combine", [date, apply("dt.time", [time])], { unit: "us" }), "dt.convertTimeZone": zoned.dt.convertTimeZone("America/New_York"), "dt.replaceTimeZone": time.dt.replaceTimeZone("Europe/Paris"), "dt.replaceTimeZone to none": zoned.dt.replaceTimeZone(null),
    "Date as Datetime": date.cast(Datetime("us")), "Datetime as Date": time.cast(Date32), "Datetime as Datetime(ms)": time.cast(Datetime("ms")), "day of a moment": date.eq(time.cast(Date32)), "moments less moments": time.sub(milli), "days less days": date.sub(lit(18630).cast(Date32)), "a moment plus a span": time.add(span), "a day plus a span": date.add(span),
  }),
};
