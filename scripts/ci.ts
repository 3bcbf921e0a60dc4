/** Runs every check and suite, and ends with the sum of their counts. What cannot run here counts as skipped. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "./chromium.ts";
import { python } from "./python.ts";
import { run } from "./run.ts";
import { type Counts, RESULTS, runSuite, show, sum, testFiles } from "./suites.ts";

const ROOT = join(import.meta.dirname, "..");
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

const check = async (): Promise<Counts> => {
  const code = await run("node", ["scripts/check.ts"]);
  const counts = JSON.parse(readFileSync(join(RESULTS, "check.json"), "utf8")) as Counts;
  return code !== 0 && counts.failed === 0 ? FAILED : counts;
};

const demo = async (): Promise<Counts> => {
  if (!existsSync(join(ROOT, "examples", "demo.ts"))) {
    console.log("skipped: no examples/demo.ts yet");
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const code = await run("npm", ["run", "demo"]);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : FAILED;
};

/** The number of tests in a suite that is not run. */
const size = (suite: string): number => {
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const listed = spawnSync(process.execPath, [vitest, "list", "--project", suite, "--json"], { cwd: ROOT });
  try {
    return Math.max(1, (JSON.parse(listed.stdout.toString()) as readonly unknown[]).length);
  } catch {
    return 1;
  }
};

const unlessAbsent = async (suite: string, tool: string | undefined, what: string): Promise<Counts> => {
  if (tool !== undefined || testFiles(suite).length === 0) return runSuite(suite);
  const skipped = size(suite);
  console.log(`skipped: ${skipped} tests need ${what}`);
  return { passed: 0, failed: 0, skipped };
};

const SUITES: Readonly<Record<string, () => Promise<Counts>>> = {
  check,
  unit: () => runSuite("unit", ["--coverage"]),
  demo,
  conformance: () => runSuite("conformance"),
  fuzz: () => runSuite("fuzz"),
  sql: () => runSuite("sql"),
  browser: () => unlessAbsent("browser", chromium(), "a Chromium"),
  parquet: () => unlessAbsent("parquet", python(), "a Python with pyarrow"),
  tpch: () => runSuite("tpch"),
  migrate: () => runSuite("migrate"),
  flight: () => runSuite("flight"),
  clients: () => runSuite("clients"),
  ops: () => runSuite("ops"),
};

process.env["FUZZ"] ??= "small";
const results = new Map<string, Counts>();
const lines: string[] = [];
for (const [name, suite] of Object.entries(SUITES)) {
  console.log(`\n==== ${name}`);
  const started = performance.now();
  const counts = await suite().catch((error: unknown) => {
    console.error(error);
    return FAILED;
  });
  results.set(name, counts);
  lines.push(`${name.padEnd(12)} ${show(counts)}  (${((performance.now() - started) / 1000).toFixed(0)} s)`);
}
const total = sum(results.values());
const failures = [...results].flatMap(([name, counts]) => (counts.failures ?? []).map((text) => `${name}: ${text}`));
if (failures.length > 0) console.log(`\nfailed:\n  ${failures.slice(0, 40).join("\n  ")}`);
console.log(`\n${lines.join("\n")}\n\n${show(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
