import { afterAll, expect, test } from "vitest";
import { sql } from "../../../src/node.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { batchesOf, frameRows, numbers, request, until } from "./frames.ts";

const pools: QueryPool[] = [];
const poolOf = (options: ConstructorParameters<typeof QueryPool>[0]): QueryPool => {
  const made = new QueryPool(options);
  pools.push(made);
  return made;
};
afterAll(async () => {
  for (const p of pools) await p.close();
});

const t = { tables: { t: numbers(2_000_000) } };
const endless = () => sql("select sum(a.v * b.v) as s from t as a join t as b on a.k <> b.k", t).plan;
const quick = () => sql("select count(*) as n from t", t).plan;

test("a thread that dies fails its queries, and another one takes its place", async () => {
  const pool = poolOf({ workers: 1 });
  const asked = pool.run(request(endless()));
  asked.catch(() => undefined);
  await until(() => pool.running === 1, 20_000);
  await pool.endThreads();
  await expect(asked).rejects.toMatchObject({ code: "UNAVAILABLE", info: { retry: true } });
  expect(pool.running).toBe(0);
  expect(frameRows(await pool.collect(request(quick())))).toEqual([[2_000_000n]]);
  expect(pool.threads).toBe(1);
});

test("what waits survives the death of a thread", async () => {
  const pool = poolOf({ workers: 1, running: 1 });
  const asked = pool.run(request(endless()));
  asked.catch(() => undefined);
  await until(() => pool.running === 1, 20_000);
  const waiting = Array.from({ length: 5 }, () => pool.collect(request(quick())));
  await pool.endThreads();
  await expect(asked).rejects.toMatchObject({ code: "UNAVAILABLE" });
  for (const f of await Promise.all(waiting)) expect(frameRows(f)).toEqual([[2_000_000n]]);
});

test("a closed pool takes nothing, and fails what waits", async () => {
  const pool = poolOf({ workers: 1, running: 1 });
  const asked = [pool.run(request(endless())), pool.run(request(quick()))];
  for (const a of asked) a.catch(() => undefined);
  await until(() => pool.running === 1, 20_000);
  await pool.close();
  for (const a of asked) await expect(a).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await expect(pool.run(request(quick()))).rejects.toMatchObject({ code: "UNAVAILABLE" });
});

test("two thousand queries leave neither memory nor handles behind", async () => {
  const pool = poolOf({ workers: 1, queued: 10_000 });
  const small = numbers(10_000);
  const some = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i += 20)
      await Promise.all(
        Array.from({ length: 20 }, async (_, j) => {
          const plan = sql(`select k, sum(v) as s from t where id > ${(i + j) % 50} group by k`, {
            tables: { t: small },
          }).plan;
          await batchesOf(await pool.run(request(plan)));
        }),
      );
  };
  const used = (): number => {
    globalThis.gc?.();
    const { rss } = process.memoryUsage();
    return rss;
  };
  await some(400);
  const [before, handles] = [used(), process.getActiveResourcesInfo().length];
  await some(1000);
  const half = used();
  await some(1000);
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(handles + 2);
  expect(used() - Math.max(before, half)).toBeLessThan(40e6);
}, 30_000);

test("many queries over frames that nobody holds any more", async () => {
  const pool = poolOf({ workers: 1 });
  for (let i = 0; i < 30; i++) {
    const frame = numbers(200_000);
    expect(
      frameRows(await pool.collect(request(sql("select count(*) from t", { tables: { t: frame } }).plan))),
    ).toEqual([[200_000n]]);
    pool.forget([(frame.plan as never as { frame: never }).frame]);
  }
  // Thirty frames of four megabytes each.
  expect(process.memoryUsage().rss).toBeLessThan(1.5e9);
});
