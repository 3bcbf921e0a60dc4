import { DataFrame, Int32, when } from "polaroid";
import { describe, expect, it } from "vitest";

const df = new DataFrame({ price: [1, 2, 3], qty: [3, 2, 1], symbol: ["a", "b", "a"] }, { schema: { qty: Int32 } });

describe("functions of the columns", () => {
  it("filter", () => {
    expect(df.filter((c) => c.price.gt(1)).toRecords()).toEqual([
      { price: 2, qty: 2, symbol: "b" },
      { price: 3, qty: 1, symbol: "a" },
    ]);
  });

  it("give several conditions", () => {
    expect(
      df.filter(
        (c) => c.price.gt(1),
        (c) => c.symbol.eq("a"),
      ).height,
    ).toBe(1);
  });

  it("give one column, a list, or named ones", () => {
    expect(df.select((c) => c.price.mul(2)).toRecords()).toEqual([{ price: 2 }, { price: 4 }, { price: 6 }]);
    expect(df.select((c) => [c.symbol, c.qty.alias("n")]).columns).toEqual(["symbol", "n"]);
    expect(df.select((c) => ({ total: c.price.mul(c.qty), one: 1 })).row(0)).toEqual({ total: 3, one: 1 });
  });

  it("withColumns", () => {
    const out = df.withColumns((c) => ({ dear: when(c.price.gt(2)).then("yes").otherwise("no") }));
    expect(out.getColumn("dear").toArray()).toEqual(["no", "no", "yes"]);
  });

  it("agg", () => {
    const out = df.groupBy("symbol", { maintainOrder: true }).agg((c) => ({ most: c.price.max(), all: c.qty }));
    expect(out.toRecords()).toEqual([
      { symbol: "a", most: 3, all: [3, 1] },
      { symbol: "b", most: 2, all: [2] },
    ]);
  });

  it("sort, groupBy and topK", () => {
    expect(
      df
        .sort((c) => c.price.neg())
        .getColumn("price")
        .toArray(),
    ).toEqual([3, 2, 1]);
    expect(
      df
        .sort((c) => c.symbol, "price", { descending: true })
        .getColumn("qty")
        .toArray(),
    ).toEqual([2, 1, 3]);
    expect(
      df
        .groupBy((c) => c.price.gt(1).alias("dear"), { maintainOrder: true })
        .len()
        .toRecords(),
    ).toEqual([
      { dear: false, len: 1 },
      { dear: true, len: 2 },
    ]);
    expect(
      df
        .topK(1, { by: (c) => c.price })
        .getColumn("price")
        .toArray(),
    ).toEqual([3]);
  });

  it("a missing column is an error of the plan", () => {
    const loose: DataFrame = df;
    expect(() => loose.filter((c) => c.pirce.gt(1))).toThrow(/COLUMN_NOT_FOUND.*"pirce"/);
  });
});
