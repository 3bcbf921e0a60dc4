import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { col, concat, DataFrame, LazyFrame } from "../../src/node.ts";
import { connect } from "../../src/remote/connect.ts";
import type { RemoteOptions } from "../../src/remote/options.ts";
import { connect as connectByFetch } from "../../src/remote/web-connect.ts";
import { type Serving, serving } from "../server/dataframe/served.ts";

const root = mkdtempSync(join(tmpdir(), "polaroid-lasting-"));
let server: Serving;
beforeAll(async () => {
  server = await serving(root);
  await using client = await connect(server.url);
  await client.putTable("numbers", new DataFrame({ n: Array.from({ length: 50_000 }, (_, i) => i) }));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("rows of the server that go back to it", () => {
  test("as a table need no second place among calls at once", async () => {
    await using client = await connect(server.url, { maxConcurrent: 1 });
    const doubled = client.table("numbers").select(col("n").mul(2));
    expect(await client.putTable("doubled", doubled, { timeout: 20_000, chunkBytes: 4096 })).toBe(50_000);
    const halves = concat([new DataFrame({ n: [1] }).lazy(), client.table("numbers").head(3)]);
    expect(await client.putTable("four", client.lazy(halves), { timeout: 20_000 })).toBe(4);
    expect((await client.tableInfo("doubled")).map((t) => t.rows).unwrapOr(0)).toBe(50_000);
  });
  test("all of them within the time of the call, and none where it is over", async () => {
    await using client = await connect(server.url);
    const slow = new DataFrame({ n: [1] }).lazy().mapBatches((df) => {
      const until = performance.now() + 60;
      while (performance.now() < until);
      return df;
    });
    await expect(client.putTable("late", slow, { timeout: 20 })).rejects.toMatchObject({
      code: "TIMEOUT",
      message: expect.stringContaining("the rows of putTable were not there in 20 ms"),
    });
    expect((await client.tableInfo("late")).isJust).toBe(false);
  });
});

describe("rows that a query keeps", () => {
  test("are kept anew where they were dropped, by each way of asking", async () => {
    await using client = await connect(server.url);
    const kept = client.table("numbers").filter(col("n").lt(10)).cache();
    const over = kept.select(col("n").add(1)).cache();
    const gone = async (): Promise<void> => {
      for (const { handle } of await client.handles()) await client.drop(handle);
    };
    expect((await over.collect()).height).toBe(10);
    expect(await client.handles()).toHaveLength(2);
    await gone();
    expect((await over.collect()).height).toBe(10);
    await gone();
    expect((await over.collectSchema()).fields).toHaveLength(1);
    await gone();
    expect(await over.explain()).toContain("plan");
    await gone();
    const [some, all] = await client.batchCollect([over.head(2), over]);
    expect([some?.height, all?.height]).toEqual([2, 10]);
    await gone();
    expect((await (await client.cache(over.head(3))).collect()).height).toBe(3);
  });
  test("and others that are missing are told as before, after one call", async () => {
    let calls = 0;
    await using client = await connect(server.url, {
      interceptors: [
        (_, options, next) => {
          calls++;
          return next(options);
        },
      ],
    });
    const kept = client.table("numbers").head(1).cache();
    const missing = kept.join(client.table("nowhere"), { on: "n" });
    await expect(missing.collect()).rejects.toMatchObject({ code: "NOT_FOUND" });
    calls = 0;
    await expect(missing.collect()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(calls).toBe(2);
    calls = 0;
    await expect(client.table("nowhere").collect()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(calls).toBe(1);
  });
});

describe("several clients", () => {
  test("do not read each other's frames, and say so", async () => {
    await using one = await connect(server.url);
    await using two = await connect(server.url);
    const joined = two.table("numbers").join(one.table("numbers"), { on: "n" });
    const told = { code: "NOT_SERIALISABLE", message: expect.stringContaining("is read by another client") };
    await expect(joined.collect()).rejects.toMatchObject(told);
    await expect(new LazyFrame(one.table("numbers").plan).collect({ engine: "remote" })).rejects.toMatchObject({
      message: expect.stringContaining("is read by another client"),
    });
  });
  test("end all sessions that they opened", async () => {
    const client = await connect(server.url);
    const before = server.sessions.count;
    await client.openSession();
    await client.openSession();
    expect(server.sessions.count).toBe(before + 2);
    await client.close();
    expect(server.sessions.count).toBe(before);
  });
});

test("times without an end are never over", async () => {
  for (const keepAlive of [2 ** 31, 1e12]) {
    await using client = await connect(server.url, { keepAlive });
    await pause(20);
    expect((await client.table("numbers").collect()).height).toBe(50_000);
  }
  const client = await connect(server.url);
  const stream = client.table("numbers").stream();
  await stream.next();
  const closing = client.close(Number.POSITIVE_INFINITY);
  await pause(20);
  for await (const _ of stream);
  await closing;
});

test.each<[string, object]>([
  ["headers", { headers: "x" }],
  ["headers", { headers: ["x"] }],
  ["interceptors", { interceptors: 5 }],
  ["interceptor", { interceptors: [5] }],
  ["traceparent", { traceparent: "00-1-1-01" }],
  ["breaker.failures", { breaker: { failures: 0 } }],
  ["breaker.rest", { breaker: { rest: -1 } }],
  ["password without its user", { password: "secret" }],
  ["a token and a user", { token: "t", user: "u" }],
])("connect refuses %s that cannot be: %o", async (what, options) => {
  for (const made of [connect, connectByFetch])
    await expect(made(server.url, options as RemoteOptions)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(what),
    });
});
