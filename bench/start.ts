import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Start } from "./case.ts";
import { output } from "./measure.ts";
import { python } from "./python.ts";
import { type Result, toBest } from "./report.ts";
import { fileOf } from "./suites.ts";
import type { Runner } from "./time.ts";

const ROOT = join(import.meta.dirname, "..");
const PACKAGES = join(import.meta.dirname, "node_modules");
// Nothing that another process compiled.
const FRESH: NodeJS.ProcessEnv = { ...process.env, NODE_COMPILE_CACHE: undefined };
const middle = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[of.length >> 1] as number;

const script = (text: string): string => `
  const at = performance.now();
  let rows;
  ${text}
  const ms = performance.now() - at;
  console.log(JSON.stringify({ ms, rows: rows.length }));
  process.exit(0);`;
const program = (text: string): string =>
  `import json, os, time\nos.environ.setdefault("POLARS_SKIP_CPU_CHECK", "1")\nat = time.perf_counter()\n${text
    .split("\n")
    .map((line) => line.replace(/^ {4}/, ""))
    .join("\n")}\nprint(json.dumps({"ms": (time.perf_counter() - at) * 1e3, "rows": len(rows)}))`;

/** What a folder holds on disk, without what is in folders of these names. */
function held(folder: string, without: readonly string[] = []): number {
  const names = readdirSync(folder, { withFileTypes: true });
  return names.reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return without.includes(entry.name) ? sum : sum + held(path, without);
    return entry.isFile() ? sum + statSync(path).size : sum;
  }, 0);
}

const version = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;

/** Bytes on disk of an installed engine with what it needs; the interpreter is not counted. */
function installed(engine: string, py: string | undefined): readonly [bytes: number, version: string] | undefined {
  if (engine === "polaroid") {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { dependencies: object };
    const needs = Object.keys(dependencies).map((name) => held(join(ROOT, "node_modules", name)));
    return [needs.reduce((a, b) => a + b, held(join(ROOT, "dist"))), version(ROOT)];
  }
  if (engine === "duckdb")
    return [held(join(PACKAGES, "@duckdb"), ["duckdb-wasm"]), version(join(PACKAGES, "@duckdb", "node-api"))];
  const ask = `import glob, os, polars; print(polars.__version__); print(os.path.dirname(os.path.dirname(polars.__file__)))`;
  const env = { ...process.env, POLARS_SKIP_CPU_CHECK: "1" };
  const said = py === undefined ? undefined : spawnSync(py, ["-c", ask], { env, encoding: "utf8" }).stdout.split("\n");
  if (said === undefined) return undefined;
  const [found = "?", site = ""] = said;
  const folders = readdirSync(site).filter((name) => /^_?polars/.test(name));
  return [folders.reduce((sum, name) => sum + held(join(site, name), ["__pycache__"]), 0), found];
}

/** From the import to the first result, a fresh process each, in turn, as installed (ours from dist); and bytes on disk. */
export const byStart: Runner = async (suite, rows, cases, form) => {
  const { t: file = "" } = await form.data(rows, cases[0] as string);
  const py = python();
  const results: Result[] = [];
  for (const name of cases) {
    const { start } = (await import(fileOf(suite, name))) as { start: Start };
    const times: Record<string, number[]> = {};
    const counts = new Set<number>();
    for (let round = 0; round < form.rounds; round++)
      for (const engine of form.engines) {
        const text = start[engine as keyof Start]
          .replaceAll("{polaroid}", join(ROOT, "dist", "node.js"))
          .replaceAll("{file}", file);
        if (engine === "polars" && py === undefined) continue;
        const said =
          engine === "polars"
            ? await output(py as string, ["-c", program(text)], FRESH)
            : await output(process.execPath, ["--input-type=module", "-e", script(text)], FRESH);
        const { ms, rows: count } = JSON.parse(said) as { ms: number; rows: number };
        times[engine] = [...(times[engine] ?? []), ms];
        counts.add(count);
      }
    if (counts.size > 1) throw new Error(`answers of ${name} differ: ${[...counts].join(", ")} rows`);
    const values = Object.fromEntries(Object.entries(times).map(([engine, ms]) => [engine, middle(ms)]));
    results.push({ suite, rows, case: name, unit: "ms", values, first: {}, ratio: toBest(values) });
  }
  const sizes = form.engines.map((engine) => [engine, installed(engine, py)] as const);
  const values = Object.fromEntries(sizes.flatMap(([engine, is]) => (is === undefined ? [] : [[engine, is[0]]])));
  results.push({ suite: "disk", rows, case: "installed", unit: "bytes", values, first: {}, ratio: toBest(values) });
  return { results, versions: Object.fromEntries(sizes.map(([engine, is]) => [engine, is?.[1]])) };
};
