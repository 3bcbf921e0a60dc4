import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DataFrame } from "../src/node.ts";
import { output } from "./measure.ts";
import { python } from "./python.ts";
import { type Result, toBest } from "./report.ts";
import type { Runner } from "./time.ts";

const HERE = join(import.meta.dirname, "clients");
const MAIN = join(import.meta.dirname, "..", "src", "cli", "main.ts");
const TABLE_ROWS = 100_000;
const SQL = "select count(*) as n, sum(v) as s, avg(v) as m, max(w) as x from t where v > 500";
const SECONDS = 5;

const middle = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[of.length >> 1] as number;

interface Server {
  readonly engine: string;
  readonly port: number;
  readonly child: ChildProcess;
}

async function started(engine: string, file: string, py: string): Promise<Server> {
  const [command, args] =
    engine === "polaroid"
      ? [
          process.execPath,
          [MAIN, "serve", "--port", "0", "--cache-memory", "0", "--log-level", "silent", "--table", `t=${file}`],
        ]
      : [py, [join(HERE, "server.py"), file]];
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout }))
    return { engine, port: Number(/(\d+)\D*$/.exec(line)?.[1]), child };
  throw new Error(`the server of ${engine} did not start`);
}

async function ended({ child }: Server): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

interface Measured {
  readonly each: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of CPU for a query: the server's, and the clients'. */
  readonly server: number;
  readonly load: number;
  readonly answer: string;
}

/** Where the machine's time goes: what of its cores is busy is its limit. */
function profile(engine: string, clients: number, all: readonly Measured[]): string {
  const of = (name: "each" | "server" | "load"): number => middle(all.map((m) => m[name]));
  const busy = (of("server") + of("load")) / of("each");
  return `${engine}, ${clients} clients: ${(1000 / of("each")).toFixed(0)} queries/s; CPU for each ${of("server").toFixed(2)} ms of the server, ${of("load").toFixed(2)} of the clients: ${busy.toFixed(2)} of ${availableParallelism()} cores are busy`;
}

/** Many clients at once, each with a filter and an aggregate over one table: our server, and one of Python over polars. */
export const byClients: Runner = async (suite, clients, _, form) => {
  const py = python();
  const engines = form.engines.filter((engine) => engine === "polaroid" || py !== undefined);
  const folder = mkdtempSync(join(tmpdir(), "polaroid-clients-"));
  const file = join(folder, "t.parquet");
  try {
    await new DataFrame({
      k: Int32Array.from({ length: TABLE_ROWS }, (_, i) => i % 100),
      v: Float64Array.from({ length: TABLE_ROWS }, (_, i) => (i * 7919) % 1000),
      w: Float64Array.from({ length: TABLE_ROWS }, (_, i) => (i * 104_729) % 10_007),
    }).writeParquet(file);
    const found: Record<string, Measured[]> = {};
    for (let round = 0; round < form.rounds; round++)
      for (const engine of engines) {
        const server = await started(engine, file, py ?? "");
        try {
          const args = [
            join(HERE, "load.ts"),
            String(server.port),
            String(server.child.pid),
            String(clients),
            String(SECONDS),
          ];
          const said = await output(process.execPath, engine === "polaroid" ? [...args, SQL] : args, process.env);
          found[engine] = [...(found[engine] ?? []), JSON.parse(said) as Measured];
        } finally {
          await ended(server);
        }
      }
    for (const [engine, all] of Object.entries(found)) console.log(profile(engine, clients, all));
    const answers = new Set(Object.values(found).flatMap((all) => all.map((m) => m.answer)));
    if (answers.size !== 1) throw new Error(`the answers differ: ${[...answers].join("; ")}`);
    const result = (name: keyof Measured): Result => {
      const values = Object.fromEntries(
        Object.entries(found).map(([engine, all]) => [engine, middle(all.map((m) => m[name] as number))]),
      );
      return { suite, rows: clients, case: name, unit: "ms", values, first: {}, ratio: toBest(values) };
    };
    const version =
      py === undefined
        ? undefined
        : (await output(py, ["-c", "import polars; print(polars.__version__)"], process.env)).trim();
    return {
      results: [result("each"), result("p50"), result("p99"), result("server")],
      versions: { polaroid: "here", polars: version },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
