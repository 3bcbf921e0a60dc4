import { Categorical, Date32, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import { pivot } from "../../plan/node.ts";
import { type Cases, failing, plans, rows } from "../case.ts";
import { col, concatAll, exclude, type Loose, len, lit, type Query, queryOf } from "../loose.ts";
import { empty, INF, left, NAN, right, small, types } from "./frames.ts";

const byKey = () => small().groupBy("k", { maintainOrder: true });

/** Windows, sorts and lists of a literal and of an aggregate: there is one value, whatever number of rows it is repeated for. */
const ofOne = (): Loose[] =>
  [lit(7), lit(null, Int64), col("i").max()].flatMap((x, n) =>
    [
      ...[x.shift(1), x.shift(-1, { fillValue: 3 }), x.shift(0), x.diff(), x.pctChange(), x.cumSum(), x.cumProd(true)],
      ...[x.cumMin(), x.cumMax(), x.cumCount(), x.rank(), x.rank("dense"), x.reverse(), x.rleId(), x.argSort()],
      ...[x.isUnique(), x.isDuplicated(), x.isFirstDistinct(), x.isLastDistinct(), x.forwardFill(), x.sort()],
      ...[x.implode(), x.shift(1).sum(), x.add(1).cumSum().max(), x.cumSum().implode()],
    ].map((e, i) => e.alias(`${"abc"[n]}${i}`)),
  );

export const GROUP_BY: Cases = plans({
  "a key with null": () => small().groupBy("k").agg(col("i").sum()),
  "in order of appearance": () => byKey().agg(col("i").first(), col("i").last().alias("l")),
  "NaN and both zeros as keys": () =>
    rows({ x: [Float64, [NAN, NAN, null, null, 1, -0, 0]] })
      .groupBy("x")
      .agg(len().alias("n")),
  "two keys": () => small().groupBy("k", "ok").agg(col("n").sum(), len().alias("c")),
  "a computed key": () => small().groupBy(col("i").mod(2).alias("odd")).agg(len().alias("c")),
  "keys alone": () => small().groupBy("k").agg(),
  "no rows": () => empty().groupBy("k").agg(col("i").sum(), len().alias("n")),
  "whole groups as lists": () => byKey().agg(col("i")),
  "sums, means, counts": () =>
    byKey().agg(
      col("i").sum().alias("s"),
      col("i").mean().alias("m"),
      col("i").count().alias("c"),
      col("i").nullCount().alias("z"),
    ),
  "least and greatest": () =>
    byKey().agg(
      col("x").min().alias("lo"),
      col("x").max().alias("hi"),
      col("s").min().alias("t"),
      col("s").max().alias("u"),
    ),
  "first, last, median": () =>
    byKey().agg(col("n").first().alias("f"), col("n").last().alias("l"), col("n").median().alias("m")),
  spread: () => byKey().agg(col("n").std().alias("s"), col("n").var(0).alias("v")),
  "different values": () => byKey().agg(col("n").nUnique().alias("u")),
  "any and all": () => byKey().agg(col("ok").any().alias("any"), col("ok").all().alias("all")),
  "a filter within": () =>
    byKey().agg(col("i").filter(col("n").gt(0)).sum().alias("s"), col("s").filter(col("ok")).len().alias("n")),
  "an expression of aggregates": () => byKey().agg(col("i").max().sub(col("i").min()).alias("range")),
  "an aggregate of an expression": () => byKey().agg(col("i").mul(2).sum().alias("d")),
  "an aggregate within an aggregate": () => byKey().agg(col("n").sub(col("n").mean()).abs().sum().alias("d")),
  "a literal": () => byKey().agg(lit(1).alias("one")),
  "windows and lists of one value": () => byKey().agg(...ofOne()),
  "every other column": () => small().select("k", "i", "n").groupBy("k", { maintainOrder: true }).sum(),
  "all but one": () => byKey().agg(exclude("x", "ok").count()),
  "sorted values within": () => byKey().agg(col("n").sort().alias("v")),
  "sorted by another": () => byKey().agg(col("s").sortBy("i").first().alias("v")),
  "the place of the greatest": () => byKey().agg(col("i").argMax().alias("v")),
  quantiles: () => byKey().agg(col("n").quantile(0.5, "lower").alias("v")),
  "medians beside infinity": () =>
    rows({ k: [Utf8, ["a", "a", "b", "b", "c", "c"]], x: [Float64, [INF, 1, -INF, 1, INF, -INF]] })
      .groupBy("k", { maintainOrder: true })
      .agg(col("x").median()),
  "by categories": () =>
    rows({ c: [Categorical, ["b", "a", null, "b"]], v: [Int32, [1, 2, 3, 4]] })
      .groupBy("c", { maintainOrder: true })
      .agg(col("v").sum()),
  "by days": () =>
    rows({ d: [Date32, [1, 1, null, -5]], v: [Int32, [1, 2, 3, 4]] })
      .groupBy("d", { maintainOrder: true })
      .agg(col("v").max()),
  "by decimals and moments": () => types().groupBy("dec", "us", { maintainOrder: true }).agg(col("i8").sum()),
});

const joined = (how: "inner" | "left" | "right" | "full" | "semi" | "anti"): Query =>
  left().join(right(), { on: "k", how });

export const JOIN: Cases = {
  ...plans({
    inner: () => joined("inner"),
    left: () => joined("left"),
    right: () => joined("right"),
    full: () => joined("full"),
    semi: () => joined("semi"),
    anti: () => joined("anti"),
    cross: () => left().select("a").join(right().select("w"), { how: "cross" }),
    "full, keys merged": () => left().join(right(), { on: "k", how: "full", coalesce: true }),
    "left, keys kept apart": () => left().join(right(), { on: "k", how: "left", coalesce: false }),
    "null keys match when asked": () => left().join(right(), { on: "k", nullsEqual: true }),
    "null keys match when asked, full": () => left().join(right(), { on: "k", how: "full", nullsEqual: true }),
    "null keys match when asked, anti": () => left().join(right(), { on: "k", how: "anti", nullsEqual: true }),
    "another suffix": () => left().join(right(), { on: "k", suffix: "_r" }),
    "keys of other names": () => left().join(right().rename({ k: "q" }), { leftOn: "k", rightOn: "q" }),
    "keys of other names, right": () =>
      left().join(right().rename({ k: "q" }), { leftOn: "k", rightOn: "q", how: "right" }),
    "NaN is NaN, zeros are equal": () =>
      rows({ x: [Float64, [NAN, 0, 1]] })
        .join(rows({ x: [Float64, [NAN, -0, 2]], y: [Int32, [1, 2, 3]] }), { on: "x" })
        .select("y"),
    "two keys": () =>
      left().join(rows({ k: [Int64, [2n, 2n]], a: [Utf8, ["r", "zz"]], z: [Int32, [1, 2]] }), {
        on: ["k", "a"],
        how: "left",
      }),
    "computed keys": () => left().join(right(), { leftOn: col("k").add(1), rightOn: col("k"), how: "inner" }),
    "keys of two types": () => rows({ k: [Int32, [1, 2, null]] }).join(right(), { on: "k", how: "left" }),
    "text keys": () =>
      small().join(rows({ k: [Utf8, ["a", "c", null]], z: [Int32, [1, 2, 3]] }), { on: "k", how: "left" }),
    "nothing on the right": () => left().join(right().filter(lit(false)), { on: "k", how: "left" }),
    "nothing on the left": () => left().filter(lit(false)).join(right(), { on: "k", how: "full" }),
    "in the left's order": () => left().join(right(), { on: "k", how: "left", maintainOrder: "leftRight" }),
    "in the right's order": () => left().join(right(), { on: "k", how: "full", maintainOrder: "rightLeft" }),
    "keys promised to be unique": () => left().filter(col("k").ne(2)).join(right(), { on: "k", validate: "1:m" }),
  }),
  ...failing("JOIN_VALIDATION", {
    "a broken promise, left": () => left().join(right(), { on: "k", validate: "1:m" }),
    "a broken promise, right": () => left().join(right(), { on: "k", validate: "m:1" }),
    "a broken promise, left join": () => left().join(right(), { on: "k", how: "left", validate: "m:1" }),
  }),
  ...failing("TYPE_MISMATCH", {
    "keys without a common type": () => left().join(right(), { leftOn: "a", rightOn: "k" }),
  }),
};

export const CONCAT: Cases = {
  ...plans({
    vertical: () => concatAll([small(), small().tail(2)]),
    "vertical, relaxed": () =>
      concatAll([small().select("n"), small().select(col("i").alias("n"))], { how: "verticalRelaxed" }),
    diagonal: () => concatAll([small().select("k", "i"), small().select("i", "x")], { how: "diagonal" }),
    horizontal: () => concatAll([small().select("k"), small().select("i")], { how: "horizontal" }),
    "horizontal, filled up": () =>
      concatAll([small().select("k"), small().select("i").head(2)], { how: "horizontalExtend" }),
    "with no rows": () => concatAll([empty(), small()]),
    "then a slice": () => concatAll([small(), small()]).slice(4, 4),
  }),
  ...failing("SHAPE_MISMATCH", {
    "horizontal, of two heights": () =>
      concatAll([small().select("k"), small().select("i").head(2)], { how: "horizontal" }),
  }),
  ...failing("SCHEMA_MISMATCH", {
    "columns of two types": () => concatAll([small().select("n"), small().select(col("i").alias("n"))]),
  }),
};

const pivoted = (aggregate: string | null, values: readonly string[] = ["n"]): Query =>
  queryOf(
    pivot({
      input: rows({
        k: [Utf8, ["a", "b", "a", "b", "a"]],
        on: [Utf8, ["x", "x", "y", null, "x"]],
        n: [Int32, [1, 2, null, 4, 5]],
        m: [Float64, [1, 2, 3, 4, 5]],
      }).plan,
      on: "on",
      onValues: ["x", "y"],
      index: ["k"],
      values,
      aggregate,
    }),
  );

export const PIVOT: Cases = plans({
  sums: () => pivoted("sum"),
  firsts: () => pivoted("first"),
  means: () => pivoted("mean"),
  counts: () => pivoted("len"),
  "two values": () => pivoted("max", ["n", "m"]),
});

const over = (e: Loose): Query => small().select("k", e.over("k").alias("v"));
export const OVER: Cases = plans({
  sum: () => over(col("i").sum()),
  mean: () => over(col("n").mean()),
  count: () => over(col("i").count()),
  max: () => over(col("x").max()),
  first: () => over(col("i").first()),
  last: () => over(col("s").last()),
  median: () => over(col("n").median()),
  "different values": () => over(col("n").nUnique()),
  quantile: () => over(col("n").quantile(0.5, "higher")),
  "any of it": () => over(col("ok").any()),
  "the spread": () => over(col("n").var()),
  rank: () => over(col("n").rank("dense")),
  "average rank": () => over(col("n").rank()),
  "running sum": () => over(col("i").cumSum()),
  shift: () => over(col("i").shift(1)),
  diff: () => over(col("n").diff()),
  length: () => over(len()),
  "forward fill": () => over(col("i").forwardFill()),
  reversed: () => over(col("i").reverse()),
  "an order of its own": () => small().select("k", col("i").cumSum().over("k", { orderBy: "n" }).alias("v")),
  "the first in an order": () =>
    small().select("k", col("i").first().over("k", { orderBy: "n", descending: true }).alias("v")),
  "an expression of windows": () => small().select("k", col("n").div(col("n").sum().over("k")).alias("v")),
  "a window of an expression": () => over(col("i").sub(col("n")).max()),
  "less its mean": () => over(col("n").sub(col("n").mean())),
  "two keys": () => small().select(col("n").sum().over("k", "ok").alias("v")),
  "no rows": () => empty().select(col("n").sum().over("k").alias("v")),
  "a filter within": () => over(col("n").filter(col("n").gt(0)).sum()),
  "of one value": () => small().select("k", ...ofOne().map((e) => e.over("k"))),
});
