import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { FlightClient, serveFlight } from "../../src/flight/index.ts";

const closedIn = (socket: Socket): Promise<number> => {
  const at = performance.now();
  socket.resume().on("error", () => undefined);
  return new Promise((resolve) => socket.once("close", () => resolve(performance.now() - at)));
};

test.each(["", "G", "GET / HTTP/1.1\r\nhost: a\r\n"])(
  'a connection that says no more than "%s" is ended',
  async (said) => {
    await using server = await serveFlight({}, { limits: { hello: 300 } });
    const socket = connect(server.port, "127.0.0.1", () => said !== "" && socket.write(said));
    expect(await closedIn(socket)).toBeLessThan(2000);
  },
);

test("a connection that gives no sign of life is ended", async () => {
  await using server = await serveFlight({}, { limits: { keepAlive: 100 } });
  const socket = connect(server.port, "127.0.0.1", () => {
    // The preface and settings, and then nothing, not even for a ping.
    socket.write(
      Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])]),
    );
  });
  expect(await closedIn(socket)).toBeLessThan(2000);
});

test("more connections than allowed are not taken, those that are there go on", async () => {
  await using server = await serveFlight({ listActions: () => [] }, { limits: { connections: 1 } });
  await using first = new FlightClient(`grpc://127.0.0.1:${server.port}`);
  for await (const _ of first.listActions());
  await using second = new FlightClient(`grpc://127.0.0.1:${server.port}`);
  expect((await second.tryGetSchema({ path: ["a"] })).isErr).toBe(true);
  for await (const _ of first.listActions());
  expect(server.connections).toBe(1);
});

test("a server that ends lets calls go on within the grace, and takes no new ones", async () => {
  let free: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  const server = await serveFlight({
    async *doAction() {
      yield Buffer.from("begun");
      await held;
      yield Buffer.from("done");
    },
  });
  const url = `grpc://127.0.0.1:${server.port}`;
  await using client = new FlightClient(url);
  const answers = client.doAction("wait")[Symbol.asyncIterator]();
  await answers.next();
  const closing = server.close(5000);
  await using late = new FlightClient(url);
  const refused = await late.tryGetFlightInfo({ path: ["a"] }, { timeout: 2000 });
  expect(refused.isErr && refused.error.code).toBe("UNAVAILABLE");
  free();
  expect(Buffer.from((await answers.next()).value ?? []).toString()).toBe("done");
  expect((await answers.next()).done).toBe(true);
  await closing;
});
