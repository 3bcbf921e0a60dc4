import { mkdtemp, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sql } from "../../../src/node.ts";
import { CachedQueries } from "../../../src/server/queries/cached-queries.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { batchesOf, numbers, request, rowsOf, until } from "./frames.ts";

const root = await mkdtemp(join(tmpdir(), "polaroid-cache-"));
const pool = new QueryPool({ workers: 1, roots: [root] });
const cached = (options: ConstructorParameters<typeof CachedQueries>[1] = {}): CachedQueries =>
  new CachedQueries(pool, { roots: [root], ...options });
afterAll(async () => {
  await pool.close();
  await rm(root, { recursive: true });
});

const t = { tables: { t: numbers(100_000) } };
const sums = (more = 0) => sql(`select k, sum(v) + ${more} as s from t group by k order by k`, t).plan;
const rows = async (queries: CachedQueries, plan = sums()): Promise<unknown[][]> =>
  rowsOf(await batchesOf(await queries.run(request(plan))));

test("the second of equal queries has the rows of the first", async () => {
  const queries = cached();
  const first = await rows(queries);
  expect(await rows(queries)).toEqual(first);
  expect(queries.counters).toMatchObject({ hits: 1, misses: 1, stale: 0, entries: 1 });
  expect(queries.counters.bytes).toBeGreaterThan(1600);
  await rows(queries, sums(1));
  expect(queries.counters).toMatchObject({ hits: 1, misses: 2, entries: 2 });
});

test("a few rows that are kept do not keep the table that they are of", async () => {
  const queries = cached();
  const few = () => sql("select * from t limit 5", t).plan;
  await rows(queries, few());
  const kept: number[] = [];
  const { messages } = await queries.run(request(few()));
  for await (const { body } of messages) for (const b of body) kept.push(b.buffer.byteLength);
  expect(queries.counters.hits).toBe(1);
  expect(kept.length).toBeGreaterThan(0);
  expect(Math.max(...kept)).toBeLessThan(1000);
});

test("another frame is another query", async () => {
  const queries = cached();
  const text = "select count(*) as n from t";
  expect(await rows(queries, sql(text, { tables: { t: numbers(10) } }).plan)).toEqual([[10n]]);
  expect(await rows(queries, sql(text, { tables: { t: numbers(20) } }).plan)).toEqual([[20n]]);
  expect(queries.counters.hits).toBe(0);
});

test("equal queries at the same time run once; one of them may leave", async () => {
  const queries = cached();
  const plan = () => sql("select sum(a.v * b.v) as s from t as a join t as b using (k)", t).plan;
  const stop = new AbortController();
  const asked = [0, 1, 2].map(() => queries.run(request(plan())));
  const leaving = queries.run(request(plan(), { signal: stop.signal }));
  leaving.catch(() => undefined);
  await until(() => pool.running > 0);
  expect(pool.running + pool.queued).toBe(1);
  stop.abort();
  await expect(leaving).rejects.toMatchObject({ code: "CANCELLED" });
  const all = await Promise.all(asked.map(async (a) => rowsOf(await batchesOf(await a))));
  expect(new Set(all.map((r) => JSON.stringify(r))).size).toBe(1);
});

test("when all who wait have left, the query stops", async () => {
  const queries = cached();
  const plan = sql("select sum(a.v * b.v) as s from t as a join t as b on a.k <> b.k", t).plan;
  const stop = new AbortController();
  const first = queries.run(request(plan, { signal: stop.signal }));
  const second = queries.run(request(plan, { id: "x", owner: "me" }));
  for (const a of [first, second]) a.catch(() => undefined);
  await until(() => pool.running === 1);
  stop.abort();
  expect(queries.cancel("x", "you")).toBe(false);
  expect(queries.cancel("x", "me")).toBe(true);
  for (const a of [first, second]) await expect(a).rejects.toMatchObject({ code: "CANCELLED" });
  await until(() => pool.running === 0);
  expect(queries.counters.entries).toBe(0);
});

test("errors are not kept, and are everybody's", async () => {
  const queries = cached();
  const plan = () => sql("select cast(v::varchar || 'x' as int) as n from t", t).plan;
  const asked = [0, 1].map(() => queries.run(request(plan())));
  for (const a of asked) await expect(a).rejects.toMatchObject({ code: "INVALID_CAST" });
  expect(queries.counters.entries).toBe(0);
});

test("results that are too large pass through, for each who asks", async () => {
  const queries = cached({ bytes: 400_000 });
  const plan = () => sql("select id, v from t", t).plan;
  const count = async () => (await batchesOf(await queries.run(request(plan())))).reduce((n, b) => n + b.length, 0);
  expect(await Promise.all([count(), count(), count()])).toEqual([100_000, 100_000, 100_000]);
  expect(queries.counters.entries).toBe(0);
  for (let i = 0; i < 400; i++) await rows(queries, sums(i));
  expect(queries.counters.bytes).toBeLessThanOrEqual(400_000);
  expect(queries.counters.entries).toBeGreaterThan(10);
});

test("a result grows old: it is given while a new one is made, then no more", async () => {
  const queries = cached({ ttl: 100, stale: 100_000 });
  await rows(queries);
  await new Promise((done) => setTimeout(done, 120));
  await rows(queries);
  expect(queries.counters).toMatchObject({ hits: 0, misses: 1, stale: 1 });
  await until(() => pool.running === 0);
  await rows(queries);
  expect(queries.counters).toMatchObject({ hits: 1, misses: 1, stale: 1 });
  const strict = cached({ ttl: 50 });
  await rows(strict);
  await new Promise((done) => setTimeout(done, 70));
  await rows(strict);
  expect(strict.counters).toMatchObject({ hits: 0, misses: 2, stale: 0 });
});

/** Files that changed just now are not kept: they may change again within one tick of their time. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

test("files are known by their size and time; the time of day is never kept", async () => {
  const queries = cached();
  const plan = () => sql("select sum(x) as s from 'f.csv'").plan;
  await writeFile(join(root, "f.csv"), "x\n1\n2\n");
  await settled();
  expect(await rows(queries, plan())).toEqual([[3n]]);
  expect(await rows(queries, plan())).toEqual([[3n]]);
  expect(queries.counters).toMatchObject({ hits: 1, misses: 1 });
  await writeFile(join(root, "f.csv"), "x\n1\n2\n3\n");
  await settled();
  expect(await rows(queries, plan())).toEqual([[6n]]);
  await rows(queries, sql("select random() as r").plan);
  expect(queries.counters).toMatchObject({ hits: 1, misses: 2, entries: 2 });
});

test("a file of other content has other rows, whatever size and time it has", async () => {
  const queries = cached();
  const file = join(root, "same.csv");
  const plan = () => sql("select sum(x) as s from 'same.csv'").plan;
  await writeFile(file, "x\n1\n2\n");
  const { atime, mtime } = await stat(file);
  await settled();
  expect(await rows(queries, plan())).toEqual([[3n]]);
  await writeFile(file, "x\n1\n7\n");
  await utimes(file, atime, mtime);
  expect(await rows(queries, plan())).toEqual([[8n]]);
  // Within a tick of the clock, which nothing tells apart.
  for (let i = 0; i < 20; i++) {
    await writeFile(file, `x\n1\n${i % 10}\n`);
    expect(await rows(queries, plan())).toEqual([[BigInt(1 + (i % 10))]]);
  }
});

test("explain tells what is kept", async () => {
  const queries = cached();
  expect((await queries.explain(sums(), true)).cache).toBe("its rows are not kept yet");
  await rows(queries);
  expect((await queries.explain(sums(), true)).cache).toMatch(/^its rows are kept, made \d+ ms ago$/);
  expect((await queries.explain(sql("select now()").plan, true)).cache).toMatch(/never kept/);
});

const many = () => sql("select id, v, k from t order by v desc, id", t).plan;
const heights = (batches: readonly { readonly length: number }[]): number => batches.reduce((n, b) => n + b.length, 0);
const begun = async (queries: CachedQueries, signal = new AbortController().signal) => {
  const { messages } = await queries.run(request(many(), { signal }));
  const reading = messages[Symbol.asyncIterator]();
  await reading.next();
  return reading;
};

test("rows flow as they come while a copy is kept", async () => {
  const queries = cached();
  const reading = await begun(queries);
  await reading.next();
  expect(queries.counters.entries).toBe(0);
  for (let r = await reading.next(); r.done !== true; r = await reading.next());
  expect(queries.counters.entries).toBe(1);
  expect(heights(await batchesOf(await queries.run(request(many()))))).toBe(100_000);
  expect(queries.counters).toMatchObject({ hits: 1, misses: 1 });
});

test.each([
  ["is kept", 256e6],
  ["is too large to be kept", 1e6],
])("who reads slowly holds nobody up: what %s", async (_, bytes) => {
  const queries = cached({ bytes });
  const reading = await begun(queries);
  expect(heights(await batchesOf(await queries.run(request(many()))))).toBe(100_000);
  let messages = 1;
  for (let r = await reading.next(); r.done !== true; r = await reading.next()) messages++;
  expect(messages).toBeGreaterThan(2);
  await until(() => pool.running === 0);
});

test.each([
  ["is kept", 256e6],
  ["is too large to be kept", 1e6],
])("who asked first may leave: the others have all rows of what %s", async (_, bytes) => {
  const queries = cached({ bytes });
  const stop = new AbortController();
  const first = queries.run(request(many(), { signal: stop.signal }));
  const others = [0, 1].map(() => queries.run(request(many())));
  stop.abort();
  await expect(first.then(batchesOf)).rejects.toMatchObject({ code: "CANCELLED" });
  const all = await Promise.all(others.map(async (a) => heights(await batchesOf(await a))));
  expect(all).toEqual([100_000, 100_000]);
  await until(() => pool.running === 0);
});

test("a reader who leaves on the way ends a query that nobody else waits for", async () => {
  const queries = cached({ bytes: 1e6 });
  const reading = await begun(queries);
  expect(pool.running).toBe(1);
  await reading.return?.();
  await until(() => pool.running === 0);
  const stop = new AbortController();
  const stopped = await begun(queries, stop.signal);
  stop.abort();
  await expect(
    (async () => {
      for (let r = await stopped.next(); r.done !== true; r = await stopped.next());
    })(),
  ).rejects.toMatchObject({ code: "CANCELLED" });
  await until(() => pool.running === 0);
});
