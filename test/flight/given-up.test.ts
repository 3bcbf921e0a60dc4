import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FlightClient, flightMessages, type GrpcServer, serveFlight } from "../../src/flight/index.ts";
import { configOf, startServer } from "../../src/server/index.ts";
import { N, rows } from "./rows.ts";

const PATH = { path: ["t"] };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const refused = (code: string): object => ({ code });

let server: GrpcServer;
let client: FlightClient;
/** How the handlers saw their streams end. */
let ends: string[] = [];
const ended = async (count: number): Promise<readonly string[]> => {
  for (let i = 0; i < 200 && ends.length < count; i++) await pause(10);
  await pause(30);
  return ends;
};

beforeAll(async () => {
  server = await serveFlight({
    async *doPut(reader) {
      try {
        for await (const _ of reader);
        ends.push("whole");
      } catch {
        ends.push("given up");
      }
      yield new Uint8Array(0);
    },
    doGet: () => ({
      schema: N,
      batches: (async function* () {
        yield rows(1);
        await new Promise(() => undefined);
      })(),
    }),
    async *doExchange(_, call) {
      call.signal.addEventListener("abort", () => ends.push("given up"));
      for (;;) yield* flightMessages({ schema: N, batches: [rows(1)] });
    },
  });
  client = new FlightClient(`grpc://127.0.0.1:${server.port}`);
});
afterAll(async () => {
  await client.close(0);
  await server.close();
});
beforeEach(() => {
  ends = [];
});

describe("rows on their way that are given up are never all of them to the server", () => {
  test("by a signal, at any time", async () => {
    let count = 0;
    for (const writes of [1, 2, 30])
      for (const wait of [0, 2, 10]) {
        const stop = new AbortController();
        const put = client.doPut(PATH, { signal: stop.signal });
        for (let i = 0; i < writes; i++) await put.write(rows(i));
        await pause(wait);
        stop.abort();
        await expect(put.close()).rejects.toMatchObject(refused("CANCELLED"));
        count++;
      }
    expect(new Set(await ended(count))).toEqual(new Set(["given up"]));
  });
  test("by a source that fails", async () => {
    const source = (async function* () {
      yield rows(1);
      throw new Error("the source broke");
    })();
    await expect(client.put(PATH, { schema: N, batches: source })).rejects.toThrow("the source broke");
    expect(await ended(1)).toEqual(["given up"]);
    expect(server.running).toBe(0);
  });
  test("by a block that fails, or leaves its writer open; by cancel", async () => {
    const block = async (): Promise<void> => {
      await using put = client.doPut(PATH);
      await put.write(rows(1));
      await pause(5);
      throw new Error("half of them");
    };
    await expect(block()).rejects.toThrow("half of them");
    const put = client.doPut(PATH);
    await put.write(rows(1));
    await pause(5);
    await put.cancel();
    await expect(put.write(rows(2))).rejects.toMatchObject(refused("CANCELLED"));
    expect(await ended(2)).toEqual(["given up", "given up"]);
  });
  test("a block that is done with its writer has sent them", async () => {
    {
      await using put = client.doPut(PATH);
      await put.write(rows(1));
      await put.done();
    }
    expect(await ended(1)).toEqual(["whole"]);
  });
  test("nor is a table of polaroid serve", async () => {
    await using serving = await startServer(configOf({ port: ["0"], "log-level": ["silent"] }));
    const own = new FlightClient(`grpc://127.0.0.1:${serving.port}`);
    const put = own.doPut({ path: ["half"] });
    for (let i = 0; i < 3; i++) await put.write(rows(i));
    await pause(20);
    await put.cancel();
    await pause(50);
    await expect(own.getSchema({ path: ["half"] })).rejects.toMatchObject(refused("NOT_FOUND"));
    await own.close(0);
  });
  describe("by callers of any kind", () => {
    const text = (s: string): Buffer => Buffer.concat([Buffer.from([s.length]), Buffer.from(s)]);
    const header = (name: string, value: string): Buffer => Buffer.concat([Buffer.from([0]), text(name), text(value)]);
    const frame = (type: number, flags: number, stream: number, body: Buffer): Buffer =>
      Buffer.concat([Buffer.from([0, 0, body.length, type, flags, 0, 0, 0, stream]), body]);
    const [DATA, HEADERS, RESET, SETTINGS] = [0, 1, 3, 4];
    const [STREAM_END, HEADERS_END] = [1, 4];
    const EMPTY = Buffer.alloc(5);
    const opening = Buffer.concat([
      Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
      frame(SETTINGS, 0, 0, Buffer.alloc(0)),
      frame(
        HEADERS,
        HEADERS_END,
        1,
        Buffer.concat([
          header(":method", "POST"),
          header(":scheme", "http"),
          header(":path", "/arrow.flight.protocol.FlightService/DoPut"),
          header(":authority", "a"),
          header("content-type", "application/grpc"),
        ]),
      ),
      frame(DATA, 0, 1, EMPTY),
    ]);
    const reset = (code: number): Buffer => frame(RESET, 0, 1, Buffer.from([0, 0, 0, code]));
    test.each<[string, string, (socket: Socket) => void]>([
      ["who are cancelled", "given up", (s) => s.write(reset(8))],
      ["who reset without a reason", "given up", (s) => s.write(Buffer.concat([frame(DATA, 0, 1, EMPTY), reset(0)]))],
      ["whose process ends", "given up", (s) => s.end()],
      ["whose connection breaks", "given up", (s) => s.resetAndDestroy()],
      ["who say that this was all", "whole", (s) => s.write(frame(DATA, STREAM_END, 1, EMPTY))],
    ])("%s", async (_, end, act) => {
      const socket = connectTcp(server.port, "127.0.0.1");
      socket.on("error", () => undefined);
      await once(socket, "connect");
      socket.write(opening);
      for (let i = 0; i < 200 && server.running === 0; i++) await pause(10);
      act(socket);
      expect(await ended(1)).toEqual([end]);
      socket.destroy();
    });
  });
});

describe("what has not come yet is given up", () => {
  test("while it is waited for", async () => {
    const reader = client.doGet("t");
    const batches = reader.batches();
    expect((await batches.next()).value?.length).toBe(1);
    const waiting = expect(batches.next()).rejects.toMatchObject(refused("CANCELLED"));
    await reader.cancel();
    await waiting;
    await pause(50);
    expect(server.running).toBe(0);
  });
  test("of an exchange, whose writer hears of it though nobody reads the answers", async () => {
    const cancelled = client.doExchange(PATH);
    await cancelled.reader.schema();
    await cancelled.reader.cancel();
    expect(await ended(1)).toEqual(["given up"]);
    const stop = new AbortController();
    const { writer } = client.doExchange(PATH, { signal: stop.signal });
    await writer.write(rows(1));
    await pause(50);
    stop.abort();
    await expect(writer.write(rows(2))).rejects.toMatchObject(refused("CANCELLED"));
    expect(await ended(2)).toEqual(["given up", "given up"]);
  });
  test("by the end of the client, after its grace", async () => {
    const own = new FlightClient(client.url);
    const put = own.doPut(PATH);
    await put.write(rows(1));
    const closing = expect(put.close()).resolves.toBeDefined();
    await own.close(5000);
    await closing;
    const open = own.doPut(PATH);
    await open.write(rows(1));
    await own.close(20);
    await expect(open.close()).rejects.toMatchObject(refused("CANCELLED"));
    expect(await ended(2)).toEqual(["whole", "given up"]);
  });
});
