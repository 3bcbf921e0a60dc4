import { Int64, Utf8 } from "../../arrow/types.ts";
import { type Cases, each, failing, rows } from "../case.ts";
import type { Query } from "../loose.ts";
import { col, concatStr } from "../loose.ts";

const texts = (): Query =>
  rows({
    s: [Utf8, ["é🦄x", "", null, "abc abc", "a,b,", "  pad\t", "Straße İ", "-12", "www.x.com"]],
    p: [Utf8, ["x", "", "a", "b", ",", null, "S", "-", "www."]],
    n: [Int64, [1n, 2n, 3n, -1n, null, 0n, 2n, 5n, 99n]],
  });
const s = col("s");
const p = col("p");

export const STRINGS: Cases = {
  ...each(texts, {
    "str.contains": s.str.contains("a.c"),
    "str.contains literal": s.str.contains(".", { literal: true }),
    "str.contains a class": s.str.contains("^[a-z ]+$"),
    "str.contains, ignoring case": s.str.contains("(?i)STR"),
    "str.contains of a column": s.str.contains(p, { literal: true }),
    "str.contains of unicode": s.str.contains("\\p{L}🦄"),
    "str.startsWith": s.str.startsWith("a"),
    "str.startsWith of a column": s.str.startsWith(p),
    "str.endsWith": s.str.endsWith("x"),
    "str.toLowercase": s.str.toLowercase(),
    "str.toUppercase": s.str.toUppercase(),
    "str.toTitlecase": s.str.toTitlecase(),
    "str.slice": s.str.slice(1),
    "str.slice of two": s.str.slice(1, 2),
    "str.slice from the end": s.str.slice(-1, 1),
    "str.slice past the end": s.str.slice(0, 99),
    "str.slice by a column": s.str.slice(col("n"), 2),
    "str.slice before the start": s.str.slice(-5, 3),
    "str.head": s.str.head(2),
    "str.head but the last": s.str.head(-1),
    "str.tail": s.str.tail(2),
    "str.tail but the first": s.str.tail(-1),
    "str.lenChars": s.str.lenChars(),
    "str.lenBytes": s.str.lenBytes(),
    "str.replace": s.str.replace("a", "<$0>"),
    "str.replace literal": s.str.replace(".", "$1", { literal: true }),
    "str.replace of two": s.str.replace("a", "b", { n: 2 }),
    "str.replaceAll": s.str.replaceAll("(a)(b)", "$2$1"),
    "str.replaceAll literal": s.str.replaceAll("a", "$1", { literal: true }),
    "str.replaceAll by names": s.str.replaceAll("(?P<x>[a-z])", "$" + "{x}_"),
    "str.split": s.str.split(","),
    "str.split inclusive": s.str.split(",", { inclusive: true }),
    "str.split by a column": s.str.split(p),
    "str.stripChars": s.str.stripChars(),
    "str.stripChars of some": s.str.stripChars("xa,é"),
    "str.stripCharsStart": s.str.stripCharsStart(),
    "str.stripCharsEnd": s.str.stripCharsEnd("xcm"),
    "str.stripPrefix": s.str.stripPrefix("www."),
    "str.stripSuffix": s.str.stripSuffix(".com"),
    "str.extract": s.str.extract("([a-z])([a-z])", 2),
    "str.extract the whole": s.str.extract("b.", 0),
    "str.extractAll": s.str.extractAll("[a-z]"),
    "str.countMatches": s.str.countMatches("[ab]"),
    "str.countMatches literal": s.str.countMatches(".", { literal: true }),
    "str.find": s.str.find("[xb]"),
    "str.find literal": s.str.find(".", { literal: true }),
    "str.zfill": s.str.zfill(5),
    "str.padStart": s.str.padStart(5, "*"),
    "str.padEnd": s.str.padEnd(5, "🦄"),
    "str.reverse": s.str.reverse(),
    "str.toInteger": s.str.toInteger({ strict: false }),
    "str.toInteger base 16": s.str.toInteger({ base: 16, strict: false }),
    concatStr: concatStr(["s", "p"], { separator: "|" }),
    "concatStr, nulls left out": concatStr(["s", "p", "n"], { separator: "|", ignoreNulls: true }),
    "add of text": s.add("!"),
  }),
  ...each(() => rows({ s: [Utf8, ["2024-02-29", "1969-12-31", null]] }), {
    "str.toDate": s.str.toDate("%Y-%m-%d"),
    "str.toDate, ISO": s.str.toDate(),
  }),
  ...each(() => rows({ s: [Utf8, ["29.02.2024", "30.02.2024", "x", null]] }), {
    "str.toDate, not strict": s.str.toDate("%d.%m.%Y", { strict: false }),
  }),
  ...each(() => rows({ s: [Utf8, ["2024-02-29 13:45:06", "1969-12-31 00:00:00", null]] }), {
    "str.toDatetime": s.str.toDatetime("%Y-%m-%d %H:%M:%S"),
    "str.toDatetime in ms": s.str.toDatetime("%Y-%m-%d %H:%M:%S", { timeUnit: "ms" }),
  }),
  ...each(() => rows({ s: [Utf8, ["13:45:06", "00:00:00", null]] }), { "str.toTime": s.str.toTime("%H:%M:%S") }),
  ...failing("INVALID_REGEX", {
    "look-ahead": () => texts().select(s.str.contains("(?=b)")),
    "an open group": () => texts().select(s.str.replaceAll("(", "")),
  }),
  ...failing("INVALID_CAST", {
    "a date that does not exist": () => rows({ s: [Utf8, ["2024-02-30"]] }).select(s.str.toDate("%Y-%m-%d")),
    "text that is no integer": () => texts().select(s.str.toInteger()),
  }),
};
