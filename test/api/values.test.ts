import { Categorical, col, corr, DataFrame, Float64, Int64, lit, PolaroidError, type Series, Utf8 } from "polaroid";
import { describe, expect, it } from "vitest";
import { exprToJson } from "../../src/expr/json.ts";

const df = new DataFrame(
  { x: [1.5, Number.NaN, null, -2], i: [3, 1, null, 3], s: ["b", "é", null, "b"], g: ["p", "q", "p", "q"] },
  { schema: { x: Float64, i: Int64, s: Utf8, g: Utf8 } },
);
const errorOf = (run: () => unknown): PolaroidError => {
  try {
    run();
  } catch (error) {
    if (error instanceof PolaroidError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};

describe("JavaScript functions", () => {
  it("see each value, and make others of it", () => {
    expect(df.select(col("i").mapElements((v: number) => v * 2)).toRecords()).toEqual([
      { i: 6 },
      { i: 2 },
      { i: null },
      { i: 6 },
    ]);
    expect(
      df.select(col("i").mapElements((v) => typeof v, { int64: "bigint", returnDtype: Utf8 })).toRecords()[0],
    ).toEqual({ i: "bigint" });
    expect(df.select(col("s").mapElements((v) => v ?? "none", { skipNulls: false })).toRecords()[2]).toEqual({
      s: "none",
    });
  });

  it("see a whole column as a Series, also of each group", () => {
    const range = (v: Series): unknown => Number(v.max()) - Number(v.min());
    const spread = col("i").mapBatches(range, { returnsScalar: true, returnDtype: Float64 });
    expect(df.select(spread).toRecords()).toEqual([{ i: 2 }]);
    expect(df.groupBy("g").agg(spread).toRecords()).toEqual([
      { g: "p", i: 0 },
      { g: "q", i: 2 },
    ]);
    expect(df.select(col("i").mapBatches((v: Series) => v.toArray().reverse())).toRecords()[1]).toEqual({ i: null });
  });

  it("fail as errors that keep the cause and tell the column and the value", () => {
    const cause = new TypeError("no such thing");
    const error = errorOf(() =>
      df.select(
        col("i").mapElements((v: number) => {
          if (v === 1) throw cause;
          return v;
        }),
      ),
    );
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toContain('column "i": mapElements: the function failed for 1: no such thing');
    expect(error.cause).toBe(cause);
    expect(errorOf(() => df.select(col("i").mapElements(() => "text"))).code).toBe("TYPE_MISMATCH");
    expect(errorOf(() => df.select(col("i").mapBatches(() => [1], { isElementwise: true }))).code).toBe(
      "SHAPE_MISMATCH",
    );
    expect(errorOf(() => df.select(col("i").mapBatches(() => [1, 2], { returnsScalar: true }))).code).toBe(
      "SHAPE_MISMATCH",
    );
    expect(errorOf(() => col("i").mapElements("no" as never)).code).toBe("INVALID_ARGUMENT");
  });

  it("are called slow where plans are printed, and do not leave the process", async () => {
    const query = df.lazy().select(col("i").mapElements((v) => v));
    expect(await query.explain()).toContain("js function (slow)");
    expect(errorOf(() => exprToJson(col("i").mapElements((v) => v)["~expr"])).code).toBe("NOT_SERIALISABLE");
  });

  it("show values as they pass", () => {
    let seen = 0;
    expect(
      df
        .select(
          col("i")
            .inspect((v) => {
              seen = v.length;
            })
            .sum(),
        )
        .toRecords(),
    ).toEqual([{ i: 7 }]);
    expect(seen).toBe(4);
  });
});

describe("what no conformance case says", () => {
  it("values go by others where these are greatest or least", () => {
    const best = new DataFrame({ z: ["a", "b", "c"], y: [1, Number.NaN, 2] });
    expect(best.select(col("z").maxBy("y"), col("z").minBy("y").alias("low")).toRecords()).toEqual([
      { z: "c", low: "a" },
    ]);
    const none = new DataFrame({ z: ["a"], y: [null] }, { schema: { z: Utf8, y: Float64 } });
    expect(none.select(col("z").maxBy("y")).toRecords()).toEqual([{ z: null }]);
  });

  it("mappings are objects, Maps or lists; those of numbers are Int64 or Float64", () => {
    expect(df.select(col("s").replaceStrict({ b: 1, é: 2 })).schema.fields[0]?.type.id).toBe("Int64");
    expect(df.select(col("s").replaceStrict({ b: 1.5, é: 2 })).schema.fields[0]?.type.id).toBe("Float64");
    expect(df.select(col("i").replace(new Map([[3, 30]]))).toRecords()[0]).toEqual({ i: 30 });
    expect(errorOf(() => df.select(col("i").replace([3, 3], [1, 2]))).code).toBe("INVALID_ARGUMENT");
    expect(errorOf(() => col("i").replace(5)).code).toBe("INVALID_ARGUMENT");
  });

  it("hashes are the same for equal values, however they are stored", () => {
    const plain = df.select(col("s").hash(7)).toRecords({ int64: "bigint" });
    expect(df.select(col("s").cast(Categorical).hash(7)).toRecords({ int64: "bigint" })).toEqual(plain);
    expect(plain[0]).toEqual(plain[3]);
    expect(plain[0]).not.toEqual(df.select(col("s").hash(8)).toRecords({ int64: "bigint" })[0]);
  });

  it("a shuffle keeps the values, and its seed the order", () => {
    const once = df.select(col("i").shuffle(3)).toRecords();
    expect(df.select(col("i").shuffle(3)).toRecords()).toEqual(once);
    expect(df.select(col("i").shuffle(3).sort()).toRecords()).toEqual(df.select(col("i").sort()).toRecords());
  });

  it("pipes and marks of order change nothing by themselves", () => {
    const twice = (x: typeof column, by: number): typeof column => x.mul(by) as never;
    const column = col("i");
    expect(df.select(column.pipe(twice as never, 2) as never).toRecords()[0]).toEqual({ i: 6 });
    expect(df.select(col("i").setSorted()).toRecords()).toEqual(df.select("i").toRecords());
  });

  it("sizes have bounds", () => {
    expect(errorOf(() => df.select(col("i").extendConstant(1, 1e12))).code).toBe("INVALID_ARGUMENT");
    expect(errorOf(() => df.select(col("i").repeatBy(lit(2 ** 31)))).code).toBe("LIMIT_EXCEEDED");
    expect(errorOf(() => df.select(col("x").hist({ binCount: 1e12 }))).code).toBe("INVALID_ARGUMENT");
    expect(errorOf(() => df.select(col("x").qcut(1e9))).code).toBe("INVALID_ARGUMENT");
    expect(errorOf(() => df.select(col("x").reshape([-2, 2]))).code).toBe("INVALID_ARGUMENT");
    expect(
      errorOf(
        () =>
          corr("x", "i", { method: "kendall" as never }) && df.select(corr("x", "i", { method: "kendall" as never })),
      ).code,
    ).toBe("INVALID_ARGUMENT");
  });
});
