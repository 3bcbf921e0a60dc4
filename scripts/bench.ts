/** Runs a suite of bench/: `npm run bench -- groupby`, `-- quick`, `-- all --json FILE`; installs its peers on first use. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

const BENCH = join(import.meta.dirname, "..", "bench");
if (!existsSync(join(BENCH, "node_modules")))
  process.exitCode = await run("npm", ["install", "--no-audit", "--no-fund", "--prefix", BENCH]);
if (!process.exitCode) process.exitCode = await run("node", [join(BENCH, "run.ts"), ...process.argv.slice(2)]);
