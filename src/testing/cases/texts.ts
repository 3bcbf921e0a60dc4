import {
  Binary,
  Bool,
  Categorical,
  Date32,
  Datetime,
  Float64,
  Int32,
  Int64,
  List,
  Struct,
  Time,
  Utf8,
} from "../../arrow/types.ts";
import { type Cases, each, failing, plans, rows } from "../case.ts";
import { all, col, concatStr, format, lit, type Query, struct } from "../loose.ts";

const texts = (): Query =>
  rows({
    s: [Utf8, ["é🦄x", "", null, "abc abc", "a.b*c[d]", "a,b,c,,", "Hello ABCD abcd", "straße", "e\u0301ﬁ²"]],
    p: [List(Utf8), [["x", "é"], ["b"], ["a"], ["abc", "ab"], [], [",", "b,"], ["bcd", "abc"], ["ß"], ["ﬁ"]]],
    by: [Utf8, ["🦄", ",", ",", " ", ".", ",", null, "", "x"]],
    k: [Categorical, ["a", "b", null, "a", "b", "a", "b", "a", "c"]],
  });
const s = col("s");
const LISTS: readonly (readonly string[])[] = [
  ["ab", "abc", "bc"],
  ["abc", "ab", "b"],
  ["a", "a", ""].slice(0, 2),
  ["é", "🦄x", "ß"],
];

const searches: Cases = Object.assign(
  {},
  ...LISTS.map((list) => {
    const words = list.join(" ");
    return each(texts, {
      [`str.containsAny of ${words}`]: s.str.containsAny(list),
      [`str.findMany of ${words}`]: s.str.findMany(list),
      [`str.findMany of ${words}, leftmost`]: s.str.findMany(list, { leftmost: true }),
      [`str.findMany of ${words}, overlapping`]: s.str.findMany(list, { overlapping: true }),
      [`str.extractMany of ${words}`]: s.str.extractMany(list),
      [`str.extractMany of ${words}, leftmost`]: s.str.extractMany(list, { leftmost: true }),
      [`str.extractMany of ${words}, overlapping`]: s.str.extractMany(list, { overlapping: true }),
      [`str.replaceMany of ${words}`]: s.str.replaceMany(list, ["<1>", "", "🦄"].slice(0, list.length)),
      [`str.replaceMany of ${words}, leftmost`]: s.str.replaceMany(list, ["-"], { leftmost: true }),
    });
  }),
) as Cases;

export const TEXTS: Cases = {
  ...searches,
  ...each(texts, {
    "str.containsAny, ASCII in either case": s.str.containsAny(["HELLO", "É"], { asciiCaseInsensitive: true }),
    "str.containsAny of a null": s.str.containsAny([null, "h"]),
    "str.containsAny of the empty text": s.str.containsAny([""]),
    "str.containsAny of no list": s.str.containsAny(lit(null, List(Utf8))),
    "str.findMany by rows": s.str.findMany(col("p")),
    "str.findMany by rows, overlapping": s.str.findMany(col("p"), { overlapping: true }),
    "str.findMany of the empty text": s.str.findMany([""]),
    "str.findMany, ASCII in either case": s.str.findMany(["ABC"], { asciiCaseInsensitive: true }),
    "str.extractMany by rows": s.str.extractMany(col("p")),
    "str.extractMany, ASCII in either case": s.str.extractMany(["ABC"], { asciiCaseInsensitive: true }),
    "str.replaceMany of an object": s.str.replaceMany({ abc: "1", b: "2", é: "e" }),
    "str.replaceMany by one": s.str.replaceMany(["a", "b"], "x"),
    "str.replaceMany of the empty text": s.str.replaceMany([""], ["-"]),
    "str.replaceMany, ASCII in either case": s.str.replaceMany(["ABC"], ["<>"], { asciiCaseInsensitive: true }),
    "str.extractGroups": s.str.extractGroups("(a)(b)|(x)"),
    "str.extractGroups of names": s.str.extractGroups("(?P<one>[a-z]).(?<two>[a-z]?)"),
    "str.splitExact": s.str.splitExact(",", 2),
    "str.splitExact of one": s.str.splitExact(",", 0),
    "str.splitExact, inclusive": s.str.splitExact(",", 3, { inclusive: true }),
    "str.splitExact of characters": s.str.splitExact("", 2),
    "str.splitExact of characters, inclusive": s.str.splitExact("", 2, { inclusive: true }),
    "str.splitExact by rows": s.str.splitExact(col("by"), 1),
    "str.splitExact by rows, inclusive": s.str.splitExact(col("by"), 1, { inclusive: true }),
    "str.splitn": s.str.splitn(",", 2),
    "str.splitn of one": s.str.splitn(",", 1),
    "str.splitn of many": s.str.splitn(",", 6),
    "str.splitn of characters": s.str.splitn("", 3),
    "str.splitn by rows": s.str.splitn(col("by"), 2),
    "str.encode as hex": s.str.encode("hex"),
    "str.encode as base64": s.str.encode("base64"),
    "str.decode of hex": s.str.encode("hex").str.decode("hex"),
    "str.decode of base64": s.str.encode("base64").str.decode("base64"),
    "str.escapeRegex": s.str.escapeRegex(),
    "str.escapeRegex of ASCII": lit(
      String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i)),
    ).str.escapeRegex(),
    "str.normalize as NFC": s.str.normalize(),
    "str.normalize as NFD": s.str.normalize("NFD"),
    "str.normalize as NFKC": s.str.normalize("NFKC"),
    "str.normalize as NFKD": s.str.normalize("NFKD"),
    "str.join": s.str.join("-"),
    "str.join of nothing": s.filter(lit(false)).str.join("-"),
    "str.join with nulls": s.str.join("-", { ignoreNulls: false }),
    "str.join without nulls": s.dropNulls().str.join("🦄", { ignoreNulls: false }),
    "str.join of numbers": s.str.lenBytes().str.join(),
    format: format("{}-{{{}}}!", "s", "k"),
    "format that begins with text": format("a{}", s),
    "format of a number": format("{}", s.str.lenChars()),
    "concatStr of one": concatStr(["k"]),
  }),
  ...plans({
    "str.join by groups": () =>
      texts()
        .groupBy("k", { maintainOrder: true })
        .agg(s.str.join("|"), s.str.join("|", { ignoreNulls: false }).alias("n")),
    "str.join over groups": () => texts().select(s.str.join("|").over("k")),
    "format is named after its first column": () => texts().select(format("a{}", s), format("{}b", col("k"))),
  }),
  ...each(
    () =>
      rows({
        s: [
          Utf8,
          ["c3a9", "", "C3A9", null, "zz", "abc", "YWJj", "YWI=", "YQ", "YWI", " YWI=", "/+==", "-_", "YR==", "é"],
        ],
      }),
    {
      "str.decode of hex, not strict": s.str.decode("hex", { strict: false }),
      "str.decode of base64, not strict": s.str.decode("base64", { strict: false }),
    },
  ),
  ...each(
    () =>
      rows({
        s: [
          Utf8,
          [
            "40.12",
            "120134.19",
            "-3.5",
            "x",
            "",
            null,
            "1e3",
            "+5",
            ".5",
            "5.",
            "0.125",
            "0.135",
            "-0.125",
            "9.999",
            "1_0",
          ],
        ],
      }),
    {
      "str.toDecimal": s.str.toDecimal({ scale: 2 }),
      "str.toDecimal whole": s.str.toDecimal({ scale: 0 }),
      "str.toDecimal of many digits": s.str.toDecimal({ scale: 30 }),
    },
  ),
  ...each(() => rows({ s: [Utf8, ["2024-02-29", "1969-12-31", null, "x"]] }), {
    "str.strptime as a date": s.str.strptime(Date32, "%Y-%m-%d", { strict: false }),
    "str.strptime as a Datetime": s.str.strptime(Datetime("ms"), "%Y-%m-%d", { strict: false }),
    "str.strptime as a time": s.str.strptime(Time, "%H:%M", { strict: false }),
  }),
  ...failing("INVALID_CAST", {
    "str.decode of what is no hex": () => texts().select(s.str.decode("hex")),
    "str.decode of what is no base64": () => texts().select(s.str.decode("base64")),
  }),
  ...failing("INVALID_REGEX", { "str.extractGroups of an open group": () => texts().select(s.str.extractGroups("(")) }),
  ...failing("SHAPE_MISMATCH", {
    "str.replaceMany by too many": () => texts().select(s.str.replaceMany(["a", "b"], ["1", "2", "3"])),
  }),
  ...failing("INVALID_ARGUMENT", {
    "str.replaceMany of nulls": () => texts().select(s.str.replaceMany(["a", null], ["1", "2"])),
    "format of too few": () => texts().select(format("{}{}", "s")),
    "str.normalize as nothing": () => texts().select(s.str.normalize("x")),
  }),
  ...failing("TYPE_MISMATCH", {
    "str.containsAny of numbers": () => texts().select(s.str.containsAny([1])),
    "str.containsAny of no text": () => rows({ s: [Int64, [1n]] }).select(s.str.containsAny(["a"])),
    "str.findMany leftmost and overlapping": () =>
      texts().select(s.str.findMany(["a"], { leftmost: true, overlapping: true })),
  }),
};

const DOC = '{"a":{"b":[1,2,{"c":"x"}]},"x y":1.50,"t":true,"n":null,"e":"é\\n🦄","arr":[{"p":1},{"p":2,"q":[]}]}';
const PATHS =
  "$ $.a $.a.b $.a.b[0] $.a.b[-1] $.a.b[2].c $.a.b[*] $.arr[*].p $..c $..p $['a'] $.t $.n $.e $.zz $.a.* $.* $.a.b[0,1] $.a.b[0:2] $.a.b[1:] $.a.b[:1] $.a.b[::2] $.arr[?(@.p>1)] $.arr[?(@.p==1)].p $.a['b'][1] $['a','t'] $.a.b.length $[0] $.a.b[99] $..* $.arr[1].q";
const documents = (): Query =>
  rows({
    s: [Utf8, [DOC, '{"a":"é"}', null, "x", "", "[1, 2 ]", '{"a":{"b":[[3]]}} ', '{"b":1} {}', '["a"]', "null"]],
    p: [Utf8, ["$.e", "$.a", "$", "$", "$", "$[1]", null, "$.b", "$[0]", "$.a"]],
  });
const number = (text: string): string => `{"a":${text}}`;
const NUMBERS = [
  "1",
  "1.0",
  "12345678901234567890123",
  "1e2",
  "-0",
  "-0.0",
  "0.1",
  "1.10",
  "100000000000000000000",
  "18446744073709551615",
  "18446744073709551616",
  "-9223372036854775808",
  "1e-7",
  "0.00001",
  "123456789.123456789",
  "1e15",
  "1e16",
  "1e400",
  "01",
  "1.",
  '"a',
  '"\\ud83e"',
  "[1,]",
  '1,"a":2',
  '{"z":1, "b":[ 1]}',
  '"\\u00e9\\"\\\\\\/\\b"',
  "nul",
  "tru",
  "-",
  "+1",
  '"',
  '"\u0001"',
  "1e5",
  "5e-324",
  "1.7976931348623157e308",
];
const json =
  (...values: readonly (string | null)[]): (() => Query) =>
  () =>
    rows({ s: [Utf8, values] });

export const JSON_TEXTS: Cases = {
  ...each(
    documents,
    Object.fromEntries(
      [...PATHS.split(" "), '$["x y"]'].map((p) => [`str.jsonPathMatch of ${p}`, s.str.jsonPathMatch(p)]),
    ),
  ),
  ...each(documents, { "str.jsonPathMatch by rows": s.str.jsonPathMatch(col("p")) }),
  ...each(json(...NUMBERS.map(number), "[".repeat(100) + "]".repeat(100), "[".repeat(300) + "]".repeat(300)), {
    "str.jsonPathMatch of odd values": s.str.jsonPathMatch("$.a"),
    "str.jsonPathMatch of deep lists": s.str.jsonPathMatch("$[0][0]"),
  }),
  ...each(
    json(
      '{"a":1,"b":"x"}',
      '{"b":"y"}',
      '{"a":null,"c":[{}]}',
      null,
      "null",
      '{"a":1,"a":2}',
      ' {"b":"é\\n\\ud83e\\udd84\\u00e9", "a" : -7} ',
    ),
    {
      "str.jsonDecode as a struct": s.str.jsonDecode(Struct({ a: Int64, b: Utf8 })),
    },
  ),
  ...each(json("[1,2,null]", "[]", null, "null", "[ -3 ]"), {
    "str.jsonDecode as a list": s.str.jsonDecode(List(Int64)),
    "str.jsonDecode as a list of floats": s.str.jsonDecode(List(Float64)),
  }),
  ...each(json("1", "-2", null, "null", " 3 ", "9223372036854775807"), {
    "str.jsonDecode as whole numbers": s.str.jsonDecode(Int64),
  }),
  ...each(json("1", "1.5", "-0.25", "1e3", null), { "str.jsonDecode as floats": s.str.jsonDecode(Float64) }),
  ...each(json("true", "false", null, "null"), { "str.jsonDecode as truth": s.str.jsonDecode(Bool) }),
  ...each(json('"a\\u00e9\\n\\ud83e\\udd84"', '""', null, "true", "12"), {
    "str.jsonDecode as text": s.str.jsonDecode(Utf8),
  }),
  ...each(json('"2024-01-02"', null), { "str.jsonDecode as a date": s.str.jsonDecode(Date32) }),
  ...each(json('"2024-01-02T03:04:05"', null), { "str.jsonDecode as a moment": s.str.jsonDecode(Datetime("us")) }),
  ...each(json('[{"a":[{"b":[1.5]}]},null]', "[]"), {
    "str.jsonDecode as what is nested": s.str.jsonDecode(List(Struct({ a: List(Struct({ b: List(Float64) })) }))),
  }),
  ...failing("CORRUPT", {
    "str.jsonDecode of no JSON": () => json("{")().select(s.str.jsonDecode(Int64)),
    "str.jsonDecode of two values": () => json("1 2")().select(s.str.jsonDecode(Int64)),
    "str.jsonDecode of another type": () => json('"x"')().select(s.str.jsonDecode(Int64)),
    "str.jsonDecode of a list as a number": () => json("[1]")().select(s.str.jsonDecode(Int32)),
  }),
  ...failing("NOT_SUPPORTED", { "str.jsonDecode as bytes": () => json('"x"')().select(s.str.jsonDecode(Binary)) }),
  ...failing("INVALID_ARGUMENT", {
    "a JSON path without a root": () => documents().select(s.str.jsonPathMatch("a.b")),
    "a JSON path that ends early": () => documents().select(s.str.jsonPathMatch("$.")),
  }),
};

const named = (): Query =>
  rows({
    a_b_a: [Int64, [1n, null]],
    Q: [Utf8, ["x", "🦄"]],
    s: [Struct({ x: Int64, y: Utf8 }), [{ x: 1n, y: "a" }, null]],
  });
const c = col("a_b_a");

export const NAMES: Cases = plans({
  "name.stripPrefix": () => named().select(all().name.stripPrefix("a_")),
  "name.stripSuffix": () => named().select(all().name.stripSuffix("_a")),
  "name.stripSuffix of nothing": () => named().select(all().name.stripSuffix("")),
  "name.replace": () => named().select(c.name.replace("a", "x"), col("Q").name.replace("(Q)", "$" + "{1}$1-")),
  "name.replace literal": () => named().select(c.name.replace("a_", "$1", { literal: true })),
  "rules of names one after the other": () =>
    named().select(c.add(1).alias("k").name.prefix("p_").name.stripSuffix("k")),
  "name.prefixFields": () => named().select(col("s").name.prefixFields("p_")),
  "name.suffixFields": () => named().select(col("s").alias("t").name.suffixFields("_é")),
  "name.suffixFields and a field": () => named().select(col("s").name.suffixFields("_é").struct.field("y_é")),
  "name.prefixFields of a new struct": () => named().select(struct("Q", "a_b_a").name.prefixFields("z").alias("w")),
});
