import { test } from "vitest";
import {
  Date32,
  Decimal,
  Duration,
  Enum,
  Float32,
  Float64,
  Int8,
  Int32,
  Int64,
  List,
  UInt8,
  UInt32,
  UInt64,
  Utf8,
} from "../../../src/arrow/types.ts";
import { rows } from "../../../src/testing/case.ts";
import { apply, col, lit, type Query } from "../../../src/testing/loose.ts";
import { each, same } from "./same.ts";

const FLOATS = [
  0,
  -0,
  1,
  0.1,
  1 / 3,
  1e15,
  1e16,
  1e21,
  123456789.125,
  1e-4,
  1e-5,
  1e-7,
  5e-324,
  1.7976931348623157e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  null,
];
each("floats", () => rows({ x: [Float64, FLOATS] }), {
  text: col("x").cast(Utf8),
  "text of Float32": col("x").cast(Float32).cast(Utf8),
});

const WHOLE: readonly (bigint | null)[] = [
  3n,
  -5n,
  7n,
  null,
  2n ** 62n + 1n,
  -(2n ** 63n),
  12345678901n,
  -1n,
  0n,
  2n,
  9n,
  -7n,
];
const powers = WHOLE.map((_, i) => [0, 1, 2, 3, 5, 40, 63, 64, 1000, 4294967295, null, 7][i] as number | null);
const wholes = () =>
  rows({
    x: [Int64, WHOLE],
    b: [UInt32, powers],
    k: [Int32, WHOLE.map((_, i) => i % 3)],
    n: [Int64, WHOLE.map((v, i) => ((v === null || v === 0n ? 3n : v | 1n) * (i % 2 === 0 ? 1n : 2n)) % 2n ** 40n)],
  });
const x = col("x");
each("products", wholes, {
  pow: x.pow(col("b")),
  "pow of Int8": x.mod(100).cast(Int8).pow(col("b")),
  "pow of UInt64": x.abs().cast(UInt64, { strict: false }).pow(3),
  product: x.product(),
  "product of odd": col("n").product(),
  "product of UInt8": x.mod(200).cast(UInt8).product(),
  "product of nothing": x.filter(lit(false)).product(),
  "product over": col("n").product().over("k"),
  cumProd: col("n").cumProd(),
  "cumProd to zero": x.cumProd(),
  "cumProd reversed": col("n").cumProd(true),
  "cumProd over": col("n").cumProd().over("k"),
  "cumProd of Bool": x.gt(0).cumProd(),
});
test("products of groups", () =>
  same(wholes().groupBy("k", { maintainOrder: true }).agg(x.product().alias("p"), col("n").mode().len().alias("m"))));

const MONEY = ["0.5", "-0.5", "1.25", "99999999.99", "0", "-3.33", "12345678.91", null];
each(
  "decimals",
  () =>
    rows({ a: [Utf8, MONEY], i: [Int64, MONEY.map((_, i) => BigInt(i * 37 - 50))] }).select(
      col("i").cast(Decimal(12, 2)).div(7).alias("d"),
      col("i").cast(Decimal(10, 3)).alias("e"),
    ),
  {
    mul: col("d").mul(col("e")),
    square: col("d").mul(col("d")).mul(col("d")),
    div: col("d").div(col("e")),
    floorDiv: col("d").floorDiv(col("e")),
    mod: col("d").mod(col("e")),
    "by zero": col("d").div(col("e").sub(col("e"))),
    "too long": col("d")
      .mul(lit(1e15).cast(Decimal(38, 2)))
      .mul(lit(1e15).cast(Decimal(38, 2)))
      .mul(lit(1e15).cast(Decimal(38, 2))),
    text: col("d").cast(Utf8),
  },
);

const LEVELS = Enum(["low", "mid", "high"]);
const ranked = () =>
  rows({
    e: [LEVELS, ["mid", "low", null, "high", "low"]],
    f: [LEVELS, ["high", null, null, "mid", "low"]],
    k: [Int32, [1, 1, 2, 2, 2]],
  });
const e = col("e");
each("categories", ranked, {
  max: e.max(),
  min: e.min(),
  argMax: e.argMax(),
  rank: e.rank("dense"),
  cumMax: e.cumMax(),
  "cumMin reversed": e.cumMin(true),
  between: e.isBetween(col("f"), col("f")),
  "max over": e.max().over("k"),
  sort: e.sort({ descending: true }),
  "last of sorted": e.sort().last(),
  "max of sorted": e.sort().max(),
  "shift by order": e.shift(1).over("k", { orderBy: e }),
  sortBy: col("k").sortBy(e),
  max2: apply("maxHorizontal", [e, col("f")]),
});

const runs = () =>
  rows({
    x: [Float64, [1, 1, null, null, Number.NaN, Number.NaN, 0, -0, 1, 1]],
    k: [Int32, [1, 1, 1, 2, 2, 2, 1, 1, 1, 2]],
  });
each("runs", runs, {
  rleId: x.rleId(),
  "rleId over": x.rleId().over("k"),
  "rleId over, ordered": x.rleId().over("k", { orderBy: x }),
  "rleId of rleId": x.rleId().rleId(),
  "rleId in a sum": x.rleId().max().add(1),
  mode: x.mode().sort(),
  "mode of what is computed": x.shift(1).mode().sort(),
  "length of modes": x.mode().len(),
  "mean of unique": x.fillNan(3).unique().mean(),
  "deviation without nulls": x.fillNan(3).dropNulls().std(),
  "median of unique of what is computed": x.fillNan(3).diff().unique(true).median(),
  "first of unique": x.unique(true).first(),
  "unique of sorted": x.sort().unique(true),
  "unique of sorted, over": x.dropNulls().unique().len().over("k"),
  "number of sorted": x.sort().nUnique(),
  gather: x.gather([0, -1, null, 4]),
  "gather by a column": x.gather(col("k")),
  "gather of sorted": x.sort().gather([0, 1]),
  "gather outside": x.gather([99]),
  "gather outside, null": apply("gather", [x, lit([99, 0]).explode()], { nullOnOob: true }),
  "sum of gathered": x.gather([0, 1]).sum(),
  "mapped after a sort": x.sort().add(1).mul(2),
  "cast after a sort": x.dropNulls().cast(Utf8),
  "case after a sort": x.cast(Utf8).unique().sort().str.toUppercase(),
});
test("modes of groups", () =>
  same(runs().groupBy("k", { maintainOrder: true }).agg(x.mode().len().alias("n"), x.rleId().max().alias("r"))));

const mixed = (): Query =>
  rows({
    i: [Int64, [7n, -7n, -1n, 2n ** 62n, null, 5n]],
    n: [Int64, [2n, 2n, 2n, 4n, 1n, 0n]],
    f: [Float64, [2, 0.3, -0.3, Number.NaN, null, 0]],
    h: [Float32, [-1.25, 2.5, 0.1, null, Number.POSITIVE_INFINITY, -0]],
    e: [LEVELS, ["low", "mid", "high", null, "low", "low"]],
    s: [Utf8, ["mid", "low", "other", "low", null, ""]],
    l: [List(Int64), [[7n], null, [], [null], [1n], [5n]]],
  }).withColumns(col("i").cast(Duration("us")).alias("u"), col("n").cast(Int32).cast(Date32).alias("d"));
each("what both engines must agree on", mixed, {
  "span times n": col("u").mul(col("n")),
  "span times float": col("u").mul(col("f")),
  "span by n": col("u").div(col("n")),
  "span by float": col("u").div(col("f")),
  "day less span": col("d").sub(col("u")),
  "coarser span": apply("dt.castTimeUnit", [col("u")], { unit: "ms" }),
  "mod zero": col("f").mod(0),
  "round to tenths": col("h").round(1),
  "round of money": col("i").cast(Decimal(20, 0)).div(8).round(0),
  "Enum and text": e.lt(col("s")),
  "text and Enum": col("s").le(e),
  "in lists": col("i").isIn(col("l")),
  "change of floats": col("h").pctChange(),
  log1p: col("f").log1p(),
  "mean for nulls": col("n").fillNull({ strategy: "mean" }),
});
each(
  "edges of windows, and one value",
  () => rows({ i: [Int64, [-(2n ** 63n), 5n, 6n, 7n]], f: [Float64, [1, 4, 2, 3]] }),
  {
    "a window that begins before all integers": apply("rollingMaxBy", [col("f"), col("i")], {
      windowSize: "2i",
      closed: "none",
      minSamples: 1,
    }),
    "the sum so far of one value": lit(1).cumSum().over("f", { orderBy: "i" }),
  },
);
