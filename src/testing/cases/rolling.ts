import {
  Bool,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Float32,
  Float64,
  Int8,
  Int64,
  UInt8,
  UInt32,
  Utf8,
} from "../../arrow/types.ts";
import { type Cases, each, failing, plans, rows } from "../case.ts";
import { apply, col, type Loose, type Query, rollingCorr, rollingCov } from "../loose.ts";
import { empty, INF, NAN } from "./frames.ts";

const DAY = 86_400_000_000n;
const series = (): Query =>
  rows({
    i: [Int64, [4n, null, 2n, 7n, -3n, 7n, null, null, 1n, 9223372036854775807n]],
    f: [Float64, [1e6, 1, -1e6, 3.5, null, 2, NAN, 4, 1, INF]],
    x: [Float64, [1, 2.5, null, -4, 0.5, 8, 8, 8, 8, -1]],
    h: [Float32, [1, 2.5, null, -4, 0.5, 8, 8, 8, 8, -1]],
    t: [Int8, [100, 100, null, -5, 100, 1, 2, 3, 4, 5]],
    u: [UInt32, [4294967295, 1, null, 2, 3, 4, 5, 6, 7, 8]],
    ok: [Bool, [true, null, false, true, true, false, false, null, true, true]],
    day: [Date32, [10, 12, null, 11, 19782, -5, 3, 3, 8, 9]],
    us: [Datetime("us"), [5n, 7n, null, 1_709_214_306_789_001n, 6n, -8n, 3n, 2n, 1n, 0n]],
    span: [Duration("ms"), [5n, 7n, null, -100n, 6n, 8n, 3n, 2n, 1n, 0n]],
    dec: [Decimal(10, 2), ["1.50", "2.25", null, "-4.00", "0.00", "8.10", "8.10", "1.00", "2.00", "3.00"]],
    k: [Int64, [1n, 2n, 2n, 4n, 7n, 7n, 8n, 12n, 13n, 20n]],
    back: [Int64, [9n, 3n, null, 3n, 12n, 1n, 1n, 7n, 20n, 8n]],
    at: [
      Datetime("us", "Europe/Paris"),
      [0n, 1n, 2n, 3n, 4n, 5n, 9n, 30n, 31n, 62n].map((n) => 1_711_800_000_000_000n + (n * DAY) / 2n),
    ],
    on: [Date32, [1, 2, 2, 5, 9, 40, 41, 60, 80, 400]],
    g: [Utf8, ["a", "b", "a", "é", "b", "a", "a", null, "b", null]],
  });
const [i, f, x, h, ok, k] = [col("i"), col("f"), col("x"), col("h"), col("ok"), col("k")];
const some = { minSamples: 1 };
const all = (name: string, ...args: readonly unknown[]): Record<string, Loose> =>
  Object.fromEntries(
    ["i", "f", "x", "h", "t", "u", "ok"].map((c) => [
      `${name} of ${c}`,
      (col(c) as unknown as Record<string, (...a: readonly unknown[]) => Loose>)[name]?.(...args) as Loose,
    ]),
  );
const weights = [1, 2, 0.5];
const full = col("k");

export const ROLLING: Cases = {
  ...each(series, {
    rollingSum: x.rollingSum(3),
    ...all("rollingSum", 3, some),
    "rollingSum of no samples": x.rollingSum(2, { minSamples: 0 }),
    "rollingSum of no rows": x.rollingSum(0),
    "rollingSum around": i.rollingSum(4, { minSamples: 2, center: true }),
    "rollingSum, wider than all": k.rollingSum(100, some),
    "rollingSum, weighted": full.rollingSum(3, { weights, minSamples: 1 }),
    rollingMean: x.rollingMean(3),
    ...all("rollingMean", 2, some),
    "rollingMean of days": col("day").rollingMean(2, some),
    "rollingMean of moments": col("us").rollingMean(2, some),
    "rollingMean of spans": col("span").rollingMean(3, some),
    "rollingMean of decimals": col("dec").rollingMean(3, some),
    "rollingMean, weighted, around": full.rollingMean(3, { weights, minSamples: 1, center: true }),
    ...all("rollingMin", 3, some),
    "rollingMin of days": col("day").rollingMin(3, some),
    "rollingMin of moments": col("us").rollingMin(2),
    "rollingMin, weighted": full.rollingMin(3, { weights }),
    ...all("rollingMax", 3, some),
    "rollingMax of spans": col("span").rollingMax(2, some),
    "rollingMax, weighted": full.rollingMax(3, { weights, minSamples: 2 }),
    rollingStd: x.rollingStd(3),
    ...all("rollingStd", 3, some),
    "rollingStd, ddof 0": x.rollingStd(3, { minSamples: 1, ddof: 0 }),
    "rollingStd, weighted": full.rollingStd(3, { weights }),
    ...all("rollingVar", 4, some),
    "rollingVar of decimals": col("dec").rollingVar(3, some),
    "rollingVar, ddof 3": x.rollingVar(3, { minSamples: 1, ddof: 3 }),
    "rollingVar, weighted": full.rollingVar(3, { weights, minSamples: 1 }),
    ...all("rollingMedian", 3, some),
    "rollingMedian of spans": col("span").rollingMedian(2, some),
    "rollingMedian, weighted": full.rollingMedian(3, { weights, minSamples: 1 }),
    ...Object.fromEntries(
      ["nearest", "lower", "higher", "midpoint", "linear", "equiprobable"].map((interpolation) => [
        `rollingQuantile ${interpolation}`,
        x.rollingQuantile(0.3, 4, { interpolation, minSamples: 1 }),
      ]),
    ),
    "rollingQuantile of NaN": f.rollingQuantile(0.8, 3, { interpolation: "linear", minSamples: 1 }),
    "rollingQuantile of days": col("day").rollingQuantile(0.5, 3, some),
    ...Object.fromEntries(
      ["nearest", "lower", "higher", "midpoint", "linear"].map((interpolation) => [
        `rollingQuantile ${interpolation}, weighted`,
        full.rollingQuantile(0.3, 3, { interpolation, weights, minSamples: 1 }),
      ]),
    ),
    rollingSkew: x.rollingSkew(4, some),
    "rollingSkew of counts": col("t").rollingSkew(4, some),
    "rollingSkew, unbiased": x.rollingSkew(4, { bias: false, minSamples: 1 }),
    rollingKurtosis: h.rollingKurtosis(5, some),
    "rollingKurtosis, unbiased": x.rollingKurtosis(5, { bias: false, minSamples: 1 }),
    "rollingKurtosis, normal is 3": x.rollingKurtosis(5, { fisher: false, minSamples: 1, center: true }),
    ...all("rollingRank", 3, some),
    ...Object.fromEntries(
      ["min", "max", "dense"].map((method) => [`rollingRank ${method}`, x.rollingRank(5, { method, minSamples: 1 })]),
    ),
    "rollingRank of moments, around": col("us").rollingRank(3, { minSamples: 1, center: true }),
    rollingCov: rollingCov("x", "k", { windowSize: 3, minSamples: 1 }),
    "rollingCov, ddof 0": rollingCov("h", "x", { windowSize: 3, ddof: 0, minSamples: 1 }),
    rollingCorr: rollingCorr("x", "k", { windowSize: 4, minSamples: 2 }),
    "rollingCorr of all": rollingCorr("i", "k", { windowSize: 3 }),
    "a window of a window": k.rollingSum(2, some).rollingMax(2, some),
    "windows in partitions": x.rollingSum(2, some).over("g"),
    "windows in ordered partitions": x.rollingMean(2, some).over("g", { orderBy: "back" }),
  }),
  ...each(series, {
    ...Object.fromEntries(
      ["left", "right", "both", "none"].flatMap((closed) => [
        [`rollingSumBy ${closed}`, x.rollingSumBy("k", "3i", { closed })],
        [`rollingMaxBy ${closed}, not in order`, f.rollingMaxBy("back", "4i", { closed })],
        [`rollingMeanBy ${closed} of days in a zone`, x.rollingMeanBy("at", "1d", { closed })],
        [`rolling ${closed}`, k.rolling({ indexColumn: "k", period: "3i", closed })],
        [`rolling ${closed} from here`, x.sum().rolling({ indexColumn: "k", period: "3i", offset: "0i", closed })],
      ]),
    ),
    "rollingSumBy of counts": col("t").rollingSumBy("back", "5i"),
    "rollingSumBy, three samples": i.rollingSumBy("k", "6i", { minSamples: 3 }),
    "rollingMeanBy of a month": x.rollingMeanBy("on", "1mo"),
    "rollingMeanBy of hours": x.rollingMeanBy("at", "25h"),
    "rollingMinBy of floats": f.rollingMinBy("k", "4i"),
    "rollingMinBy of days": col("day").rollingMinBy("on", "4d"),
    rollingStdBy: x.rollingStdBy("k", "6i"),
    rollingVarBy: x.rollingVarBy("back", "6i", { ddof: 0 }),
    rollingMedianBy: f.rollingMedianBy("k", "6i"),
    rollingQuantileBy: x.rollingQuantileBy("back", "6i", { quantile: 0.4, interpolation: "linear" }),
    rollingRankBy: x.rollingRankBy("k", "6i"),
    "rollingRankBy dense": i.rollingRankBy("on", "40d", { method: "dense", closed: "both" }),
    "rollingSumBy in partitions": x.rollingSumBy("back", "6i").over("g"),
    "rolling mean": x.mean().rolling({ indexColumn: "on", period: "4d" }),
    "rolling of a computed value": x.max().sub(i.min()).rolling({ indexColumn: "k", period: "6i", offset: "-3i" }),
    "rolling of a month": k.sum().rolling({ indexColumn: "on", period: "1mo" }),
    "rolling min of floats": f.min().rolling({ indexColumn: "k", period: "6i" }),
    "rolling of text": col("g").first().rolling({ indexColumn: "k", period: "6i" }),
    "rolling count of filtered": x.filter(ok).len().rolling({ indexColumn: "k", period: "6i" }),
    "rolling in partitions": k.sum().rolling({ indexColumn: "k", period: "6i" }).over("g"),
    cumulativeEval: x.cumulativeEval(col("").max().sub(col("").min())),
    "cumulativeEval, three samples": i.cumulativeEval(col("").last(), { minSamples: 3 }),
  }),
  ...plans({
    "no rows": () =>
      empty().select(
        i.rollingSum(2).alias("a"),
        x.rollingMeanBy("i", "2i").alias("b"),
        x.rollingRank(2).alias("c"),
        x.rollingMedian(3).alias("d"),
        x.sum().rolling({ indexColumn: "i", period: "2i" }).alias("e"),
      ),
    "one row": () =>
      rows({ x: [Float64, [2.5]], i: [Int64, [3n]] }).select(
        x.rollingSum(2, some).alias("a"),
        x.rollingVar(2, some).alias("b"),
        x.rollingSkew(2, some).alias("c"),
        x.rollingMedianBy("i", "1i").alias("d"),
        x.rollingRank(1).alias("e"),
      ),
    "nothing but nulls": () =>
      rows({ x: [Float64, [null, null]], i: [Int64, [3n, null]] }).select(
        x.rollingSum(2, { minSamples: 0 }).alias("a"),
        x.rollingMean(2, { minSamples: 0 }).alias("b"),
        x.rollingKurtosis(2, some).alias("c"),
        x.rollingMaxBy("i", "1i").alias("d"),
        x.rollingSumBy("i", "1i").alias("e"),
      ),
    "windows of groups": () =>
      series()
        .groupBy("g", { maintainOrder: true })
        .agg(
          x.rollingSum(2, some).sum().alias("s"),
          x.sum().rolling({ indexColumn: "k", period: "6i" }).max().alias("r"),
        ),
  }),
  rollingMap: {
    plan: () =>
      series().select(
        apply("rollingMap", [k], {
          windowSize: 2,
          minSamples: 1,
          fn: (c: { readonly length: number }) => c.length,
        }).alias("x"),
      ),
    gives: { x: [Int64, [1n, 2n, 2n, 2n, 2n, 2n, 2n, 2n, 2n, 2n]] },
    why: "a function of ours sees columns of ours",
  },
  ...failing("INVALID_ARGUMENT", {
    "fewer rows than samples": () => series().select(x.rollingSum(2, { minSamples: 3 })),
    "a negative window": () => series().select(x.rollingSum(-1)),
    "weights of another length": () => series().select(full.rollingSum(3, { weights: [1] })),
    "weights with nulls": () => series().select(x.rollingSum(3, { weights })),
    "weights that add up to 0": () => series().select(full.rollingVar(3, { weights: [0, 0, 0] })),
    "a window of no length": () => series().select(x.rollingSumBy("k", "0i")),
    "days along whole numbers": () => series().select(x.rollingSumBy("k", "2d")),
    "counts along days": () => series().select(x.rollingSumBy("on", "2i")),
    "a rank without its row": () => series().select(x.rollingRankBy("k", "2i", { closed: "left" })),
    "rolling out of order": () => series().select(x.sum().rolling({ indexColumn: "back", period: "2i" })),
    "rolling without a length": () => series().select(x.sum().rolling({ indexColumn: "k", period: "0i" })),
    "a share above one": () => series().select(x.rollingQuantile(1.5, 2)),
  }),
  ...failing("TYPE_MISMATCH", {
    "rollingSum of text": () => series().select(col("g").rollingSum(2)),
    "rollingSum of decimals": () => series().select(col("dec").rollingSum(2)),
    "along text": () => series().select(x.rollingSumBy("g", "2i")),
    "cumulativeEval of rows": () => series().select(x.cumulativeEval(col("").add(1))),
  }),
};

const gaps = (): Query =>
  rows({
    x: [Float64, [null, 1, null, null, 4, null, NAN, null, 3, INF, null, 2, null]],
    h: [Float32, [1, null, null, 4, null, 3, null, 2, null, null, 8, null, 1]],
    i: [Int64, [null, 1n, null, null, 5n, null, null, null, 2n, null, -4n, null, null]],
    b: [UInt8, [250, null, null, null, 3, 1, 1, 2, null, 9, 200, null, 7]],
    day: [Date32, [-5, null, null, 0, null, -5, null, 9, 9, 9, null, null, 4]],
    us: [Datetime("us"), [5n, null, 1_709_214_306_789_001n, null, 6n, -8n, null, null, 1n, 0n, null, 1n, 4n]],
    span: [Duration("us"), [-5n, null, null, null, 0n, null, -5n, 1n, 2n, null, null, null, 9n]],
    dec: [Decimal(10, 2), ["1.00", null, null, "2.00", null, null, "-1.00", null, null, "-2.00", "0.00", null, "7.00"]],
    s: [Utf8, ["a", null, "b", null, null, "é", "c", "d", null, "e", "f", null, "🦄"]],
    ok: [Bool, [true, null, false, true, true, false, null, null, true, false, true, true, true]],
    k: [Int64, [1n, 2n, 4n, 4n, 9n, 12n, 15n, 15n, 15n, 20n, 21n, 30n, 31n]],
    back: [Int64, [5n, 4n, 13n, 3n, 9n, 1n, 2n, 20n, 8n, 7n, 30n, 31n, 6n]],
    w: [Float64, [1, 2, NAN, 4, 5, 6.5, 7, 8, 9, 10, 11, 12, 13]],
    at: [Datetime("ms"), [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 10n, 11n, 12n, 13n].map((n) => n * 5_400_000n)],
    none: [Int64, [1n, null, 4n, 5n, 5n, 9n, null, 10n, 12n, 13n, 20n, 21n, 22n]],
    g: [Utf8, ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a"]],
  });
const [y, j] = [col("x"), col("i")];
const half = { halfLife: 2 };

export const SMOOTHING: Cases = {
  ...each(gaps, {
    ewmMean: y.ewmMean({ com: 1 }),
    "ewmMean of whole numbers": j.ewmMean({ span: 3 }),
    "ewmMean of Float32": col("h").ewmMean({ alpha: 0.3 }),
    "ewmMean of Bool": ok.ewmMean(half),
    "ewmMean of decimals": col("dec").ewmMean(half),
    "ewmMean, not adjusted": j.ewmMean({ ...half, adjust: false }),
    "ewmMean, nulls ignored": j.ewmMean({ ...half, ignoreNulls: true }),
    "ewmMean, not adjusted, nulls ignored": j.ewmMean({ ...half, adjust: false, ignoreNulls: true }),
    "ewmMean, three samples": j.ewmMean({ ...half, minSamples: 3 }),
    "ewmMean, no decay": col("k").ewmMean({ alpha: 1 }),
    ewmStd: j.ewmStd(half),
    "ewmStd of NaN": y.ewmStd(half),
    "ewmStd, bias": j.ewmStd({ ...half, bias: true }),
    ewmVar: col("k").ewmVar(half),
    "ewmVar, not adjusted": j.ewmVar({ ...half, adjust: false }),
    "ewmVar, nulls ignored": j.ewmVar({ ...half, ignoreNulls: true }),
    "ewmVar, bias, not adjusted, nulls ignored": j.ewmVar({ ...half, bias: true, adjust: false, ignoreNulls: true }),
    "ewmVar, no decay": col("k").ewmVar({ alpha: 1 }),
    ewmSum: j.ewmSum(half),
    "ewmSum, nulls ignored": j.ewmSum({ ...half, ignoreNulls: true, minSamples: 2 }),
    "ewmMean in partitions": j.ewmMean(half).over("g"),
    ewmMeanBy: j.ewmMeanBy("k", { halfLife: "4i" }),
    "ewmMeanBy, not in order": y.fillNan(2).ewmMeanBy("back", { halfLife: "4i" }),
    "ewmMeanBy of times": col("h").ewmMeanBy("at", { halfLife: "3h" }),
    "ewmMeanBy of days": j.ewmMeanBy(col("k").cast(Date32), { halfLife: "36h" }),
    "ewmMeanBy, nulls to go by": col("k").ewmMeanBy("none", { halfLife: "4i" }),
    ewmSumBy: j.ewmSumBy("k", { halfLife: "4i" }),
    "ewmSumBy in partitions": j.ewmSumBy("back", { halfLife: "4i" }).over("g"),
    interpolate: y.interpolate(),
    ...Object.fromEntries(
      ["h", "i", "b", "day", "us", "span", "dec", "s"].map((c) => [`interpolate of ${c}`, col(c).interpolate()]),
    ),
    ...Object.fromEntries(
      ["x", "h", "i", "b", "day", "us", "span", "dec"].map((c) => [
        `interpolate nearest of ${c}`,
        col(c).interpolate("nearest"),
      ]),
    ),
    "interpolate in partitions": j.interpolate().over("g"),
    interpolateBy: j.interpolateBy("k"),
    "interpolateBy, not in order": y.interpolateBy("back"),
    "interpolateBy floats": col("h").interpolateBy("w"),
    "interpolateBy times": j.interpolateBy("at"),
    "interpolateBy in partitions": j.interpolateBy("back").over("g"),
    peakMax: col("back").peakMax(),
    peakMin: col("back").peakMin(),
    ...Object.fromEntries(
      ["x", "i", "b", "day", "us", "span", "dec", "ok"].flatMap((c) => [
        [`peakMax of ${c}`, col(c).peakMax()],
        [`peakMin of ${c}`, col(c).peakMin()],
      ]),
    ),
    "peakMin in partitions": col("back").peakMin().over("g"),
  }),
  ...plans({
    "no rows": () =>
      empty().select(
        i.ewmMean(half).alias("a"),
        x.ewmVar(half).alias("b"),
        x.ewmMeanBy("i", { halfLife: "2i" }).alias("c"),
        x.interpolate().alias("d"),
        x.interpolateBy("i").alias("e"),
        i.peakMax().alias("f"),
      ),
    "one row": () =>
      rows({ x: [Float64, [2.5]], i: [Int64, [-3n]] }).select(
        x.ewmMean(half).alias("a"),
        x.ewmVar(half).alias("b"),
        x.ewmVar({ ...half, bias: true }).alias("c"),
        x.interpolateBy("i").alias("d"),
        x.peakMax().alias("e"),
        i.peakMin().alias("f"),
      ),
    "nothing but nulls": () =>
      rows({ x: [Float64, [null, null]], i: [Int64, [3n, 4n]] }).select(
        x.ewmMean(half).alias("a"),
        x.ewmSumBy("i", { halfLife: "2i" }).alias("b"),
        x.interpolate().alias("c"),
        x.interpolateBy("i").alias("d"),
        x.peakMin().alias("e"),
      ),
  }),
  ...failing("INVALID_ARGUMENT", {
    "two decays": () => gaps().select(j.ewmMean({ com: 1, span: 2 })),
    "no decay at all": () => gaps().select(j.ewmMean({})),
    "a decay out of range": () => gaps().select(j.ewmSum({ alpha: 0 })),
    "months as a half-life": () => gaps().select(j.ewmMeanBy("at", { halfLife: "1mo" })),
    "interpolateBy nulls": () => gaps().select(j.interpolateBy("none")),
  }),
  ...failing("TYPE_MISMATCH", {
    "ewmMean of text": () => gaps().select(col("s").ewmMean(half)),
    "interpolateBy text": () => gaps().select(j.interpolateBy("s")),
    "peaks of text": () => gaps().select(col("s").peakMin()),
  }),
};
