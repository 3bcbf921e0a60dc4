import {
  Bool,
  Categorical,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Enum,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Time,
  UInt8,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import { type Cases, each, failing, rows } from "../case.ts";
import type { Query } from "../loose.ts";
import { arctan2, argSortBy, argWhere, col, corr, cov, lit } from "../loose.ts";
import { INF, NAN } from "./frames.ts";

const values = (): Query =>
  rows({
    i: [Int64, [3n, null, -7n, 9n, 3n, -9223372036854775808n]],
    j: [Int64, [2n, 2n, 2n, null, 0n, -1n]],
    t: [Int8, [127, -128, null, 95, -1, 0]],
    w: [Int16, [1234, -5678, null, 0, 5, 32767]],
    u: [UInt64, [3n, null, 7n, 18446744073709551615n, 0n, 1n]],
    x: [Float64, [1.5, NAN, null, -2.5, INF, 0.125]],
    y: [Float64, [0.5, 1, 2, -0.25, 3, -0]],
    f: [Float32, [1.5, NAN, null, -2.5, INF, 0]],
    s: [Utf8, ["b", null, "é", "", "b", "🦄"]],
    ok: [Bool, [true, null, false, true, null, false]],
    d: [Decimal(10, 2), ["1.55", null, "-2.99", "0.00", "12345678.90", "-0.01"]],
    day: [Date32, [0, null, 18263, -1, 5, 0]],
    n: [Int32, [0, 2, 1, null, 3, 1]],
  });
const none = (): Query => rows({ i: [Int64, []], x: [Float64, []], s: [Utf8, []], ok: [Bool, []] });
const nulls = (): Query =>
  rows({ i: [Int64, [null, null]], x: [Float64, [null, null]], s: [Utf8, [null, null]], ok: [Bool, [null, null]] });
const shares = (): Query =>
  rows({ p: [Float64, [1, 2, 3, 4, 10]], q: [Float64, [2, 1, 4, 3, 9.5]], k: [Int64, [1n, 1n, 2n, 3n, 5n]] });
const runs = (): Query =>
  rows({
    a: [Int64, [1n, 1n, 2n, null, null, 1n]],
    s: [Utf8, ["x", "x", "é", null, "", "x"]],
    x: [Float64, [NAN, NAN, 1, null, -0, 0]],
    l: [List(Int64), [[1n], [1n], null, [], [2n, null], [1n]]],
  });
const ordered = (): Query =>
  rows({ a: [Int64, [1n, 2n, 2n, 3n, 5n]], b: [Int64, [5n, 3n, 3n, 1n, 0n]], z: [Float64, [null, null, 1, 2, NAN]] });
const small = (): Query =>
  rows({ g: [Utf8, ["a", "b", "a", "b", "a"]], v: [Int64, [3n, null, 1n, 4n, 1n]], w: [Float64, [1, 5, 2, NAN, 4]] });
const [i, j, t, w, u, x, y, f, s, ok, d] = ["i", "j", "t", "w", "u", "x", "y", "f", "s", "ok", "d"].map((n) =>
  col(n),
) as [
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
  ReturnType<typeof col>,
];
const BITS = ["CountOnes", "CountZeros", "LeadingOnes", "LeadingZeros", "TrailingOnes", "TrailingZeros"] as const;
const OURS = "Polars has no remainder with the dividend's sign";

export const NUMERICS: Cases = {
  ...each(values, {
    arccosh: x.arccosh(),
    arcsinh: f.arcsinh(),
    arctanh: y.arctanh(),
    cot: x.cot(),
    erf: x.erf(),
    "erf of Float32": f.erf(),
    erfc: x.erfc(),
    "erfc of integers": j.erfc(),
    arctan2: arctan2("x", "y"),
    "arctan2 of Float32": arctan2("f", "y"),
    truncate: x.truncate(),
    "truncate to 2": y.div(3).truncate(2),
    "truncate Decimals": d.truncate(1),
    "truncate integers": i.truncate(1),
    truncdiv: i.truncdiv(j),
    "truncdiv of floats": x.truncdiv(y),
    "truncdiv of the least": t.truncdiv(-1),
    "truncdiv of UInt64": u.truncdiv(2),
    "truncdiv of Decimals": d.truncdiv(2),
    roundSigFigs: x.roundSigFigs(1),
    "roundSigFigs of thirds": y.div(3).roundSigFigs(3),
    "roundSigFigs of Int16": w.roundSigFigs(2),
    "roundSigFigs of Int8": t.roundSigFigs(1),
    isClose: x.isClose(y.add(1)),
    "isClose with a tolerance": x.isClose(y, { absTol: 1 }),
    "isClose to NaN": x.isClose(x, { nansEqual: true }),
    "isClose of integers": i.isClose(2.9, { relTol: 0.1 }),
    "reinterpret unsigned": t.reinterpret({ signed: false }),
    "reinterpret signed": u.reinterpret({ signed: true }),
    "reinterpret as floats": u.reinterpret({ dtype: Float64 }),
    ...Object.fromEntries(BITS.map((b) => [`bitwise${b}`, i[`bitwise${b}`]()])),
    ...Object.fromEntries(BITS.map((b) => [`bitwise${b} of Int8`, t[`bitwise${b}`]()])),
    "bitwiseCountOnes of Bool": ok.bitwiseCountOnes(),
    "bitwiseTrailingZeros of Bool": ok.bitwiseTrailingZeros(),
  }),
  rem: { plan: () => values().select(i.rem(j)), gives: { i: [Int64, [1n, null, -1n, null, null, 0n]] }, why: OURS },
  "rem of floats": {
    plan: () => values().select(x.rem(2)),
    gives: { x: [Float64, [1.5, NAN, null, -0.5, NAN, 0.125]] },
    why: OURS,
  },
  "rem of the least": {
    plan: () => values().select(t.rem(-1)),
    gives: { t: [Int8, [0, 0, null, 0, 0, 0]] },
    why: OURS,
  },
  "rem of Decimals": {
    plan: () => values().select(d.rem(2)),
    gives: { d: [Decimal(38, 2), [155n, null, -99n, 0n, 90n, -1n]] },
    why: OURS,
  },
  ...failing("TYPE_MISMATCH", {
    "bitwiseCountOnes of floats": () => values().select(x.bitwiseCountOnes()),
    "isClose of text": () => values().select(s.isClose(1)),
    "reinterpret to another width": () => values().select(t.reinterpret({ dtype: Int64 })),
  }),
  ...failing("INVALID_ARGUMENT", {
    "no significant digits": () => values().select(x.roundSigFigs(0)),
    "a tolerance below zero": () => values().select(x.isClose(1, { absTol: -1 })),
    "truncate below zero": () => values().select(x.truncate(-1)),
  }),
};

export const RECODE: Cases = {
  ...each(values, {
    replace: i.replace([3, 9], [30, 90]),
    "replace by one": s.replace(["b", "é"], "z"),
    "replace null": s.replace([null], ["none"]),
    "replace by null": i.replace([3], [null]),
    "replace NaN": x.replace([NAN], [0]),
    "replace by the greatest": j.replace(0, j.max()),
    "replace nothing": s.replace([], []),
    replaceStrict: s.replaceStrict({ b: 1, é: 2, "": 3, "🦄": 4 }),
    "replaceStrict with null": s.replaceStrict(["b", "é", "", "🦄", null], [1, 2, 3, 4, 5]),
    "replaceStrict with a default": s.replaceStrict(["b"], [1], { default: 0 }),
    "replaceStrict with another default": s.replaceStrict(["b"], ["B"], { default: s }),
    "replaceStrict with null as the default": s.replaceStrict(["b"], [1], { default: null }),
    "replaceStrict to a type": s.replaceStrict(["b"], [1], { default: 7, returnDtype: UInt8 }),
    "replaceStrict of days": col("day").replaceStrict([new Date(0)], ["epoch"], { default: "no" }),
    cut: x.cut([0, 1.5]),
    "cut, left closed": x.cut([0, 1.5], { leftClosed: true }),
    "cut with labels": i.cut([0, 5], { labels: ["low", "mid", "high"] }),
    "cut with borders": x.cut([0.1, 1e21], { includeBreaks: true }),
    "cut at nothing": i.cut([]),
    "cut Bool": ok.cut([0.5]),
    "cut Decimals": d.cut([0, 1.55]),
    repeatBy: s.repeatBy("n"),
    "repeatBy a number": x.repeatBy(2),
    "repeatBy zero": s.repeatBy(0),
  }),
  ...each(none, {
    "replace in nothing": s.replace(["a"], ["b"]),
    "cut nothing": x.cut([0]),
    "repeatBy of nothing": s.repeatBy(2),
  }),
  ...each(nulls, {
    "replaceStrict of nulls": s.replaceStrict(["a"], [1]),
    "cut nulls": i.cut([1]),
    "repeat nulls": x.repeatBy(1),
  }),
  hash: {
    plan: () => values().select(s.hash(1).eq(s.fillNull("x").hash(1)), s.hash(1).eq(s.hash(2)).alias("t")),
    gives: { s: [Bool, [true, false, true, true, true, true]], t: [Bool, [false, false, false, false, false, false]] },
    why: "each engine has hashes of its own",
  },
  mapElements: {
    plan: () => values().select(s.mapElements((v: unknown) => `${v}!`)),
    gives: { s: [Utf8, ["b!", null, "é!", "!", "b!", "🦄!"]] },
    why: "the function is JavaScript",
  },
  "mapElements with nulls, to a type": {
    plan: () =>
      values().select(
        s.mapElements((v: unknown) => (v === null ? 0 : String(v).length), { returnDtype: Int8, skipNulls: false }),
      ),
    gives: { s: [Int8, [1, 0, 1, 0, 1, 2]] },
    why: "the function is JavaScript",
  },
  mapRows: {
    plan: () =>
      values().select(
        j.mapBatches((v: { toArray(o: object): readonly unknown[] }) => v.toArray({ int64: "bigint" }), {
          isElementwise: true,
        }),
      ),
    gives: { j: [Int64, [2n, 2n, 2n, null, 0n, -1n]] },
    why: "the function is JavaScript",
  },
  mapBatches: {
    plan: () => values().select(j.mapBatches((v: { dropNulls(): { sort(): unknown } }) => v.dropNulls().sort())),
    gives: { j: [Int64, [-1n, 0n, 2n, 2n, 2n]] },
    why: "the function is JavaScript",
  },
  mapGroups: {
    plan: () =>
      small()
        .groupBy("g")
        .agg(col("v").mapBatches((v: { length: number }) => v.length, { returnsScalar: true })),
    gives: { g: [Utf8, ["a", "b"]], v: [Int64, [3n, 2n]] },
    why: "the function is JavaScript",
  },
  ...failing("OUT_OF_RANGE", { "nothing stands for it": () => values().select(s.replaceStrict(["b"], [1])) }),
  ...failing("INVALID_CAST", { "repeatBy less than nothing": () => values().select(s.repeatBy(-1)) }),
  ...failing("INVALID_ARGUMENT", {
    "a border twice": () => values().select(x.cut([1, 1])),
    "an infinite border": () => values().select(x.cut([INF])),
    "labels that do not fit": () => values().select(x.cut([1], { labels: ["a"] })),
    "a function that fails": () =>
      values().select(
        s.mapElements(() => {
          throw new Error("no");
        }),
      ),
  }),
  ...failing("SHAPE_MISMATCH", { "too few to replace by": () => values().select(i.replace([1, 2, 3], [1, 2])) }),
};

export const PLACES: Cases = {
  ...each(values, {
    argSort: i.argSort(),
    "argSort descending, nulls last": x.argSort({ descending: true, nullsLast: true }),
    "argSort of text": s.argSort(),
    argSortBy: argSortBy(["ok", "i"], { descending: [true, false], nullsLast: [true, false] }),
    isLastDistinct: s.isLastDistinct(),
    "isLastDistinct of floats": x.isLastDistinct(),
    qcut: i.qcut([0.25, 0.75]),
    "qcut in bins": y.qcut(3),
    "qcut of floats with labels": x.qcut([0.5], { labels: ["low", "high"] }),
    "qcut with borders, left closed": y.qcut([0.5], { includeBreaks: true, leftClosed: true }),
    "qcut with equal quantiles": col("n").qcut([0.4, 0.5], { allowDuplicates: true, labels: ["a", "b", "c"] }),
    "toPhysical of days": col("day").toPhysical(),
    "toPhysical of text": s.toPhysical(),
    "toPhysical of moments": col("day").cast(Datetime("us")).toPhysical(),
    "toPhysical of spans": i.cast(Duration("ms")).toPhysical(),
    "toPhysical of times": u.cast(Int64, { strict: false }).cast(Time, { strict: false }).toPhysical(),
    "toPhysical of Enum": s
      .replace([null], [""])
      .cast(Enum(["", "🦄", "é", "b"]))
      .toPhysical(),
    "toPhysical of Categorical": s.cast(Categorical).toPhysical(),
  }),
  ...each(small, {
    "argSort in groups": col("v").argSort().over("g"),
    "isLastDistinct in groups": col("v").isLastDistinct().over("g"),
    "qcut in groups": col("v").qcut(2).over("g"),
  }),
  ...each(none, {
    "argSort of nothing": i.argSort(),
    "qcut of nothing": x.qcut(2),
    "isLastDistinct of nothing": s.isLastDistinct(),
  }),
  ...each(nulls, {
    "argSort of nulls": i.argSort(),
    "qcut of nulls": x.qcut(2),
    "toPhysical of nulls": s.toPhysical(),
  }),
  ...failing("INVALID_ARGUMENT", {
    "equal quantiles": () => values().select(col("n").qcut([0.4, 0.5])),
    "a quantile above one": () => values().select(x.qcut([1.5])),
  }),
};

export const STATISTICS: Cases = {
  ...each(values, {
    get: i.get(0),
    "get from the end": s.get(-2),
    "get outside": i.get(99, { nullOnOob: true }),
    "get by an expression": s.get(i.argMax()),
    item: i.max().item(),
    "item of nothing": i.filter(i.gt(100)).item({ allowEmpty: true }),
    maxBy: s.maxBy("i"),
    minBy: s.minBy("x"),
    nanMax: x.nanMax(),
    nanMin: f.nanMin(),
    "nanMin of text": s.nanMin(),
    "lowerBound of Int8": t.lowerBound(),
    "upperBound of UInt64": u.upperBound(),
    "upperBound of floats": x.upperBound(),
    "lowerBound of days": col("day").lowerBound(),
    hasNulls: i.hasNulls(),
    isEmpty: i.isEmpty(),
    isSorted: i.isSorted(),
    indexOf: i.indexOf(3),
    "indexOf null": s.indexOf(null),
    "indexOf NaN": x.indexOf(NAN),
    "indexOf what is not there": s.indexOf("zz"),
    skew: y.skew(),
    "skew of integers": w.skew(),
    "skew of infinities": x.skew(),
    kurtosis: y.kurtosis(),
    "kurtosis of Bool": ok.kurtosis({ fisher: false }),
    dot: w.dot("n"),
    "dot of floats": y.dot("n"),
    bitwiseAnd: j.bitwiseAnd(),
    bitwiseOr: i.bitwiseOr(),
    bitwiseXor: t.bitwiseXor(),
    "bitwiseAnd of Bool": ok.bitwiseAnd(),
    "bitwiseOr of Bool": ok.bitwiseOr(),
    "bitwiseXor of Bool": ok.bitwiseXor(),
    corr: corr("w", "y"),
    "corr by ranks": corr("w", "x", { method: "spearman" }),
    "corr of NaN": corr("x", "y"),
    cov: cov("w", "y"),
    "cov, ddof 0": cov("w", "n", { ddof: 0 }),
    "cov of infinities": cov("x", "y"),
    approxNUnique: s.approxNUnique(),
    approxQuantile: w.approxQuantile(0.3),
  }),
  ...each(shares, {
    "skew of shares": col("p").skew(),
    "skew without bias": col("p").skew({ bias: false }),
    "kurtosis of shares": col("p").kurtosis(),
    "kurtosis without bias": col("p").kurtosis({ bias: false, fisher: false }),
    entropy: col("p").entropy({ base: 2 }),
    "entropy as it is": col("k").entropy({ normalize: false }),
    "corr of shares": corr("p", "q"),
    "corr by ranks of shares": corr("p", "q", { method: "spearman" }),
    "corr by ranks with ties": corr("k", "q", { method: "spearman" }),
    "cov of shares": cov("p", "k"),
  }),
  ...each(ordered, {
    "isSorted ascending": col("a").isSorted(),
    "isSorted descending": col("b").isSorted({ descending: true }),
    "isSorted either way": col("b").isSorted({ descending: null }),
    "isSorted, nulls first": col("z").isSorted(),
    "isSorted, nulls last": col("z").isSorted({ nullsLast: true }),
    searchSorted: col("a").searchSorted(2),
    "searchSorted on the right": col("a").searchSorted(2, { side: "right" }),
    "searchSorted descending": col("b").searchSorted(3, { side: "left", descending: true }),
    "searchSorted behind all": col("a").searchSorted(9),
    "searchSorted before nulls": col("z").searchSorted(1.5),
  }),
  ...each(none, {
    "item allowed to be missing": i.item({ allowEmpty: true }),
    "skew of nothing": x.skew(),
    "corr of nothing": corr("x", "i"),
    "cov of nothing": cov("x", "i"),
    "bitwiseOr of nothing": i.bitwiseOr(),
    "isEmpty of nothing": s.isEmpty(),
    "isSorted of nothing": s.isSorted(),
    "indexOf in nothing": i.indexOf(1),
    "searchSorted in nothing": i.searchSorted(1),
  }),
  ...each(nulls, {
    "isEmpty of nulls": s.isEmpty(),
    "isEmpty, nulls ignored": s.isEmpty({ ignoreNulls: true }),
    "nanMax of nulls": x.nanMax(),
    "kurtosis of nulls": x.kurtosis(),
    "bitwiseAnd of nulls": ok.bitwiseAnd(),
    "corr of nulls": corr("x", "i"),
  }),
  "aggregates of groups": {
    plan: () =>
      small()
        .groupBy("g", { maintainOrder: true })
        .agg(
          col("v").get(1).alias("get"),
          col("v").bitwiseXor().alias("xor"),
          col("w").nanMax().alias("nanMax"),
          col("w").maxBy("v").alias("maxBy"),
          col("v").indexOf(1).alias("indexOf"),
          col("v").isSorted().alias("isSorted"),
          col("v").skew().alias("skew"),
          corr("v", "w").alias("corr"),
          cov("v", "w").alias("cov"),
        ),
  },
  ...failing("OUT_OF_RANGE", { "no such row": () => values().select(i.get(6)) }),
  ...failing("SHAPE_MISMATCH", {
    "more than one item": () => values().select(i.item()),
    "no item": () => none().select(i.item()),
  }),
  ...failing("TYPE_MISMATCH", {
    "bounds of text": () => values().select(s.upperBound()),
    "corr of text": () => values().select(corr("s", "x")),
    "bitwiseAnd of floats": () => values().select(x.bitwiseAnd()),
  }),
};

export const REARRANGE: Cases = {
  ...each(values, {
    append: i.append("j"),
    "append a value": t.append(lit(1000)),
    "append with a common type": i.append("x"),
    argTrue: ok.argTrue(),
    argWhere: argWhere(i.gt(2)),
    argUnique: s.argUnique(),
    dropNans: x.dropNans(),
    "dropNans of text": s.dropNans(),
    extendConstant: i.extendConstant(7, 2),
    "extendConstant by null": s.extendConstant(null, 1),
    "extendConstant by what does not fit": t.extendConstant(1000, 1),
    gatherEvery: s.gatherEvery(2),
    "gatherEvery from an offset": i.gatherEvery(4, 1),
    "gatherEvery behind the end": i.gatherEvery(2, 10),
    topK: i.topK(2),
    "topK of floats": x.topK(3),
    bottomK: x.bottomK(9),
    topKBy: s.topKBy("i", 2),
    bottomKBy: s.bottomKBy(["ok", "i"], 4, { reverse: [true, false] }),
    limit: s.limit(2),
    hist: col("n").hist({ binCount: 3 }),
    "hist with all": col("n").hist({ bins: [0, 1, 3], includeBreakpoint: true, includeCategory: true }),
    "hist of floats": y.hist({ binCount: 4, includeBreakpoint: true }),
    "hist of infinities": x.hist({ binCount: 2 }),
    reshape: i.reshape([-1, 2]),
    "reshape to one column": s.reshape([-1]),
    "reshape to lists of lists": s.reshape([1, 3, 2]),
  }),
  ...each(runs, {
    rle: col("a").rle(),
    "rle of text": col("s").rle(),
    "rle of floats": col("x").rle(),
    "rle of lists": col("l").rle(),
    uniqueCounts: col("a").uniqueCounts(),
    "uniqueCounts of floats": col("x").uniqueCounts(),
    "uniqueCounts of lists": col("l").uniqueCounts(),
    valueCounts: col("a").valueCounts({ sort: true }),
    "valueCounts as shares": col("s").valueCounts({ sort: true, normalize: true }),
    "valueCounts with a name": col("s").valueCounts({ name: "n" }),
  }),
  "valueCounts of all": { plan: () => runs().select(col("a", "a2").valueCounts()), fails: "COLUMN_NOT_FOUND" },
  ...each(ordered, {
    searchSortedAll: col("a").searchSorted([0, 2, 9], { side: "right" }),
    "searchSorted of a column": col("a").searchSorted(col("b")),
  }),
  ...each(none, {
    "append to nothing": i.append(lit(1)),
    "hist of nothing": x.hist({ binCount: 2, includeBreakpoint: true }),
    "rle of nothing": s.rle(),
    "valueCounts of nothing": i.valueCounts(),
    "topK of nothing": i.topK(2),
    "extendConstant of nothing": s.extendConstant("é", 2),
    "argTrue of nothing": ok.argTrue(),
  }),
  ...each(nulls, {
    "dropNans of nulls": x.dropNans(),
    "hist of nulls": i.hist({ binCount: 2 }),
    "rle of nulls": s.rle(),
  }),
  ...failing("SHAPE_MISMATCH", { "reshape that does not fit": () => values().select(i.reshape([-1, 4])) }),
  ...failing("INVALID_ARGUMENT", {
    "bins that descend": () => values().select(i.hist({ bins: [3, 1] })),
    "every zeroth value": () => values().select(i.gatherEvery(0)),
    "topK below zero": () => values().select(i.topK(-1)),
  }),
  ...failing("TYPE_MISMATCH", {
    "argTrue of integers": () => values().select(i.argTrue()),
    "hist of text": () => values().select(s.hist()),
    "two fields of a name": () => values().select(i.alias("count").valueCounts()),
  }),
};
