import { readFile } from "node:fs/promises";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";

type Entry = typeof import("../src/browser.ts");
type Frame = InstanceType<Entry["DataFrame"]>;

/** The browser's door as a page has it at first: modules of its own, without what `load` brings. */
async function entry(): Promise<Entry> {
  vi.resetModules();
  return import("../src/browser.ts");
}

const trades = (p: Entry): Frame =>
  new p.DataFrame({
    symbol: ["AB", "CD", "AB", null, "EF"],
    price: [1.5, 2, Number.NaN, 4, 5.25],
    size: [10, 20, 30, 40, null],
    buy: [true, false, null, true, true],
    at: [0, 1, 2, 3, 4].map((day) => new Date(Date.UTC(2024, 0, 1 + day))),
  });

/** Calls that need more than the entry, each by another way. */
const LATER: readonly (readonly [string, (p: Entry, df: Frame) => Frame])[] = [
  ["a function", (p, df) => df.select(p.col("symbol").str.replace("A", "x", { literal: true }))],
  ["a regular expression", (p, df) => df.filter(p.col("symbol").str.contains("^A.$"))],
  ["a pattern by row", (p, df) => df.select(p.col("symbol").str.contains(p.col("symbol")))],
  ["a pattern for names", (p, df) => df.select(p.col("price").name.replace("^p(.)", "$1"))],
  ["curves", (p, df) => df.select(p.col("price").sin())],
  ["across columns", (p, df) => df.select(p.maxHorizontal("price", "size"))],
  ["text of numbers", (p, df) => df.select(p.col("size").cast(p.Utf8))],
  ["numbers of text", (p, df) => df.select(p.col("symbol").cast(p.Int64, { strict: false }))],
  ["joined text", (p, df) => df.select(p.col("symbol").add("!"))],
  [
    "arithmetic of Decimals",
    (p) => new p.DataFrame({ d: ["1.5"] }, { schema: { d: p.Decimal(9, 2) } }).select(p.col("d").mul(2)),
  ],
  ["lists compared", (p) => new p.DataFrame({ l: [[1], [2]] }).select(p.col("l").eq(p.col("l")))],
  ["lists of rows", (p) => new p.DataFrame({ x: [1], l: [[1, 2]] }).select(p.col("x").isIn(p.col("l")))],
  ["expressions of items", (p) => new p.DataFrame({ l: [[1], [2]] }).select(p.col("l").list.eval(p.element().mul(2)))],
  ["dates", (p, df) => df.select(p.col("at").dt.year())],
  ["windows", (p, df) => df.select(p.col("size").cumSum(), p.col("price").shift(1).alias("before"))],
  ["partitions", (p, df) => df.select(p.col("size").sum().over("symbol"))],
  ["reshapes", (p, df) => df.select(p.col("size").sort())],
  ["rarer aggregates", (p, df) => df.select(p.col("size").product(), p.col("price").argMax().alias("at"))],
  [
    "groups at once",
    (p, df) => df.groupBy("symbol", { maintainOrder: true }).agg(p.col("size").sub(p.col("size").mean()).abs().sum()),
  ],
  ["unpivot", (_, df) => df.unpivot({ on: ["price"], index: ["symbol"] })],
  ["explode", (p) => new p.DataFrame({ l: [[1, 2], [3]] }).explode("l")],
  ["sample", (_, df) => df.sample({ n: 2, seed: 1 })],
];

describe("an eager frame in a page that has loaded the entry alone", () => {
  let p: Entry;
  let df: Frame;
  beforeAll(async () => {
    p = await entry();
    df = trades(p);
  });

  test("filters by comparisons, logic and plain text", () => {
    const { col } = p;
    const names = (e: unknown): unknown[] => df.filter(e as never).toDict().symbol as unknown[];
    expect(
      names(
        col("size")
          .gt(10)
          .and(col("buy").not().or(col("price").le(4))),
      ),
    ).toEqual(["CD", null]);
    expect(names(col("symbol").str.contains("B"))).toEqual(["AB", "AB"]);
    expect(names(col("symbol").str.contains(".", { literal: true }))).toEqual([]);
    expect(names(col("symbol").str.startsWith("C").or(col("symbol").str.endsWith("F")))).toEqual(["CD", "EF"]);
    expect(names(col("symbol").isIn(["CD", "EF"]).and(col("price").isBetween(2, 3)))).toEqual(["CD"]);
    expect(names(col("at").ge(new Date(Date.UTC(2024, 0, 4))))).toEqual([null, "EF"]);
    expect(names(col("price").isNan().or(col("symbol").isNull()))).toEqual(["AB", null]);
  });

  test("computes, chooses and casts between numbers, times and flags", () => {
    const { col, when, lit } = p;
    const out = df.select(
      col("price").mul(col("size")).add(1).round(1).alias("value"),
      when(col("buy")).then(1).otherwise(-1).alias("sign"),
      col("size").fillNull(0).cast(p.Int32).mod(7).alias("rest"),
      col("at")
        .sub(lit(new Date(Date.UTC(2024, 0, 1))))
        .alias("since"),
      col("symbol").str.toLowercase().alias("low"),
      col("symbol").str.lenChars().alias("n"),
    );
    expect(out.toRecords()[1]).toEqual({ value: 41, sign: -1, rest: 6, since: 86_400_000, low: "cd", n: 2 });
  });

  test("groups with the common aggregates", () => {
    const { col, len } = p;
    const x = col("size");
    const out = df
      .groupBy("symbol", { maintainOrder: true })
      .agg(
        len(),
        x.sum().alias("sum"),
        x.mean().alias("mean"),
        x.min().alias("min"),
        x.max().alias("max"),
        x.count().alias("count"),
        x.nUnique().alias("different"),
        x.first().alias("first"),
        x.last().alias("last"),
        x.std().alias("std"),
        x.var().alias("var"),
        x.median().alias("median"),
        col("buy").any().alias("any"),
        col("buy").all().alias("all"),
      )
      .filter(col("symbol").eq("AB"));
    expect(out.toRecords()).toEqual([
      {
        symbol: "AB",
        len: 2,
        sum: 40,
        mean: 20,
        min: 10,
        max: 30,
        count: 2,
        different: 2,
        first: 10,
        last: 30,
        std: Math.sqrt(200),
        var: 200,
        median: 20,
        any: true,
        all: true,
      },
    ]);
  });

  test("joins, sorts, cuts, stacks", () => {
    const { col } = p;
    const names = new p.DataFrame({ symbol: ["AB", "EF", "XY"], name: ["Abel", "Efeu", "Xylo"] });
    const height = (how: "inner" | "left" | "right" | "full" | "semi" | "anti"): number =>
      df.join(names, { on: "symbol", how }).height;
    expect((["inner", "left", "right", "full", "semi", "anti"] as const).map(height)).toEqual([3, 5, 4, 6, 3, 2]);
    expect(df.join(names, { how: "cross" }).height).toBe(15);
    const sorted = df.sort("symbol", col("price"), { descending: [true, false] });
    expect(sorted.toDict().symbol).toEqual([null, "EF", "CD", "AB", "AB"]);
    expect([
      df.slice(1, 2).height,
      df.head(2).height,
      df.tail(1).height,
      df.unique({ subset: ["symbol"] }).height,
    ]).toEqual([2, 2, 1, 4]);
    expect(p.concat([df, df]).withRowIndex().height).toBe(10);
  });

  test("shows itself", () => {
    expect(df.toString()).toContain("2024-01-02");
    expect(df.toHTML()).toContain("<td");
    expect(df.toRecords()).toHaveLength(5);
    expect(String(p.col("price").add(1))).toContain("price");
    expect(df.lazy().toString()).toContain("load()");
  });

  test.each(LATER)("%s: NOT_LOADED, and what to do", (_, call) => {
    const made = p.attempt(() => call(p, df));
    expect(made.isErr && made.error.code).toBe("NOT_LOADED");
    expect(made.isErr && made.error.message).toContain("await load()");
  });

  test("pivots, descriptions and trees too", () => {
    const pivot = (): Frame => df.pivot({ on: "symbol", index: "buy", values: "size", aggregateFunction: "sum" });
    for (const call of [pivot, () => df.describe(), () => p.col("x").meta.treeFormat(), () => df.transpose()])
      expect(p.attempt<unknown>(call)).toMatchObject({ isErr: true, error: { code: "NOT_LOADED" } });
  });

  test("Parquet of a Blob is opened, filtered, grouped and sorted by a lazy query without more", async () => {
    const { col } = p;
    const blob = new Blob([await readFile("examples/data/flights.parquet")]);
    const out = await p
      .scanParquet(blob)
      .filter(col("origin").str.startsWith("E").and(col("distance").gt(100)))
      .groupBy("origin")
      .agg(col("distance").mean().round(1), p.len())
      .sort("len")
      .collect();
    expect(out.toRecords()).toEqual([{ origin: "EWR", distance: 1057.1, len: 120785 }]);
    expect(p.attempt(() => df.select(p.col("size").cumSum())).isErr).toBe(true);
  });
});

describe("a lazy query loads what it lacks", () => {
  afterEach(() => {
    vi.resetModules();
  });

  test.each(LATER)("%s", async (_, call) => {
    const p = await entry();
    // Eager verbs stand for lazy ones: both make the same nodes.
    const lazily = new Proxy(trades(p), {
      get: (df, name) => Reflect.get(name === "lazy" ? df : df.lazy(), name).bind?.(df.lazy()),
    });
    const Lazy = new Proxy(p.DataFrame, { construct: (Made, args) => new Made(...(args as [never])).lazy() as never });
    const made = call({ ...p, DataFrame: Lazy }, lazily as Frame) as unknown as InstanceType<Entry["LazyFrame"]>;
    const schema = await made.collectSchema();
    const out = await made.collect();
    expect(out.schema.fields.map((f) => f.name)).toEqual(schema.fields.map((f) => f.name));
    // Everything is here now: the eager frame gives the same.
    expect(out.toRecords()).toEqual(call(p, trades(p)).toRecords());
  });

  test("explain and serialize", async () => {
    const p = await entry();
    const query = trades(p).lazy().filter(p.col("size").gt(1));
    expect(await query.explain()).toContain("filter");
    const again = await p.LazyFrame.deserialize(await query.serialize());
    expect((await again.collect()).height).toBe(4);
  });

  test("pivot", async () => {
    const p = await entry();
    const options = {
      on: "symbol",
      onColumns: ["AB"],
      index: "buy",
      values: "size",
      aggregateFunction: "sum",
    } as const;
    expect((await trades(p).lazy().pivot(options).collect()).sort("buy").toDict()).toEqual({
      buy: [null, false, true],
      AB: [30, 0, 10],
    });
  });

  test("load() brings it to eager frames", async () => {
    const p = await entry();
    await p.load();
    expect(trades(p).select(p.col("size").cumSum()).toDict().size).toEqual([10, 30, 60, 100, null]);
    expect(trades(p).describe().height).toBe(9);
    expect(trades(p).lazy().toString()).toContain("frame");
  });
});
