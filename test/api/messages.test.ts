import { describe, expect, test } from "vitest";
import { col, DataFrame, fromArrow, Int64, lit, PolaroidError, Series, sqlExpr } from "../../src/node.ts";

const df = new DataFrame({ a: [1, 2], s: ["x", "y"] });
const x = new Series("x", [1, 2, 3]);
const ring: unknown[] = [];
ring.push(ring);
const itself: Record<string, unknown> = {};
itself["self"] = itself;
const message = (f: () => unknown): string => {
  try {
    f();
    return "no error";
  } catch (error) {
    return error instanceof PolaroidError ? error.message : `not ours: ${String(error)}`;
  }
};

describe("messages say what was found, where, and what to do", () => {
  test.each<[() => unknown, string]>([
    [
      () =>
        df.select(
          col("a").mapElements(() => {
            throw new Error("boom");
          }),
        ),
      '[INVALID_ARGUMENT] column "a": mapElements: the function failed for 1: boom',
    ],
    [
      () => df.select(col("a").mapElements((v) => `s${v}`)),
      '[TYPE_MISMATCH] column "a": mapElements: of what the function gave, "s1" (string) is no Float64; say what the function makes by { returnDtype: Utf8 } or the like; it may not be async',
    ],
    [
      () => df.select(col("a").mapElements(async (v) => v, { returnDtype: Int64 })),
      "the function gave, a Promise is no Int64",
    ],
    [() => df.select(sqlExpr("a + 1") as never), "a Promise is no column, expression or value; put await before it"],
    [() => df.select(ring as never), "[LIMIT_EXCEEDED] a list is nested more than 100 deep, or in itself"],
    [() => lit(ring as never), "nested more than 100 deep"],
    [() => new DataFrame({ a: [itself] }), 'column "a": a value is nested more than 100 deep, or in itself'],
    [() => new DataFrame({ a: ring }), "nested more than 100 deep"],
    [() => new DataFrame({ a: [new Map()] }), 'column "a": a Map is no value that a column can hold'],
    [
      () => new DataFrame({ a: [2n ** 70n] }),
      "row 0: 1180591620717411303424 (bigint) is no Int64; it is out of its range",
    ],
    [
      () => fromArrow({ schema: { fields: [{ name: "x" }] }, batches: [{}] } as never),
      "not laid out as Tables of apache-arrow 17 or later",
    ],
    [() => x.append([1] as never), "what append is given is an array that starts with 1; it must be a Series"],
    [
      () => df.sort("a", true as never),
      "a key of sort is true; it must be a column or an expression; { descending: true } at the end turns the order",
    ],
    [() => df.partitionBy("zz" as never), 'no column "zz" in (a, s)'],
    [() => df.select("" as never), 'element(), which is also col("")'],
  ])("%s", (f, words) => {
    expect(message(f)).toContain(words);
  });

  test.each<[() => unknown, string]>([
    [
      () => df.select(col("a").cast(Int64).repeatBy(1e10)),
      "repeatBy takes a number of times from 0 to 134217728, got 10000000000",
    ],
    [
      () => df.select(col("s").str.padStart(1e12)),
      "str.padStart needs a length from 0 to 100000000, got 1000000000000",
    ],
    [() => df.select(col("s").str.zfill(1e12)), "str.zfill needs a length up to 100000000, got 1000000000000"],
    [
      () => df.withColumns(lit(10n ** 10n).alias("n")).select(col("s").str.zfill(col("n"))),
      '[LIMIT_EXCEEDED] column "s": str.zfill adds more than 268435456 characters to one batch; ask for a shorter length',
    ],
    [() => df.select(col("s").gather([0, 1, 0, 1]).str.padEnd(9e7)), "str.padEnd adds more than 268435456 characters"],
    [
      () => x.newFromIndex(0, 1e12),
      "length of newFromIndex is 1000000000000; it must be a whole number from 0 to 134217728",
    ],
    [() => x.clear(1e12), "n of clear is 1000000000000"],
  ])("nothing is made without bound: %s", (f, words) => {
    expect(message(f)).toContain(words);
  });

  test("a folder that is not there", async () => {
    await expect(df.lazy().sinkCsv("/nonexistent/dir/x.csv")).rejects.toThrow(
      "the folder /nonexistent/dir does not exist; make it first",
    );
  });
});
