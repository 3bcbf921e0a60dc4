import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FlightClient } from "../src/flight/index.ts";
import { output } from "./measure.ts";
import { python } from "./python.ts";
import { type Result, toBest } from "./report.ts";
import type { Runner } from "./time.ts";

const HERE = join(import.meta.dirname, "flight");
const STALLED = 20;
const CALLS = 4000;
const middle = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[of.length >> 1] as number;

interface Server {
  readonly engine: string;
  readonly port: number;
  readonly pid: number;
  readonly child: ChildProcess;
}

/** A server in a process of its own; it prints its port first. */
async function started(engine: string, rows: number, py: string): Promise<Server> {
  const script = join(HERE, engine === "polaroid" ? "server.ts" : "server.py");
  const command = engine === "polaroid" ? process.execPath : py;
  const child = spawn(command, [script, String(rows)], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout }))
    return { engine, port: Number(line), pid: child.pid as number, child };
  throw new Error(`the server of ${engine} did not start`);
}

async function ended({ child }: Server): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/** Bytes that a process holds. */
const held = (pid: number): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Values = Record<string, number>;
type Part = (servers: readonly Server[], rows: number, rounds: number) => Promise<readonly Result[]>;

const result = (suite: string, rows: number, name: string, unit: Result["unit"], values: Values): Result => ({
  suite,
  rows,
  case: name,
  unit,
  values,
  first: {},
  ratio: toBest(values),
});

/** CPU time of the server's process for a gigabyte of rows, driven by pyarrow, the servers in turn. */
const streams: Part = async (servers, rows, rounds) => {
  const args = servers.flatMap(({ port, pid }) => [String(port), String(pid)]);
  const said = await output(
    python() as string,
    [join(HERE, "drive.py"), String(rows), String(rounds), ...args],
    process.env,
  );
  const lines = said
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { case: string; port: number; cpu: number });
  return [...new Set(lines.map((l) => l.case))].map((name) => {
    const of = (port: number): number =>
      middle(lines.filter((l) => l.case === name && l.port === port).map((l) => l.cpu));
    return result("flight", rows, name, "ms", Object.fromEntries(servers.map((s) => [s.engine, of(s.port)])));
  });
};

/** What a server holds more while readers have taken their first batch and read no more. */
const stalled: Part = async (servers, rows) => {
  const values: Values = {};
  for (const { engine, port, pid } of servers) {
    const warm = new FlightClient(`grpc://127.0.0.1:${port}`);
    for await (const _ of warm.doGet("all").batches()) break;
    await warm.close();
    await pause(500);
    const before = held(pid);
    const clients = Array.from({ length: STALLED }, () => new FlightClient(`grpc://127.0.0.1:${port}`));
    const readers = clients.map((client) => client.doGet("all").batches());
    await Promise.all(readers.map((reader) => reader.next()));
    await pause(3000);
    values[engine] = Math.max(1, held(pid) - before);
    await Promise.all(readers.map((reader) => reader.return(undefined)));
    await Promise.all(clients.map((client) => client.close()));
  }
  return [result("stalled", rows, `${STALLED}-readers`, "bytes", values)];
};

/** How long one small call takes alone, by our client. */
const unary: Part = async (servers, rows) => {
  const times: Record<string, number[]> = {};
  for (const { engine, port } of servers) {
    await using client = new FlightClient(`grpc://127.0.0.1:${port}`);
    const found: number[] = [];
    for (let i = 0; i < CALLS + 500; i++) {
      const at = performance.now();
      for await (const _ of client.doAction("echo", "x"));
      if (i >= 500) found.push(performance.now() - at);
    }
    times[engine] = found.sort((a, b) => a - b);
  }
  const at = (share: number): Values =>
    Object.fromEntries(Object.entries(times).map(([e, all]) => [e, all[Math.floor(all.length * share)] as number]));
  return [result("unary", rows, "p50", "ms", at(0.5)), result("unary", rows, "p99", "ms", at(0.99))];
};

/** What a server holds for each of so many open connections that have called once. */
const connections: Part = async (servers, rows) => {
  const values: Values = {};
  for (const { engine, port, pid } of servers) {
    const before = held(pid);
    const child = spawn(process.execPath, [join(HERE, "connect.ts"), String(port), String(rows)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      if (line !== `${rows} answered`) throw new Error(`${engine}: ${line}`);
      break;
    }
    await pause(1000);
    values[engine] = (held(pid) - before) / rows;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }
  return [result("connections", rows, "open", "bytes", values)];
};

const PARTS: Readonly<Record<string, readonly Part[]>> = {
  flight: [streams, stalled],
  unary: [unary],
  connections: [connections],
};

/** Servers of Flight in processes of their own, ours and the C++ one of pyarrow. */
export const byServer: Runner = async (suite, rows, _, form) => {
  const py = python();
  const version =
    py === undefined
      ? undefined
      : (await output(py, ["-c", "import pyarrow; print(pyarrow.__version__)"], process.env)).trim();
  if (py === undefined) console.error("the C++ server needs a Python with pyarrow: node bench/python.ts says how");
  const engines = form.engines.filter((engine) => engine === "polaroid" || py !== undefined);
  const size = suite === "flight" ? rows : 1000;
  const results: Result[] = [];
  for (const part of PARTS[suite] ?? []) {
    if (part === streams && py === undefined) continue;
    const servers: Server[] = [];
    try {
      for (const engine of engines) servers.push(await started(engine, size, py ?? ""));
      results.push(...(await part(servers, rows, form.rounds)));
    } finally {
      for (const server of servers) await ended(server);
    }
  }
  return { results, versions: { polaroid: "here", pyarrow: version } };
};
