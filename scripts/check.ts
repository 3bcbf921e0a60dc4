/** Everything that can be wrong without running a query. Name steps to run only these: `npm run check -- types lint`. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";
import { RESULTS, show } from "./suites.ts";

const ROOT = join(import.meta.dirname, "..");
const PACKED = join(".cache", "packed");

interface Step {
  readonly name: string;
  readonly commands: readonly (readonly [string, ...string[]])[];
  readonly needs?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
};

const doors = [
  ...Object.values(manifest.bin),
  ...Object.values(manifest.exports).flatMap((door) => Object.values(door)),
]
  .filter((path) => path.startsWith("./dist/") && path.endsWith(".js"))
  .map((path) => path.replace("./dist/", "src/").replace(/\.js$/, ".ts"));
const tarball = join(PACKED, `polaroid-${manifest.version}.tgz`);

const STEPS: readonly Step[] = [
  { name: "kernels", commands: [["node", "kernels/build.ts"]] },
  { name: "types", commands: [["tsc", "-p", "tsconfig.json"]] },
  { name: "portable", commands: [["tsc", "-p", "tsconfig.portable.json"]] },
  { name: "lint", commands: [["biome", "check", "--error-on-warnings", "."]] },
  { name: "layers", commands: [["node", "scripts/layers.ts"]] },
  { name: "knip", commands: [["knip"]] },
  { name: "build", commands: [["node", "scripts/build.ts"]] },
  {
    name: "package",
    needs: doors,
    commands: [
      ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", PACKED],
      ["publint", "run", tarball, "--strict"],
      ["attw", tarball, "--profile", "esm-only"],
    ],
  },
  { name: "proto", needs: ["proto/node_modules"], commands: [["node", "proto/generate.ts", "--check"]] },
  { name: "sizes", commands: [["node", "scripts/sizes.ts"]] },
  { name: "docs", needs: ["scripts/docs"], commands: [["node", "scripts/docs.ts", "--check"]] },
];

type Outcome = "passed" | "failed" | "skipped";

const carryOut = async ({ name, commands, needs = [] }: Step): Promise<Outcome> => {
  console.log(`\n== ${name}`);
  const absent = needs.filter((path) => !existsSync(join(ROOT, path)));
  if (absent.length > 0) {
    console.log(`skipped: no ${absent.join(", ")} yet`);
    return "skipped";
  }
  for (const [program, ...args] of commands) if ((await run(program, args)) !== 0) return "failed";
  return "passed";
};

const wanted = process.argv.slice(2);
const steps = wanted.length === 0 ? STEPS : STEPS.filter(({ name }) => wanted.includes(name));
rmSync(join(ROOT, PACKED), { recursive: true, force: true });
mkdirSync(join(ROOT, PACKED), { recursive: true });
mkdirSync(RESULTS, { recursive: true });

const counts = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
const failures: string[] = [];
for (const step of steps) {
  const started = performance.now();
  const outcome = await carryOut(step);
  counts[outcome]++;
  if (outcome === "failed") failures.push(step.name);
  lines.push(`${outcome.padEnd(8)} ${step.name.padEnd(10)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
writeFileSync(join(RESULTS, "check.json"), JSON.stringify({ ...counts, failures }));
console.log(`\n${lines.join("\n")}\nchecks: ${show(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
