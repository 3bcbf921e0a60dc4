import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case, Job, Line } from "./case.ts";
import { CACHE } from "./data/files.ts";
import { python } from "./python.ts";
import { fileOf, SUITES } from "./suites.ts";

const HERE = import.meta.dirname;
/** Engines of Python, and where a case has their words. */
const FIELD: Readonly<Record<string, "polars" | "polarsLoop" | "pyarrow">> = {
  polars: "polars",
  "polars-loop": "polarsLoop",
  pyarrow: "pyarrow",
};
/** What runs an engine, and what is set for it. */
const CACHED = { NODE_COMPILE_CACHE: join(CACHE, "compiled") };
const ENVIRONMENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "polaroid-1": { POLAROID_THREADS: "1" },
  "polaroid-wasm": { POLAROID_ENGINE: "wasm" },
};

export interface Measured {
  readonly version: string;
  /** What the loaded tables hold, where the engine says. */
  readonly bytes: number | undefined;
  readonly lines: readonly Line[];
}

export function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: HERE, env, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (d: Buffer) => (text += d.toString()));
    child.on("error", reject);
    child.on("close", () => resolve(text));
  });
}

/** What a Python engine is to run, by case. */
async function pythonCode(suite: string, engine: string, cases: readonly string[]): Promise<Job["code"]> {
  const code: Record<string, { code: string; ordered: boolean; rows: boolean }> = {};
  for (const name of cases) {
    const { question } = (await import(fileOf(suite, name))) as { question: Case };
    const text = question[FIELD[engine] ?? "polars"];
    if (text !== undefined)
      code[name] = { code: text, ordered: question.ordered === true, rows: question.rows === true };
  }
  return code;
}

/** Runs one engine over a suite's cases in a fresh process; undefined where the engine is not installed. */
export async function measure(
  engine: string,
  suite: string,
  rows: number,
  files: Readonly<Record<string, string>>,
  cases: readonly string[],
  seconds: number,
): Promise<Measured | undefined> {
  const { by, where = "memory", numbers, setup } = SUITES[suite] ?? {};
  const py = engine in FIELD;
  const command = py ? python() : process.execPath;
  if (command === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "polaroid-bench-"));
  const code = py ? await pythonCode(suite, engine, cases) : {};
  const job: Job = {
    suite,
    engine,
    cases,
    seconds,
    files,
    where,
    once: by === "peak",
    numbers: numbers?.(rows) ?? {},
    out: join(folder, "out.parquet"),
    code,
    setup: setup?.polars ?? {},
  };
  writeFileSync(join(folder, "job.json"), JSON.stringify(job));
  const args = [join(HERE, py ? "engines/worker.py" : "worker.ts"), join(folder, "job.json")];
  const text = await output(command, args, { ...process.env, ...CACHED, ...ENVIRONMENT[engine] });
  rmSync(folder, { recursive: true });
  const said = text
    .split("\n")
    .filter((l) => l.startsWith("{"))
    .map((l) => JSON.parse(l) as Line & { version?: string; bytes?: number });
  return { version: said[0]?.version ?? "?", bytes: said[0]?.bytes, lines: said.slice(1) };
}
