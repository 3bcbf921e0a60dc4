import { afterAll, beforeAll, expect, test } from "vitest";
import { FlightClient, type GrpcServer, PolaroidError, serveFlight } from "../../src/flight/index.ts";
import { all, text } from "../flight/rows.ts";

const MB = 1 << 20;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let server: GrpcServer;
beforeAll(async () => {
  const refusing = async (call: { headers: { get(name: string): unknown } }, next: () => Promise<void>) => {
    if (call.headers.get("x-refuse") !== undefined) throw new PolaroidError("UNAUTHENTICATED", "refused at once");
    await next();
  };
  const wide = async function* () {
    yield new Uint8Array(80 * MB);
    await new Promise(() => undefined);
  };
  server = await serveFlight(
    {
      doAction: ({ type, body }) =>
        (type === "wide" ? wide() : [Buffer.from(String(body.length))]) as AsyncIterable<Uint8Array>,
    },
    { interceptors: [refusing] },
  );
});
afterAll(() => server.close());

const connected = (): FlightClient => new FlightClient(`grpc://127.0.0.1:${server.port}`, { messageLimit: 100 * MB });
const small = async (client: FlightClient): Promise<string | null> =>
  text((await all(client.doAction("x", "four")))[0] ?? null);

test("small calls go on beside a large message, on its connection", async () => {
  await using client = connected();
  const large = all(client.doAction("x", new Uint8Array(60 * MB)));
  for (let i = 0; i < 30; i++) {
    expect(await small(client)).toBe("4");
    await pause(1);
  }
  expect(text((await large)[0] ?? null)).toBe(String(60 * MB));
});

test("and after one that is given up, refused before it was heard, or too large", async () => {
  await using client = connected();
  const headers = { "x-refuse": "1" };
  for (let i = 0; i < 4; i++) {
    const stop = new AbortController();
    const large = all(client.doAction("x", new Uint8Array(30 * MB), { signal: stop.signal }));
    await pause(5 * i);
    stop.abort();
    await expect(large).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await small(client)).toBe("4");
    for (const size of [3, 30]) {
      const refused = all(client.doAction("x", new Uint8Array(size * MB), { headers }));
      await expect(refused).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
      expect(await small(client)).toBe("4");
    }
    const tooLarge = all(client.doAction("x", new Uint8Array(80 * MB)));
    await expect(tooLarge).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
    expect(await small(client)).toBe("4");
  }
});

async function count(answers: AsyncIterable<unknown>): Promise<number> {
  let n = 0;
  for await (const _ of answers) n++;
  return n;
}

test("large answers that nobody reads hold nobody else up", async () => {
  await using client = connected();
  for (let i = 0; i < 4; i++) {
    const stop = new AbortController();
    const wide = count(client.doAction("wide", "", { signal: stop.signal }));
    await pause(5 * i);
    expect(await small(client)).toBe("4");
    stop.abort();
    await expect(wide).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await small(client)).toBe("4");
  }
});
