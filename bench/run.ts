/** node run.ts SUITE|all|quick [--rows N] [--json FILE] [--only CASE,CASE] [--rounds N] [--engines A,B], or chart FILE. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chart } from "./chart.ts";
import { byClients } from "./clients.ts";
import { byPage } from "./page.ts";
import { byPeak } from "./peak.ts";
import { against, print, type Result, summary } from "./report.ts";
import { byServer } from "./serve.ts";
import { byStart } from "./start.ts";
import { type By, casesOf, SUITES, type Suite } from "./suites.ts";
import { between, tables } from "./tables.ts";
import { byTime, type Runner } from "./time.ts";

const CHARTS = join(import.meta.dirname, "..", "docs", "performance");
const RUNNERS: Readonly<Record<By, Runner>> = {
  time: byTime,
  peak: byPeak,
  start: byStart,
  page: byPage,
  server: byServer,
  clients: byClients,
};

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
const [wish = "quick", from] = positionals;
const versions: Record<string, string> = { node: process.version };
const skipped = new Set<string>();

async function whole(name: string, form: Suite, only?: readonly string[]): Promise<readonly Result[]> {
  const all: Result[] = [];
  const cases = casesOf(name).filter((c) => only === undefined || only.includes(c));
  for (const rows of form.rows) {
    const ran = await RUNNERS[form.by ?? "time"](name, rows, cases, form);
    for (const [engine, version] of Object.entries(ran.versions))
      if (version === undefined) skipped.add(engine);
      else versions[engine] = version;
    if (wish !== "quick") {
      console.log(`\n${name}, ${rows.toLocaleString("en-US")} rows`);
      print(ran.results, form.engines);
    }
    all.push(...ran.results);
  }
  for (const engine of skipped) console.log(`${engine} is skipped: node bench/python.ts says how to get it`);
  skipped.clear();
  // What a suite measures beside its times has a line of its own.
  const own = all.filter((r) => r.suite === name);
  const beside = all.filter((r) => r.suite !== name);
  if (wish !== "quick") {
    const used = ["node", ...form.engines].filter((engine) => versions[engine] !== undefined);
    console.log(`\n${used.map((engine) => `${engine} ${versions[engine]}`).join(", ")}`);
    console.log(against(name, own));
    for (const r of beside) console.log(against(`${name}-${r.suite}`, [r]));
  }
  console.log(summary(name, own));
  return all;
}

function quick(form: Suite): Suite {
  const rows = [Math.min(1_000_000, form.rows.at(-1) as number)];
  const engines = form.engines.filter((e) => !e.startsWith("polaroid-"));
  return { ...form, rows, engines, rounds: form.by === "start" ? 3 : 1, seconds: 0.1 };
}

function asked(form: Suite): Suite {
  return {
    ...form,
    rows: values.rows === undefined ? form.rows : [Number(values.rows)],
    rounds: values.rounds === undefined ? form.rounds : Number(values.rounds),
    engines: values.engines === undefined ? form.engines : values.engines.split(","),
  };
}

async function bench(): Promise<void> {
  // Servers and their many clients take longer than all else together.
  const short = Object.keys(SUITES).filter((n) => !["server", "clients"].includes(SUITES[n]?.by ?? "time"));
  const names = wish === "all" ? Object.keys(SUITES) : wish === "quick" ? short : [wish];
  const unknown = names.find((n) => SUITES[n] === undefined);
  if (unknown !== undefined) {
    console.error(
      `there is no suite "${unknown}"; there are ${Object.keys(SUITES).join(", ")}, quick, all and chart FILE`,
    );
    process.exit(2);
  }
  console.log(`${cpus().length} cores, ${cpus()[0]?.model}; node ${process.version}; load ${loadavg()[0]?.toFixed(2)}`);
  const machine = { cores: cpus().length, model: cpus()[0]?.model, load: loadavg()[0], date: new Date().toISOString() };
  const all: Result[] = [];
  for (const name of names) {
    const form = SUITES[name] as Suite;
    if (wish === "quick") all.push(...(await whole(name, quick(form), [form.one])));
    else all.push(...(await whole(name, asked(form), values.only?.split(","))));
    // A suite that is done is kept, whatever comes of the next.
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify({ machine, versions, results: all }, null, 1)}\n`);
  }
}

if (wish === "chart") {
  const { machine, versions: used, results } = JSON.parse(readFileSync(from ?? "", "utf8"));
  mkdirSync(CHARTS, { recursive: true });
  for (const [name, svg] of chart(results as readonly Result[], machine, used)) {
    writeFileSync(join(CHARTS, `${name}.svg`), svg);
    console.log(join("docs", "performance", `${name}.svg`));
  }
  const page = `${CHARTS}.md`;
  const said = `${machine.date.slice(0, 10)}, ${machine.cores} cores, ${machine.model}, load ${machine.load.toFixed(1)} at the start; ${Object.entries(
    used,
  )
    .map((v) => v.join(" "))
    .join(", ")}.`;
  writeFileSync(page, between(readFileSync(page, "utf8"), "tables", `${said}\n\n${tables(results)}`));
} else await bench();
process.exit();
