import { Date32, Datetime, Time, Utf8 } from "../../../src/arrow/types.ts";
import { rows } from "../../../src/testing/case.ts";
import { col, type Query } from "../../../src/testing/loose.ts";
import { each } from "./same.ts";

const text =
  (...values: readonly (string | null)[]): (() => Query) =>
  () =>
    rows({ s: [Utf8, values] });
const s = col("s");

// Every letter, alone and beside others, as words of a few hundred characters.
const letters: string[] = [];
for (let c = 1; c < 0x1fffff && c <= 0x10ffff; c++)
  if ((c < 0xd800 || c > 0xdfff) && /[\p{L}\p{M}\p{Nl}\p{So}]/u.test(String.fromCodePoint(c)))
    letters.push(String.fromCodePoint(c));
const words = Array.from({ length: Math.ceil(letters.length / 64) }, (_, i) =>
  letters.slice(i * 64, i * 64 + 64).join(i % 2 === 0 ? "" : " "),
);
each("letters", text(...words, "ΑΣ ΑΣΑ Σ ΑΣ' Α'Σ", "straße İi ǆ ﬁne", "plain ASCII, it's", "", null), {
  lower: s.str.toLowercase(),
  upper: s.str.toUppercase(),
  title: s.str.toTitlecase(),
});

const HARD = ["", "aa", "a.b", "x1y22z333", "é🦄é", "aXbXc", "a\nb", "(", "foo bar foo", "$1", null];
each(
  "patterns",
  () => rows({ s: [Utf8, HARD], p: [Utf8, ["a", "a+", ".", "\\d+", "🦄", "X", "^b", null, "(o)+", "", "z"]] }),
  {
    "contains by row": s.str.contains(col("p")),
    "classes of classes": s.str.contains("[\\w&&[^a]]"),
    boundaries: s.str.countMatches("\\b\\w"),
    "empty count": s.str.countMatches(""),
    "count of literal text by row": s.str.countMatches(col("p"), { literal: true }),
    "find by row": s.str.find(col("p")),
    "find literal text by row": s.str.find(col("p"), { literal: true }),
    "optional group": s.str.extract("(x)?y|(\\d)", 1),
    "all by row": s.str.extractAll(col("p")),
    "replace two": s.str.replace("[aX]", "<$0>", { n: 2 }),
    "replace by a column": s.str.replaceAll("[aX]", col("p")),
    "replace by names": s.str.replaceAll("(?P<l>[a-z])(?P<d>\\d)", ["$", "{d}$l"].join("")),
    "replace nothing": s.str.replaceAll("", "-", { literal: true }),
  },
);

const BASES = [
  "ff",
  "-FF",
  "+10",
  "",
  "-",
  "zz",
  "0x1",
  " 1",
  "7fffffffffffffff",
  "8000000000000000",
  "-8000000000000000",
  null,
];
each("numbers in text", text(...BASES), {
  hexadecimal: s.str.toInteger({ base: 16, strict: false }),
  "base 36": s.str.toInteger({ base: 36, strict: false }),
  strict: s.str.toInteger({ base: 16 }),
});

const DAYS = [
  "2024-02-29",
  "2023-02-29",
  "0001-01-01",
  "9999-12-31",
  "-0044-03-15",
  "+12345-01-01",
  " 2024-01-01",
  "2024-1-2",
  "24-01-02",
  "2024-01-02T03:04:05",
  "29.02.2024",
  "1.3.2024",
  "Feb 29 2024",
  "",
  "x",
  null,
];
const lax = { strict: false };
each("days in text", text(...DAYS), {
  iso: s.str.toDate(null, lax),
  dotted: s.str.toDate("%d.%m.%Y", lax),
  named: s.str.toDate("%b %d %Y", lax),
  "two digits": s.str.toDate("%y-%m-%d", lax),
  strict: s.str.toDate("%d.%m.%Y"),
  cast: s.cast(Date32, lax),
  "strict cast": s.cast(Date32),
});
const MOMENTS = [
  "2024-03-31 02:30:00",
  "2024-10-27 02:30:00",
  "2024-03-31T01:59:59.123456789",
  "2024-01-02 03:04",
  "2024-01-02 03:04:05Z",
  "2024-01-02T03:04:05+02:00",
  "2024-01-02 24:00:00",
  "2262-04-11 23:47:16.9",
  "2300-01-01 00:00:00",
  "2024-01-02",
  "",
  null,
];
each("moments in text", text(...MOMENTS), {
  "without an offset": s.str.slice(0, 19).str.toDatetime(null, lax),
  nanoseconds: s.str.slice(0, 29).str.toDatetime("%Y-%m-%dT%H:%M:%S%.f", { ...lax, timeUnit: "ns" }),
  offsets: s.str.toDatetime("%Y-%m-%dT%H:%M:%S%z", lax),
  "an offset unasked": s.str.toDatetime(null, lax),
  "in a zone": s.str.slice(0, 16).str.toDatetime("%Y-%m-%d %H:%M", { ...lax, timeZone: "America/New_York" }),
  "in a zone, twice": s.str.slice(0, 16).str.toDatetime("%Y-%m-%d %H:%M", { ...lax, timeZone: "Europe/Paris" }),
  cast: s.cast(Datetime("us"), lax),
  "cast to a zone": s.cast(Datetime("ms", "Europe/Paris"), lax),
  "strict cast": s.cast(Datetime("us")),
});
each("times in text", text("03:04:05", "23:59:59.999999999", "24:00:00", "3:4", "03:04", "", null), {
  iso: s.str.toTime(null, lax),
  short: s.str.toTime("%H:%M", lax),
  cast: s.cast(Time, lax),
});
