import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DataFrame, LazyFrame, PolaroidError } from "../../src/node.ts";
import type { RemoteClient } from "../../src/remote/client.ts";
import { connect } from "../../src/remote/connect.ts";
import { connect as connectByFetch } from "../../src/remote/web-connect.ts";
import { type Serving, serving } from "../server/dataframe/served.ts";

const root = mkdtempSync(join(tmpdir(), "polaroid-remote-hostile-"));
let server: Serving;
let client: RemoteClient;
beforeAll(async () => {
  server = await serving(root);
  client = await connect(server.url);
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

const VALUES: readonly unknown[] = [
  undefined,
  null,
  5,
  -1.5,
  Number.NaN,
  10n,
  "",
  "nope",
  { nope: 1 },
  { signal: 5 },
  { timeout: "x" },
  [],
  [undefined],
  [{}],
  true,
  () => undefined,
  Symbol("s"),
  new Map(),
];
const METHODS =
  "scan scanParquet scanCsv scanNdjson scanIpc table frame lazy sql execute batchRead batchCollect tryBatchCollect streamCollect cache drop touch handles putTable appendRecords tables tableInfo openSession heartbeat serverInfo tryCache tryDrop".split(
    " ",
  );

async function settle(result: unknown): Promise<void> {
  const v = await result;
  if (v instanceof LazyFrame) await v.collect();
  else if (typeof v === "object" && v !== null && "next" in v) await (v as AsyncIterator<unknown>).next();
  else if (Array.isArray(v)) for (const x of v) await settle(x);
  else if (typeof v === "object" && v !== null && "isErr" in v && v.isErr === true)
    throw (v as unknown as { error: unknown }).error;
}

test.each(METHODS)("%s fails with an error of its own, whatever it is given", async (name) => {
  const method = (client as unknown as Record<string, (...args: unknown[]) => unknown>)[name] as (
    ...args: unknown[]
  ) => unknown;
  const raw: string[] = [];
  const held = async (...args: unknown[]): Promise<void> => {
    try {
      await settle(method.apply(client, args));
    } catch (cause) {
      if (!(cause instanceof PolaroidError) || cause.code === "INTERNAL")
        raw.push(`${name}(${args.map(String).join(", ")}): ${String(cause)}`);
    }
  };
  for (const v of VALUES) {
    await held(v);
    await held("x", v);
    await held("x", new DataFrame({ a: [1] }), v);
  }
  expect(raw).toEqual([]);
});

test("a query whose reader leaves stops on the server", async () => {
  await using own = await connect(server.url);
  await own.putTable("numbers", new DataFrame({ x: Float64Array.from({ length: 3_000 }, (_, i) => i) }));
  const long = own.sql("select sum(a.x * b.x + c.x) as s from numbers a, numbers b, numbers c");
  const stop = new AbortController();
  const running = long.collect({ signal: stop.signal });
  await expect.poll(() => server.queries.running, { timeout: 5000 }).toBe(1);
  const at = performance.now();
  stop.abort();
  await expect(running).rejects.toMatchObject({ code: "CANCELLED" });
  await expect.poll(() => server.queries.running, { interval: 5, timeout: 5000 }).toBe(0);
  console.log(`stopped after ${(performance.now() - at).toFixed(0)} ms`);
  expect(performance.now() - at).toBeLessThan(2000);
  expect((await own.table("numbers").head(1).collect()).height).toBe(1);
});

test("by fetch: queries, tables in chunks, errors", async () => {
  await using web = await connectByFetch(server.url.replace("grpc:", "http:"));
  const rows = new DataFrame({ id: Array.from({ length: 20_000 }, (_, i) => i) });
  expect(await web.putTable("web", rows, { chunkBytes: 50_000 })).toBe(20_000);
  expect((await web.table("web").filter("id >= 19990").collect()).toRecords()).toHaveLength(10);
  const outcome = await web.table("none").tryCollect();
  expect(outcome.isErr && outcome.error.code).toBe("NOT_FOUND");
});
