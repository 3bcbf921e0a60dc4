import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { col, DataFrame, Float64, Int64, len, lit, scanParquet, Utf8 } from "../../../src/node.ts";
import { sameFrame } from "../../../src/testing/index.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-duckdb-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOSTILE = [
  '"',
  "'",
  '"; DROP TABLE source_0; --',
  "'; ATTACH 'x.db'; --",
  "a b",
  "select",
  "é🦄",
  "\\",
  "$1",
  "/* */",
  "__polaroid_row2",
  "\n",
];

test.each(HOSTILE)("a column named %j is a name and nothing else", async (name) => {
  const df = new DataFrame({ [name]: [1n, 2n] });
  const out = await df
    .lazy()
    .filter(col(name).gt(1))
    .withColumns(col(name).add(1).alias(`${name}2`))
    .collect({ engine: "duckdb" });
  sameFrame(out, new DataFrame({ [name]: [2n], [`${name}2`]: [3n] }), { order: true });
});

test.each([...HOSTILE, "nul\0in it"])("text %j is a value and nothing else", async (text) => {
  const df = new DataFrame({ s: [text, "other", null] });
  const out = await df.lazy().filter(col("s").eq(text)).withColumns(lit(text).alias("t")).collect({ engine: "duckdb" });
  sameFrame(out, new DataFrame({ s: [text], t: [text] }), { order: true });
});

test("a file's path is quoted", async () => {
  const path = join(folder, 'it\'s "one".parquet');
  await new DataFrame({ a: [1, 2, null] }).writeParquet(path);
  const out = await scanParquet(path).select(col("a").sum()).collect({ engine: "duckdb" });
  sameFrame(out, new DataFrame({ a: [3] }));
});

test("an abort stops a running query within 50 ms", async () => {
  const n = 20_000;
  const df = new DataFrame({ a: Float64Array.from({ length: n }, (_, i) => i) });
  const query = df
    .lazy()
    .join(df.lazy(), { how: "cross" })
    .filter(col("a").mul(col("a_right")).sin().lt(-2))
    .select(len());
  const controller = new AbortController();
  const running = query.tryCollect({ engine: "duckdb", signal: controller.signal });
  await new Promise((r) => setTimeout(r, 300));
  const start = performance.now();
  controller.abort();
  const outcome = await running;
  expect(performance.now() - start).toBeLessThan(150);
  expect(outcome.isErr && outcome.error.code).toBe("CANCELLED");
});

test("an aborted signal runs nothing", async () => {
  const outcome = await new DataFrame({ a: [1] }).lazy().tryCollect({ engine: "duckdb", signal: AbortSignal.abort() });
  expect(outcome.isErr && outcome.error.code).toBe("CANCELLED");
});

test("a sort larger than its memory limit spills", async () => {
  const path = join(folder, "big.parquet");
  const n = 1_500_000;
  await new DataFrame({
    k: Float64Array.from({ length: n }, (_, i) => (i * 7919) % n),
    a: Float64Array.from({ length: n }, (_, i) => i),
    b: Float64Array.from({ length: n }, (_, i) => -i),
  }).writeParquet(path);
  const out = await scanParquet(path)
    .sort("k")
    .select(col("k").diff().min().alias("low"), len().alias("n"))
    .collect({ engine: "duckdb", memoryLimit: 60e6 });
  expect(out.toRecords()).toEqual([{ low: 1, n }]);
  expect(readdirSync(tmpdir()).filter((f) => f.startsWith(`polaroid-duckdb-${process.pid}-`))).toEqual([]);
});

test("too little memory is MEMORY_LIMIT", async () => {
  const n = 400_000;
  const df = new DataFrame({ s: Array.from({ length: n }, (_, i) => `a long enough text number ${i}`) });
  const outcome = await df
    .lazy()
    .groupBy("s")
    .agg(col("s").implode().alias("l"))
    .select(len())
    .tryCollect({ engine: "duckdb", memoryLimit: 16e6 });
  expect(outcome.isErr && outcome.error.code).toBe("MEMORY_LIMIT");
});

test("explain shows the SQL", async () => {
  const text = await new DataFrame({ a: [1] }).lazy().filter(col("a").gt(0)).explain({ engine: "duckdb" });
  expect(text).toContain("as duckdb runs it\nSELECT");
});

test("a frame without columns is said to be out of reach", async () => {
  const outcome = await new DataFrame({}).lazy().tryCollect({ engine: "duckdb" });
  expect(outcome.isErr && outcome.error.code).toBe("NOT_SUPPORTED");
});

test("batches of the result are large, and can be left early", async () => {
  const df = new DataFrame({ a: Float64Array.from({ length: 300_000 }, (_, i) => i) });
  const sizes: number[] = [];
  for await (const b of df.lazy().stream({ engine: "duckdb" })) {
    sizes.push(b.length);
    if (sizes.length === 2) break;
  }
  expect(Math.min(...sizes)).toBeGreaterThan(60_000);
});

test("a query that calls back can be left early and aborted at any time", async () => {
  const df = new DataFrame({ a: Float64Array.from({ length: 600_000 }, (_, i) => i + 0.5) });
  const q = df.lazy().select(col("a").cast(Utf8).str.toTitlecase().alias("t"));
  for (let i = 0; i < 12; i++)
    for await (const b of q.stream({ engine: "duckdb" })) {
      expect(b.length).toBeGreaterThan(0);
      break;
    }
  for (const wait of [0, 5, 20, 60, 120]) {
    const controller = new AbortController();
    const running = q.select(col("t").max()).tryCollect({ engine: "duckdb", signal: controller.signal });
    await new Promise((r) => setTimeout(r, wait));
    const start = performance.now();
    controller.abort();
    const outcome = await running;
    expect(performance.now() - start).toBeLessThan(500);
    expect(outcome.isErr && outcome.error.code).toBe("CANCELLED");
  }
});

test("an error of what is called back keeps its code", async () => {
  const df = new DataFrame({ s: ["2024-01-01", "x\ny"] });
  const outcome = await df.lazy().select(col("s").str.toDate()).tryCollect({ engine: "duckdb" });
  expect(outcome.isErr && outcome.error.code).toBe("INVALID_CAST");
  expect(outcome.isErr && outcome.error.detail).toContain('"x\\ny" cannot be read as Date32');
});

test("rows of a file and of a frame keep their order", async () => {
  const df = new DataFrame({ a: Float64Array.from({ length: 400_000 }, (_, i) => i) });
  const path = join(folder, "ordered.parquet");
  await df.writeParquet(path);
  for (const query of [df.lazy(), scanParquet(path)]) {
    const out = await query.filter(col("a").mod(3).eq(1)).select(col("a").mul(2)).collect({ engine: "duckdb" });
    expect(out.height).toBe(133_333);
    expect(out.select(col("a").diff().min().alias("low"), col("a").diff().max().alias("high")).toRecords()).toEqual([
      { low: 6, high: 6 },
    ]);
  }
});

test("types are those of the plan", async () => {
  const df = new DataFrame({ a: [1n], b: [1.5], c: ["x"] }, { schema: { a: Int64, b: Float64, c: Utf8 } });
  sameFrame(await df.lazy().collect({ engine: "duckdb" }), df);
});

test("repeats among rows of one group, and of another, are counted apart", async () => {
  const f = col("f").isDuplicated();
  const q = new DataFrame({ i: [1, 1, 2, 2, 3], f: [1.5, 2, 1.5, 1.5, 2] })
    .lazy()
    .withColumns(f.over("f").alias("own"), f.over("i").alias("by i"));
  const [ours, theirs] = [await q.collect({ engine: "wasm" }), await q.collect({ engine: "duckdb" })];
  expect(theirs.rows()).toEqual(ours.rows());
  expect(theirs.getColumn("by i").toArray()).toEqual([false, false, true, true, false]);
});
