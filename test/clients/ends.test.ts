import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { col, PolaroidError } from "../../src/node.ts";
import { type ConnectOptions, connect, type RemoteClient } from "../../src/remote.ts";
import { type Process, serve } from "./served.ts";

const FLIGHTS = ["--table", `flights=${join(import.meta.dirname, "..", "..", "examples", "data", "flights.parquet")}`];
const ROWS = 336_776;
const opened: AsyncDisposable[] = [];
const started = async (...flags: readonly string[]): Promise<Process> => {
  const server = await serve(...FLIGHTS, "--workers", "1", ...flags);
  opened.push(server);
  return server;
};
const client = async (port: number, options: ConnectOptions): Promise<RemoteClient> => {
  const made = await connect(`grpc://127.0.0.1:${port}`, options);
  opened.push({ [Symbol.asyncDispose]: () => made.close(0) });
  return made;
};
afterEach(async () => {
  for (const o of opened.splice(0).reverse()) await o[Symbol.asyncDispose]();
});
const metric = async (port: number, name: string): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const ENDLESS = "select sum(a.distance * b.distance) as s from flights a join flights b on a.tailnum <> b.tailnum";

/** Asks over and over until told to stop; what came of it, by code. */
class Load {
  readonly outcomes: Map<string, number> = new Map();
  #over = false;
  #last = performance.now();
  readonly #ended: Promise<unknown>;

  constructor(clients: readonly RemoteClient[]) {
    this.#ended = Promise.all(clients.map((c) => this.#ask(c)));
  }
  /** Milliseconds since the last call ended. */
  get silence(): number {
    return performance.now() - this.#last;
  }
  of(code: string): number {
    return this.outcomes.get(code) ?? 0;
  }
  async #ask(c: RemoteClient): Promise<void> {
    while (!this.#over) {
      const month = 1 + (this.of("ok") % 12);
      const outcome = await c
        .table("flights")
        .filter(col("month").eq(month))
        .groupBy("origin")
        .agg(col("distance").sum())
        .tryCollect();
      this.#last = performance.now();
      const code = outcome.isErr ? outcome.error.code : outcome.value.height === 3 ? "ok" : "wrong";
      this.outcomes.set(code, this.of(code) + 1);
      if (outcome.isErr) await pause(20);
    }
  }
  async stop(): Promise<void> {
    this.#over = true;
    await this.#ended;
  }
}

test("a server that is killed: UNAVAILABLE at once; the same clients go on when it is back, and retries hide it", async () => {
  const first = await started();
  const impatient = await Promise.all(
    Array.from({ length: 6 }, () => client(first.port, { retry: { attempts: 1 }, breaker: null })),
  );
  const patient = await Promise.all(
    Array.from({ length: 2 }, () => client(first.port, { retry: { attempts: 1000, maxDelay: 200 }, breaker: null })),
  );
  const long = impatient.map((c) => c.sql(ENDLESS).tryCollect());
  const load = new Load(impatient);
  const calm = new Load(patient);
  await expect.poll(() => Math.min(load.of("ok"), calm.of("ok")), { timeout: 30_000 }).toBeGreaterThan(3);
  const at = performance.now();
  first.child.kill("SIGKILL");
  for (const outcome of await Promise.all(long)) expect(outcome.isErr && outcome.error.code).toBe("UNAVAILABLE");
  console.log(`killed: told after ${(performance.now() - at).toFixed(0)} ms`);
  expect(performance.now() - at).toBeLessThan(2000);
  const [ok, quiet] = [load.of("ok"), calm.of("ok")];
  await started("--port", String(first.port));
  await expect.poll(() => load.of("ok"), { timeout: 30_000 }).toBeGreaterThan(ok + 12);
  await expect.poll(() => calm.of("ok"), { timeout: 30_000 }).toBeGreaterThan(quiet + 4);
  await load.stop();
  await calm.stop();
  expect([...load.outcomes.keys()].sort()).toEqual(["UNAVAILABLE", "ok"]);
  expect([...calm.outcomes.keys()]).toEqual(["ok"]);
});

test("a server that is asked to end: what runs is finished, new calls are UNAVAILABLE, its code is 0", async () => {
  const server = await started("--grace", "30s");
  const clients = await Promise.all(Array.from({ length: 6 }, () => client(server.port, { retry: { attempts: 1 } })));
  const load = new Load(clients);
  const readers = await Promise.all(
    Array.from({ length: 2 }, async () => {
      const parts = (await client(server.port, {})).table("flights").stream()[Symbol.asyncIterator]();
      return { parts, first: await parts.next() };
    }),
  );
  await expect.poll(() => load.of("ok"), { timeout: 30_000 }).toBeGreaterThan(6);
  server.child.kill("SIGTERM");
  await expect.poll(() => load.of("UNAVAILABLE"), { timeout: 10_000 }).toBeGreaterThan(6);
  // Calls that ran already may still end well; then no more do.
  const later = async (): Promise<number> => {
    const before = load.of("ok");
    await pause(300);
    return load.of("ok") - before;
  };
  await expect.poll(later, { timeout: 10_000 }).toBe(0);
  for (const { parts, first } of readers) {
    let rows = 0;
    for (let part = first; part.done !== true; part = await parts.next()) rows += part.value.length;
    expect(rows).toBe(ROWS);
  }
  await load.stop();
  expect([...load.outcomes.keys()].sort()).toEqual(["UNAVAILABLE", "ok"]);
  expect(await server.ended).toBe(0);
});

test("clients that are killed: their queries end, handles and memory come back, others notice nothing", async () => {
  const { port } = await started("--workers", "2", "--session-ttl", "5s", "--handle-ttl", "5s");
  const load = new Load([await client(port, {})]);
  const memory: number[] = [];
  for (let round = 0; round < 3; round++) {
    const child = fork(join(import.meta.dirname, "victim.ts"), [`grpc://127.0.0.1:${port}`], { silent: true });
    const [said] = await once(child.stdout as NodeJS.ReadableStream, "data");
    expect(String(said)).toContain("at work");
    await expect.poll(() => metric(port, "polaroid_queries_running"), { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
    expect(await metric(port, "polaroid_handles")).toBeGreaterThanOrEqual(2);
    const at = performance.now();
    child.kill("SIGKILL");
    await expect.poll(() => metric(port, "polaroid_queries_running"), { timeout: 10_000 }).toBeLessThan(2);
    console.log(`clients killed: their queries ended within ${(performance.now() - at).toFixed(0)} ms`);
    await expect.poll(() => metric(port, "polaroid_handles"), { timeout: 20_000 }).toBe(0);
    memory.push((await metric(port, "process_resident_memory_bytes")) / 1e6);
  }
  console.log(`memory after each round: ${memory.map((mb) => mb.toFixed(0)).join(", ")} MB`);
  const [, warm = 0] = memory;
  expect(memory.at(-1)).toBeLessThan(warm + 300);
  await load.stop();
  expect([...load.outcomes.keys()]).toEqual(["ok"]);
});

describe("a connection that only one side still has", () => {
  test("a server that stands still is UNAVAILABLE to calls under way, and answers when it goes on", async () => {
    const { child, port } = await started();
    const still = await client(port, { keepAlive: 1000, retry: { attempts: 1 }, breaker: null });
    const asked = still.sql(ENDLESS).tryCollect();
    await expect.poll(() => metric(port, "polaroid_queries_running"), { timeout: 20_000 }).toBe(1);
    child.kill("SIGSTOP");
    try {
      const at = performance.now();
      const outcome = await asked;
      expect(outcome.isErr && outcome.error).toMatchObject({
        code: "UNAVAILABLE",
        message: expect.stringContaining("no sign of life in 1000 ms"),
      });
      expect(performance.now() - at).toBeLessThan(5000);
      const late = await still.sql("select 1 as one").tryCollect();
      expect(late.isErr && late.error.code).toBe("UNAVAILABLE");
    } finally {
      child.kill("SIGCONT");
    }
    const answer = async (): Promise<unknown> =>
      (await still.sql("select 1 as one").tryCollect()).map((rows) => rows.toRecords()).unwrapOr(null);
    await expect.poll(answer, { timeout: 20_000 }).toEqual([{ one: 1 }]);
    await expect.poll(() => metric(port, "polaroid_queries_running"), { timeout: 10_000 }).toBe(0);
  });

  test("a call's own time ends it, too", async () => {
    const { child, port } = await started();
    const still = await client(port, { keepAlive: 0 });
    child.kill("SIGSTOP");
    await expect(still.tables({ timeout: 300 })).rejects.toThrow(PolaroidError);
    child.kill("SIGCONT");
    expect(await still.tables()).toHaveLength(1);
  });
});
