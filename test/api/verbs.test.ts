import { describe, expect, test } from "vitest";
import { col, concat, type DataFrame, Float64, Int32, Int64, len, lit, Series, Utf8, when } from "../../src/node.ts";
import { both, failure, frame, rowsOf } from "./support.ts";

const df = frame(
  { id: [1, 2, 3, 4], name: ["b", "a", null, "b"], price: [2.5, 1, 4, null], tags: [["x", "y"], [], null, ["z"]] },
  { id: Int32 },
);

describe("each verb gives the same on a frame and on a query", () => {
  test("select and withColumns", async () => {
    expect(await both(df, (f) => f.select("id", col("price").mul(2).alias("double")).head(2))).toEqual([
      { id: 1, double: 5 },
      { id: 2, double: 2 },
    ]);
    expect(
      await both(df, (f) => f.withColumns(col("id").add(1), lit("k").alias("new")).select("id", "new").tail(1)),
    ).toEqual([{ id: 5, new: "k" }]);
    expect(await both(df, (f) => f.select(["id", "name"]).slice(1, 1))).toEqual([{ id: 2, name: "a" }]);
  });
  test("filter", async () => {
    expect(await both(df, (f) => f.filter(col("price").gt(1), col("name").isNotNull()).select("id"))).toEqual([
      { id: 1 },
    ]);
    expect(await both(df, (f) => f.filter(col("price").gt(1).or(col("id").eq(4))).select("id"))).toEqual([
      { id: 1 },
      { id: 3 },
      { id: 4 },
    ]);
  });
  test("drop, rename, cast", async () => {
    expect(await both(df, (f) => f.drop("tags", "price").rename({ name: "who" }).cast({ id: Utf8 }).head(1))).toEqual([
      { id: "1", who: "b" },
    ]);
    expect(
      await both(df, (f) => (f.select("id") as DataFrame).rename({ nobody: "x" }, { strict: false }).head(1)),
    ).toEqual([{ id: 1 }]);
    expect(await both(frame({ s: ["1", "x"] }), (f) => f.cast({ s: Int64 }, { strict: false }))).toEqual([
      { s: 1 },
      { s: null },
    ]);
  });
  test("sort, topK, bottomK", async () => {
    const ids = (rows: Record<string, unknown>[]): unknown[] => rows.map((r) => r.id);
    expect(ids(await both(df, (f) => f.sort("price")))).toEqual([4, 2, 1, 3]);
    expect(ids(await both(df, (f) => f.sort("price", { descending: true, nullsLast: true })))).toEqual([3, 1, 2, 4]);
    expect(
      ids(await both(df, (f) => f.sort("name", "id", { descending: [false, true], nullsLast: [true, false] }))),
    ).toEqual([2, 4, 1, 3]);
    expect(ids(await both(df, (f) => f.sort(col("id").neg())))).toEqual([4, 3, 2, 1]);
    expect(ids(await both(df, (f) => f.topK(2, { by: "price" }).sort("id")))).toEqual([1, 3]);
    expect(ids(await both(df, (f) => f.bottomK(2, { by: "price" }).sort("id")))).toEqual([1, 2]);
  });
  test("slice, head, tail, limit", async () => {
    const ids = async (verb: (f: DataFrame) => DataFrame): Promise<unknown[]> =>
      (await both(df, (f) => verb(f.select("id") as DataFrame))).map((r) => r.id);
    expect(await ids((f) => f.slice(-3, 2))).toEqual([2, 3]);
    expect(await ids((f) => f.slice(2))).toEqual([3, 4]);
    expect(await ids((f) => f.slice(9, 5))).toEqual([]);
    expect(await ids((f) => f.head(0))).toEqual([]);
    expect(await ids((f) => f.tail(2))).toEqual([3, 4]);
    expect(await ids((f) => f.tail(0))).toEqual([]);
    expect(await ids((f) => f.limit(1))).toEqual([1]);
    expect(await ids((f) => f.head(100))).toEqual([1, 2, 3, 4]);
  });
  test("unique and dropNulls", async () => {
    expect(await both(df, (f) => f.select("name").unique({ keep: "first", maintainOrder: true }))).toEqual([
      { name: "b" },
      { name: "a" },
      { name: null },
    ]);
    expect(await both(df, (f) => f.unique({ subset: "name", keep: "last", maintainOrder: true }).select("id"))).toEqual(
      [{ id: 2 }, { id: 3 }, { id: 4 }],
    );
    expect(
      await both(df, (f) => f.unique({ subset: ["name"], keep: "none", maintainOrder: true }).select("id")),
    ).toEqual([{ id: 2 }, { id: 3 }]);
    expect(await both(df, (f) => f.dropNulls("name").select("id"))).toEqual([{ id: 1 }, { id: 2 }, { id: 4 }]);
    expect(await both(df, (f) => f.dropNulls().select("id"))).toEqual([{ id: 1 }, { id: 2 }]);
  });
  test("fillNull fills the columns of the value's class", async () => {
    expect(await both(df, (f) => f.select("name", "price").fillNull(0).tail(2))).toEqual([
      { name: null, price: 4 },
      { name: "b", price: 0 },
    ]);
    expect(await both(df, (f) => f.select("name", "price").fillNull("?").tail(2))).toEqual([
      { name: "?", price: 4 },
      { name: "b", price: null },
    ]);
    expect(await both(df, (f) => f.select("name", "price").fillNull({ strategy: "forward" }).tail(2))).toEqual([
      { name: "a", price: 4 },
      { name: "b", price: 4 },
    ]);
  });
  test("groupBy", async () => {
    expect(await both(df, (f) => f.groupBy("name").agg(col("price").sum(), len()).sort("name"))).toEqual([
      { name: null, price: 4, len: 1 },
      { name: "a", price: 1, len: 1 },
      { name: "b", price: 2.5, len: 2 },
    ]);
    expect(await both(df, (f) => f.groupBy("name", { maintainOrder: true }).len("n"))).toEqual([
      { name: "b", n: 2 },
      { name: "a", n: 1 },
      { name: null, n: 1 },
    ]);
    expect(await both(df, (f) => f.groupBy(col("id").mod(2).alias("odd")).agg(col("id")).sort("odd"))).toEqual([
      { odd: 0, id: [2, 4] },
      { odd: 1, id: [1, 3] },
    ]);
    expect(
      await both(df, (f) =>
        f
          .groupBy(["name"])
          .agg([col("id").min().alias("lo"), col("id").max().alias("hi")])
          .sort("lo"),
      ),
    ).toEqual([
      { name: "b", lo: 1, hi: 4 },
      { name: "a", lo: 2, hi: 2 },
      { name: null, lo: 3, hi: 3 },
    ]);
  });
  test("join", async () => {
    const right = frame({ name: ["a", "b", "c", null], city: ["Oslo", "Rome", "Bern", "Nowhere"] });
    const to = async (how: "inner" | "left" | "right" | "full" | "semi" | "anti"): Promise<unknown[][]> =>
      (
        await both(df, (f) => f.select("id", "name").join(right, { on: "name", how }).sort("id", { nullsLast: true }))
      ).map((r) => Object.values(r));
    expect(await to("inner")).toEqual([
      [1, "b", "Rome"],
      [2, "a", "Oslo"],
      [4, "b", "Rome"],
    ]);
    expect(await to("left")).toEqual([
      [1, "b", "Rome"],
      [2, "a", "Oslo"],
      [3, null, null],
      [4, "b", "Rome"],
    ]);
    expect((await to("right")).slice(0, 3)).toEqual([
      [1, "b", "Rome"],
      [2, "a", "Oslo"],
      [4, "b", "Rome"],
    ]);
    expect(await to("semi")).toEqual([
      [1, "b"],
      [2, "a"],
      [4, "b"],
    ]);
    expect(await to("anti")).toEqual([[3, null]]);
    expect((await to("full")).slice(0, 4)).toEqual([
      [1, "b", "b", "Rome"],
      [2, "a", "a", "Oslo"],
      [3, null, null, null],
      [4, "b", "b", "Rome"],
    ]);
    expect(
      await both(df, (f) =>
        f
          .select("id")
          .head(1)
          .join(right.select("city").head(2) as DataFrame, { how: "cross" }),
      ),
    ).toEqual([
      { id: 1, city: "Oslo" },
      { id: 1, city: "Rome" },
    ]);
    expect(
      await both(df, (f) =>
        f.select("id", "name").join(right, { on: "name", nullsEqual: true }).filter(col("id").eq(3)),
      ),
    ).toEqual([{ id: 3, name: null, city: "Nowhere" }]);
    expect(
      await both(df, (f) =>
        f
          .select("id", "name")
          .join(df.select("id", "name") as DataFrame, { on: "id", suffix: "2" })
          .head(1),
      ),
    ).toEqual([{ id: 1, name: "b", name2: "b" }]);
    expect(
      await both(df, (f) =>
        f
          .select("id")
          .join(right.rename({ name: "n" }) as DataFrame, {
            leftOn: when(col("id").eq(1)).then("a").otherwise("zz"),
            rightOn: "n",
          })
          .select("id", "city"),
      ),
    ).toEqual([{ id: 1, city: "Oslo" }]);
  });
  test("explode and unpivot", async () => {
    expect(await both(df, (f) => f.select("id", "tags").explode("tags"))).toEqual([
      { id: 1, tags: "x" },
      { id: 1, tags: "y" },
      { id: 3, tags: null },
      { id: 4, tags: "z" },
    ]);
    expect(
      await both(frame({ k: ["p"], a: [1], b: [2] }), (f) => f.unpivot({ index: "k", variableName: "which" })),
    ).toEqual([
      { k: "p", which: "a", value: 1 },
      { k: "p", which: "b", value: 2 },
    ]);
  });
  test("withRowIndex, nullCount, sample, pipe", async () => {
    expect(await both(df, (f) => f.withRowIndex("row", 10).select("row", "id").tail(1))).toEqual([{ row: 13, id: 4 }]);
    expect(await both(df, (f) => f.nullCount())).toEqual([{ id: 0, name: 1, price: 1, tags: 1 }]);
    expect(await both(df, (f) => f.sample({ n: 2, seed: 7 }).select("id"))).toHaveLength(2);
    expect(await both(df, (f) => f.sample({ fraction: 0.5, seed: 7, shuffle: true }).select("id"))).toHaveLength(2);
    expect(await both(df, (f) => f.pipe((g) => g.select("id")).head(1))).toEqual([{ id: 1 }]);
  });
});

test("concat stacks and lays side by side, eager and lazy", async () => {
  const [a, b, c] = [frame({ x: [1], y: ["p"] }), frame({ x: [2], y: ["q"] }), frame({ z: [true] })];
  const same = async (frames: DataFrame[], how: Parameters<typeof concat>[1]): Promise<Record<string, unknown>[]> => {
    const eager = concat(frames, how);
    const lazy = await concat(
      frames.map((f) => f.lazy()),
      how,
    ).collect();
    expect(lazy.equals(eager)).toBe(true);
    return rowsOf(eager as DataFrame);
  };
  expect(await same([a, b], {})).toEqual([
    { x: 1, y: "p" },
    { x: 2, y: "q" },
  ]);
  expect(await same([a, c], { how: "diagonal" })).toEqual([
    { x: 1, y: "p", z: null },
    { x: null, y: null, z: true },
  ]);
  expect(await same([a, c], { how: "horizontal" })).toEqual([{ x: 1, y: "p", z: true }]);
  expect(await same([frame({ x: [1n] }), frame({ x: [0.5] })], { how: "verticalRelaxed" })).toEqual([
    { x: 1 },
    { x: 0.5 },
  ]);
  expect(rowsOf(a.vstack(b) as DataFrame)).toHaveLength(2);
  expect(a.hstack(c).columns).toEqual(["x", "y", "z"]);
  const more = ["p", "q"].map(
    (name) =>
      new Series(
        name,
        Array.from({ length: a.height }, (_, i) => i),
      ),
  );
  expect(a.hstack(more, c).columns).toEqual(["x", "y", "p", "q", "z"]);
  await failure("SCHEMA_MISMATCH", () => concat([a, c]));
  await failure("SCHEMA_MISMATCH", () => concat([frame({ x: [1n] }), frame({ x: [0.5] })]));
  await failure("INVALID_ARGUMENT", () => concat([] as DataFrame[]));
  await failure("DUPLICATE_COLUMN", () => a.hstack(b));
});

test("pivot makes columns of values", async () => {
  const long = frame({ day: ["mon", "mon", "tue", "tue"], who: ["b", "a", "a", "a"], n: [1, 2, 3, 4] });
  const sums = long.pivot({ on: "who", index: "day", values: "n", aggregateFunction: "sum" }) as DataFrame;
  expect(rowsOf(sums)).toEqual([
    { day: "mon", b: 1, a: 2 },
    { day: "tue", b: 0, a: 7 },
  ]);
  const sorted = long.pivot({ on: "who", index: "day", aggregateFunction: "len", sortColumns: true }) as DataFrame;
  expect(sorted.columns).toEqual(["day", "a", "b"]);
  expect(rowsOf(long.head(3).pivot({ on: "who", index: ["day"] }) as DataFrame)).toEqual([
    { day: "mon", b: 1, a: 2 },
    { day: "tue", b: null, a: 3 },
  ]);
  await failure("COLUMN_NOT_FOUND", () => long.pivot({ on: "whom", index: "day" }));
});

test("GroupBy's short forms", () => {
  const g = frame({ k: ["a", "a", "b"], x: [1, 3, 5] }).groupBy("k", { maintainOrder: true });
  const of = (f: unknown): unknown[] => rowsOf(f as DataFrame).map((r) => r.x);
  expect(
    [
      g.sum(),
      g.mean(),
      g.min(),
      g.max(),
      g.median(),
      g.first(),
      g.last(),
      g.nUnique(),
      g.all(),
      g.quantile(0.5, "linear"),
    ].map(of),
  ).toEqual([
    [4, 5],
    [2, 5],
    [1, 5],
    [3, 5],
    [2, 5],
    [1, 5],
    [3, 5],
    [2, 1],
    [[1, 3], [5]],
    [2, 5],
  ]);
});

test("no rows and no columns go through every verb", async () => {
  for (const empty of [frame({ a: [], b: [] }, { a: Int64, b: Utf8 })]) {
    expect(
      await both(empty, (f) =>
        f.filter(col("a").gt(1)).withColumns(col("a").add(1).alias("c")).sort("c").unique().head(3),
      ),
    ).toEqual([]);
    expect(await both(empty, (f) => f.groupBy("b").agg(col("a").sum()))).toEqual([]);
    expect(await both(empty, (f) => f.select(col("a").sum(), col("a").mean().alias("m"), len()))).toEqual([
      { a: 0, m: null, len: 0 },
    ]);
    expect(await both(empty, (f) => f.join(empty, { on: "a", how: "full" }))).toEqual([]);
    expect(await both(empty, (f) => f.withRowIndex().drop("a"))).toEqual([]);
  }
  const nothing = frame({});
  expect(await both(nothing, (f) => f.head(2))).toEqual([]);
  expect(await both(nothing, (f) => f.select(lit(1).alias("one")))).toEqual([{ one: 1 }]);
  expect(frame({ a: [1] }).drop("a").shape).toEqual({ height: 1, width: 0 });
});

test("arguments that make no sense are refused", async () => {
  await failure("INVALID_ARGUMENT", () => df.head(1.5));
  await failure("INVALID_ARGUMENT", () => df.slice(Number.NaN));
  await failure("INVALID_ARGUMENT", () => df.sample({}));
  await failure("INVALID_ARGUMENT", () => df.sample({ n: 1, fraction: 1 }));
  await failure("INVALID_ARGUMENT", () => df.sort("id", "name", { descending: [true] }));
  await failure("INVALID_ARGUMENT", () => df.join(df, { on: "id", leftOn: "id", rightOn: "id" }));
  await failure("INVALID_ARGUMENT", () => df.join(df, { how: "inner" }));
  await failure("INVALID_ARGUMENT", () => df.join(df, { leftOn: ["id", "name"], rightOn: ["id"] }));
  await failure("JOIN_VALIDATION", () => df.join(df, { on: "name", validate: "1:1" }));
  await failure("DUPLICATE_COLUMN", () => df.select("id", col("price").alias("id")));
  await failure("DUPLICATE_COLUMN", () => df.rename({ id: "name" }));
  expect(df.cast({ id: Float64 }).row(0).id).toBe(1);
});
