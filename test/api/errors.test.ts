import { describe, expect, test } from "vitest";
import {
  attempt,
  attemptAsync,
  CODES,
  col,
  DataFrame,
  type Expr,
  Int8,
  Int64,
  LazyFrame,
  lit,
  Maybe,
  PolaroidError,
  Result,
  run,
  scan,
  scanParquet,
  struct,
  Task,
  take,
  tryRead,
  Utf8,
  when,
} from "../../src/node.ts";
import { failure, frame } from "./support.ts";

const df = frame({ price: [1, 2], symbol: ["A", "B"], when: [new Date(0), null] });

describe("what is wrong with a query comes out at collect, not before", () => {
  const wrong: readonly (readonly [string, (f: LazyFrame) => LazyFrame, string, RegExp])[] = [
    [
      "a column that is not there",
      (f) => f.select("pirce"),
      "COLUMN_NOT_FOUND",
      /no column "pirce".*did you mean "price"\?/,
    ],
    [
      "a column far from all",
      (f) => f.filter(col("volume").gt(1)),
      "COLUMN_NOT_FOUND",
      /no column "volume".*price.*symbol/,
    ],
    ["text less a number", (f) => f.select(col("symbol").sub(1)), "TYPE_MISMATCH", /Utf8/],
    ["a filter that is no Bool", (f) => f.filter(col("price")), "TYPE_MISMATCH", /Bool/],
    ["two columns of one name", (f) => f.select("price", lit(1).alias("price")), "DUPLICATE_COLUMN", /price/],
    ["an aggregate of text", (f) => f.groupBy("symbol").agg(col("symbol").mean().alias("m")), "TYPE_MISMATCH", /mean/],
    ["a bad duration", (f) => f.select(col("when").dt.truncate("1 fortnight")), "INVALID_ARGUMENT", /fortnight/],
    ["a bad pattern", (f) => f.filter(col("symbol").str.contains("a(?=b)")), "INVALID_REGEX", /look|not supported/i],
    ["a bad number", (f) => f.head(1.5), "INVALID_ARGUMENT", /whole number/],
    ["no such key", (f) => f.join(df.lazy(), { on: "symbl" }), "COLUMN_NOT_FOUND", /did you mean "symbol"/],
    ["a drop of nothing", (f) => f.drop("prices"), "COLUMN_NOT_FOUND", /did you mean "price"/],
    ["a rename of nothing", (f) => f.rename({ pric: "x" }), "COLUMN_NOT_FOUND", /did you mean "price"/],
    ["an explode of a number", (f) => f.explode("price"), "TYPE_MISMATCH", /List|list/],
    ["a quantile past 1", (f) => f.select(col("price").quantile(2)), "INVALID_ARGUMENT", /quantile|2/],
    ["a cast that fails", (f) => f.cast({ symbol: Int64 }), "INVALID_CAST", /"A"/],
    ["no such file", () => scanParquet("/nowhere/at/all.parquet"), "NOT_FOUND", /nowhere/],
    ["no value", (f) => f.filter(col("price").gt(undefined as unknown as number)), "INVALID_ARGUMENT", /undefined/],
  ];
  test.each(wrong)("%s", async (name, make, code, text) => {
    let query: LazyFrame | undefined;
    try {
      query = make(df.lazy() as LazyFrame).limit(10);
    } catch (error) {
      // An expression that is made of no value fails by itself, before any frame sees it.
      expect(code).toBe("INVALID_ARGUMENT");
      expect(String(error)).toMatch(text);
      return;
    }
    const outcome = await query.tryCollect();
    expect(outcome.isErr).toBe(true);
    const error = outcome.isErr ? outcome.error : null;
    expect({ code: error?.code, detail: error?.detail }).toEqual({ code, detail: expect.stringMatching(text) });
    await expect(query.collect()).rejects.toBeInstanceOf(PolaroidError);
    const early = code !== "INVALID_CAST" && !name.startsWith("a quantile");
    if (early) expect((await query.tryCollectSchema()).isErr).toBe(true);
  });

  test("the same on a frame comes at once", async () => {
    await failure("COLUMN_NOT_FOUND", () => df.select("pirce"));
    await failure("TYPE_MISMATCH", () => df.filter(col("price")));
    expect((await failure("COLUMN_NOT_FOUND", () => df.sort("Symbol"))).detail).toContain('did you mean "symbol"?');
  });

  test("a wrong query still prints and can be asked for its error again", async () => {
    const query = (df.lazy() as LazyFrame).head(0.5).filter(col("x").gt(1)).groupBy("y").len();
    expect(String(query)).toContain("whole number");
    await failure("INVALID_ARGUMENT", () => query.collect());
    await failure("INVALID_ARGUMENT", () => query.explain());
    await failure("INVALID_ARGUMENT", () => query.collectSchema());
    await failure("INVALID_ARGUMENT", () => query.plan);
    await failure("INVALID_ARGUMENT", async () => {
      for await (const _ of query) break;
    });
  });
});

test("errors as values", async () => {
  expect(
    attempt(() => df.select("nope"))
      .map(() => 0)
      .unwrapOr(1),
  ).toBe(1);
  expect((await attemptAsync(() => df.lazy().collect())).isOk).toBe(true);
  expect((await tryRead("/nowhere.csv")).isErr).toBe(true);
  const lazy = df.lazy() as LazyFrame;
  expect([
    (await lazy.tryCollect()).isOk,
    (await lazy.tryExplain()).isOk,
    (await lazy.tryCollectSchema()).isOk,
  ]).toEqual([true, true, true]);
  const total = run(function* () {
    const a = yield* take(attempt(() => df.select(col("price").sum()).item() as number));
    const b = yield* take(Result.ok<number, PolaroidError>(1));
    return a + b;
  });
  expect(total.unwrapOr(0)).toBe(4);
  const stopped = run(function* () {
    yield* take(attempt(() => df.select("nope")));
    throw new Error("not reached");
  });
  expect(stopped.isErr && stopped.error.code).toBe("COLUMN_NOT_FOUND");
  expect(
    attempt(() => {
      throw new TypeError("mine");
    })
      .mapErr((e) => [e.code, (e.cause as Error).message])
      .unwrapOrElse((e) => e as never),
  ).toEqual(["INTERNAL", "mine"]);
  expect(
    Maybe.just(1)
      .map((x) => x + 1)
      .unwrapOr(0),
  ).toBe(2);
  expect((await Task.resolve<number, string>(1)).unwrapOr(0)).toBe(1);
});

test("an error carries its code and cause", async () => {
  const error = await failure("INVALID_CAST", () => frame({ s: ["1", "x"] }).cast({ s: Int64 }));
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe("PolaroidError");
  expect(error.info).toEqual(CODES.INVALID_CAST);
  expect(error.info.grpc).toBe("INVALID_ARGUMENT");
  for (const [code, info] of Object.entries(CODES)) {
    expect(code).toMatch(/^[A-Z_]+$/);
    expect(info.grpc).toMatch(/^[A-Z_]+$/);
  }
});

test("strict casts refuse what does not fit and say how to get nulls", async () => {
  const error = await failure("INVALID_CAST", () => frame({ n: [1, 300] }).cast({ n: Int8 }));
  expect(error.detail).toMatch(/300/);
  expect(error.detail).toMatch(/strict: false/);
  expect(
    frame({ n: [1, 300, null] })
      .cast({ n: Int8 }, { strict: false })
      .toDict(),
  ).toEqual({ n: [1, null, null] });
  expect(
    frame({ n: [1.9, -1.9] })
      .cast({ n: Int8 })
      .toDict(),
  ).toEqual({ n: [1, -1] });
});

test("expressions print as they were made", () => {
  const shown: readonly (readonly [Expr, string | RegExp])[] = [
    [col("a").add(1).alias("b"), /a.*1.*b/],
    [when(col("a").gt(1)).then("x").otherwise("y"), /when.*a.*1.*x.*y/s],
    [col("x").sum().over("k"), /x.*sum.*over.*k|sum.*x.*over.*k/],
    [struct("a", "b"), /struct/],
    [col("s").cast(Utf8), /Utf8/],
  ];
  for (const [e, text] of shown) expect(String(e)).toMatch(text);
  expect(String(scan("a/*.parquet").filter(col("x").gt(1)))).toMatch(/filter.*\n.*scan.*a\/\*\.parquet/);
});

test("a value of the wrong kind where a frame is due", async () => {
  await failure("INVALID_ARGUMENT", () => scan(42 as unknown as string).collect());
  await failure("INVALID_ARGUMENT", () => scan("").collect());
  await failure("NOT_SUPPORTED", () => scan("ftp://host/file.csv").collect());
  await failure("INVALID_ARGUMENT", () => new DataFrame({ a: 5 as unknown as number[] }));
});

test("a query as text, and back", async () => {
  const query = (df.lazy() as LazyFrame).filter(col("price").gt(1)).select("symbol");
  const back = (await LazyFrame.deserialize(await query.serialize())) as LazyFrame;
  expect((await back.collect()).toDict()).toEqual({ symbol: ["B"] });
  expect(query.fingerprint()).toMatch(/^[0-9a-f]{32}$/);
  await failure("CORRUPT", () => LazyFrame.deserialize("{"));
  await failure("NOT_SERIALISABLE", () => scan(new Uint8Array(8)).serialize());
});
