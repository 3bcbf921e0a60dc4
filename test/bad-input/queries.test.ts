import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  col,
  concat,
  type DataFrame,
  Date32,
  Datetime,
  Decimal,
  type Expr,
  Int8,
  Int16,
  Int32,
  Int64,
  type LazyFrame,
  len,
  lit,
  read,
  readParquet,
  type Series,
  scan,
  scanParquet,
  UInt8,
} from "../../src/node.ts";
import { both, failure, frame } from "../api/support.ts";
import { at, folder, lazy, writeGood } from "./folder.ts";

beforeAll(writeGood);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("names and types", () => {
  test("a wrong name is answered with the right one", async () => {
    const query = lazy(scanParquet(at("good.parquet")));
    for (const wrong of [
      query.select("nmae"),
      query.filter(col("nam").eq("a")),
      query.sort("naem"),
      query.groupBy("names").len(),
      query.join(query, { on: "nane" }),
      query.drop("Name"),
      query.unique({ subset: "nmae" }),
      query.explode("nmae"),
    ])
      expect((await failure("COLUMN_NOT_FOUND", () => wrong.collect())).detail).toContain('did you mean "name"?');
    expect((await failure("COLUMN_NOT_FOUND", () => query.select("zzzzzz").collect())).detail).toContain(
      "(id, name, x)",
    );
  });
  test("types that do not go together", async () => {
    const df = frame({ t: ["a"], n: [1], b: [true], l: [[1]], d: [new Date(0)] });
    const wrong: readonly Expr[] = [
      col("t").sub(1),
      col("t").mul(col("n")),
      col("b").add(col("t")),
      col("n").and(col("b")),
      col("l").gt(1),
      col("t").gt(1),
      col("n").str.toUppercase(),
      col("t").dt.year(),
      col("t").list.len(),
      col("n").struct.field("x"),
      col("d").add(col("d")),
      col("l").sum(),
      col("t").mean(),
      col("t").abs(),
      col("t").isNan(),
      col("n").str.contains("a"),
    ];
    for (const e of wrong) {
      const { detail } = await failure("TYPE_MISMATCH", () => df.select(e.alias("out")));
      expect(detail).toMatch(/Utf8|Float64|Bool|List|Datetime/);
    }
    await failure("TYPE_MISMATCH", () => df.filter(col("n")));
    await failure("TYPE_MISMATCH", () => df.join(df, { leftOn: "t", rightOn: "n" }));
    await failure("SCHEMA_MISMATCH", () => concat([df, df.drop("t") as DataFrame]));
  });
  test("two columns of one name", async () => {
    const df = frame({ a: [1], b: [2] });
    for (const wrong of [
      () => df.select("a", col("b").alias("a")),
      () => df.rename({ a: "b" }),
      () => df.withRowIndex("a"),
      () => df.groupBy("a").agg(col("b").alias("a")),
      () => df.hstack(df),
      () => df.withColumns(lit(1).alias("z"), lit(2).alias("z")),
    ])
      expect((await failure("DUPLICATE_COLUMN", wrong)).detail).toMatch(/"(a|b|z)"|index/);
  });
});

describe("values", () => {
  test("that a strict cast cannot hold", async () => {
    const cases: readonly (readonly [readonly unknown[], Parameters<Series["cast"]>[0], string])[] = [
      [[300], UInt8, "300"],
      [[-1], UInt8, "-1"],
      [[128], Int8, "128"],
      [[1e10], Int32, "10000000000"],
      [[Number.NaN], Int64, "NaN"],
      [[1e30], Int64, "1e"],
      [["12x"], Int64, '"12x"'],
      [["2024-13-01"], Date32, '"2024-13-01"'],
      [["99.99"], Decimal(3, 2), "99.99"],
      [["nope"], Datetime("us"), '"nope"'],
      [[2n ** 62n], Int16, String(2n ** 62n)],
    ];
    for (const [values, type, shown] of cases) {
      const df = frame({ v: values });
      expect((await failure("INVALID_CAST", () => df.cast({ v: type }))).detail).toContain(shown);
      await failure("INVALID_CAST", () => df.lazy().cast({ v: type }).collect());
      expect(df.cast({ v: type }, { strict: false }).toDict()).toEqual({ v: [null] });
    }
  });
  test("integers wrap in arithmetic, as promised", () => {
    expect(
      frame({ a: [127] }, { a: Int8 })
        .select(col("a").add(1))
        .item(),
    ).toBe(-128);
    expect(
      frame({ a: [2n ** 63n - 1n] })
        .select(col("a").add(1n))
        .item({ int64: "bigint" }),
    ).toBe(-(2n ** 63n));
  });
  test("text that is no UTF-16 becomes text that is UTF-8", async () => {
    const df = frame({ t: ["a\ud800b", "\udfff"] });
    expect(df.toDict()).toEqual({ t: ["a\ufffdb", "\ufffd"] });
    expect(df.select(col("t").str.lenChars()).toDict()).toEqual({ t: [3, 1] });
  });
  test("a cell of 300 MB goes through a frame, a file and the screen", async () => {
    const huge = "x".repeat(300_000_000);
    const df = frame({ id: [1, 2], t: [huge, "y"] });
    expect(df.filter(col("id").eq(1)).select(col("t").str.lenBytes()).item()).toBe(300_000_000);
    expect(String(df).length).toBeLessThan(2000);
    await df.writeParquet(at("huge.parquet"), { compression: "snappy" });
    expect(
      (
        await lazy(scanParquet(at("huge.parquet")))
          .select(col("t").str.lenChars())
          .collect()
      ).toDict(),
    ).toEqual({ t: [300_000_000, 1] });
    rmSync(at("huge.parquet"));
  });
  test("more text than a batch may hold", async () => {
    const part = frame({ t: ["x".repeat(300_000_000)] });
    const many = concat(Array.from({ length: 8 }, () => part));
    const outcome = await failure("LIMIT_EXCEEDED", () => many.toBatch());
    expect(outcome.detail).toMatch(/2 GiB|2147483647/);
  });
});

describe("shapes", () => {
  const verbs = (f: DataFrame): DataFrame =>
    f
      .filter(col("a").isNull())
      .withColumns(col("a").alias("b"))
      .sort("b")
      .unique({ maintainOrder: true })
      .head(5) as DataFrame;
  test("0 rows, 0 columns, a column of nulls", async () => {
    expect(await both(frame({ a: [] }), verbs)).toEqual([]);
    expect(await both(frame({ a: [null, null] }), verbs)).toEqual([{ a: null, b: null }]);
    expect(
      await both(frame({ a: [null, null] }), (f) =>
        f.select(
          col("a").sum().alias("s"),
          col("a").min().alias("m"),
          col("a").count().alias("c"),
          col("a").nUnique().alias("u"),
        ),
      ),
    ).toEqual([{ s: 0, m: null, c: 0, u: 1 }]);
    expect(await both(frame({ k: [null, null], v: [1, 2] }), (f) => f.groupBy("k").agg(col("v").sum()))).toEqual([
      { k: null, v: 3 },
    ]);
    await failure("COLUMN_NOT_FOUND", () => frame({}).select("a"));
    for (const name of ["n.parquet", "n.arrow", "n.csv", "n.ndjson"]) {
      await lazy(frame({ a: [null, null], b: [1, 2] }).lazy()).sink(at(name));
      expect((await read(at(name))).toDict()).toEqual({ a: [null, null], b: [1, 2] });
    }
    for (const name of ["z.parquet", "z.arrow"]) {
      await lazy(frame({}).lazy()).sink(at(name));
      expect((await read(at(name))).shape).toEqual({ height: 0, width: 0 });
    }
  });
  test("2,000 columns", async () => {
    const wide = frame(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`c${i}`, [i, i + 1]])));
    const out = await both(wide, (f) =>
      f
        .filter(col("c1999").eq(2000))
        .withColumns(col("c0").add(col("c1")).alias("sum"))
        .sort("c5"),
    );
    expect([out.length, out[0]?.c1234, out[0]?.sum]).toEqual([1, 1235, 3]);
    for (const name of ["wide.parquet", "wide.csv", "wide.arrow"]) {
      await lazy(wide.lazy()).sink(at(name));
      expect(
        (
          await lazy(scan(at(name)))
            .select("c0", "c1999")
            .collect()
        ).toDict(),
      ).toEqual({ c0: [0, 1], c1999: [1999, 2000] });
    }
    expect((await failure("COLUMN_NOT_FOUND", () => wide.select("c20000"))).detail.length).toBeLessThan(500);
  });
  test.each([65_535, 65_536, 65_537, 131_073])("%i rows, around the size of a morsel", async (n) => {
    const df = frame({
      i: Int32Array.from({ length: n }, (_, i) => i) as never,
      k: Int8Array.from({ length: n }, (_, i) => i % 7) as never,
    });
    expect((await both(df, (f) => f.filter(col("i").ge(n - 1)))).map((r) => r.i)).toEqual([n - 1]);
    expect(
      await both(df, (f) => f.select(len(), col("i").cast(Int64).sum().alias("s"), col("i").max().alias("m"))),
    ).toEqual([{ len: n, s: (n * (n - 1)) / 2, m: n - 1 }]);
    expect((await both(df, (f) => f.sort("i", { descending: true }).head(1)))[0]?.i).toBe(n - 1);
    expect(await both(df, (f) => f.groupBy("k").agg(len()).sort("k").select(col("len").sum()))).toEqual([{ len: n }]);
    expect((await both(df, (f) => f.slice(65_534, 4))).map((r) => r.i)).toEqual(
      [65_534, 65_535, 65_536, 65_537].filter((i) => i < n),
    );
    await df.writeParquet(at("edge.parquet"));
    expect((await readParquet(at("edge.parquet"))).equals(df)).toBe(true);
  });
  test("one row", async () => {
    expect(await both(frame({ a: [1] }), (f) => f.sort("a").unique().head(9).tail(9).slice(-5))).toEqual([{ a: 1 }]);
  });
});

describe("depth", () => {
  test("an expression of 10,000 levels is an error, not a crash", async () => {
    let deep: Expr = col("a");
    for (let i = 0; i < 10_000; i++) deep = deep.add(1);
    const df = frame({ a: [1] });
    const { detail } = await failure("LIMIT_EXCEEDED", () => df.select(deep));
    expect(detail).toMatch(/deep|level/);
    await failure("LIMIT_EXCEEDED", () => df.lazy().filter(deep.gt(0)).collect());
    await failure("LIMIT_EXCEEDED", () => df.lazy().select(deep).explain());
    expect(String(deep).length).toBeGreaterThan(100);
  });
  test("an expression of a hundred levels runs", () => {
    let deep: Expr = col("a");
    for (let i = 0; i < 100; i++) deep = deep.add(1);
    expect(
      frame({ a: [1] })
        .select(deep)
        .item(),
    ).toBe(101);
  });
  test("a plan of 1,000 steps runs or is refused; one of 100,000 is refused", async () => {
    const chain = (n: number): LazyFrame => {
      let query = lazy(frame({ a: [1] }).lazy());
      for (let i = 0; i < n; i++) query = lazy(query.withColumns(col("a").add(1)));
      return query;
    };
    const outcome = await chain(1000).tryCollect();
    if (outcome.isOk) expect(outcome.value.item()).toBe(1001);
    else expect(outcome.error.code).toBe("LIMIT_EXCEEDED");
    await failure("LIMIT_EXCEEDED", () => chain(100_000).collect());
    expect(String(chain(300)).split("\n")).toHaveLength(301);
    expect(String(chain(100_000))).toContain("...");
  });
  test("a concat of 2,000 frames, a join with itself ten times over", async () => {
    expect(concat(Array.from({ length: 2000 }, () => frame({ a: [1] }))).height).toBe(2000);
    expect((await concat(Array.from({ length: 2000 }, () => lazy(frame({ a: [1] }).lazy()))).collect()).height).toBe(
      2000,
    );
    let query = lazy(frame({ a: [1] }).lazy());
    for (let i = 0; i < 10; i++) query = lazy(query.join(query, { on: "a" }));
    expect((await query.collect()).height).toBe(1);
  });
});
