import { describe, expect, test } from "vitest";
import {
  all,
  allHorizontal,
  anyHorizontal,
  coalesce,
  col,
  concatList,
  concatStr,
  count,
  cs,
  type DataFrame,
  Date32,
  Datetime,
  type Expr,
  exclude,
  Float64,
  Int32,
  Int64,
  len,
  lit,
  maxHorizontal,
  meanHorizontal,
  minHorizontal,
  struct,
  sumHorizontal,
  Utf8,
  when,
} from "../../src/node.ts";
import { both, frame } from "./support.ts";

const df = frame(
  {
    a: [1, 2, null],
    b: [3, 0, 5],
    x: [1.5, -2.5, null],
    f: [Number.NaN, 1, null],
    s: ["Ab", "cd-e", null],
    ok: [true, false, null],
    l: [[1, 2], [], null],
    k: ["p", "p", "q"],
    t: [new Date("2024-01-31T10:20:30.400Z"), new Date("2023-12-31T23:59:59Z"), null],
    d: [new Date("2024-02-29"), new Date("1969-12-31"), null],
  },
  { a: Int64, b: Int32, t: Datetime("us"), d: Date32 },
);

type Case = readonly [label: string, expr: () => Expr, values: readonly unknown[]];
const day = (text: string): Date => new Date(text);

const CASES: readonly Case[] = [
  ["arithmetic", () => col("a").add(1).mul(2).sub(col("b")), [1, 6, null]],
  ["true division", () => col("a").div(2), [0.5, 1, null]],
  ["floor division by zero is null", () => col("b").floorDiv(col("b")), [1, null, 1]],
  ["the remainder has the divisor's sign", () => col("a").neg().mod(3), [2, 1, null]],
  ["powers", () => col("a").pow(2), [1, 4, null]],
  ["a float literal makes floats", () => col("a").add(0.5), [1.5, 2.5, null]],
  ["comparison", () => col("a").ge(2), [false, true, null]],
  ["NaN is greater than all and equals itself", () => col("f").gt(1e308), [true, false, null]],
  ["eqMissing", () => col("a").eqMissing(null), [false, false, true]],
  ["isIn", () => col("a").isIn([1, 9]), [true, false, null]],
  ["isBetween", () => col("a").isBetween(1, 2, "right"), [false, true, null]],
  ["Kleene logic", () => col("ok").or(col("a").isNull()), [true, false, true]],
  ["not and xor", () => col("ok").not().xor(col("ok")), [true, true, null]],
  ["nulls", () => col("a").isNull(), [false, false, true]],
  ["NaN", () => col("f").fillNan(0).fillNull(9), [0, 1, 9]],
  ["fillNull by a column", () => col("a").fillNull(col("b")), [1, 2, 5]],
  ["coalesce", () => coalesce("a", "b").alias("o"), [1, 2, 5]],
  [
    "when",
    () => when(col("a").gt(1)).then("big").when(col("a").eq(1)).then("one").otherwise("none"),
    ["one", "big", "none"],
  ],
  ["rounding, half to even", () => col("x").round(0), [2, -2, null]],
  ["floor, ceil, abs", () => col("x").floor().add(col("x").ceil()).abs(), [3, 5, null]],
  ["clip and sign", () => col("x").clip(-1, 1).add(col("x").sign()), [2, -2, null]],
  ["sqrt, exp, log", () => lit(4).sqrt().log(2).add(col("b").cast(Float64).mul(0)), [1, 1, 1]],
  ["casts", () => col("a").cast(Utf8), ["1", "2", null]],
  ["text to number", () => col("s").str.toInteger({ strict: false }), [null, null, null]],
  [
    "horizontal sums and bounds",
    () => sumHorizontal("a", "b").add(minHorizontal("a", "b")).add(maxHorizontal("a", "b")),
    [8, 4, 15],
  ],
  ["horizontal mean", () => meanHorizontal("a", "b"), [2, 1, 5]],
  [
    "horizontal logic",
    () => allHorizontal(col("a").gt(0), col("b").gt(0)).and(anyHorizontal("ok", lit(true))),
    [true, false, null],
  ],
  ["case and length", () => col("s").str.toUppercase().str.lenChars(), [2, 4, null]],
  ["patterns", () => col("s").str.replaceAll("[a-c]", "<$0>").str.slice(0, 4), ["A<b>", "<c>d", null]],
  ["extract and split", () => col("s").str.split("-").list.len(), [1, 2, null]],
  [
    "starts, ends, contains",
    () => col("s").str.startsWith("A").or(col("s").str.endsWith("e")).and(col("s").str.contains("b|d")),
    [true, true, null],
  ],
  ["text joined", () => concatStr([col("s"), lit("!")], { separator: "" }), ["Ab!", "cd-e!", null]],
  ["lists", () => col("l").list.sum().add(col("l").list.len()), [5, 0, null]],
  ["lists made", () => concatList("a", "b").list.get(1), [3, 0, 5]],
  ["structs", () => struct(col("a"), col("b")).struct.field("b"), [3, 0, 5]],
  [
    "parts of times",
    () => col("t").dt.year().add(col("t").dt.month()).add(col("t").dt.millisecond()),
    [2425, 2035, null],
  ],
  ["truncation", () => col("t").dt.truncate("1d"), [day("2024-01-31"), day("2023-12-31"), null]],
  ["months keep within the month", () => col("t").dt.offsetBy("1mo").dt.day(), [29, 31, null]],
  [
    "format and parse",
    () => col("d").dt.strftime("%d.%m.%Y").str.toDate("%d.%m.%Y"),
    [day("2024-02-29"), day("1969-12-31"), null],
  ],
  ["zones", () => col("t").dt.replaceTimeZone("UTC").dt.convertTimeZone("America/New_York").dt.hour(), [5, 18, null]],
  ["a moment as a literal", () => col("t").gt(day("2024-01-01")), [true, false, null]],
  ["shift and diff", () => col("b").shift(1).fillNull(0).add(col("b").diff().fillNull(0)), [0, 0, 5]],
  ["running sums", () => col("b").cumSum(), [3, 3, 8]],
  ["ranks", () => col("b").rank("dense", true), [2, 3, 1]],
  ["over", () => col("b").sum().over("k"), [3, 3, 5]],
  ["over in an order", () => col("b").cumSum().over("k", { orderBy: "b" }), [3, 0, 5]],
  ["fills", () => col("a").forwardFill(), [1, 2, 2]],
  ["duplicates", () => col("k").isDuplicated(), [true, true, false]],
  ["reversed", () => col("b").reverse(), [5, 0, 3]],
  ["a literal for each row", () => lit("v"), ["v"]],
];

describe("expressions, on a frame and in a query", () => {
  test.each(CASES)("%s", async (_, expr, values) => {
    expect((await both(df, (f) => f.select(expr().alias("out")))).map((r) => r.out)).toEqual(values);
  });

  test("aggregates", async () => {
    const rows = await both(df, (f) =>
      f.select(
        col("a").sum().alias("sum"),
        col("a").mean().alias("mean"),
        col("b").min().alias("min"),
        col("b").max().alias("max"),
        col("b").median().alias("median"),
        col("b").std().round(3).alias("std"),
        col("a").count().alias("count"),
        len(),
        col("k").nUnique().alias("different"),
        col("a").nullCount().alias("nulls"),
        col("s").first().alias("first"),
        col("s").last().alias("last"),
        col("ok").any().alias("any"),
        col("ok").all().alias("all"),
        col("b").quantile(0.5).alias("q"),
        col("k").implode().alias("list"),
        col("b").argMax().alias("at"),
        col("b").product().alias("product"),
        col("b").filter(col("k").eq("p")).sum().alias("some"),
        count("x").alias("xs"),
      ),
    );
    expect(rows).toEqual([
      {
        sum: 3,
        mean: 1.5,
        min: 0,
        max: 5,
        median: 3,
        std: 2.517,
        count: 2,
        len: 3,
        different: 2,
        nulls: 1,
        first: "Ab",
        last: null,
        any: true,
        all: false,
        q: 3,
        list: ["p", "p", "q"],
        at: 2,
        product: 0,
        some: 3,
        xs: 2,
      },
    ]);
  });

  test("aggregates by group", async () => {
    const rows = await both(df, (f) =>
      f
        .groupBy("k", { maintainOrder: true })
        .agg(
          col("a").sum(),
          col("b").mul(2).max().alias("twice"),
          col("b").sort({ descending: true }).first().alias("top"),
          col("s").count().alias("n"),
          col("x").mean().over("k").first().alias("m"),
        ),
    );
    expect(rows).toEqual([
      { k: "p", a: 3, twice: 6, top: 3, n: 2, m: -0.5 },
      { k: "q", a: 0, twice: 10, top: 5, n: 0, m: null },
    ]);
  });

  test("picks of columns", async () => {
    const names = async (...e: Expr[]): Promise<string[]> =>
      Object.keys((await both(df, (f) => f.select(...e).head(1) as DataFrame))[0] ?? {});
    expect(await names(all())).toEqual(df.columns);
    expect(await names(exclude("a", "b"))).toEqual(df.columns.slice(2));
    expect(await names(all().exclude("t", "d", "l") as Expr)).toEqual(["a", "b", "x", "f", "s", "ok", "k"]);
    expect(await names(col("^[a-b]$") as Expr)).toEqual(["a", "b"]);
    expect(await names(col("a", "s") as Expr)).toEqual(["a", "s"]);
    expect(await names(cs.numeric().asExpr())).toEqual(["a", "b", "x", "f"]);
    expect(await names(cs.temporal().asExpr(), cs.string().asExpr(), cs.boolean().asExpr())).toEqual([
      "t",
      "d",
      "s",
      "k",
      "ok",
    ]);
    expect(await names(cs.float().asExpr().add(1).name.suffix("_1"))).toEqual(["x_1", "f_1"]);
    expect(await names(cs.integer().asExpr().name.prefix("n_").name.toUppercase())).toEqual(["N_A", "N_B"]);
  });

  test("expressions that change how many rows there are", async () => {
    const values = async (e: Expr): Promise<unknown[]> =>
      (await both(df, (f) => f.select(e.alias("out")))).map((r) => r.out);
    expect(await values(col("k").unique(true))).toEqual(["p", "q"]);
    expect(await values(col("a").dropNulls())).toEqual([1, 2]);
    expect(await values(col("l").explode())).toEqual([1, 2, null]);
    expect(await values(col("b").sort())).toEqual([0, 3, 5]);
    expect(await values(col("k").sortBy("b"))).toEqual(["p", "p", "q"]);
    expect(await values(col("b").gather([2, 0]))).toEqual([5, 3]);
    expect(await values(col("b").filter(col("b").gt(1)))).toEqual([3, 5]);
    expect(await values(col("b").slice(1, 1))).toEqual([0]);
    expect(await values(col("b").tail(1))).toEqual([5]);
  });
});
