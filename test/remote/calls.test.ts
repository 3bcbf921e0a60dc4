import { create } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serverStream, unary } from "../../src/grpc/route.ts";
import type { Interceptor } from "../../src/grpc/serve-call.ts";
import { GrpcServer } from "../../src/grpc/server.ts";
import { DataFrame, PolaroidError } from "../../src/node.ts";
import {
  AppendRecordsResponseSchema,
  ArrowBatchSchema,
  DataFrameService,
  HeartbeatResponseSchema,
  ListTablesResponseSchema,
} from "../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { connect } from "../../src/remote/connect.ts";
import { connect as connectByFetch } from "../../src/remote/web-connect.ts";

const { method } = DataFrameService;
/** What the server does before it answers: the first entry is of the next call. */
let script: (() => void | Promise<void>)[] = [];
const seen: { readonly path: string; readonly headers: ReadonlyMap<string, string> }[] = [];
let together = 0;
let most = 0;
const scripted: Interceptor = async (call, next) => {
  const headers = new Map(
    ["authorization", "traceparent", "x-extra", "x-polaroid-session"].map((h) => [h, call.headers.get(h) ?? ""]),
  );
  seen.push({ path: call.method.path.split("/").at(-1) as string, headers });
  most = Math.max(most, ++together);
  try {
    await script.shift()?.();
    await next();
  } finally {
    together--;
  }
};
const failing = (code: "TIMEOUT" | "UNAVAILABLE" | "CONFLICT" | "INVALID_ARGUMENT") => (): void => {
  throw new PolaroidError(code, "as told");
};
const pausing = (ms: number) => (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let server: GrpcServer;
let url: string;
beforeAll(async () => {
  server = await GrpcServer.start(
    [
      {
        service: DataFrameService,
        routes: [
          unary(method.heartbeat, () => create(HeartbeatResponseSchema)),
          unary(method.listTables, () => create(ListTablesResponseSchema)),
          unary(method.appendRecords, () => create(AppendRecordsResponseSchema, { rows: 1n })),
          serverStream(method.collectLazy, async function* () {
            yield create(ArrowBatchSchema, { error: "it went wrong there" });
          }),
          // As it was before it took plans.
          serverStream(method.batchCollect, async function* () {}),
        ],
      },
    ],
    { interceptors: [scripted], cors: ["*"] },
  );
  url = `grpc://127.0.0.1:${server.port}`;
});
afterAll(() => server.close());
const begin = (...steps: typeof script): void => {
  script = steps;
  seen.length = 0;
};
const quick = { check: false, keepAlive: 0, retry: { initialDelay: 1, maxDelay: 5 } } as const;

describe("tries", () => {
  test("a call that may be carried out twice is tried again", async () => {
    await using client = await connect(url, quick);
    begin(failing("UNAVAILABLE"), failing("UNAVAILABLE"));
    expect(await client.tables()).toEqual([]);
    expect(seen.map((s) => s.path)).toEqual(["ListTables", "ListTables", "ListTables"]);
    begin(...Array.from({ length: 9 }, () => failing("UNAVAILABLE")));
    await expect(client.tables()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(seen).toHaveLength(4);
  });
  test("one that changes something is not, nor what another try cannot mend", async () => {
    await using client = await connect(url, quick);
    begin(failing("UNAVAILABLE"));
    await expect(client.appendRecords("t", new DataFrame({ a: [1] }))).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(seen).toHaveLength(1);
    for (const code of ["CONFLICT", "INVALID_ARGUMENT"] as const) {
      begin(failing(code));
      const outcome = await client.tryTables();
      expect(outcome.isErr && outcome.error.code).toBe(code);
      expect(seen).toHaveLength(1);
    }
  });
  test("waits grow, and the time of the call holds for all tries", async () => {
    await using client = await connect(url, {
      ...quick,
      retry: { attempts: 50, initialDelay: 40, maxDelay: 40 },
      breaker: null,
    });
    begin(...Array.from({ length: 60 }, () => failing("UNAVAILABLE")));
    const start = performance.now();
    // It is over between two tries, or within the last one.
    await expect(client.tables({ timeout: 200 })).rejects.toMatchObject({
      code: expect.stringMatching(/^(UNAVAILABLE|TIMEOUT)$/),
    });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(seen.length).toBeGreaterThan(2);
    begin(pausing(1000));
    await expect(client.tables({ timeout: 50 })).rejects.toMatchObject({
      code: "TIMEOUT",
      message: expect.stringContaining(" 50 ms"),
    });
  });
  test("a call's time goes on while it waits for a place among others", async () => {
    await using client = await connect(url, { ...quick, maxConcurrent: 1 });
    begin(pausing(500));
    const first = client.tables();
    await expect(client.tables({ timeout: 60 })).rejects.toMatchObject({
      code: "TIMEOUT",
      message: expect.stringMatching(/in 60 ms: .* maxConcurrent/),
    });
    expect(await first).toEqual([]);
    expect(seen).toHaveLength(1);
    expect(await client.tables({ timeout: 2000 })).toEqual([]);
  });
  test("one try has a time of its own, where it is given; the call's own time is never tried again", async () => {
    const retry = { ...quick.retry, perTry: 100, attempts: 3 };
    await using client = await connect(url, { ...quick, retry });
    begin(pausing(1000), pausing(1000));
    expect(await client.tables({ timeout: 5000 })).toEqual([]);
    expect(seen).toHaveLength(3);
    begin(pausing(1000), pausing(1000), pausing(1000));
    await expect(client.tables({ timeout: 5000 })).rejects.toMatchObject({
      code: "TIMEOUT",
      message: expect.stringContaining("100 ms, the time of one try"),
    });
    expect(seen).toHaveLength(3);
    begin(failing("TIMEOUT"));
    await expect(client.tables()).rejects.toMatchObject({ code: "TIMEOUT" });
    begin(pausing(1000));
    await expect(client.tables({ timeout: 50 })).rejects.toMatchObject({ code: "TIMEOUT" });
    await expect(client.appendRecords("t", new DataFrame({ a: [1] }), { timeout: 2000 })).resolves.toBe(1);
    begin(pausing(300));
    expect(await client.appendRecords("t", new DataFrame({ a: [1] }))).toBe(1);
    expect(seen).toHaveLength(1);
  });
  test("a signal ends the wait between tries", async () => {
    await using client = await connect(url, {
      ...quick,
      retry: { attempts: 5, initialDelay: 60_000, maxDelay: 60_000 },
    });
    begin(failing("UNAVAILABLE"));
    const stop = new AbortController();
    const call = client.tables({ signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(call).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

test("a server that does not answer is left alone, then tried by one call", async () => {
  await using client = await connect(url, { ...quick, retry: { attempts: 1 }, breaker: { failures: 3, rest: 1500 } });
  begin(failing("UNAVAILABLE"), failing("UNAVAILABLE"), failing("UNAVAILABLE"));
  for (let i = 0; i < 3; i++) await client.tryTables();
  expect([client.circuit, seen.length]).toEqual(["open", 3]);
  await expect(client.tables()).rejects.toThrow(/left alone/);
  expect(seen).toHaveLength(3);
  await pausing(1550)();
  expect(client.circuit).toBe("half-open");
  await client.tables();
  expect(client.circuit).toBe("closed");
});

test("so many calls at once, in their order; who waits can leave", async () => {
  await using client = await connect(url, { ...quick, maxConcurrent: 2, connections: 2 });
  begin(...Array.from({ length: 6 }, () => pausing(30)));
  // A call that ran out of time may still be at work there.
  await expect.poll(() => together, { timeout: 5000 }).toBe(0);
  most = 0;
  const stop = new AbortController();
  const calls = Array.from({ length: 6 }, () => client.tables());
  const left = client.tables({ signal: stop.signal });
  stop.abort();
  await expect(left).rejects.toMatchObject({ code: "CANCELLED" });
  await Promise.all(calls);
  expect([most, seen.length]).toEqual([2, 6]);
});

test("headers, authentication and traces", async () => {
  const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  begin();
  {
    await using client = await connect(url, {
      ...quick,
      token: "secret",
      headers: { "x-extra": "1" },
      traceparent: () => parent,
      session: "s",
    });
    await client.tables();
  }
  {
    await using client = await connect(url, { ...quick, user: "ann", password: "pass" });
    await client.tables();
  }
  const [first, second] = seen.map((s) => s.headers);
  expect([...(first ?? [])]).toEqual([
    ["authorization", "Bearer secret"],
    ["traceparent", parent],
    ["x-extra", "1"],
    ["x-polaroid-session", "s"],
  ]);
  expect(second?.get("authorization")).toBe(`Basic ${btoa("ann:pass")}`);
  expect(second?.get("traceparent")).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});

test("an error within a message is a failure", async () => {
  await using client = await connect(url, quick);
  begin();
  await expect(client.table("t").collect()).rejects.toMatchObject({
    code: "ENGINE_FAILED",
    message: expect.stringContaining("it went wrong there"),
  });
});

test("no server, wrong addresses, wrong options", async () => {
  const started = performance.now();
  await expect(connect("grpc://127.0.0.1:1", { ...quick, check: true })).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(performance.now() - started).toBeLessThan(3000);
  for (const wrong of [5, null, "", "nowhere", "ftp://x"])
    await expect(connect(wrong as string)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  for (const options of [
    { nope: 1 },
    { timeout: -1 },
    { maxConcurrent: 0 },
    { retry: { nope: 1 } },
    { retry: { perTry: 0 } },
    5,
  ])
    await expect(connect(url, options as never)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});

test("calls under way may end, later ones are refused", async () => {
  const client = await connect(url, quick);
  begin(pausing(80));
  const call = client.tables();
  await pausing(20)();
  const closing = client.close(2000);
  expect(await call).toEqual([]);
  await closing;
  await expect(client.tables()).rejects.toMatchObject({ code: "DISPOSED" });
  const hasty = await connect(url, quick);
  begin(pausing(2000));
  const ended = expect(hasty.tables()).rejects.toMatchObject({ code: "DISPOSED" });
  await pausing(20)();
  await hasty.close(0);
  await ended;
});

test("a sign of life while nobody calls, and by fetch", async () => {
  begin();
  await using client = await connect(url, { ...quick, keepAlive: 40 });
  await expect.poll(() => seen.filter((s) => s.path === "Heartbeat").length, { timeout: 10_000 }).toBeGreaterThan(1);
  await client.close();
  begin();
  await using web = await connectByFetch(url.replace("grpc:", "http:"), { keepAlive: 0 });
  expect(await web.tables()).toEqual([]);
});

test("several queries at once are calls of their own where the server knows nothing else", async () => {
  await using client = await connect(url, quick);
  begin();
  const outcomes = await client.tryBatchCollect([client.table("a"), client.table("b")]);
  expect(outcomes.map((o) => o.isErr && o.error.code)).toEqual(["ENGINE_FAILED", "ENGINE_FAILED"]);
  expect(seen.map((s) => s.path)).toEqual(["BatchCollect", "CollectLazy", "CollectLazy"]);
});
