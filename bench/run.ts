/** node run.ts SUITE|all|quick [--rows N] [--json FILE] [--only CASE,CASE] [--rounds N]: each engine in fresh processes, in turn. */
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Line } from "./case.ts";
import { measure } from "./measure.ts";
import { print, type Result, results, summary } from "./report.ts";
import { casesOf, SUITES, type Suite } from "./suites.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "string" },
    json: { type: "string" },
    only: { type: "string" },
    rounds: { type: "string" },
    engines: { type: "string" },
  },
});
const versions: Record<string, string> = { node: process.version };
const skipped = new Set<string>();

/** One suite at one size. */
async function suite(name: string, rows: number, cases: readonly string[], form: Suite): Promise<readonly Result[]> {
  const files = await form.data(rows);
  const rounds: Record<string, (readonly Line[])[]> = {};
  for (let round = 0; round < form.rounds; round++)
    for (const engine of form.engines) {
      // Arquero's large cases take minutes and say what its small ones say.
      if (engine === "arquero" && rows > 1_000_000) continue;
      const found = await measure(engine, name, files, cases, form.seconds);
      if (found === undefined) skipped.add(engine);
      else {
        versions[engine] = found.version;
        rounds[engine] = [...(rounds[engine] ?? []), found.lines];
      }
    }
  return results(name, rows, cases, rounds);
}

async function whole(name: string, form: Suite, only?: readonly string[]): Promise<readonly Result[]> {
  const all: Result[] = [];
  for (const rows of form.rows) {
    const cases = casesOf(name).filter((c) => only === undefined || only.includes(c));
    const found = await suite(name, rows, cases, form);
    console.log(`\n${name}, ${rows.toLocaleString("en-US")} rows`);
    print(found, form.engines);
    all.push(...found);
  }
  console.log(`\n${summary(name, all)}`);
  return all;
}

const wish = positionals[0] ?? "quick";
const names = wish === "all" || wish === "quick" ? Object.keys(SUITES) : [wish];
const unknown = names.find((n) => SUITES[n] === undefined);
if (unknown !== undefined) {
  console.error(`there is no suite "${unknown}"; there are ${Object.keys(SUITES).join(", ")}, quick and all`);
  process.exit(2);
}
console.log(`${cpus().length} cores, ${cpus()[0]?.model}; node ${process.version}; load ${loadavg()[0]?.toFixed(2)}`);
const all: Result[] = [];
for (const name of names) {
  const form = SUITES[name] as Suite;
  const rows = values.rows === undefined ? form.rows : [Number(values.rows)];
  const rounds = values.rounds === undefined ? form.rounds : Number(values.rounds);
  const engines = values.engines === undefined ? form.engines : values.engines.split(",");
  const asked = { ...form, rows, rounds, engines };
  const quick = {
    ...form,
    rows: [Math.min(1_000_000, form.rows.at(-1) as number)],
    rounds: 1,
    seconds: 0.2,
    engines: form.engines.filter((e) => e !== "polaroid-1"),
  };
  if (wish === "quick") all.push(...(await whole(name, quick, [form.one])));
  else all.push(...(await whole(name, asked, values.only?.split(","))));
}
for (const engine of skipped) console.log(`${engine} is skipped: node bench/python.ts says how to get it`);
console.log(
  Object.entries(versions)
    .map((v) => v.join(" "))
    .join(", "),
);
if (values.json !== undefined) {
  const machine = { cores: cpus().length, model: cpus()[0]?.model, load: loadavg()[0], date: new Date().toISOString() };
  writeFileSync(values.json, `${JSON.stringify({ machine, versions, results: all }, null, 1)}\n`);
}
