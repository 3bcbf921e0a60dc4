import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import type { Random } from "./random.ts";

const GRPC = { "content-type": "application/grpc", te: "trailers" };
const METHODS = [
  "/polaroid.v1.DataFrameService/CollectLazy",
  "/polaroid.v1.DataFrameService/Sql",
  "/arrow.flight.protocol.FlightService/DoGet",
  "/arrow.flight.protocol.FlightService/DoPut",
  "/arrow.flight.protocol.FlightService/DoAction",
  "/no.such.Service/Method",
];

async function raw(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A call with a body of somebody's choosing; it ends however it ends. */
function call(port: number, path: string, body: Uint8Array, end: boolean): Promise<void> {
  return new Promise((resolve) => {
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    const done = (): void => {
      session.destroy();
      resolve();
    };
    session.on("error", done);
    const stream = session.request({ ":method": "POST", ":path": path, ...GRPC });
    stream.on("error", () => undefined);
    stream.on("close", done);
    stream.resume();
    stream.write(body);
    if (end) stream.end();
    else setTimeout(done, 100);
  });
}
const frame = (bytes: Uint8Array, length = bytes.length): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, bytes]);
};

/** What bad clients and bad networks do. */
export const FAULTS: Readonly<Record<string, (port: number, random: Random) => Promise<void>>> = {
  garbage: async (port, random) => {
    const socket = await raw(port);
    socket.write(random.bytes(1 + random.below(2000)));
    await pause(20);
    socket.destroy();
  },
  "half open": async (port) => {
    const socket = await raw(port);
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    await pause(100);
    socket.resetAndDestroy();
  },
  "broken messages": (port, random) => call(port, random.of(METHODS), frame(random.bytes(random.below(500))), true),
  "too long": (port, random) => call(port, random.of(METHODS), frame(random.bytes(100), 2 ** 31), false),
  unfinished: (port, random) => call(port, random.of(METHODS), frame(random.bytes(100), 5000), false),
  "reset at once": async (port, random) => {
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    session.on("error", () => undefined);
    for (let i = 0; i < 20; i++) {
      const stream = session.request({ ":method": "POST", ":path": random.of(METHODS), ...GRPC });
      stream.on("error", () => undefined);
      stream.close(8);
    }
    await pause(50);
    session.destroy();
  },
  "slow reader": async (port) => {
    const session = connectHttp2(`http://127.0.0.1:${port}`, { settings: { initialWindowSize: 1000 } });
    session.on("error", () => undefined);
    const stream = session.request({
      ":method": "POST",
      ":path": "/polaroid.v1.DataFrameService/Sql",
      ...GRPC,
      "content-type": "application/grpc-web",
    });
    stream.on("error", () => undefined);
    const query = Buffer.from("select * from flights");
    stream.end(frame(Buffer.concat([Buffer.from([0x0a, query.length]), query])));
    stream.pause();
    await pause(500);
    session.destroy();
  },
};
