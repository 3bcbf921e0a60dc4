"""Writes what real Polars answers, case by case, beside this file: run with polars 2.1.0."""
import json, os, sys, warnings
from datetime import date, datetime, time, timedelta
os.environ.setdefault("POLARS_SKIP_CPU_CHECK", "1")
warnings.simplefilter("ignore")
import polars as pl

HERE = os.path.dirname(__file__)

def type_name(t):
    if t == pl.String: return "Utf8"
    if t == pl.Boolean: return "Bool"
    if t == pl.Date: return "Date32"
    if t == pl.Time: return "Time"
    if isinstance(t, pl.Datetime): return f"Datetime:{t.time_unit}" + (f":{t.time_zone}" if t.time_zone else "")
    if isinstance(t, pl.Duration): return f"Duration:{t.time_unit}"
    if isinstance(t, pl.List): return "List:" + type_name(t.inner)
    return str(t)

def plain(s):
    if isinstance(s.dtype, (pl.Datetime, pl.Duration)) or s.dtype in (pl.Date, pl.Time): s = s.to_physical()
    def one(v):
        if isinstance(v, list): return [one(x) for x in v]
        if isinstance(v, pl.Series): return plain(v)
        if isinstance(v, bool) or v is None or isinstance(v, str): return v
        if isinstance(v, float): return "NaN" if v != v else v
        return str(v) if abs(v) > 2**53 else v
    return [one(v) for v in s.to_list()]

cases = []
def case(name, series, run, args=(), options=None):
    """series: the columns, the first is what the function is called on; args may be names of the others."""
    columns = series if isinstance(series, list) else [series]
    frame = pl.DataFrame([s.alias("abcdef"[i]) for i, s in enumerate(columns)])
    entry = {"call": name, "in": [[type_name(s.dtype), plain(s)] for s in columns], "args": list(args), "options": options or {}}
    try:
        out = frame.select(run(pl.col("a")).alias("r"))["r"]
        entry["type"] = type_name(out.dtype)
        entry["out"] = plain(out)
    except BaseException as e:
        entry["error"] = type(e).__name__ + ": " + str(e).split("\n")[0][:120]
    cases.append(entry)

def write(name):
    with open(os.path.join(HERE, name + ".jsonl"), "w") as f:
        f.write("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in cases))
    print(name, len(cases), sum("error" in c for c in cases))
    cases.clear()

S = lambda *a: pl.Series("s", list(a), dtype=pl.String)
words = S("straße İ ǆ", "Éa bC d'éa x-y 1a ﬁ ΑΣ ΣΑΣ.", None, "", "plain ascii TEXT", "é🦄x")
ascii = S("Hello World", "abcab", None, "", "x12y3", "  a b a \n\t", "a,b,", "aaaa")
mixed = S("é🦄xab", "", None, "abc", "\u00a0x\u200b\u2003", "é🦄é", "-12", "+é", "aXbXc")
for s in (words, ascii, mixed):
    case("str.toUppercase", s, lambda c: c.str.to_uppercase())
    case("str.toLowercase", s, lambda c: c.str.to_lowercase())
    case("str.toTitlecase", s, lambda c: c.str.to_titlecase())
    case("str.lenChars", s, lambda c: c.str.len_chars())
    case("str.lenBytes", s, lambda c: c.str.len_bytes())
    case("str.reverse", s, lambda c: c.str.reverse())
    for o, n in [(1, None), (-2, None), (-2, 1), (0, 99), (-99, 2), (-99, 97), (5, 1), (2, 0), (-3, 2), (1, 3)]:
        case("str.slice", s, lambda c: c.str.slice(o, n), [o, n])
    for n in [0, 1, 2, -2, -99, 99]:
        case("str.head", s, lambda c: c.str.head(n), [n])
        case("str.tail", s, lambda c: c.str.tail(n), [n])
    for p in ["a", "", "é", "ab", "x", "🦄"]:
        case("str.startsWith", s, lambda c: c.str.starts_with(p), [p])
        case("str.endsWith", s, lambda c: c.str.ends_with(p), [p])
        case("str.stripPrefix", s, lambda c: c.str.strip_prefix(p), [p])
        case("str.stripSuffix", s, lambda c: c.str.strip_suffix(p), [p])
        case("str.split", s, lambda c: c.str.split(p), [p])
        case("str.split", s, lambda c: c.str.split(p, inclusive=True), [p], {"inclusive": True})
    for p in [".", "a", "(\\d+)", "^a", "b$", "x|é", "\\s", "[^a-z]", "(?i)HELLO", "\\p{Lu}", "^$", "", "a.*b", "\\bx", "aa"]:
        case("str.contains", s, lambda c: c.str.contains(p), [p])
        case("str.contains", s, lambda c: c.str.contains(p, literal=True), [p], {"literal": True})
        case("str.countMatches", s, lambda c: c.str.count_matches(p), [p])
        case("str.countMatches", s, lambda c: c.str.count_matches(p, literal=True), [p], {"literal": True})
        case("str.find", s, lambda c: c.str.find(p), [p])
        case("str.find", s, lambda c: c.str.find(p, literal=True), [p], {"literal": True})
        case("str.extractAll", s, lambda c: c.str.extract_all(p), [p])
    for p, g in [("(\\d+)", 1), ("(\\d+)", 0), ("(\\d+)", 2), ("(a)|(b)", 2), ("x", 1), ("x", 0), ("(.)(.)", 2), ("(a|b)*", 1), ("(?P<n>[A-Z])", 1)]:
        case("str.extract", s, lambda c: c.str.extract(p, g), [p], {"groupIndex": g})
    for p, r in [("a", "b"), ("a", "$0$0"), ("(a)(b)", "$2$1"), ("(a)", "$1x"), ("(a)", "${1}x"), ("(?P<q>a)", "[$q]"), ("a", "$$"), ("", "-"), ("b*", "-"), (".", "-"), ("a", "\\n"),
                 ("a", "$"), ("a", "${"), ("a", "$ {1}"), ("x?", "<$0>"), ("(x)|(a)", "[$1|$2]"), ("\\s+", " "), ("^", ">"), ("$", "<"), ("(?m)$", "<")]:
        case("str.replace", s, lambda c: c.str.replace(p, r), [p, r])
        case("str.replaceAll", s, lambda c: c.str.replace_all(p, r), [p, r])
        case("str.replace", s, lambda c: c.str.replace(p, r, literal=True), [p, r], {"literal": True})
        case("str.replaceAll", s, lambda c: c.str.replace_all(p, r, literal=True), [p, r], {"literal": True})
    case("str.replace", s, lambda c: c.str.replace("a", "b", literal=True, n=2), ["a", "b"], {"literal": True, "n": 2})
    for ch in [None, " ", "a ", "", "é🦄", "Hd"]:
        case("str.stripChars", s, lambda c: c.str.strip_chars(ch), [ch])
        case("str.stripCharsStart", s, lambda c: c.str.strip_chars_start(ch), [ch])
        case("str.stripCharsEnd", s, lambda c: c.str.strip_chars_end(ch), [ch])
    for n in [0, 3, 5]:
        case("str.zfill", s, lambda c: c.str.zfill(n), [n])
        case("str.padStart", s, lambda c: c.str.pad_start(n, "é"), [], {"length": n, "fillChar": "é"})
        case("str.padEnd", s, lambda c: c.str.pad_end(n, "*"), [], {"length": n, "fillChar": "*"})
numbers = S("10", "+7", "-1", "zz", "0x1F", "", "  1", "1_0", None, "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "00012", "ff", "FF", "-", "+", "1.0", "9007199254740993")
for b in [2, 8, 10, 16, 36]:
    case("str.toInteger", numbers, lambda c: c.str.to_integer(base=b, strict=False), [], {"base": b, "strict": False})
    case("str.toInteger", numbers, lambda c: c.str.to_integer(base=b), [], {"base": b})
both = [S("abc", "déf", None, "xyz", "aXa"), S("b", None, "c", "z", "a"), pl.Series([1, -1, 0, None, 2])]
for name in ["contains", "startsWith", "endsWith"]:
    f = {"contains": "contains", "startsWith": "starts_with", "endsWith": "ends_with"}[name]
    case("str." + name, both, lambda c: getattr(c.str, f)(pl.col("b")), ["$b"])
case("str.slice", both, lambda c: c.str.slice(pl.col("c"), 1), ["$c", 1])
case("str.head", both, lambda c: c.str.head(pl.col("c")), ["$c"])
case("str.stripChars", both, lambda c: c.str.strip_chars(pl.col("b")), ["$b"])
case("str.split", both, lambda c: c.str.split(pl.col("b")), ["$b"])
case("str.replaceAll", both, lambda c: c.str.replace_all("X", pl.col("b")), ["X", "$b"])
case("concatStr", both, lambda c: pl.concat_str(["a", "b"], separator="-"), ["$b"], {"separator": "-"})
case("concatStr", both, lambda c: pl.concat_str(["a", "b"], separator="-", ignore_nulls=True), ["$b"], {"separator": "-", "ignoreNulls": True})
case("concatStr", both, lambda c: pl.concat_str(["a", "b", "c"]), ["$b", "$c"])
case("concatStr", both, lambda c: pl.concat_str(["a", pl.lit("é"), "b"], separator=", "), ["é", "$b"], {"separator": ", "})

iso = ["2024-02-03", "2024/02/03", "03-02-2024", "03/02/2024", "2024-02-03 10:11:12", "2024-02-03T10:11:12", "2024-02-03T10:11", "2024-02-03 10:11:12.5", "2024-02-03T10:11:12.123456789",
       "2024-2-3", "2024-02-30", "x", "", "2024-02-03 25:00:00", "2024-02-03 10:11:60", "2024-02-03 24:00:00", "1/2/2024", "0001-01-01", "9999-12-31"]
for a in iso:
    case("str.toDate", S(a), lambda c: c.str.to_date(), [], {"format": None})
    case("str.toDatetime", S(a), lambda c: c.str.to_datetime(), [], {"format": None})
    case("str.toDatetime", S(a), lambda c: c.str.to_datetime(time_zone="UTC"), [], {"format": None, "timeZone": "UTC"})
for a in ["2024-02-03T10:11:12Z", "2024-02-03T10:11:12+02:00", "2024-02-03T10:11:12.5+0200", "2024-02-03T10:11:12.123Z"]:
    case("str.toDatetime", S(a), lambda c: c.str.to_datetime(time_zone="UTC"), [], {"format": None, "timeZone": "UTC"})
for a in ["10:11:12", "10:11", "1:2:3", "10:11:12.5", "25:00:00", "10:11:12.123456789"]:
    case("str.toTime", S(a), lambda c: c.str.to_time(), [], {"format": None})
parse = [("2024-01-02 03:04:05.678", "%Y-%m-%d %H:%M:%S%.f"), ("2024-01-02 03:04:05", "%Y-%m-%d %H:%M:%S%.f"), ("2024-01-02 03:04:05.678901", "%Y-%m-%d %H:%M:%S.%f"),
    ("2024-01-02 03:04:05 +0230", "%Y-%m-%d %H:%M:%S %z"), ("2024-01-02 03:04:05+02:30", "%Y-%m-%d %H:%M:%S%:z"), ("2024-01-02 03:04:05Z", "%Y-%m-%d %H:%M:%S%#z"), ("2024-01-02 03:04:05Z", "%Y-%m-%dT%H:%M:%S%z"),
    ("2024-01-02T03:04:05Z", "%+"), ("Jan 5, 2024 3:04 PM", "%b %d, %Y %I:%M %p"), ("January 5 2024", "%B %d %Y"), ("jan 5 2024", "%B %d %Y"), ("5 Jan 24", "%d %b %y"), ("5 Jan 70", "%d %b %y"), ("2024-060", "%Y-%j"),
    ("2024-W05-1", "%G-W%V-%u"), ("2020-W53-7", "%G-W%V-%u"), ("2021-W53-7", "%G-W%V-%u"), ("1700000000", "%s"), ("-5", "%s"), ("20240102", "%Y%m%d"), ("20240102030405", "%Y%m%d%H%M%S"), ("01/02/2024", "%m/%d/%Y"),
    ("2024-01", "%Y-%m"), ("2024", "%Y"), ("Mon 2024-01-01", "%a %Y-%m-%d"), ("Tue 2024-01-01", "%a %Y-%m-%d"), ("2024-01-02  03:04:05", "%Y-%m-%d %H:%M:%S"), ("2024-01-0203:04:05", "%Y-%m-%d %H:%M:%S"),
    ("2024-01-02T03:04:05 extra", "%Y-%m-%dT%H:%M:%S"), ("2024-01-02 03:04:05 UTC", "%F %T %Z"), ("2024-1-2", "%Y-%m-%d"), ("2024-01-02 3 PM", "%F %I %p"), ("2024-01-02 03:04:60", "%F %T"), ("2024-01-02 23:59:60", "%F %T"),
    ("99/1/2", "%y/%m/%d"), ("2024 5 1", "%Y %U %w"), ("2024 5 1", "%Y %W %u"), ("2024-01-02 03", "%F %H"), ("12024-01-02", "%Y-%m-%d"), ("2024-13-01", "%F"), ("2024-02-30", "%F"), ("2024-001", "%Y-%j"), ("2023-366", "%Y-%j"),
    ("12:00 AM 2024-01-02", "%I:%M %p %F"), ("12:00 pm 2024-01-02", "%I:%M %P %F"), ("02.01.2024", "%d.%m.%Y"), ("2024-01-02 03:04:05 +02", "%F %T %#z")]
for a, f in parse:
    for strict in (True, False):
        case("str.toDate", S(a, None), lambda c: c.str.to_date(f, strict=strict), [], {"format": f, "strict": strict})
        case("str.toDatetime", S(a, None), lambda c: c.str.to_datetime(f, strict=strict, time_unit="us"), [], {"format": f, "strict": strict})
for unit in ("ms", "us", "ns"):
    case("str.toDatetime", S("2024-01-02 03:04:05.123456789", "1969-12-31 23:59:59.999999999"), lambda c: c.str.to_datetime("%F %T%.f", time_unit=unit), [], {"format": "%F %T%.f", "timeUnit": unit})
    case("str.toDatetime", S("2024-07-02 03:04", "2024-01-02 03:04", "1900-01-01 00:00"), lambda c: c.str.to_datetime("%F %R", time_unit=unit, time_zone="Europe/Paris"), [], {"format": "%F %R", "timeUnit": unit, "timeZone": "Europe/Paris"})
case("str.toDatetime", S("2024-03-31 02:30"), lambda c: c.str.to_datetime("%F %R", time_zone="Europe/Paris"), [], {"format": "%F %R", "timeZone": "Europe/Paris"})
case("str.toTime", S("03:04 PM", "12:00 AM"), lambda c: c.str.to_time("%I:%M %p"), [], {"format": "%I:%M %p"})
case("str.toDate", S("2024-01-01", "x", None, "2024-13-01"), lambda c: c.str.to_date(strict=False), [], {"format": None, "strict": False})
write("strings")

def D(*a): return pl.Series("d", list(a), dtype=pl.Date)
def T(*a, unit="us", zone=None):
    s = pl.Series("t", list(a), dtype=pl.Datetime(unit))
    return s if zone is None else s.dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
u = datetime
sp = [u(2024, 3, 30, 23, 30), u(2024, 3, 31, 0, 30), u(2024, 3, 31, 1, 0), u(2024, 3, 31, 1, 30), u(2024, 3, 31, 10, 0)]
fa = [u(2024, 10, 26, 22, 30), u(2024, 10, 27, 0, 30), u(2024, 10, 27, 1, 30), u(2024, 10, 27, 2, 30), u(2024, 10, 27, 22, 59)]
ny = [u(2024, 3, 10, 6, 30), u(2024, 3, 10, 7, 0), u(2024, 3, 10, 7, 45), u(2024, 11, 3, 5, 15), u(2024, 11, 3, 6, 15), u(2024, 11, 3, 7, 15)]
lh = [u(2024, 4, 6, 14, 45), u(2024, 4, 6, 15, 5), u(2024, 4, 6, 15, 35), u(2024, 10, 5, 15, 15), u(2024, 10, 5, 15, 30), u(2024, 10, 5, 16, 0)]
old = [u(1900, 1, 1), u(1850, 1, 1), u(2050, 7, 1), u(2011, 12, 30, 11), u(1969, 12, 31, 23, 59, 59, 999999), None]
days = D(date(2024, 1, 31), None, date(2024, 12, 30), date(1969, 12, 31), date(2000, 2, 29), date(1, 1, 1), date(9999, 12, 31), date(2021, 1, 3), date(1900, 3, 1))
plain_times = T(u(2024, 5, 3, 13, 45, 59, 123456), u(1969, 12, 31, 23, 59, 59, 999999), None, u(1, 1, 1), u(9999, 12, 31, 23, 59, 59), u(2024, 2, 29, 12), u(2024, 12, 31, 11, 59))
frames = [days, plain_times, plain_times.cast(pl.Datetime("ms")), T(u(2024, 5, 3, 13, 45, 59, 123456), u(1700, 1, 1, 1, 2, 3), None, unit="ns"), T(*sp, *fa, zone="Europe/Paris"), T(*ny, zone="America/New_York"), T(*lh, zone="Australia/Lord_Howe"), T(*old, zone="Asia/Kolkata"), T(*old, zone="Pacific/Apia")]
clocks = [pl.Series([time(13, 45, 59, 123456), time(0), None, time(23, 59, 59, 999999)]), pl.Series([86399999999999, 1, None]).cast(pl.Time)]
PARTS = "year iso_year quarter month week weekday day ordinal_day hour minute second millisecond microsecond nanosecond date time is_leap_year month_start month_end days_in_month".split()
camel = lambda n: "".join(w if i == 0 else w.title() for i, w in enumerate(n.split("_")))
for s in frames + clocks:
    for n in PARTS:
        case("dt." + camel(n), s, lambda c: getattr(c.dt, n)())
extremes = [pl.Series([2**63 - 1, -2**63, 0], dtype=pl.Int64).cast(pl.Datetime("ns")), pl.Series([2**63 - 1, -2**63, 8200000000000000000, -8200000000000000000]).cast(pl.Datetime("us")), pl.Series([2**63 - 1, 2**53, 8200000000000000, -8200000000000000]).cast(pl.Datetime("ms")), pl.Series([2**31 - 1, -2**31, 95000000, -95000000]).cast(pl.Date)]
for s in extremes:
    for n in ["year", "month", "day", "weekday", "iso_year", "week"]:
        case("dt." + camel(n), s, lambda c: getattr(c.dt, n)())
for s in frames:
    for unit in ["ns", "us", "ms"]:
        case("dt.timestamp", s.filter(s.is_not_null() & (s.dt.year() > 1700) & (s.dt.year() < 2200)), lambda c: c.dt.timestamp(unit), [], {"unit": unit})
    for unit in ["us", "ms", "s", "d"]:
        case("dt.epoch", s, lambda c: c.dt.epoch(unit), [], {"unit": unit})
    for every in ["1d", "1w", "1mo", "1q", "1y", "15m", "2w", "3d", "1h", "2h", "3h", "90m", "30m", "12h", "2mo", "7m", "3q", "5mo", "4y", "1s", "100ms", "7d", "2h30m", "-1d", "1mo2d", "x", "1.5h"]:
        t = s if s.dtype == pl.Date or s.dtype.time_zone else s.filter(s.is_null() | (s.dt.year() > 1))
        t = t.filter(t.is_null() | (t.dt.year() < 9999))
        if s.dtype == pl.Date: t = t.filter(t.is_null() | (t.dt.year() > 1))
        case("dt.truncate", t, lambda c: c.dt.truncate(every), [], {"every": every})
        case("dt.round", t, lambda c: c.dt.round(every), [], {"every": every})
    for by in ["1d", "-1mo", "1mo", "1y", "1q", "1w", "3h", "1d12h", "-1d2h", "1mo1d", "24h", "-24h", "1h", "-1d", "-1y", "13mo", "5ns", "-2w", "1y2mo3d4h"]:
        t = s.filter(s.is_null() | ((s.dt.year() < 9997) & (s.dt.year() > 3)))
        case("dt.offsetBy", t, lambda c: c.dt.offset_by(by), [], {"by": by})
    for f in ["iso", "iso:strict", "%Y-%m-%d", "%d/%m/%y %H:%M:%S%.f", "%A %a %B %b %j %U %W %V %G %u %w", "%H:%M:%S%.3f", "%+", "%s", "%e %k %l %I %p %P", "%z %:z", "%D %F %T %R", "%q", "%f %3f %6f %9f %.f %.3f %.6f %.9f", "%C %y", "%c", "%x", "%X", "%v %h", "%%|%t%n|", "%-d/%-m %_d %0e", "%Q"]:
        t = s.filter(s.is_null() | (s.dt.year() > 1900))
        case("dt.toString", t, lambda c: c.dt.to_string(f), [], {"format": f})
for s in clocks:
    for f in ["iso", "%H:%M:%S%.f", "%I %p", "%Y"]:
        case("dt.toString", s, lambda c: c.dt.to_string(f), [], {"format": f})
far = [T(u(2024, 3, 30, 1, 30), u(2024, 4, 1, 0, 15), u(2024, 10, 26, 0, 30), u(2024, 10, 28, 1, 30), zone="Europe/Paris"), T(u(2024, 3, 9, 7, 5), u(2024, 3, 11, 6, 15), zone="America/New_York"), T(u(2024, 10, 4, 15, 45), u(2024, 10, 6, 15, 15), zone="Australia/Lord_Howe"), T(u(2017, 10, 15, 14), u(2018, 11, 4, 14), zone="America/Sao_Paulo")]
for s in far:
    for by in ["1d", "-1d", "1d1h", "-1d1h", "1d30m", "2d", "1mo", "-1mo"]:
        case("dt.offsetBy", s, lambda c: c.dt.offset_by(by), [], {"by": by})
    for every in ["1d", "2h30m", "50m", "45m", "25m", "17m", "2h"]:
        case("dt.truncate", s, lambda c: c.dt.truncate(every), [], {"every": every})
for unit in ("ms", "us", "ns"):
    lengths = pl.Series([-1, -1500, 1500, 86400000 * 3 + 5, -10**15, None, 0, 10**17 + 1]).cast(pl.Duration(unit))
    for n in "days hours minutes seconds milliseconds microseconds nanoseconds".split():
        case("dt.total" + n.title(), lengths, lambda c: getattr(c.dt, "total_" + n)())
    for to in ("ms", "us", "ns"):
        case("dt.castTimeUnit", lengths.filter(lengths.is_null() | (lengths.to_physical().abs() < 10**9)), lambda c: c.dt.cast_time_unit(to), [], {"unit": to})
        case("dt.castTimeUnit", pl.Series([-1, -1500, 1500, 10**9]).cast(pl.Datetime(unit)), lambda c: c.dt.cast_time_unit(to), [], {"unit": to})
    for f in ["iso", "polars"]:
        case("dt.toString", lengths, lambda c: c.dt.to_string(f), [], {"format": f})
wall = T(u(2024, 3, 31, 2, 30), u(2024, 10, 27, 2, 30), u(2024, 6, 1), None)
for amb in ("raise", "earliest", "latest", "null"):
    for non in ("raise", "null"):
        case("dt.replaceTimeZone", wall, lambda c: c.dt.replace_time_zone("Europe/Paris", ambiguous=amb, non_existent=non), [], {"timeZone": "Europe/Paris", "ambiguous": amb, "nonExistent": non})
        case("dt.replaceTimeZone", wall[1:], lambda c: c.dt.replace_time_zone("Europe/Paris", ambiguous=amb, non_existent=non), [], {"timeZone": "Europe/Paris", "ambiguous": amb, "nonExistent": non})
for s in frames[4:]:
    case("dt.replaceTimeZone", s, lambda c: c.dt.replace_time_zone(None), [], {"timeZone": None})
    case("dt.convertTimeZone", s, lambda c: c.dt.convert_time_zone("Asia/Kolkata"), [], {"timeZone": "Asia/Kolkata"})
for s in frames[4:7]:
    case("dt.baseUtcOffset", s, lambda c: c.dt.base_utc_offset())
    case("dt.dstOffset", s, lambda c: c.dt.dst_offset())
case("dt.combine", [days[:3], pl.Series([time(1, 2, 3), time(4), None])], lambda c: c.dt.combine(pl.col("b")), ["$b"])
case("dt.truncate", [T(u(2024, 5, 3, 1), u(2024, 5, 3, 1), u(2024, 5, 3, 1)), S("1d", "1mo", None)], lambda c: c.dt.truncate(pl.col("b")), ["$b"])
case("dt.offsetBy", [T(u(2024, 5, 3, 1), u(2024, 5, 3, 1), u(2024, 5, 3, 1)), S("1d", None, "-1mo")], lambda c: c.dt.offset_by(pl.col("b")), ["$b"])
write("datetime")

ints = pl.Series([[3, 1, 2], [], None, [None, 5], [7, 7, 7, 1]], dtype=pl.List(pl.Int64))
floats = pl.Series([[1.5, float("nan"), None], [], None, [0.5]], dtype=pl.List(pl.Float64))
small = pl.Series([[100, 100], [None], None, []], dtype=pl.List(pl.Int8))
texts = pl.Series([["b", "a", None], [], None, ["é", "z", "a"]], dtype=pl.List(pl.String))
for s in (ints, floats, small, texts):
    case("list.len", s, lambda c: c.list.len())
    case("list.first", s, lambda c: c.list.first())
    case("list.last", s, lambda c: c.list.last())
    case("list.reverse", s, lambda c: c.list.reverse())
    case("list.unique", s, lambda c: c.list.unique(maintain_order=True))
    for d in (False, True):
        for n in (False, True):
            case("list.sort", s, lambda c: c.list.sort(descending=d, nulls_last=n), [], {"descending": d, "nullsLast": n})
    for n in ("sum", "mean", "min", "max"):
        case("list." + n, s, lambda c: getattr(c.list, n)())
    for i in (0, 1, -1, 5, -5):
        case("list.get", s, lambda c: c.list.get(i, null_on_oob=True), [i], {"nullOnOob": True})
        case("list.get", s, lambda c: c.list.get(i, null_on_oob=False), [i], {"nullOnOob": False})
    for o, n in [(0, 2), (1, None), (-2, 1), (-9, 8), (5, 1), (1, 99)]:
        case("list.slice", s, lambda c: c.list.slice(o, n), [o, n])
    for n in (0, 1, 2, 9):
        case("list.head", s, lambda c: c.list.head(n), [n])
        case("list.tail", s, lambda c: c.list.tail(n), [n])
for v in (1, 5, 9, None):
    case("list.contains", ints, lambda c: c.list.contains(v), [v])
case("list.contains", texts, lambda c: c.list.contains("a"), ["a"])
case("list.contains", [ints, pl.Series([3, 1, 1, None, 7])], lambda c: c.list.contains(pl.col("b")), ["$b"])
case("list.get", [ints, pl.Series([2, 0, 0, None, -1])], lambda c: c.list.get(pl.col("b"), null_on_oob=True), ["$b"], {"nullOnOob": True})
for g in (True, False):
    case("list.join", texts, lambda c: c.list.join("-", ignore_nulls=g), ["-"], {"ignoreNulls": g})
case("list.join", [texts, S("+", "-", "*", None)], lambda c: c.list.join(pl.col("b")), ["$b"])
case("concatList", [pl.Series([1, None, 3]), pl.Series([4, 5, None])], lambda c: pl.concat_list("a", "b"), ["$b"])
case("concatList", [ints, pl.Series([1, 2, 3, None, 5])], lambda c: pl.concat_list("a", "b"), ["$b"])
case("concatList", [texts[:3], S("x", None, "z")], lambda c: pl.concat_list("a", "b"), ["$b"])
write("lists")
