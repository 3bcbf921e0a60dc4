import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parallel } from "../../../../src/engines/wasm/parallel/threads.ts";
import { splitAlways } from "../../../../src/engines/wasm/parallel/worth.ts";
import { call, type Expr, lit, col as node } from "../../../../src/expr/node.ts";
import { col, DataFrame, type LazyFrame, len, scanParquet } from "../../../../src/node.ts";
import type { Scan } from "../../../../src/plan/node.ts";
import type { Table } from "../../../../src/plan/table.ts";
import { counted, given, start, stop } from "./counted.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-parallel-test-"));
const facts = join(folder, "facts.parquet");
const names = join(folder, "names.parquet");
const ROWS = 20_011;

const many = join(folder, "many");

beforeAll(async () => {
  await start();
  splitAlways(true);
  mkdirSync(many);
  for (let file = 0; file < 5; file++)
    await new DataFrame({
      k: Array.from({ length: 700 + file }, (_, i) => (i * 13 + file) % 37),
      v: Array.from({ length: 700 + file }, (_, i) => i * file),
    }).writeParquet(join(many, `${file}.parquet`), { rowGroupSize: 300 });
  await new DataFrame({
    i: Int32Array.from({ length: ROWS }, (_, i) => i),
    k: Array.from({ length: ROWS }, (_, i) => (i * 7919) % 101),
    v: Array.from({ length: ROWS }, (_, i) => (i % 13 === 0 ? null : (i * 31) % 1000)),
    t: Array.from({ length: ROWS }, (_, i) => `t${i % 17}`),
  }).writeParquet(facts, { rowGroupSize: 1000 });
  await new DataFrame({
    k: Array.from({ length: 40 }, (_, i) => i * 2),
    name: Array.from({ length: 40 }, (_, i) => `n${i}`),
  }).writeParquet(names);
}, 60_000);
afterAll(() => {
  splitAlways(false);
  stop();
  rmSync(folder, { recursive: true });
});

type Any = LazyFrame<never>;
const f = (): Any => scanParquet(facts) as never;
const n = (): Any => scanParquet(names) as never;
const groups = (): Any =>
  f()
    .groupBy("k" as never)
    .agg(col("v").sum(), col("v").mean().alias("m"), len()) as never;
const QUESTIONS: Readonly<Record<string, () => Any>> = {
  groups,
  "aggregates of what a filter leaves": () => f().filter(col("v").gt(500)).select(col("k").max(), len()) as never,
  "rows with new columns": () => f().filter(col("t").eq("t3")).withColumns(col("v").mul(2).alias("w")) as never,
  "a join with another file, and groups of it": () =>
    f()
      .filter(col("v").lt(900))
      .join(n() as never, { on: "k" as never })
      .groupBy("name" as never)
      .agg(col("v").sum())
      .sort("name" as never) as never,
  "what has no partner": () =>
    f()
      .join(n() as never, { on: "k" as never, how: "anti" })
      .select(len()) as never,
};

test.each(Object.entries(QUESTIONS))("%s", async (_, ask) => {
  parallel.threads = null;
  const alone = (await ask().collect()) as DataFrame;
  parallel.threads = counted;
  given.parts = 0;
  const together = (await ask().collect()) as DataFrame;
  expect(given.parts).toBeGreaterThan(0);
  expect(together.height).toBe(alone.height);
  expect(together.equals(alone)).toBe(true);
});

const files = (): Any => scanParquet(join(many, "*.parquet")) as never;
const ofFiles = (): Any =>
  files()
    .groupBy("k" as never)
    .agg(col("v").sum(), len())
    .sort("k" as never) as never;

test("files of one table are read by several threads, and progress reaches their rows", async () => {
  parallel.threads = null;
  const alone = (await ofFiles().collect()) as DataFrame;
  parallel.threads = counted;
  given.parts = 0;
  const seen: number[] = [];
  const together = (await ofFiles().collect({ onProgress: (rows) => void seen.push(rows) })) as DataFrame;
  expect(given.parts).toBe(1);
  expect(together.equals(alone)).toBe(true);
  expect(seen.at(-1)).toBe(3510);
});

test("a file that another thread opens must have the columns of the first", async () => {
  const other = join(folder, "other");
  mkdirSync(other);
  copyFileSync(join(many, "0.parquet"), join(other, "0.parquet"));
  await new DataFrame({ k: [1], w: [2] }).writeParquet(join(other, "1.parquet"));
  const ask = scanParquet(join(other, "*.parquet")) as unknown as Any;
  given.parts = 0;
  const failure = {
    code: "SCHEMA_MISMATCH",
    message: expect.stringMatching(/1\.parquet has no column "v", which .*0\.parquet has/),
  };
  await expect(
    ask
      .groupBy("k" as never)
      .agg(len())
      .collect(),
  ).rejects.toMatchObject(failure);
  expect(given.parts).toBe(1);
});

test("what the names of files make of their rows is not lost", async () => {
  const ask = (path: string): Promise<DataFrame> =>
    (scanParquet(path, { includeFilePaths: "file" }) as unknown as Any)
      .groupBy("file" as never)
      .agg(len())
      .collect() as never;
  expect((await ask(facts)).toRecords()).toEqual([{ file: facts, len: ROWS }]);
  expect((await ask(join(many, "*.parquet"))).height).toBe(5);
});

test("parts have as many bytes of what may pass; what one row group holds is no part", async () => {
  const table = await ((scanParquet(facts) as unknown as { plan: Scan }).plan.source.open() as Promise<Table>);
  const parts = (predicate: Expr | null): readonly (readonly number[])[] =>
    (table.split?.(2, predicate) ?? []).map((p) => p.part?.groups as readonly [number, number]);
  const late = call("ge", [node("i"), lit(17_000)]);
  // What prunes is loaded by the first scan with a predicate.
  for await (const _ of table.scan({ columns: ["i"], predicate: late, limit: null }));
  expect(parts(null)).toEqual([
    [0, 11],
    [11, 21],
  ]);
  expect(parts(late)).toEqual([
    [0, 19],
    [19, 21],
  ]);
  expect(parts(call("lt", [node("i"), lit(900)]))).toEqual([]);
  await table.close();
  const sum = f().filter(col("i").ge(17_000)).select(col("v").sum(), len());
  given.parts = 0;
  const together = (await sum.collect({ engine: "wasm" })) as DataFrame;
  expect(given.parts).toBe(1);
  parallel.threads = null;
  expect(((await sum.collect({ engine: "wasm" })) as DataFrame).equals(together)).toBe(true);
  parallel.threads = counted;
});

test("progress reaches the rows of the file", async () => {
  const seen: number[] = [];
  given.parts = 0;
  await groups().collect({ onProgress: (rows) => void seen.push(rows) });
  expect(given.parts).toBeGreaterThan(0);
  expect(seen.at(-1)).toBe(ROWS);
});

test("rows that are passed on as they come are not gathered by another thread", async () => {
  const ask = (): Any => f().filter(col("t").eq("t3")).withColumns(col("v").mul(2).alias("w")) as never;
  given.parts = 0;
  let rows = 0;
  for await (const part of ask().collectBatches()) rows += (part as DataFrame).height;
  expect(given.parts).toBe(0);
  expect(((await ask().collect()) as DataFrame).height).toBe(rows);
  expect(given.parts).toBeGreaterThan(0);
});

test("damage in another thread's part is the query's error, and names the file", async () => {
  const bytes = readFileSync(facts);
  const broken = join(folder, "broken.parquet");
  // The last row groups are the other thread's.
  bytes.fill(0xff, Math.floor(bytes.length * 0.8), Math.floor(bytes.length * 0.85));
  writeFileSync(broken, bytes);
  const ask = (): Promise<unknown> =>
    (scanParquet(broken) as unknown as Any)
      .groupBy("k" as never)
      .agg(col("v").sum(), col("t").max())
      .collect();
  await expect(ask()).rejects.toMatchObject({ code: "CORRUPT", message: expect.stringContaining("broken.parquet") });
  expect(((await groups().collect()) as DataFrame).height).toBe(101);
});

test("a query that is cancelled ends with that, and leaves nothing open", async () => {
  const stopped = new AbortController();
  stopped.abort();
  await expect(groups().collect({ signal: stopped.signal })).rejects.toMatchObject({
    code: "CANCELLED",
  });
  expect(((await groups().collect()) as DataFrame).height).toBe(101);
});
