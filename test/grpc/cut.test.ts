import { once } from "node:events";
import { createServer, type Http2Server, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { expect, test } from "vitest";
import { Channel } from "../../src/grpc/client.ts";
import type { Method } from "../../src/grpc/method.ts";
import { WebChannel } from "../../src/grpc/web-client.ts";

const bytes = { encode: (b: Uint8Array) => [b], decode: (b: Uint8Array) => Buffer.from(b) };
const method = {
  path: "/a.B/C",
  streamsIn: false,
  streamsOut: true,
  input: bytes,
  output: bytes,
} as unknown as Method<Uint8Array, Buffer>;
const message = (length: number, flags = 0): Buffer => {
  const out = Buffer.alloc(5 + length, 65);
  out[0] = flags;
  out.writeUInt32BE(length, 1);
  return out;
};
const trailers = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x80, 0, 0, 0, text.length]), Buffer.from(text)]);

interface Fake extends AsyncDisposable {
  readonly url: string;
  /** Ends all connections as if the machine had died. */
  readonly reset: () => void;
}
async function fake(answer: (stream: ServerHttp2Stream) => void): Promise<Fake> {
  const sockets: Socket[] = [];
  const server: Http2Server = createServer();
  server.on("connection", (socket: Socket) => sockets.push(socket));
  server.on("stream", (stream) => {
    stream.on("error", () => undefined);
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    answer(stream);
    stream.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const reset = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: `grpc://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset,
    async [Symbol.asyncDispose]() {
      reset();
      server.close();
    },
  };
}
async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const row of rows) out.push(row);
  return out;
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("a connection that breaks before all was read is no end, though the end was told", async () => {
  await using server = await fake((stream) => {
    for (let i = 0; i < 10; i++) stream.write(message(100_000));
  });
  await using channel = { c: new Channel(server.url), [Symbol.asyncDispose]: () => channel.c.close() };
  const read = async (): Promise<number> => {
    let n = 0;
    for await (const _ of channel.c.call(method, [Buffer.from("q")]))
      if (n++ === 0) {
        await pause(100);
        server.reset();
        await pause(100);
      }
    return n;
  };
  await expect(read()).rejects.toMatchObject({ code: "UNAVAILABLE" });
});

test("an answer that is whole and left unread ends who sends, amid a write too", async () => {
  await using server = await fake((stream) => {
    for (let i = 0; i < 10; i++) stream.write(message(10));
  });
  const channel = new Channel(server.url);
  const ended = Promise.withResolvers<void>();
  async function* endless(): AsyncGenerator<Buffer> {
    try {
      for (;;) yield Buffer.alloc(1 << 20);
    } finally {
      ended.resolve();
    }
  }
  for await (const _ of channel.call({ ...method, streamsIn: true }, endless())) {
    await pause(100);
    break;
  }
  await ended.promise;
  await channel.close();
});

test.each([
  ["half a message", message(10).subarray(0, 10)],
  ["half a head", message(10).subarray(0, 2)],
])("an answer that ends with %s is an error", async (_, rest) => {
  await using server = await fake((stream) => {
    stream.write(Buffer.concat([message(10), rest]));
  });
  const channel = new Channel(server.url);
  await expect(all(channel.call(method, [Buffer.from("q")]))).rejects.toMatchObject({
    code: "INTERNAL",
    message: expect.stringContaining("ends within a message"),
  });
  await channel.close();
});

test.each([
  ["half a message before its end", [message(10).subarray(0, 8), trailers("grpc-status: 0\r\n")]],
  ["half a message after its end", [message(10), trailers("grpc-status: 0\r\n"), message(10).subarray(0, 8)]],
  ["a message after its end", [message(10), trailers("grpc-status: 0\r\n"), message(10)]],
  ["two ends", [message(10), trailers("grpc-status: 13\r\n"), trailers("grpc-status: 0\r\n")]],
])("over gRPC-Web, an answer with %s is an error", async (_, pieces) => {
  const fetch = async (): Promise<Response> =>
    new Response(Buffer.concat(pieces), { headers: { "content-type": "application/grpc-web+proto" } });
  const channel = new WebChannel("http://host:1", { fetch });
  await expect(all(channel.call(method, [Buffer.from("q")]))).rejects.toHaveProperty("code");
});

test("a connection whose time ended while the process was busy fails its calls, and nothing else", async () => {
  await using server = await fake((stream) => stream.end(message(10)));
  const codes = new Set<string>();
  for (let i = 0; i < 20; i++) {
    const channel = new Channel(server.url, { connectTimeout: 2 });
    const call = all(channel.call(method, [Buffer.alloc(1)])).then(
      () => "OK",
      (error: { code: string }) => error.code,
    );
    const until = performance.now() + 8;
    while (performance.now() < until);
    codes.add(await call);
    await channel.close();
  }
  expect([...codes].filter((code) => code !== "OK" && code !== "UNAVAILABLE")).toEqual([]);
});
