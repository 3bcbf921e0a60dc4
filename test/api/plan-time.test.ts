import { expect, test } from "vitest";
import {
  all,
  col,
  DataFrame,
  Expr,
  element,
  Float64,
  fromRepr,
  Int64,
  mapGroups,
  type PolaroidError,
  pipeWithDtype,
  readParquetMetadata,
  Series,
  scan,
  sqlExpr,
  Utf8,
} from "../../src/node.ts";

const df = new DataFrame({ a: [1, 2, 3], b: ["x", null, "z"], c: [1.5, 2.5, 0] }, { schema: { a: Int64 } });
const codeOf = (f: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(f)
    .then(
      () => null,
      (e: PolaroidError) => e.code,
    );

test.each(["wasm", "duckdb"])("what depends on types and columns runs on %s", async (engine) => {
  const typed = all().pipeWithDtype((x: Expr, t) => (t.id === "Utf8" ? x : x.mul(2)));
  const both = pipeWithDtype(["a", "c"], ([[a], [c]]) => a.add(c).alias("sum"));
  expect((await df.lazy().select(typed, both).collect({ engine })).rows()).toEqual([
    [2, "x", 3, 2.5],
    [4, null, 5, 4.5],
    [6, "z", 0, 3],
  ]);
  const numeric = df
    .lazy()
    .pipeWithSchema((rows, s) => rows.select(...s.fields.filter((f) => f.type.id !== "Utf8").map((f) => f.name)));
  expect((await numeric.filter(col("a").gt(1)).collect({ engine })).rows()).toEqual([
    [2, 2.5],
    [3, 0],
  ]);
  const long = new DataFrame({ i: [1, 1, 2], k: ["p", "q", "p"], v: [1, 2, 3] }).lazy();
  const wide = long.pivot({ on: "k", onColumns: ["q", "p", "r"], index: "i", aggregateFunction: "max" });
  expect((await wide.sort("i").collect({ engine })).toRecords()).toEqual([
    { i: 1, q: 2, p: 1, r: null },
    { i: 2, q: null, p: 3, r: null },
  ]);
  const exprs = await sqlExpr(["max(a) as most", "upper(b)", "sum(a) over () as w"]);
  expect(
    (
      await df
        .lazy()
        .select(...exprs)
        .head(1)
        .collect({ engine })
    ).rows(),
  ).toEqual([[3, "X", 6]]);
});

test("expressions of SQL are one expression and no query", async () => {
  expect(df.groupBy("b").agg(await sqlExpr("sum(a) filter (where c > 1) as s")).height).toBe(3);
  expect(await codeOf(() => sqlExpr("max(a"))).toBe("SQL_SYNTAX");
  expect(await codeOf(() => sqlExpr("1; drop table x"))).toBe("SQL_SYNTAX");
  for (const text of ["1 from t", "(select 1)", "*", "1, 2"])
    expect(await codeOf(() => sqlExpr(text))).toBe("NOT_SUPPORTED");
  expect(await codeOf(async () => df.select(await sqlExpr("nope + 1")))).toBe("COLUMN_NOT_FOUND");
});

test("functions end where they give something else", async () => {
  expect(
    await codeOf(() =>
      df
        .lazy()
        .pipeWithSchema(() => 5 as never)
        .collect(),
    ),
  ).toBe("INVALID_ARGUMENT");
  expect(
    await codeOf(() =>
      df
        .lazy()
        .pipeWithSchema(() => scan("nope.csv"))
        .collect(),
    ),
  ).toBe("NOT_SUPPORTED");
  expect(
    await codeOf(() =>
      df
        .lazy()
        .pipeWithSchema((l) => l)
        .serialize(),
    ),
  ).toBe("NOT_SERIALISABLE");
  expect(await codeOf(() => df.select(col("a").pipeWithDtype(() => Symbol("s") as never)))).toBe("INVALID_ARGUMENT");
});

test("frames in other forms", async () => {
  expect((await DataFrame.deserialize(await df.serialize())).equals(df)).toBe(true);
  expect(await codeOf(async () => DataFrame.deserialize(await df.lazy().head(1).serialize()))).toBe("CORRUPT");
  const made = new Function("DataFrame", "Int64", "Utf8", "Float64", `return ${df.toInitRepr()}`);
  expect(df.equals(made(DataFrame, Int64, Utf8, Float64))).toBe(true);
  expect([df.isSorted("a"), df.isSorted("c"), df.isSorted("a", { descending: true })]).toEqual([true, false, false]);
  expect(df.select("a", "c").corr({ label: "l" }).rows()).toEqual([
    ["a", 1, expect.closeTo(-0.5960395606792697, 12)],
    ["c", expect.closeTo(-0.5960395606792697, 12), 1],
  ]);
  expect(df.tail(2).shrinkToFit().equals(df.tail(2))).toBe(true);
  expect(df.lazy().filter(col("a").gt(1)).showGraph()).toMatch(/^digraph \{\n {2}n0 \[label="filter .*n0 -> n1\n\}$/s);
  expect(await readParquetMetadata(await df.toBytes("parquet"))).toHaveProperty("ARROW:schema");
});

test("printed frames come back, ours and Polars'", async () => {
  expect(fromRepr(String(df)).equals(df)).toBe(true);
  const polars = `
shape: (2, 5)
┌───────────┬──────┬───┬───────┬────────────────────────────────┐
│ source_ac ┆ ok   ┆ … ┆ ident ┆ timestamp                      │
│ tor_id    ┆ ---  ┆   ┆ ---   ┆ ---                            │
│ ---       ┆ bool ┆   ┆ str   ┆ datetime[μs, Asia/Tokyo]       │
│ i32       ┆      ┆   ┆       ┆                                │
╞═══════════╪══════╪═══╪═══════╪════════════════════════════════╡
│ 123456780 ┆ true ┆ … ┆ a:b:c ┆ 2023-03-25 10:56:59.663053 JST │
│ …         ┆ …    ┆ … ┆ …     ┆ …                              │
│ 803065983 ┆ null ┆ … ┆ "x"   ┆ 2023-03-25 12:38:18.050545 JST │
└───────────┴──────┴───┴───────┴────────────────────────────────┘`;
  expect(fromRepr(polars).rows({ datetime: "iso" })).toEqual([
    [123456780, true, "a:b:c", "2023-03-25T10:56:59.663053+09:00"],
    [803065983, null, "x", "2023-03-25T12:38:18.050545+09:00"],
  ]);
  expect(fromRepr("shape: (3,)\nSeries: 'a' [i64]\n[\n\t1\n\tnull\n\t3\n]").toDict()).toEqual({ a: [1, null, 3] });
  expect(await codeOf(() => fromRepr("nothing"))).toBe("INVALID_ARGUMENT");
});

test("more of Series and expressions", async () => {
  const s = new Series("x", [3, 1, 2]);
  expect(s.newFromIndex(-1, 2).toArray()).toEqual([2, 2]);
  expect(s.cumulativeEval(element().sum()).toArray()).toEqual([3, 4, 6]);
  expect((await s.sql("select max(x) as m from self").collect()).item()).toBe(3);
  expect([...((await s.toArrow()) as Iterable<number>)]).toEqual([3, 1, 2]);
  expect(s.toInitRepr(2)).toBe('new Series("x", [3, 1], Float64)');
  const t = new Series("t", [new Date(5), new Date(0)]);
  expect([t.dt.min(), t.dt.max()]).toEqual([new Date(0), new Date(5)]);
  expect(t.dt.toString("iso:strict").toArray()).toEqual(["1970-01-01T00:00:00.005", "1970-01-01T00:00:00.000"]);
  const p = new Series("p", [{ u: 1, w: "x" }]).struct;
  expect([p.fields, p.schema.fields.map((f) => f.type.id)]).toEqual([
    ["u", "w"],
    ["Float64", "Utf8"],
  ]);
  expect(String(await Expr.deserialize(col("x").add(1).meta.serialize()))).toBe("(x + 1)");
  expect(await codeOf(() => Expr.deserialize("{"))).toBe("CORRUPT");
  const dots = mapGroups(["a", "c"], ([x, y]) => (x as Series).dot(y as Series), {
    returnDtype: Float64,
    returnsScalar: true,
  });
  expect(df.groupBy("b", { maintainOrder: true }).agg(dots).getColumn("a").toArray()).toEqual([1.5, 5, 0]);
});
