import { col, DataFrame, Date32, Datetime, element, Float64, Int64, PolaroidError, type Series } from "polaroid";
import { describe, expect, it } from "vitest";

const df = new DataFrame(
  {
    x: [1, 2, null, 4, 8],
    i: [1, 2, 4, 4, 9],
    t: ["2024-01-30", "2024-01-31", "2024-02-29", "2024-03-30", "2024-03-31"].map((d) => new Date(d)),
  },
  { schema: { x: Float64, i: Int64, t: Date32 } },
);
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "";
  } catch (error) {
    return error instanceof PolaroidError ? error.code : String(error);
  }
};

describe("rollingMap", () => {
  it("sees each window as a Series, nulls too", () => {
    const seen: unknown[] = [];
    const out = df.select(
      col("x").rollingMap(
        (window: Series) => {
          seen.push(window.toArray());
          return window.length;
        },
        2,
        { minSamples: 1 },
      ),
    );
    expect(seen).toEqual([[1], [1, 2], [2, null], [null, 4], [4, 8]]);
    expect(out.getColumn("x").toArray()).toEqual([1, 2, 2, 2, 2]);
  });
  it("tells what the function throws, and what it must not give", () => {
    const broken = (): never => {
      throw new Error("no luck");
    };
    expect(() => df.select(col("x").rollingMap(broken, 2))).toThrow(/rollingMap: the function failed: no luck/);
    expect(codeOf(() => df.select(col("x").rollingMap((() => "a") as never, 2)))).toBe("TYPE_MISMATCH");
    expect(codeOf(() => df.select(col("x").rollingMap(3 as never, 2)))).toBe("INVALID_ARGUMENT");
  });
  it("runs within partitions, and leaves no process", async () => {
    expect(
      df
        .select(
          col("i")
            .rollingMap((w: Series) => w.length, 5, { minSamples: 0 })
            .over("i"),
        )
        .getColumn("i")
        .toArray(),
    ).toEqual([1, 1, 1, 2, 1]);
    await expect(
      df
        .lazy()
        .select(col("x").rollingMap(() => 1, 2))
        .serialize(),
    ).rejects.toMatchObject({ code: "NOT_SERIALISABLE" });
  });
});

describe("arguments of windows", () => {
  it.each([
    ["a size that is no whole number", (): unknown => col("x").rollingSum(1.5)],
    ["a negative size", (): unknown => col("x").rollingSum(-1)],
    ["an endless size", (): unknown => col("x").rollingSum(Infinity)],
    ["no size", (): unknown => col("x").rollingSum(undefined as never)],
    ["an option that nobody knows", (): unknown => col("x").rollingSum(2, { minPeriods: 1 } as never)],
    ["weights that are no numbers", (): unknown => col("x").rollingSum(1, { weights: ["a"] as never })],
    ["a negative number of samples", (): unknown => col("x").rollingSum(2, { minSamples: -1 })],
    ["a wrong end", (): unknown => col("x").rollingSumBy("i", "2i", { closed: "top" as never })],
    ["a length without a unit", (): unknown => col("x").rollingSumBy("i", "2")],
    ["an empty length", (): unknown => col("x").rollingSumBy("i", "")],
    ["a length that is too long", (): unknown => col("x").rollingSumBy("t", "99999999999999999999d")],
    [
      "no index column",
      (): unknown =>
        col("x")
          .sum()
          .rolling({ period: "2i" } as unknown as { indexColumn: "i"; period: string }),
    ],
    ["no share", (): unknown => col("x").rollingQuantileBy("i", "2i", {} as never)],
    ["a method of ranking that there is not", (): unknown => col("x").rollingRank(2, { method: "ordinal" as never })],
    ["half a life of nothing", (): unknown => col("x").ewmMean({ halfLife: 0 })],
    ["a span that is no number", (): unknown => col("x").ewmMean({ span: Number.NaN })],
    ["no options", (): unknown => col("x").ewmMean(undefined as never)],
    ["a way to interpolate that there is not", (): unknown => col("x").interpolate("cubic" as never)],
  ])("%s is an error", (_, make) => {
    expect(codeOf(() => (df as unknown as { select(e: unknown): unknown }).select(make()))).toBe("INVALID_ARGUMENT");
  });
  it("a window may be wider than any frame", () => {
    const out = df.select(col("i").rollingSum(Number.MAX_SAFE_INTEGER, { minSamples: 1, center: true }));
    expect(out.getColumn("i").toArray()).toEqual([20, 20, 20, 20, 20]);
  });
  it("a length may reach beyond the least number", () => {
    const edge = new DataFrame({ x: [1, 2], i: [-(2n ** 63n), 2n ** 63n - 1n] }, { schema: { x: Float64, i: Int64 } });
    expect(edge.select(col("x").rollingSumBy("i", "9i")).getColumn("x").toArray()).toEqual([1, 2]);
  });
});

describe("windows along a calendar", () => {
  it("months end with their days", () => {
    const out = df.select(col("i").rollingSumBy("t", "1mo"));
    expect(out.getColumn("i").toArray()).toEqual([1, 3, 7, 4, 13]);
  });
  it("days follow the clock of a zone", () => {
    const at = [30, 31].map((d) => new Date(Date.UTC(2024, 2, d, 11)));
    const zoned = new DataFrame({ x: [1, 2], at }, { schema: { x: Int64, at: Datetime("ms", "Europe/Paris") } });
    const sums = (length: string): unknown =>
      zoned
        .select(col("x").rollingSumBy("at", length, { closed: "both" }))
        .getColumn("x")
        .toArray();
    expect(sums("1d")).toEqual([1, 2]);
    expect(sums("24h")).toEqual([1, 3]);
  });
});

describe("expressions of windows", () => {
  it("of growing ones, by element()", () => {
    const spread = col("x").cumulativeEval(element().max().sub(element().min()));
    expect(df.select(spread).getColumn("x").toArray()).toEqual([0, 1, 1, 3, 7]);
  });
  it("need values that depend on no other rows", () => {
    expect(codeOf(() => df.select(col("x").reverse().cumulativeEval(element().sum())))).toBe("TYPE_MISMATCH");
  });
  it("have no lists without a bound, and aggregates that move along", () => {
    const many = new DataFrame({ x: new Float64Array(20_000).fill(1) }).withRowIndex("i");
    const options = { indexColumn: "i", period: "20000i" } as const;
    expect(codeOf(() => many.select(col("x").rolling(options)))).toBe("LIMIT_EXCEEDED");
    const spread = many.select(col("x").sum().sub(col("x").min()).add(col("x").first()).rolling(options));
    expect(spread.getColumn("x").get(-1)).toBe(20_000);
  });
  it("say which row is out of order", () => {
    const run = (): unknown =>
      df.select(
        col("x")
          .sum()
          .rolling({ indexColumn: col("i").neg(), period: "2i" }),
      );
    expect(run).toThrow(/not in ascending order at row 1/);
    expect(() =>
      df.select(
        col("i")
          .sum()
          .rolling({ indexColumn: col("x").cast(Int64), period: "2i" }),
      ),
    ).toThrow(/null at row 2/);
  });
});
