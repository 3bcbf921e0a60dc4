import { afterAll, expect, test } from "vitest";
import { col, sql } from "../../../src/node.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { batchesOf, frameRows, numbers, request, rowsOf, until } from "./frames.ts";

const pools: QueryPool[] = [];
const poolOf = (options: ConstructorParameters<typeof QueryPool>[0]): QueryPool => {
  const made = new QueryPool({ workers: 1, ...options });
  pools.push(made);
  return made;
};
afterAll(async () => {
  for (const p of pools) await p.close();
});

const t = { tables: { t: numbers(2_000_000) } };
/** Goes on for minutes. */
const endless = () => sql("select sum(a.v * b.v) as s from t as a join t as b on a.k <> b.k", t).plan;
const quick = () => sql("select count(*) as n from t", t).plan;
const elapsed = async (work: Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work.catch(() => undefined);
  return performance.now() - start;
};

test("a cancelled query ends at once, whatever its thread does, and the thread is free soon", async () => {
  const pool = poolOf({});
  await pool.collect(request(quick()));
  for (let round = 0; round < 3; round++) {
    const stop = new AbortController();
    let told: unknown;
    pool.collect(request(endless(), { signal: stop.signal })).catch((error: unknown) => {
      told = error;
    });
    await until(() => pool.running === 1, 20_000);
    await new Promise((done) => setTimeout(done, 100));
    stop.abort();
    // Nothing from another thread can have come in between.
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    expect(told).toMatchObject({ code: "CANCELLED" });
    expect(pool.running).toBe(1);
    await until(() => pool.running === 0);
  }
  expect(frameRows(await pool.collect(request(quick())))).toEqual([[2_000_000n]]);
});

test("a query that is too slow ends with TIMEOUT, by its own limit or the pool's", async () => {
  const pool = poolOf({ timeout: 2000 });
  await until(() => pool.threads === 1, 20_000);
  // The schema may come in time, the rows do not.
  const rows = async (timeout: number): Promise<number> => {
    let n = 0;
    for await (const { header } of (await pool.run(request(endless(), { timeout }))).messages) n += header.length;
    return n;
  };
  await expect(rows(50)).rejects.toMatchObject({ code: "TIMEOUT" });
  const asked = rows(60_000);
  expect(await elapsed(asked)).toBeLessThan(30_000);
  await expect(asked).rejects.toMatchObject({ code: "TIMEOUT" });
});

test("cancel by id is the owner's alone", async () => {
  const pool = poolOf({});
  const asked = pool.run(request(endless(), { id: "q1", owner: "me" }));
  asked.catch(() => undefined);
  await until(() => pool.running === 1, 20_000);
  expect(pool.cancel("q1", "you")).toBe(false);
  expect(pool.cancel("q2", "me")).toBe(false);
  await expect(pool.run(request(quick(), { id: "q1", owner: "me" }))).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
  expect(pool.cancel("q1", "me")).toBe(true);
  await expect(asked).rejects.toMatchObject({ code: "CANCELLED" });
  expect(pool.cancel("q1", "me")).toBe(false);
});

test("a reader that leaves stops the query", async () => {
  const pool = poolOf({});
  const answer = await pool.run(request(sql("select * from t", t).plan));
  for await (const _ of answer.messages) break;
  await until(() => pool.running === 0);
  expect(rowsOf(await batchesOf(await pool.run(request(quick()))))).toEqual([[2_000_000n]]);
});

test("readers that stall hold a bounded amount, and no thread", async () => {
  const pool = poolOf({ running: 40 });
  const all = sql("select id, v, id + v as w from t", t).plan;
  await pool.collect(request(quick()));
  const before = process.memoryUsage().rss;
  const stalled = await Promise.all(Array.from({ length: 20 }, () => pool.run(request(all))));
  await new Promise((done) => setTimeout(done, 500));
  expect(pool.running).toBe(20);
  // All of them at once would be a gigabyte.
  expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
  // They never end: a thread that waited for them would answer nothing.
  expect(rowsOf(await batchesOf(await pool.run(request(quick()))))).toEqual([[2_000_000n]]);
  expect(pool.running).toBe(20);
  const [first, ...others] = stalled;
  expect((await batchesOf(first as never)).reduce((n, b) => n + b.length, 0)).toBe(2_000_000);
  for (const { messages } of others) for await (const _ of messages) break;
  await until(() => pool.running === 0);
});

test("a query may hold no more than its memory", async () => {
  const pool = poolOf({ memory: 20e6 });
  await expect(pool.run(request(sql("select id, sum(v) as s from t group by id", t).plan))).rejects.toMatchObject({
    code: "MEMORY_LIMIT",
  });
  await expect(pool.collect(request(sql("select id, v, k from t", t).plan))).rejects.toMatchObject({
    code: "MEMORY_LIMIT",
  });
  expect(frameRows(await pool.collect(request(quick())))).toEqual([[2_000_000n]]);
});

test("what waits is bounded, and owners take turns", async () => {
  const pool = poolOf({ queued: 6, running: 1 });
  await pool.collect(request(quick()));
  const order: string[] = [];
  const ask = async (owner: string): Promise<void> => {
    await pool.collect(request(t.tables.t.lazy().groupBy("k").agg(col("v").mean()).plan, { owner }));
    order.push(owner);
  };
  const asked = ["first", "a", "a", "a", "a", "b", "b"].map(ask);
  await expect(ask("c")).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  await Promise.all(asked);
  expect(order).toEqual(["first", "a", "b", "a", "b", "a", "a"]);
  expect(pool.queued).toBe(0);
});
