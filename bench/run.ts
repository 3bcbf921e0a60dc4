/** node run.ts SUITE [--json FILE] [--rows N]: each engine in fresh processes, answers compared, medians and ratios printed. */
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { dataFolder } from "./data.ts";
import { CASES, SMALL } from "./engine.ts";
import { parquet } from "./parquet.ts";
import { python } from "./python.ts";

export interface Line {
  readonly case: string;
  readonly ms: number;
  readonly rows: number;
  readonly sum: number;
}

const HERE = import.meta.dirname;
const ENGINES = ["polaroid", "duckdb", "arquero", "polars"] as const;
type Name = (typeof ENGINES)[number];

/** Runs a program and gives the JSON lines that it printed. */
function lines(command: string, args: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: HERE, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (d: Buffer) => (text += d.toString()));
    child.on("error", reject);
    child.on("close", () =>
      resolve(
        text
          .split("\n")
          .filter((l) => l.startsWith("{"))
          .map((l) => JSON.parse(l) as Record<string, unknown>),
      ),
    );
  });
}

const versions = new Map<Name, string>();

async function measure(
  name: Name,
  rows: number,
  seconds: number,
  cases: readonly string[],
): Promise<Map<string, Line>> {
  const interpreter = name === "polars" ? python() : process.execPath;
  if (interpreter === undefined) return new Map();
  const args =
    name === "polars" ? [join(HERE, "engines", "python_polars.py"), dataFolder(rows)] : [join(HERE, "worker.ts"), name];
  const out = await lines(interpreter, [...args, String(rows), String(seconds), ...cases]);
  for (const l of out) if (typeof l["version"] === "string") versions.set(name, l["version"]);
  return new Map(out.filter((l) => "case" in l).map((l) => [l["case"] as string, l as unknown as Line]));
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
const text = (ms: number | undefined): string =>
  ms === undefined ? "-" : ms < 1 ? `${(ms * 1000).toFixed(1)} us` : `${ms.toFixed(2)} ms`;

interface Result {
  readonly rows: number;
  readonly case: string;
  readonly ms: Partial<Record<Name, number>>;
  readonly ratio: number;
}

/** Three fresh processes an engine, interleaved; the median of their medians. */
async function suite(rows: number, seconds: number, cases: readonly string[], rounds: number): Promise<Result[]> {
  dataFolder(rows);
  const all: Record<Name, Map<string, Line>[]> = { polaroid: [], duckdb: [], arquero: [], polars: [] };
  for (let i = 0; i < rounds; i++)
    for (const e of ENGINES)
      if (e !== "arquero" || rows <= 1_000_000) all[e].push(await measure(e, rows, seconds, cases));
  const results: Result[] = [];
  for (const name of cases) {
    const ms: Partial<Record<Name, number>> = {};
    const ours = all.polaroid[0]?.get(name);
    for (const e of ENGINES) {
      const found = all[e].map((m) => m.get(name)).filter((l): l is Line => l !== undefined);
      if (found.length === 0) continue;
      ms[e] = found.map((l) => l.ms).sort((a, b) => a - b)[found.length >> 1] as number;
      const other = found[0] as Line;
      if (ours !== undefined && (ours.rows !== other.rows || !near(ours.sum, other.sum)))
        console.error(
          `ANSWERS DIFFER in ${name}: polaroid ${ours.rows} rows, ${ours.sum}; ${e} ${other.rows} rows, ${other.sum}`,
        );
    }
    const best = Math.min(...ENGINES.filter((e) => e !== "polaroid").map((e) => ms[e] ?? Number.POSITIVE_INFINITY));
    results.push({ rows, case: name, ms, ratio: (ms.polaroid ?? Number.NaN) / best });
  }
  console.log(`\n${rows.toLocaleString("en-US")} rows`);
  console.log(["case".padEnd(16), ...ENGINES.map((e) => e.padStart(12)), "to the best".padStart(12)].join(""));
  for (const r of results)
    console.log(
      [r.case.padEnd(16), ...ENGINES.map((e) => text(r.ms[e]).padStart(12)), r.ratio.toFixed(2).padStart(12)].join(""),
    );
  return results;
}

const argument = (flag: string): string | undefined => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
};

const name = process.argv[2] ?? "engine";
console.log(`${cpus().length} cores, ${cpus()[0]?.model}; node ${process.version}; load ${loadavg()[0]?.toFixed(2)}`);
if (python() === undefined) console.log("python polars is skipped: node bench/python.ts says how to get it");
const results: Result[] = [];
if (name === "small") {
  for (const rows of [100, 1_000, 10_000]) results.push(...(await suite(rows, 0.5, SMALL, 3)));
  for (const r of results.filter((x) => x.rows === 100))
    console.log(
      `${r.case}: ${((r.ms.duckdb ?? 0) / (r.ms.polaroid ?? 1)).toFixed(0)} times as fast as DuckDB from SQL text to rows`,
    );
} else if (name === "engine") {
  const only = argument("--rows");
  for (const rows of only === undefined ? [100, 10_000, 1_000_000, 10_000_000] : [Number(only)])
    results.push(...(await suite(rows, rows > 1_000_000 ? 1 : 0.4, CASES, rows > 1_000_000 ? 1 : 3)));
} else if (name === "parquet") await parquet();
else {
  console.error(`there is no suite "${name}"; there are small, engine and parquet`);
  process.exitCode = 2;
}
const ratios = results.map((r) => r.ratio).filter((r) => Number.isFinite(r));
if (ratios.length > 0)
  console.log(
    `\n${name} geomean ${Math.exp(ratios.reduce((s, r) => s + Math.log(r), 0) / ratios.length).toFixed(2)} worst ${Math.max(...ratios).toFixed(2)}`,
  );
for (const [e, v] of versions) console.log(`${e} ${v}`);
const file = argument("--json");
if (file !== undefined && !existsSync(file))
  writeFileSync(file, JSON.stringify({ suite: name, versions: Object.fromEntries(versions), results }, null, 1));
