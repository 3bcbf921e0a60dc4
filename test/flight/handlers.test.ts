import { expect, test } from "vitest";
import {
  type FlightCallsOptions,
  FlightClient,
  type FlightHandlers,
  flightInfo,
  pollInfo,
  serveFlight,
} from "../../src/flight/index.ts";
import { all, N, rows, text } from "./rows.ts";

const PATH = { path: ["t"] };
type Name = keyof FlightHandlers;
const CALLS: Readonly<Record<Name, (client: FlightClient) => Promise<unknown>>> = {
  handshake: (c) => all(c.handshake([new Uint8Array(1)])),
  listFlights: (c) => all(c.listFlights()),
  getFlightInfo: (c) => c.getFlightInfo(PATH),
  pollFlightInfo: (c) => c.pollFlightInfo(PATH),
  getSchema: (c) => c.getSchema(PATH),
  doGet: (c) => all(c.doGet("t")),
  doPut: (c) => c.put(PATH, { schema: N, batches: [rows(1)] }),
  doExchange: (c) => all(c.doExchange(PATH).reader),
  doAction: (c) => all(c.doAction("t")),
  listActions: (c) => all(c.listActions()),
};
/** What a handler may give by mistake. */
const ODD: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => 5,
  () => ({}),
  async () => undefined,
  async function* () {
    yield 5;
  },
  async function* () {
    yield undefined;
  },
];

async function told<T>(handlers: object, call: (client: FlightClient) => T, options: FlightCallsOptions = {}) {
  await using server = await serveFlight(handlers as FlightHandlers);
  const client = new FlightClient(`grpc://127.0.0.1:${server.port}`, options);
  try {
    return await call(client);
  } finally {
    await client.close(0);
  }
}

test.each(Object.keys(CALLS) as Name[])("%s that gives something else is told so, by name", async (name) => {
  for (const handler of ODD)
    await expect(told({ [name]: handler }, CALLS[name])).rejects.toMatchObject({
      code: "INTERNAL",
      message: expect.stringContaining(`the handler ${name} gave `),
    });
});

test.each(Object.keys(CALLS) as Name[])("%s that fails by a promise ends its call, and no more", async (name) => {
  const handler = async (): Promise<never> => {
    throw new RangeError("out of patience");
  };
  await expect(told({ [name]: handler }, CALLS[name])).rejects.toMatchObject({
    code: "INTERNAL",
    message: expect.stringContaining("out of patience"),
  });
});

test("a promise of what is streamed is waited for; rows without batches are told", async () => {
  const answers = async () => [Buffer.from("a"), Buffer.from("b")];
  const bodies = await told({ doAction: answers }, (c) => all(c.doAction("t")));
  expect(bodies.map(text)).toEqual(["a", "b"]);
  await expect(told({ doGet: () => ({ schema: N }) }, CALLS.doGet)).rejects.toMatchObject({
    message: expect.stringContaining("the handler doGet gave an object of schema; it must give { schema, batches }"),
  });
});

test("actions are plain objects, and the state of a query is made as an info is", async () => {
  const info = flightInfo({ schema: N, descriptor: PATH, endpoints: [] });
  const handlers: FlightHandlers = {
    listActions: () => [{ type: "stop", description: "Ends it." }, { type: "go" }],
    pollFlightInfo: () => pollInfo({ info, descriptor: { command: "again" }, progress: 0.5, expires: 1_000 }),
  };
  const actions = await told(handlers, (c) => all(c.listActions()));
  expect(actions.map((a) => `${a.type}: ${a.description}`)).toEqual(["stop: Ends it.", "go: "]);
  const state = await told(handlers, (c) => c.pollFlightInfo(PATH));
  expect(text(state.flightDescriptor?.cmd ?? null)).toBe("again");
  expect([state.progress, state.expirationTime?.seconds]).toEqual([0.5, 1n]);
});
