import { connect as connectTcp, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FlightClient } from "../../src/flight/index.ts";
import { framedBytes, memory, post, session, target } from "../flight/hostile/attack.ts";
import type { Listening } from "../flight/integration/tools.ts";

const PUT = "/arrow.flight.protocol.FlightService/DoPut";
const EXCHANGE = "/arrow.flight.protocol.FlightService/DoExchange";
const GRPC = { "content-type": "application/grpc" };
const MB = 1 << 20;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let server: Listening;
beforeAll(async () => {
  server = await target();
});
afterAll(() => server[Symbol.asyncDispose]());

/** The server still answers, and holds no more than this more. */
async function well(before: { readonly rss: number }, mb: number): Promise<void> {
  await pause(300);
  const after = await memory(server.port);
  expect((after.rss - before.rss) / MB).toBeLessThan(mb);
}

function raw(
  text: string | Buffer,
): Promise<{ readonly socket: Socket; readonly said: () => string; readonly gone: Promise<void> }> {
  const socket = connectTcp(server.port, "127.0.0.1");
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  const gone = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return new Promise((resolve) =>
    socket.once("connect", () => {
      socket.write(text);
      resolve({ socket, said: () => heard, gone });
    }),
  );
}

test("a message over the limit is refused by its head, before its bytes come", async () => {
  const head = Buffer.from([0, 0x7f, 0xff, 0xff, 0xff]);
  const client = session(server.port);
  const ending = await post(client, PUT, GRPC, Buffer.concat([head, Buffer.alloc(1000)]));
  expect(ending).toMatchObject({ status: "8" });
  expect(ending.message).toContain("a message of 2147483647 bytes where 8388608 are taken");
  client.destroy();
});

test("a thousand promises of large messages take no memory", async () => {
  const before = await memory(server.port);
  const client = session(server.port);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(8 * MB, 1);
  const streams = Array.from({ length: 900 }, () => {
    const stream = client.request({ ":method": "POST", ":path": PUT, ...GRPC });
    stream.on("error", () => undefined);
    stream.write(head);
    return stream;
  });
  await pause(500);
  const during = await memory(server.port);
  for (const stream of streams) stream.close(8);
  client.destroy();
  expect(during.running).toBeGreaterThan(900);
  // Streams of HTTP/2 themselves take 50 KB each.
  expect((during.external - before.external) / MB).toBeLessThan(150);
  expect((during.rss - before.rss) / MB).toBeLessThan(120);
  await pause(300);
  expect((await memory(server.port)).running).toBe(1);
});

test("a compressed message that becomes too large is refused", async () => {
  const { gzipSync } = await import("node:zlib");
  const bomb = gzipSync(Buffer.alloc(200 * MB));
  const before = await memory(server.port);
  const client = session(server.port);
  const ending = await post(client, PUT, { ...GRPC, "grpc-encoding": "gzip" }, framedBytes(bomb, 1));
  expect(ending).toMatchObject({ status: "8" });
  client.destroy();
  await well(before, 60);
});

test("a caller that goes on after its call ended is cut off", async () => {
  const client = session(server.port);
  const stream = client.request({ ":method": "POST", ":path": PUT, te: "trailers", ...GRPC });
  stream.on("error", () => undefined);
  // Node's client tells no "close" of a stream that ends amid a write while nobody reads it.
  stream.resume();
  const closed = new Promise((resolve) => stream.once("close", resolve));
  let status: unknown;
  stream.on("response", (fields) => {
    status = fields["grpc-status"];
  });
  // No FlightData: the call ends at once, the stream of bytes does not.
  const feed = setInterval(() => stream.write(framedBytes(Buffer.alloc(60_000, 0xff))), 2);
  await closed;
  clearInterval(feed);
  expect(status).toBe("3");
  client.destroy();
});

test("bytes without end in both ways do not grow the server while nobody reads its answers", async () => {
  const before = await memory(server.port);
  const client = session(server.port);
  const stream = client.request({ ":method": "POST", ":path": EXCHANGE, te: "trailers", ...GRPC });
  stream.on("error", () => undefined);
  // FlightData of 100 KB of app_metadata.
  const message = framedBytes(Buffer.concat([Buffer.from([0x1a, 0xa0, 0x8d, 0x06]), Buffer.alloc(100_000)]));
  let sent = 0;
  const ready = new Promise((resolve) => {
    const more = (): void => {
      while (sent < 200 * MB && stream.write(message)) sent += message.length;
      if (sent < 200 * MB) stream.once("drain", more);
      else resolve(null);
    };
    more();
    setTimeout(resolve, 1500);
  });
  await ready;
  expect(sent).toBeLessThan(40 * MB);
  await well(before, 40);
  client.destroy();
});

test("twenty readers that stand still add less than 20 MB", async () => {
  const url = `grpc://127.0.0.1:${server.port}`;
  const first = new FlightClient(url);
  for await (const _ of first.doGet("all").batches()) break;
  await first.close();
  const before = await memory(server.port);
  const clients = Array.from({ length: 20 }, () => new FlightClient(url));
  const readers = clients.map((client) => client.doGet("all").batches());
  await Promise.all(readers.map((reader) => reader.next()));
  await pause(1000);
  await well(before, 20);
  await Promise.all(readers.map((reader) => reader.return(undefined)));
  await Promise.all(clients.map((client) => client.close()));
  await pause(300);
  expect(await memory(server.port)).toMatchObject({ running: 1 });
});

test("headers without measure end the stream or the connection, not the server", async () => {
  const client = session(server.port);
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  const headers: Record<string, string> = {};
  for (let i = 0; i < 2000; i++) headers[`x-flood-${i}`] = "y".repeat(100);
  const ending = await Promise.race([
    post(client, PUT, { ...GRPC, ...headers }, Buffer.alloc(0)).then((e) => e.http),
    closed.then(() => 0),
  ]).catch(() => 0);
  expect([0, 431]).toContain(ending);
  client.destroy();
  const plain = await raw(`GET / HTTP/1.1\r\nhost: x\r\n${"x-flood: yyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".repeat(5000)}\r\n`);
  await plain.gone;
  await memory(server.port);
});

test("streams that are opened and reset at once, by the thousand", async () => {
  const before = await memory(server.port);
  for (let round = 0; round < 5; round++) {
    const client = session(server.port);
    for (let i = 0; i < 2000 && !client.destroyed; i++) {
      const stream = client.request({ ":method": "POST", ":path": PUT, ...GRPC });
      stream.on("error", () => undefined);
      stream.close(8);
      if (i % 100 === 0) await pause(0);
    }
    await pause(50);
    client.destroy();
  }
  await well(before, 150);
  expect(await memory(server.port)).toMatchObject({ running: 1 });
});

test("connections that break amid a message, and bytes that are no HTTP", async () => {
  const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  const garbage = [
    Buffer.from("\x16\x03\x01\x02\x00\x01\x00\x01\xfc"),
    Buffer.from("GET"),
    Buffer.concat([preface, Buffer.alloc(100, 0xff)]),
    Buffer.concat([preface, Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0])]),
    Buffer.from("POST /x HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
    Buffer.from("\0".repeat(1000)),
  ];
  for (const bytes of garbage)
    for (const how of ["destroy", "resetAndDestroy", "end"] as const) {
      const { socket } = await raw(bytes);
      await pause(5);
      socket[how]();
    }
  for (let i = 0; i < 50; i++) {
    const client = session(server.port);
    const stream = client.request({ ":method": "POST", ":path": PUT, ...GRPC });
    stream.on("error", () => undefined);
    stream.write(framedBytes(Buffer.alloc(1000)).subarray(0, 500));
    await pause(2);
    client.destroy();
  }
  await pause(500);
  const { running, open } = await memory(server.port);
  expect(running).toBe(1);
  expect(open).toBeLessThan(10);
});

test("a time that is weeks away does not end the call at once", async () => {
  const client = session(server.port);
  const ending = await post(
    client,
    "/arrow.flight.protocol.FlightService/ListActions",
    { ...GRPC, "grpc-timeout": "99999999H" },
    framedBytes(Buffer.alloc(0)),
  );
  expect(ending).toMatchObject({ status: "12" });
  client.destroy();
});
