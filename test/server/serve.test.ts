import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { afterEach, describe, expect, it } from "vitest";
import { Channel } from "../../src/grpc/client.ts";
import { methodOf } from "../../src/grpc/method.ts";
import { Health, HealthCheckRequestSchema } from "../../src/proto/grpc/health/v1/health_pb.ts";
import { DataFrameService, SqlRequestSchema } from "../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { connect } from "../../src/remote/connect.ts";
import { codeOfAsync } from "../support/code-of.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const FLIGHTS = join(ROOT, "examples", "data", "flights.parquet");
const sql = methodOf(DataFrameService.method.sql);
const children: ChildProcess[] = [];
afterEach(() => {
  for (const c of children.splice(0)) c.kill("SIGKILL");
});

interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  readonly ended: Promise<unknown>;
  readonly log: () => string;
}
async function serve(...flags: readonly string[]): Promise<Served> {
  const args = [join(ROOT, "src", "cli", "main.ts"), "serve", "--port", "0", ...flags];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let log = "";
  child.stderr.on("data", (d: Buffer) => (log += d.toString()));
  const ended = once(child, "exit").then(([code]) => code);
  const first = await Promise.race([once(child.stdout, "data"), ended]);
  const port = Number(/:(\d+)/.exec(String(first))?.[1]);
  if (!(port > 0)) throw new Error(`no port in "${first}": ${log}`);
  return { child, port, ended, log: () => log };
}
const messages = async (channel: Channel, query: string): Promise<number> => {
  let n = 0;
  for await (const _ of channel.call(sql, [create(SqlRequestSchema, { query })])) n++;
  return n;
};

const TRACE = "0af7651916cd43dd8448eb211c80319c";

describe("polaroid serve", () => {
  it("answers calls, health and metrics on one port, and ends with its running calls", async () => {
    const { child, port, ended, log } = await serve("--table", `flights=${FLIGHTS}`, "--grace", "20s");
    await using channel = new Channel(`grpc://127.0.0.1:${port}`);
    expect(await messages(channel, "select origin, count(*) as n from flights group by origin")).toBe(1);
    expect(await codeOfAsync(() => messages(channel, "select nothing from flights"))).toBe("COLUMN_NOT_FOUND");
    const { status } = await channel.unary(methodOf(Health.method.check), create(HealthCheckRequestSchema));
    expect(status).toBe(1);
    await using client = await connect(`grpc://127.0.0.1:${port}`, {
      traceparent: () => `00-${TRACE}-b7ad6b7169203331-01`,
    });
    expect((await client.tables()).map((t) => t.name)).toEqual(["flights"]);
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz?from=probe`)).text()).toBe("ok\n");
    for (const path of ["healthz", "metrics"])
      expect((await fetch(`http://127.0.0.1:${port}/${path}`, { method: "HEAD" })).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/healthzz`)).status).toBe(404);

    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toMatch(/polaroid_calls_total\{method="\/polaroid.v1.DataFrameService\/Sql",status="OK"\} 1/);
    expect(metrics).toMatch(/status="INVALID_ARGUMENT"\} 1/);

    // Who watches the health does so for ever, and keeps nobody.
    const watched: number[] = [];
    const watching = codeOfAsync(async () => {
      for await (const h of channel.call(methodOf(Health.method.watch), [create(HealthCheckRequestSchema)]))
        watched.push(h.status);
    });
    while (watched.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    // A stream that is read slowly is a running call.
    const rows = channel.call(sql, [create(SqlRequestSchema, { query: "select * from flights" })]);
    const reading = rows[Symbol.asyncIterator]();
    await reading.next();
    child.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await using other = new Channel(`grpc://127.0.0.1:${port}`);
    expect(await codeOfAsync(() => messages(other, "select 1"))).toBe("UNAVAILABLE");
    expect(await watching).toBe("UNAVAILABLE");
    expect(watched).toEqual([1, 2]);
    let left = 0;
    for (let r = await reading.next(); r.done !== true; r = await reading.next()) left++;
    expect(left).toBeGreaterThan(0);
    expect(await ended).toBe(0);
    const calls = log()
      .split("\n")
      .filter((l) => l.includes('"msg":"call"'))
      .map((l) => JSON.parse(l) as { readonly status: string; readonly trace_id: string });
    expect(calls.map((c) => c.status)).toContain("INVALID_ARGUMENT");
    for (const { trace_id } of calls) expect(trace_id).toMatch(/^[\da-f]{32}$/);
    expect(calls.map((c) => c.trace_id)).toContain(TRACE);
    expect(log()).not.toContain("select");
  });

  it.runIf(existsSync("/dev/full"))("goes on where its log has no room, and ends when it is asked to", async () => {
    const args = `exec ${process.execPath} ${join(ROOT, "src", "cli", "main.ts")} serve --port 0 2>/dev/full`;
    const child = spawn("sh", ["-c", args], { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] });
    children.push(child);
    const ended = once(child, "exit");
    const [first] = (await once(child.stdout, "data")) as [Buffer];
    const port = Number(/:(\d+)/.exec(String(first))?.[1]);
    await using channel = new Channel(`grpc://127.0.0.1:${port}`);
    expect(await messages(channel, "select 1 as one")).toBe(1);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(Number(/^polaroid_log_lines_lost_total (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("has every metric that the dashboard shows", async () => {
    const { port } = await serve("--log-level", "silent");
    await using channel = new Channel(`grpc://127.0.0.1:${port}`);
    await messages(channel, "select 1 as one");
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const known = new Set([...metrics.matchAll(/^([a-z0-9_]+)[{ ]/gm)].map(([, name]) => name));
    const dashboard = readFileSync(join(ROOT, "ops", "grafana", "dashboards", "polaroid.json"), "utf8");
    const shown = [...dashboard.matchAll(/\b(?:polaroid|process|nodejs)_[a-z0-9_]+/g)].map(([name]) => name);
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each([
    [["--port", "x"], '--port is "x"'],
    [["--table", "flights"], "it must be NAME=FILE"],
    [["--table", "flights=absent.parquet"], "absent.parquet"],
    [["--root", "/no/such/folder"], "there is no folder"],
    [["--root", "package.json"], "package.json is no folder"],
    [["--tls-cert", "no.crt", "--tls-key", "no.key"], "no.crt cannot be read"],
    [["flights.parquet"], "is no option"],
  ])("refuses %j", async (flags, message) => {
    const args = [join(ROOT, "src", "cli", "main.ts"), "serve", "--port", "0", ...flags];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
    children.push(child);
    let said = "";
    child.stderr.on("data", (d: Buffer) => (said += d.toString()));
    const [code] = await once(child, "exit");
    expect(code).not.toBe(0);
    expect(said).toContain(message);
  });
});
