import { create, toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { flightData } from "../../src/flight/data.ts";
import { descriptorOf, type FlightMessage, flightMessages } from "../../src/flight/index.ts";
import { joined } from "../../src/grpc/frame.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import { ActionSchema, FlightDescriptorSchema, TicketSchema } from "../../src/proto/arrow/flight/protocol/flight_pb.ts";
import { everyType } from "../arrow/ipc/arbitrary.ts";
import { type Ending, framedBytes, memory, mutated, post, session, target } from "../flight/hostile/attack.ts";
import type { Listening } from "../flight/integration/tools.ts";
import { random } from "../support/random.ts";

const TRIES = process.env["FUZZ"] === "small" ? 300 : 10_000;
const ABREAST = 32;
const SERVICE = "/arrow.flight.protocol.FlightService/";
const GRPC = { "content-type": "application/grpc" };

let server: Listening;
beforeAll(async () => {
  server = await target();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Try {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Sends so many requests; each must end, none as a fault of our own, and the server holds no more than before. */
async function attack(seed: number, make: (next: () => number) => Try): Promise<void> {
  const next = random(Number(process.env["FUZZ_SEED"] ?? seed));
  const warm = session(server.port);
  for (let i = 0; i < 100; i++) {
    const { path, headers, body } = make(next);
    await post(warm, path, headers, body);
  }
  warm.destroy();
  const before = await memory(server.port);
  let client = session(server.port);
  const faults: string[] = [];
  let left = TRIES;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const { path, headers, body } = make(next);
      if (client.destroyed || client.closed) client = session(server.port);
      const ending: Ending = await post(client, path, headers, body);
      // What we did not foresee is INTERNAL; a compressed message without an encoding is so by gRPC's own rule.
      if (ending.status === "13" && !ending.message.includes("compressed"))
        faults.push(`${path} ${ending.message}: ${body.subarray(0, 2000).toString("hex")}`);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, lane));
  client.destroy();
  expect(faults.slice(0, 3)).toEqual([]);
  expect(server.child.exitCode).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const after = await memory(server.port);
  expect(after.running).toBe(1);
  expect(after.heapUsed - before.heapUsed).toBeLessThan(16 << 20);
  expect(after.external - before.external).toBeLessThan(32 << 20);
}

const { schema, batches } = everyType(7, 20);
const messages: FlightMessage[] = [];
for (const compression of ["none", "lz4", "zstd"] as const)
  for await (const m of flightMessages(
    { schema, batches },
    { compression, codecs: nodeHost, descriptor: descriptorOf({ path: ["t"] }), dictionaries: compression === "none" },
  ))
    messages.push(m);
const starts = messages.flatMap((m, i) => (m.descriptor === null ? [] : [i]));
const encoded = messages.map((m) =>
  joined(flightData.encode({ ...m, body: m.body.length === 0 ? [] : [joined(m.body)] })),
);

const pick = <T>(of: readonly T[], next: () => number): T => of[Math.floor(next() * of.length)] as T;
const plain: readonly (readonly [string, Uint8Array])[] = [
  ["GetFlightInfo", toBinary(FlightDescriptorSchema, descriptorOf({ path: ["a", "b"] }))],
  ["GetSchema", toBinary(FlightDescriptorSchema, descriptorOf({ command: "select 1" }))],
  ["DoAction", toBinary(ActionSchema, create(ActionSchema, { type: "echo", body: Buffer.from("some body") }))],
  ["ListActions", new Uint8Array(0)],
  ["DoGet", toBinary(TicketSchema, create(TicketSchema, { ticket: Buffer.from("none") }))],
];

test("gRPC frames", () =>
  attack(1, (next) => {
    const [name, bytes] = pick(
      [...plain, ["DoPut", encoded[0] as Uint8Array], ["Handshake", Buffer.from("\x12\x01a")]] as const,
      next,
    );
    const encoding = next() < 0.1 ? { "grpc-encoding": pick(["gzip", "deflate", "br", "identity"], next) } : {};
    return { path: SERVICE + name, headers: { ...GRPC, ...encoding }, body: mutated(framedBytes(bytes), next) };
  }));

test("Protobuf", () =>
  attack(2, (next) => {
    const [name, bytes] = pick(plain, next);
    return { path: SERVICE + name, headers: GRPC, body: framedBytes(mutated(bytes, next)) };
  }));

test("tickets", () =>
  attack(3, (next) => {
    const ticket = mutated(Buffer.from("none"), next);
    const bytes = toBinary(TicketSchema, create(TicketSchema, { ticket }));
    return { path: `${SERVICE}DoGet`, headers: GRPC, body: framedBytes(next() < 0.5 ? bytes : mutated(bytes, next)) };
  }));

test("FlightData, headers of IPC and bodies", () =>
  attack(4, (next) => {
    const start = pick(starts, next);
    const end = starts[starts.indexOf(start) + 1] ?? messages.length;
    const hit = start + Math.floor(next() * (end - start));
    const frames = messages.slice(start, end).map((m, i) => {
      const at = start + i;
      if (at !== hit) return framedBytes(encoded[at] as Uint8Array);
      if (next() < 0.3) return framedBytes(mutated(encoded[at] as Uint8Array, next));
      const body = m.body.length === 0 ? new Uint8Array(0) : joined(m.body);
      const [header, bytes] = next() < 0.6 ? [mutated(m.header, next), body] : [m.header, mutated(body, next)];
      return framedBytes(joined(flightData.encode({ ...m, header, body: [bytes] })));
    });
    const name = next() < 0.8 ? "DoPut" : "DoExchange";
    return { path: SERVICE + name, headers: GRPC, body: Buffer.concat(frames) };
  }));

test("gRPC-Web and Connect", () =>
  attack(5, (next) => {
    const [name, bytes] = pick(plain, next);
    const kinds = [
      ["application/grpc-web+proto", framedBytes(bytes)],
      ["application/grpc-web-text", Buffer.from(framedBytes(bytes).toString("base64"))],
      ["application/proto", Buffer.from(bytes)],
      ["application/json", Buffer.from('{"type": "echo", "body": "YWJj", "path": ["a"]}')],
      ["application/connect+proto", framedBytes(bytes)],
      ["application/connect+json", framedBytes(Buffer.from('{"type": "echo"}'))],
    ] as const;
    const [type, body] = pick(kinds, next);
    const headers: Record<string, string> = { "content-type": next() < 0.05 ? `${type}x` : type };
    if (next() < 0.05)
      headers[pick(["grpc-timeout", "connect-timeout-ms"], next)] = pick(
        ["1S", "-1", "9999999999", "x", "99999999H"],
        next,
      );
    if (next() < 0.05)
      headers[pick(["content-encoding", "grpc-encoding", "connect-content-encoding"], next)] = pick(
        ["gzip", "br", "zzz"],
        next,
      );
    return { path: SERVICE + name, headers, body: mutated(body, next) };
  }));
