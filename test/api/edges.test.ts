import { expect, test } from "vitest";
import {
  all,
  Bool,
  col,
  concat,
  DataFrame,
  Date32,
  exclude,
  Int32,
  Int64,
  type LazyFrame,
  len,
  lit,
  Series,
} from "../../src/node.ts";
import { both, failure, frame, rowsOf } from "./support.ts";

const five = frame({ a: [1, 2, 3, 4, 5] });
const column = (df: unknown): unknown[] => rowsOf(df as DataFrame).map((r) => r.a);
const lazy = (df: DataFrame): LazyFrame => df.lazy() as LazyFrame;

// Recorded from polars 2.1.0.
test("head, tail and slice count from the other end where they are negative", async () => {
  expect(column(five.head(-2))).toEqual([1, 2, 3]);
  expect(column(five.limit(-2))).toEqual([1, 2, 3]);
  expect(column(five.head(-9))).toEqual([]);
  expect(column(five.tail(-2))).toEqual([3, 4, 5]);
  expect(column(five.tail(-9))).toEqual([]);
  expect(column(five.tail(0))).toEqual([]);
  expect(column(five.slice(-2))).toEqual([4, 5]);
  expect(column(five.slice(-9, 6))).toEqual([1, 2]);
  expect(column(five.slice(-2, 1))).toEqual([4]);
  expect(column(five.slice(1, -1))).toEqual([2, 3, 4]);
  const s = new Series("a", [1, 2, 3, 4, 5]);
  expect(s.head(-2).toArray()).toEqual([1, 2, 3]);
  expect(s.tail(-2).toArray()).toEqual([3, 4, 5]);
  expect(s.head(-9).length).toBe(0);
});

test("a query does not know its last rows before it ran", async () => {
  expect(column(await lazy(five).tail(-2).collect())).toEqual([3, 4, 5]);
  for (const query of [lazy(five).head(-2), lazy(five).limit(-1), lazy(five).slice(1, -1)])
    expect((await failure("INVALID_ARGUMENT", () => query.collect())).detail).toContain("collect it first");
  await failure("INVALID_ARGUMENT", () => five.select(col("a").tail(-2)));
  await failure("INVALID_ARGUMENT", () => five.select(col("a").head(-2)));
});

test("an aggregate of one value is of one value, however many rows there are", async () => {
  const rows = await both(five, (df) =>
    df.select(
      lit(3).sum().alias("sum"),
      lit(3).count().alias("count"),
      len().alias("len"),
      lit(2).std().alias("std"),
      lit(2).var(0).alias("var"),
      lit(null, Int32).sum().alias("nothing"),
      lit(null, Int32).product().alias("one"),
      lit(null, Bool).any().alias("none"),
      lit(null, Int32).argMax().alias("nowhere"),
      lit(2).quantile(0.3).alias("quantile"),
      col("a").sum().count().alias("of an aggregate"),
      col("a").sum().sum().alias("twice"),
    ),
  );
  expect(rows).toEqual([
    {
      sum: 3,
      count: 1,
      len: 5,
      std: null,
      var: 0,
      nothing: 0,
      one: 1,
      none: false,
      nowhere: null,
      quantile: 2,
      "of an aggregate": 1,
      twice: 15,
    },
  ]);
  expect(five.select(lit(3).sum(), col("a")).height).toBe(5);
  expect(frame({ a: [] }).select(lit(3).sum()).item()).toBe(3);
  const groups = five.groupBy("a", { maintainOrder: true }).agg(lit(3).sum(), col("a").max().count().alias("n"));
  expect(groups.rows()).toEqual([1, 2, 3, 4, 5].map((a) => [a, 3, 1]));
});

test("what picks columns in agg leaves the keys out, also where they are named", async () => {
  const df = frame({ k: [1, 1, 2], x: [1, 2, 3], y: [2, 3, 4] });
  for (const pick of [exclude("k"), all().exclude("k"), all(), col("^.$")]) {
    const rows = await both(df, (f) => f.groupBy("k", { maintainOrder: true }).agg(pick.sum()) as DataFrame);
    expect(rows).toEqual([
      { k: 1, x: 3, y: 5 },
      { k: 2, x: 3, y: 4 },
    ]);
  }
  const less = df.groupBy("k", { maintainOrder: true }).agg(all().sub(col("k")).sum());
  expect(less.rows()[0]).toEqual([1, 1, 3]);
});

test("frames side by side have one height", async () => {
  const other = frame({ b: [1] });
  await failure("SHAPE_MISMATCH", () => concat([five, other], { how: "horizontal" }));
  await failure("SHAPE_MISMATCH", () => five.hstack(other));
  await failure("SHAPE_MISMATCH", () => concat([lazy(five), lazy(other)], { how: "horizontal" }).collect());
  const filled = concat([five, other], { how: "horizontalExtend" });
  expect(filled.toDict().b).toEqual([1, null, null, null, null]);
  expect(concat([five, frame({ b: [1, 2, 3, 4, 5] })], { how: "horizontal" }).width).toBe(2);
});

test("a schema that names other columns than the data", async () => {
  const make = (): unknown => new DataFrame({ price: [1, 2] }, { schema: { pirce: Int64 } });
  expect((await failure("COLUMN_NOT_FOUND", make)).detail).toBe(
    'the schema has column "pirce", the data has (price); did you mean "price"?',
  );
  expect(new DataFrame({}, { schema: { a: Int64 } }).columns).toEqual(["a"]);
  expect(frame({ a: [] }, { b: Int64 }).columns).toEqual(["a", "b"]);
});

test("choices of functions are checked where the query is resolved", async () => {
  const wrong = [
    col("a").isBetween(1, 2, "bogus" as "both"),
    col("a").quantile(1.5),
    col("a").quantile(-0.1),
    col("a").quantile(0.5, "bogus" as "linear"),
    col("a").rank("bogus" as "min"),
    col("a").fillNull({ strategy: "bogus" as "zero" }),
    col("a").std(-1),
    col("a").sample({ n: -1 }),
    col("a").shift(0.5),
  ];
  for (const e of wrong) {
    await failure("INVALID_ARGUMENT", () => five.select(e));
    await failure("INVALID_ARGUMENT", () => five.lazy().select(e).collectSchema());
  }
  expect(
    (
      await failure("INVALID_ARGUMENT", () =>
        frame({ k: [1], x: [1] })
          .groupBy("k")
          .quantile(2),
      )
    ).detail,
  ).toBe("q of quantile is 2; it must be a number from 0 to 1");
});

test("columns without nulls say so", async () => {
  const df = frame({ k: [1, null, 2], x: [1, 2, null], y: [1, null, null] });
  const nullable = (s: { readonly fields: readonly { readonly nullable: boolean }[] }): boolean[] =>
    s.fields.map((f) => f.nullable);
  expect(nullable(df.dropNulls("k", "y").schema)).toEqual([false, true, false]);
  expect(nullable(df.dropNulls().schema)).toEqual([false, false, false]);
  const query = lazy(df).dropNulls("k").filter(col("x").gt(0)).select("x", "k");
  expect(nullable(await query.collectSchema())).toEqual([true, false]);
  for (const engine of ["wasm", "duckdb"])
    expect(nullable((await query.collect({ engine })).schema)).toEqual([true, false]);
});

test("isIn takes dates, for moments and for days", () => {
  const day = new Date(Date.UTC(2020, 0, 2));
  const df = new DataFrame({ t: [day, new Date(0), null] }).withColumns(col("t").cast(Date32).alias("d"));
  expect(df.select(col("t").isIn([day, null]), col("d").isIn([day])).toRecords()).toEqual([
    { t: true, d: true },
    { t: false, d: false },
    { t: null, d: null },
  ]);
});
