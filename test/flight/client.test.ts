import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ErrorCode } from "../../src/core/codes.ts";
import { FlightClient as WebClient } from "../../src/flight/browser.ts";
import {
  FlightClient,
  type FlightClientOver,
  type FlightHandlers,
  flightInfo,
  type GrpcServer,
  PolaroidError,
  REUSE,
  serveFlight,
} from "../../src/flight/index.ts";
import { all, bytes, N, rows, text, valuesIn } from "./rows.ts";

let stopped = 0;
const handlers: FlightHandlers = {
  async *listFlights({ expression }) {
    for (const name of ["a", "b"])
      if (expression.length === 0 || text(expression) === name)
        yield flightInfo({ schema: N, descriptor: { path: [name] }, endpoints: [] });
  },
  getFlightInfo(descriptor) {
    const wish = descriptor.path[0] ?? "";
    const locations = wish === "elsewhere" ? ["grpc://127.0.0.1:1", REUSE] : wish === "nowhere" ? ["s3://bucket"] : [];
    return flightInfo({ schema: N, descriptor, endpoints: [{ ticket: "1", locations }, { ticket: "2" }] });
  },
  getSchema: () => N,
  doGet(ticket, call) {
    if (text(ticket) === "fail")
      return {
        schema: N,
        batches: (function* () {
          yield rows(1);
          throw new PolaroidError("OUT_OF_RANGE", "no more");
        })(),
      };
    if (text(ticket) !== "endless") return { schema: N, batches: [rows(Number(text(ticket)))] };
    call.signal.addEventListener("abort", () => stopped++);
    return {
      schema: N,
      batches: (async function* () {
        for (let i = 0; ; i++) yield rows(i);
      })(),
    };
  },
  async *doPut(reader) {
    const name = (await reader.descriptor())?.path[0];
    if (name === "refuse") throw new PolaroidError("ALREADY_EXISTS", "refused");
    let count = 0;
    for await (const { batch, metadata } of reader) {
      count += batch?.length ?? 0;
      if (metadata !== null) yield metadata;
      if (name === "enough") return;
    }
    yield bytes(`${count} rows`);
  },
  async *doExchange(reader) {
    for await (const message of reader.messages()) yield { ...message, descriptor: null };
  },
  async *doAction({ type, body }, call) {
    if (type === "fail") throw new PolaroidError((text(body) ?? "") as ErrorCode, "as asked");
    if (type === "wait")
      await new Promise((_, reject) => call.signal.addEventListener("abort", () => reject(call.signal.reason)));
    yield type === "header" ? bytes(call.headers.get(text(body) ?? "") ?? "none") : body;
  },
  listActions: () => [],
};

let server: GrpcServer;
let url = "";
beforeAll(async () => {
  server = await serveFlight(handlers, { cors: ["*"] });
  url = `grpc://127.0.0.1:${server.port}`;
});
afterAll(() => server.close());

describe.each([
  ["HTTP/2", (at: string): FlightClientOver => new FlightClient(at, { headers: { "x-all": "every" } })],
  ["gRPC-Web", (at: string): FlightClientOver => new WebClient(at, { headers: { "x-all": "every" } })],
])("over %s", (_, open) => {
  test("the methods of one message", async () => {
    await using client = open(url);
    expect((await all(client.listFlights())).map((f) => f.flightDescriptor?.path[0])).toEqual(["a", "b"]);
    expect(await all(client.listFlights("b"))).toHaveLength(1);
    expect((await client.getFlightInfo({ path: ["x"] })).endpoint).toHaveLength(2);
    expect((await client.getSchema({ path: ["x"] })).fields).toEqual(N.fields);
    expect((await all(client.doGet("7").batches())).map(valuesIn)).toEqual([[7]]);
    expect((await all(client.doAction("echo", "wünsche"))).map(text)).toEqual(["wünsche"]);
    expect(await all(client.listActions())).toEqual([]);
    expect((await client.tryPollFlightInfo({ path: ["x"] })).isErr).toBe(true);
  });

  test("endpoints are read in order, from the first location that can be reached", async () => {
    await using client = open(url);
    expect((await all(client.read({ path: ["elsewhere"] }))).map(valuesIn)).toEqual([[1], [2]]);
    const nowhere = await client.tryRead({ path: ["nowhere"] });
    expect(nowhere.isErr && nowhere.error.code).toBe("NOT_SUPPORTED");
  });

  test("errors keep their codes, also after rows came", async () => {
    await using client = open(url);
    for (const code of ["NOT_FOUND", "CONFLICT", "MEMORY_LIMIT", "UNAUTHENTICATED"] as const)
      await expect(all(client.doAction("fail", code))).rejects.toMatchObject({ code });
    const seen: unknown[] = [];
    const reading = async (): Promise<void> => {
      for await (const b of client.doGet("fail").batches()) seen.push(valuesIn(b));
    };
    await expect(reading()).rejects.toMatchObject({ code: "OUT_OF_RANGE" });
    expect(seen).toEqual([[1]]);
    await expect(all(client.doAction("x", "y", { headers: { "bad name": "x" } }))).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
  });

  test("headers go with each call; time and signal end it on both sides", async () => {
    await using client = open(url);
    const header = async (name: string, options = {}): Promise<unknown> =>
      text((await all(client.doAction("header", name, options)))[0] ?? null);
    expect(await header("x-all")).toBe("every");
    expect(await header("x-one", { headers: { "x-one": "1" } })).toBe("1");
    await expect(all(client.doAction("wait", "", { timeout: 50 }))).rejects.toMatchObject({ code: "TIMEOUT" });
    await expect(all(client.doAction("wait", "", { signal: AbortSignal.timeout(50) }))).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    await expect(all(client.doAction("wait", "", { signal: controller.signal }))).rejects.toMatchObject({
      code: "CANCELLED",
    });
    await expect.poll(() => server.running).toBe(0);
  });

  test("a loop that is left ends the call on the server", async () => {
    await using client = open(url);
    const before = stopped;
    for await (const b of client.doGet("endless").batches()) if (valuesIn(b)?.[0] === 100) break;
    await expect.poll(() => stopped).toBe(before + 1);
    await expect.poll(() => server.running).toBe(0);
  });

  test("nobody is there", async () => {
    await using client = open("grpc://127.0.0.1:1");
    const outcome = await client.tryGetFlightInfo({ path: ["x"] });
    expect(outcome.isErr && outcome.error).toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("127.0.0.1:1 cannot be reached"),
    });
  });
});

test("a server that gives no sign of life is left, whose call waits; one that answers is not", async () => {
  const silent = createServer((socket) => socket.resume());
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  await using mute = new FlightClient(`grpc://127.0.0.1:${(silent.address() as AddressInfo).port}`, { keepAlive: 50 });
  const outcome = await mute.tryGetSchema({ path: ["x"] });
  expect(outcome.isErr && outcome.error).toMatchObject({
    code: "UNAVAILABLE",
    message: expect.stringContaining("no sign of life in 50 ms"),
  });
  silent.close();
  await using slow = new FlightClient(url, { keepAlive: 50 });
  await expect(all(slow.doAction("wait", "", { timeout: 500 }))).rejects.toMatchObject({ code: "TIMEOUT" });
});

test("what fetch cannot send is NOT_SUPPORTED", async () => {
  await using client = new WebClient(url);
  const calls = [
    () => client.put({ path: ["t"] }, { schema: N, batches: [rows(1)] }),
    () => all(client.handshake([])),
    () => all(client.doExchange({ path: ["t"] }).reader),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
});

describe("doPut", () => {
  test("rows go, answers come", async () => {
    await using client = new FlightClient(url);
    const put = client.doPut({ path: ["t"] });
    await put.write(rows(1, 2), bytes("first"));
    await put.write(null, bytes("alone"));
    await put.write(rows(3));
    expect((await put.close()).map(text)).toEqual(["first", "alone", "3 rows"]);
    expect((await client.put({ path: ["t"] }, { schema: N, batches: [] })).map(text)).toEqual(["0 rows"]);
  });

  test("a server that refuses, or has enough, ends the writing", async () => {
    await using client = new FlightClient(url);
    const writing = async (name: string): Promise<void> => {
      const put = client.doPut({ path: [name] });
      for (let i = 0; i < 10_000; i++) await put.write(rows(i));
      await put.close();
    };
    await expect(writing("refuse")).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
    await expect(writing("enough")).rejects.toMatchObject({ code: "FAILED_PRECONDITION" });
    expect(server.running).toBe(0);
  });

  test("a hundred thousand rows in an exchange, each batch answered", async () => {
    await using client = new FlightClient(url);
    const { writer, reader } = client.doExchange({ command: "echo" });
    const sending = (async () => {
      for (let i = 0; i < 100; i++) await writer.write(rows(...Array.from({ length: 1000 }, (_, k) => i * 1000 + k)));
      await writer.done();
    })();
    let next = 0;
    for await (const b of reader.batches()) for (const v of valuesIn(b) ?? []) expect(v).toBe(next++);
    await sending;
    expect(next).toBe(100_000);
  });
});

test("rows that are not kept come in memory that is used again, and are right while they last", async () => {
  const size = 100_000;
  const many = Array.from({ length: 20 }, (_, i) => rows(...new Array<number>(size).fill(i)));
  await using own = await serveFlight({ doGet: () => ({ schema: N, batches: many }) });
  await using client = new FlightClient(`grpc://127.0.0.1:${own.port}`);
  const buffers = new Set<unknown>();
  let i = 0;
  for await (const { batch } of client.doGet("").fleeting()) {
    const column = batch?.columns[0];
    if (column?.layout !== "fixed") throw new Error("no numbers");
    buffers.add(column.values.buffer);
    expect(column.values.length).toBe(size);
    expect(new Set(column.values as Int32Array)).toEqual(new Set([i]));
    i++;
  }
  expect(i).toBe(20);
  expect(buffers.size).toBeLessThan(10);
});
