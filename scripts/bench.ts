/** Runs the benches, each in a process of its own; words choose by name: `npm run bench -- filter join`. */
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

const ROOT = join(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
const names = globSync("bench/**/*.bench.ts", { cwd: ROOT, exclude: (path) => path.includes("node_modules") }).sort();
const chosen = wanted.length === 0 ? names : names.filter((name) => wanted.some((word) => name.includes(word)));

const packages = join(ROOT, "bench");
if (existsSync(join(packages, "package.json")) && !existsSync(join(packages, "node_modules"))) {
  process.exitCode = await run("npm", ["install", "--prefix", packages]);
}
if (chosen.length === 0) console.log("no such bench");
for (const name of chosen) {
  console.log(`\n== ${name}`);
  const code = await run("node", ["--expose-gc", name]);
  if (code !== 0) process.exitCode = code;
}
