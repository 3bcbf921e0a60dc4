import { describe, expect, it } from "vitest";
import {
  alignFrames,
  arange,
  col,
  collectAll,
  cs,
  cumReduce,
  DataFrame,
  explainAll,
  Float64,
  first,
  fold,
  fromArrow,
  fromRecords,
  Int64,
  jsonNormalize,
  len,
  lit,
  mapBatches,
  mergeSorted,
  nth,
  repeat,
  rowIndex,
  Series,
  select,
  setRandomSeed,
  sum,
  zeros,
} from "../../src/node.ts";

const df = new DataFrame({ a: [3, null, 1, 3], b: ["x", "y", null, "x"] });
const loose = (data: object): DataFrame => new DataFrame(data as never) as DataFrame;

describe("whole frames, as Polars answers", () => {
  it("aggregates every column, null where a type has none", () => {
    expect(df.sum().toRecords()).toEqual([{ a: 7, b: null }]);
    expect(df.mean().toRecords()).toEqual([{ a: 7 / 3, b: null }]);
    expect(df.min().toRecords()).toEqual([{ a: 1, b: "x" }]);
    expect(df.quantile(0.5).toRecords()).toEqual([{ a: 3, b: null }]);
    expect(df.count().toRecords()).toEqual([{ a: 3, b: 3 }]);
    const { a, b }: { a: number | null; b: string | null } = df.std().toRecords()[0] as never;
    expect([a, b]).toEqual([1.1547005383792515, null]);
    expect(loose({ i: [] }).cast({ i: Int64 }).sum().toRecords()).toEqual([{ i: 0 }]);
  });
  it("survives JSON", async () => {
    const { LazyFrame } = await import("../../src/node.ts");
    const again = await LazyFrame.deserialize(await df.lazy().std(0).serialize());
    expect((await again.collect()).toRecords()).toEqual([{ a: Math.sqrt(8 / 9), b: null }]);
  });
  it("describe", () => {
    expect(df.describe().toDict()).toEqual({
      statistic: ["count", "null_count", "mean", "std", "min", "25%", "50%", "75%", "max"],
      a: [3, 1, 7 / 3, 1.1547005383792515, 1, 3, 3, 3, 3],
      b: ["3", "1", null, null, "x", null, null, null, "y"],
    });
    expect(df.describe({ percentiles: null }).height).toBe(6);
    expect(df.describe({ percentiles: 0.123 }).toDict()["statistic"]).toContain("12.3%");
    expect(() => df.describe({ percentiles: [2] })).toThrow("INVALID_ARGUMENT");
    expect(() => new DataFrame({}).describe()).toThrow("INVALID_ARGUMENT");
    const times = loose({
      t: [new Date("2020-01-01"), null, new Date("2020-01-02T03:04:05.678Z")],
      ok: [true, null, false],
      l: [[1], null, []],
    });
    expect(times.describe().toDict()).toEqual({
      statistic: ["count", "null_count", "mean", "std", "min", "25%", "50%", "75%", "max"],
      t: [
        "2",
        "1",
        "2020-01-01 13:32:02.839000",
        null,
        "2020-01-01 00:00:00",
        "2020-01-01 00:00:00",
        "2020-01-02 03:04:05.678000",
        "2020-01-02 03:04:05.678000",
        "2020-01-02 03:04:05.678000",
      ],
      ok: [2, 1, 0.5, null, 0, null, null, null, 1],
      l: [2, 1, null, null, null, null, null, null, null],
    });
  });
  it("toDummies, transpose, unstack, partitionBy", () => {
    const n = df.cast({ a: Int64 });
    expect(n.toDummies().toDict()).toEqual({
      a_1: [0, 0, 1, 0],
      a_3: [1, 0, 0, 1],
      a_null: [0, 1, 0, 0],
      b_null: [0, 0, 1, 0],
      b_x: [1, 0, 0, 1],
      b_y: [0, 1, 0, 0],
    });
    expect(n.toDummies("a", { dropFirst: true }).columns).toEqual(["a_1", "a_null", "b"]);
    expect(n.toDummies("a", { dropNulls: true, separator: ":" }).columns).toEqual(["a:1", "a:3", "b"]);
    expect(n.transpose({ includeHeader: true }).toDict()).toEqual({
      column: ["a", "b"],
      column_0: ["3", "x"],
      column_1: [null, "y"],
      column_2: ["1", null],
      column_3: ["3", "x"],
    });
    expect(() => n.transpose({ columnNames: ["p"] })).toThrow("SHAPE_MISMATCH");
    expect(() => n.transpose({ columnNames: "b" })).toThrow("INVALID_ARGUMENT");
    expect(n.unstack({ step: 3, fillValues: 0 }).toDict()).toEqual({
      a_0: [3, null, 1],
      a_1: [3, 0, 0],
      b_0: ["x", "y", null],
      b_1: ["x", "0", "0"],
    } as never);
    expect(n.select("a").unstack({ step: 3, how: "horizontal" }).toDict()).toEqual({
      a_0: [3, 3],
      a_1: [null, null],
      a_2: [1, null],
    });
    expect(n.partitionBy("a").map((p) => p.toRecords())).toEqual([
      [
        { a: 3, b: "x" },
        { a: 3, b: "x" },
      ],
      [{ a: null, b: "y" }],
      [{ a: 1, b: null }],
    ]);
    expect(n.partitionBy("a", { includeKey: false })[1]?.columns).toEqual(["b"]);
    expect(n.rowsByKey("b").get("x")).toEqual([[3], [3]]);
  });
  it("rows moved, taken, and left out", () => {
    expect(df.shift(1).toDict()).toEqual({ a: [null, 3, null, 1], b: [null, "x", "y", null] });
    expect(df.shift(-3).toDict()).toEqual({ a: [3, null, null, null], b: ["x", null, null, null] });
    expect(df.select("a").shift(1, { fillValue: 0 }).toDict()).toEqual({ a: [0, 3, null, 1] });
    expect(df.reverse().toDict().a).toEqual([3, 1, null, 3]);
    expect(df.gather([0, -1]).toDict().a).toEqual([3, 3]);
    expect(df.gather([]).height).toBe(0);
    expect(df.gatherEvery(2, 1).toDict().b).toEqual(["y", "x"]);
    expect(df.remove(col("a").gt(1)).toDict()).toEqual({ a: [null, 1], b: ["y", null] });
    expect(df.drop(cs.numeric()).columns).toEqual(["b"]);
    const x = new DataFrame({ x: [1, Number.NaN, null], i: [1n, 2n, 3n] });
    expect(x.dropNans().toRecords()).toEqual([
      { x: 1, i: 1 },
      { x: null, i: 3 },
    ]);
    expect(x.select("i").dropNans().height).toBe(3);
    expect(x.fillNan(0).toDict()).toEqual({ x: [1, 0, null], i: [1, 2, 3] });
    expect(df.isDuplicated().toArray()).toEqual([true, false, false, true]);
    expect(df.isUnique().toArray()).toEqual([false, true, true, false]);
    expect([df.nUnique(), df.nUnique("a")]).toEqual([3, 3]);
    expect(df.select("a").sumHorizontal().toArray()).toEqual([3, 0, 1, 3]);
  });
  it("update", () => {
    expect(df.update(loose({ a: [9, null, 7] })).toDict()).toEqual({ a: [9, null, 7, 3], b: ["x", "y", null, "x"] });
    const by = loose({ b: ["x", "z"], a: [100, 200] });
    expect(df.update(by, { on: "b" }).toDict()["a"]).toEqual([100, null, 1, 100]);
    expect(df.update(by, { on: "b", how: "full" }).toDict()).toEqual({
      a: [100, null, 1, 100, 200],
      b: ["x", "y", null, "x", "z"],
    });
    expect(df.update(loose({ a: [null, 1, null, 4] }), { includeNulls: true }).toDict()["a"]).toEqual([
      null,
      1,
      null,
      4,
    ]);
  });
  it("groups", () => {
    const g = df.groupBy("b", { maintainOrder: true });
    expect(g.head(1).toDict()).toEqual({ b: ["x", "y", null], a: [3, null, 1] });
    expect(g.tail(1).height).toBe(3);
    expect(g.having(len().gt(1)).agg(col("a").sum()).toRecords()).toEqual([{ b: "x", a: 6 }]);
    expect(g.mapGroups((rows) => rows.head(1)).toDict()).toEqual({ a: [3, null, 1], b: ["x", "y", null] });
    expect([...g].map(([keys, rows]) => [keys, rows.height])).toEqual([
      [["x"], 2],
      [["y"], 1],
      [[null], 1],
    ]);
  });
  it("the same lazily", async () => {
    const g = df.lazy().groupBy("b", { maintainOrder: true });
    expect((await g.head(1).collect()).height).toBe(3);
    expect((await g.having(len().gt(1)).agg(col("a").sum()).collect()).toRecords()).toEqual([{ b: "x", a: 6 }]);
    await expect(g.mapGroups((rows) => rows).collect()).rejects.toThrow("NOT_SUPPORTED");
  });
});

describe("functions, as Polars answers", () => {
  it("of columns", () => {
    expect(df.select(sum("a"), first("b")).toRecords()).toEqual([{ a: 7, b: "x" }]);
    expect(df.select(nth(1, 0)).columns).toEqual(["b", "a"]);
    expect(df.select(fold(lit(0), (x, y) => x.add(y), [col("a"), lit(1)])).toDict()).toEqual({
      literal: [4, null, 2, 4],
    });
    expect(df.select(cumReduce((x, y) => x.add(y), ["a", col("a").alias("c")])).toDict()["cum_reduce"]?.[0]).toEqual({
      a: 3,
      c: 6,
    });
    expect(select(repeat("x", 2), zeros(2)).toDict()).toEqual({ literal: ["x", "x"], zeros: [0, 0] });
    expect(df.select(repeat(1, len())).toDict()).toEqual({ literal: [1, 1, 1, 1] });
    expect(select(repeat(1, 0)).height).toBe(0);
    expect(df.select(rowIndex()).toDict()).toEqual({ index: [0, 1, 2, 3] });
    expect(select(arange(0, 3)).toDict()).toEqual({ literal: [0, 1, 2] });
    expect(
      df.select(mapBatches(["a", "a"], ([x, y]) => x?.add(y), { returnDtype: Float64 }).alias("s")).toDict()["s"],
    ).toEqual([6, null, 2, 6]);
  });
  it("of frames", async () => {
    const [x, y] = alignFrames([loose({ k: [1, 3], a: [1, 2] }), loose({ k: [2, 1], b: [5, 6] })], { on: "k" });
    expect([x?.toDict(), y?.toDict()]).toEqual([
      { k: [1, 2, 3], a: [1, null, 2] },
      { k: [1, 2, 3], b: [6, 5, null] },
    ]);
    expect(mergeSorted([loose({ k: [1, 3] }), loose({ k: [2] })], "k").toDict()).toEqual({ k: [1, 2, 3] });
    expect(fromRecords([[1, "a"], [2]], { columns: ["n", "s"] }).toRecords()).toEqual([
      { n: 1, s: "a" },
      { n: 2, s: null },
    ]);
    expect(jsonNormalize([{ id: 1, pos: { x: 2, d: { y: 3 } } }], { maxLevel: 1 }).columns).toEqual([
      "id",
      "pos.x",
      "pos.d",
    ]);
    expect(fromArrow((await df.toArrow()) as never).equals(df as never)).toBe(true);
    setRandomSeed(1);
    const one = df.sample({ n: 2 }).toRecords();
    setRandomSeed(1);
    expect(df.sample({ n: 2 }).toRecords()).toEqual(one);
    setRandomSeed(null);
  });
  it("shared parts of several queries run once", async () => {
    let runs = 0;
    const base = df
      .lazy()
      .inspect(() => runs++)
      .sort("a");
    const queries = [base.filter(col("a").gt(1)), base.select("a")] as const;
    const [p, q] = await collectAll(queries);
    expect([p.height, q.toDict(), runs]).toEqual([2, { a: [null, 1, 3, 3] }, 1]);
    expect(await explainAll(queries)).toContain("run once for several\nsort by a");
  });
  it("cache and mapBatches", async () => {
    let runs = 0;
    const kept = df
      .lazy()
      .inspect(() => runs++)
      .cache();
    await kept.collect();
    expect((await kept.select("a").head(1).collect()).toRecords()).toEqual([{ a: 3 }]);
    expect(runs).toBe(1);
    expect(
      (
        await df
          .lazy()
          .mapBatches((rows) => rows.reverse())
          .head(1)
          .collect()
      ).toRecords(),
    ).toEqual([{ a: 3, b: "x" }]);
    await expect(
      df
        .lazy()
        .mapBatches((rows) => rows.select("a"))
        .collect(),
    ).rejects.toThrow("SCHEMA_MISMATCH");
  });
});

describe("Series have what expressions have", () => {
  const s = new Series("x", [1, 2, null]);
  it("methods", () => {
    const sums: (number | null)[] = s.add(s).toArray();
    expect(sums).toEqual([2, 4, null]);
    expect(s.add(new Series("one", [1])).toArray()).toEqual([2, 3, null]);
    expect(() => s.add(new Series("two", [1, 2]))).toThrow("SHAPE_MISMATCH");
    expect(s.isIn(new Series("y", [2, 9])).toArray()).toEqual([false, true, null]);
    expect(s.gather(new Series("i", [2n, 0n])).toArray()).toEqual([null, 1]);
    expect([s.var(), s.count(), s.first(), s.quantile(0.5)]).toEqual([0.5, 2, 1, 2]);
    expect(s.cumSum().toArray()).toEqual([1, 3, null]);
    expect(s.abs().name).toBe("x");
    expect(s.filter(s.gt(1)).toArray()).toEqual([2]);
    expect(new Series("t", ["ab", null]).str.toUppercase().toArray()).toEqual(["AB", null]);
    expect(new Series("t", [[3, 1], null]).list.sum().toArray()).toEqual([4, null]);
    expect(s.set(new Series("m", [true, false, true]), 0).toArray()).toEqual([0, 2, 0]);
    expect(s.zipWith(new Series("m", [true, false, null]), new Series("o", [7, 8, 9])).toArray()).toEqual([1, 8, 9]);
    expect(s.scatter([1, -1], [9, 8]).toArray()).toEqual([1, 9, 8]);
    expect(s.append(s).length).toBe(6);
    expect(new Series("i", [1n, 300n]).shrinkDtype().dtype.id).toBe("Int16");
    expect(s.toFrame("y").columns).toEqual(["y"]);
    expect(new Series("t", ["x", null]).describe().toDict()["statistic"]).toEqual([
      "count",
      "null_count",
      "min",
      "max",
    ]);
  });
});
