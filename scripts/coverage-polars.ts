/**
 * What share of Polars' names the built package has, by introspection; fails below the shares that are promised.
 * `--list` names what is missing.
 */
import { join } from "node:path";
import { coverageOf, LEAST, reasonOf } from "./coverage.ts";

const ours = (await import(join(import.meta.dirname, "..", "dist", "node.js"))) as Record<string, never>;
const { classes, tiers } = coverageOf(ours);
const list = process.argv.includes("--list");
const left = new Map<string, Set<string>>();
let failed = 0;
for (const { name, found, all, missing } of [...classes, ...tiers]) {
  const percent = (100 * found) / all;
  const least = LEAST[name];
  const low = least !== undefined && percent < least;
  if (low) failed++;
  const note = least === undefined ? "" : low ? `  below ${least} %` : "  ok";
  console.log(
    `${name.padEnd(16)} ${String(found).padStart(4)} of ${String(all).padEnd(4)} ${percent.toFixed(1).padStart(5)} %${note}`,
  );
  const open = missing.filter((n) => reasonOf(name, n) === undefined);
  if ((list || low) && open.length > 0) console.log(`  missing: ${open.join(" ")}`);
  for (const n of missing) {
    const why = reasonOf(name, n);
    if (why !== undefined) left.set(why, (left.get(why) ?? new Set()).add(`${name}.${n}`));
  }
}
console.log("\nnot applicable, and counted as missing:");
for (const [why, names] of left) console.log(`  ${why}: ${[...names].join(" ")}`);
if (failed > 0) {
  console.log(`${failed} shares are below what is promised; --list names what is missing`);
  process.exitCode = 1;
}
