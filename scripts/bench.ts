/** Runs a suite of bench/: `npm run bench -- groupby`, `-- quick`, `-- all --json FILE`; builds what has changed, installs its peers on first use. */
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

const ROOT = join(import.meta.dirname, "..");
const BENCH = join(ROOT, "bench");
const COMPILED = join(ROOT, ".cache", "bench", "compiled");
const PEERS = ["@duckdb/node-api", "@duckdb/duckdb-wasm", "arquero"];

/** The package as it is installed, which the first result of a fresh process is measured on, is older than its source. */
function stale(): boolean {
  const built = join(ROOT, "dist", "node.js");
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  const sources = globSync(["src/**/*.ts", "kernels/**/*.ts"], { cwd: ROOT, exclude: ["**/node_modules/**"] });
  return sources.some((file) => statSync(join(ROOT, file)).mtimeMs > at);
}

const steps: readonly (() => Promise<number>)[] = [
  async () => (stale() ? run("npm", ["run", "build"]) : 0),
  async () =>
    PEERS.every((name) => existsSync(join(BENCH, "node_modules", name)))
      ? 0
      : run("npm", ["install", "--no-audit", "--no-fund", "--prefix", BENCH]),
  () => run("node", [join(BENCH, "run.ts"), ...process.argv.slice(2)], { NODE_COMPILE_CACHE: COMPILED }),
];
for (const step of steps) if (!process.exitCode) process.exitCode = await step();
