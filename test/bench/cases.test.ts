import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const BENCH = join(import.meta.dirname, "..", "..", "bench");
const ROWS = 1000;
// By path: a bench has peers that are not installed here, and types of theirs.
const load = (path: string) => import(/* @vite-ignore */ join(BENCH, path));

interface Answer {
  readonly rows: number;
  readonly sums: readonly (number | null)[];
}
interface Opened {
  readonly run: (of: unknown) => (() => unknown) | undefined;
  readonly answer: (of: unknown, result: unknown) => Promise<Answer>;
}
interface Suite {
  readonly by?: string;
  readonly one: string;
  readonly where?: string;
  readonly data: (rows: number, name: string) => Promise<Readonly<Record<string, string>>>;
}

const { SUITES, casesOf, fileOf } = (await load("suites.ts")) as {
  SUITES: Readonly<Record<string, Suite>>;
  casesOf: (suite: string) => readonly string[];
  fileOf: (suite: string, name: string) => string;
};
const { difference } = (await load("report.ts")) as { difference: (a: Answer, b: Answer) => string | undefined };
const names = Object.keys(SUITES);
// Servers are asked by clients, not by questions in each engine's words.
const served = new Set(names.filter((name) => ["server", "clients"].includes((SUITES[name] as Suite).by ?? "")));
const queries = names.filter((name) => (SUITES[name] as Suite).by !== "start" && !served.has(name));
// Its tables come from a program; `npm run test:tpch` runs its questions.
const local = queries.filter((name) => name !== "tpch" && (SUITES[name] as Suite).by !== "peak");

const folder = mkdtempSync(join(tmpdir(), "polaroid-bench-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("every file of a case belongs to a suite", () => {
  const asked = names.filter((name) => !served.has(name));
  const known = new Set(asked.flatMap((suite) => casesOf(suite).map((name) => join(BENCH, fileOf(suite, name)))));
  const parts = ["data", "engines", "pages", "node_modules", ...served];
  const found = globSync("*/*.ts", { cwd: BENCH }).filter((file) => !parts.includes(file.split("/")[0] as string));
  expect(found.filter((file) => !known.has(join(BENCH, file)))).toEqual([]);
});

test.each(names)("the case that stands for %s is one of its cases", (suite) => {
  expect(casesOf(suite)).toContain((SUITES[suite] as Suite).one);
});

describe.each(queries)("cases of %s", (suite) => {
  test.each([...casesOf(suite)])("%s has its words", async (name) => {
    const { question } = await load(fileOf(suite, name));
    expect(typeof question.polaroid).toBe("function");
    const words = [question.duckdb, question.polars].filter((text) => text !== undefined);
    expect(words.length).toBeGreaterThan(0);
    for (const text of words) expect(text.trim()).not.toBe("");
  });
});

describe.each(local)("answers of %s at 1,000 rows", (suite) => {
  const engines: Record<string, Opened> = {};
  beforeAll(async () => {
    const files = await (SUITES[suite] as Suite).data(ROWS, casesOf(suite)[0] as string);
    for (const engine of ["polaroid", "duckdb"]) {
      const { adapter } = await load(`engines/${engine}.ts`);
      const where = (SUITES[suite] as Suite).where ?? "memory";
      const out = join(folder, `${suite}-${engine}.parquet`);
      engines[engine] = await adapter.open({ suite, engine, files, where, out, numbers: {} });
    }
  }, 30_000);

  test.each([...casesOf(suite)])("%s is DuckDB's", async (name) => {
    const { question } = await load(fileOf(suite, name));
    const answers: Answer[] = [];
    for (const opened of Object.values(engines)) {
      const run = opened.run(question);
      if (run !== undefined) answers.push(await opened.answer(question, await run()));
    }
    expect(answers[0]?.rows).toBeGreaterThan(0);
    expect(answers.slice(1).map((other) => difference(answers[0] as Answer, other))).toEqual(
      answers.slice(1).map(() => undefined),
    );
  });
});

test.each([...casesOf("cold")])("cold/%s gives rows", async (name) => {
  const { start } = await load(fileOf("cold", name));
  const { t } = await (SUITES["cold"] as Suite).data(ROWS, name);
  const text: string = start.polaroid
    .replaceAll("{polaroid}", join(BENCH, "..", "src", "node.ts"))
    .replaceAll("{file}", t);
  const args = ["--input-type=module", "-e", `let rows; ${text}; console.log(rows.length); process.exit(0);`];
  expect(Number(execFileSync(process.execPath, args, { encoding: "utf8" }))).toBeGreaterThan(0);
  for (const peer of ["duckdb", "polars"]) expect(start[peer]).toContain("rows = ");
});

test("a chart has a bar a case, on the side of 1 where its ratio is", async () => {
  const { chart } = await load("chart.ts");
  const of = (name: string, ratio: number) => ({
    suite: "s",
    rows: 1,
    case: name,
    values: { polaroid: ratio, peer: 1 },
    ratio,
  });
  const svg: string = chart([of("quick", 0.5), of("slow <1>", 3)], { cores: 2, date: "2026-01-01" }, {}).get("s");
  expect(svg.match(/class="(faster|slower)"/g)).toEqual(['class="faster"', 'class="slower"']);
  expect(svg).toContain("slow &#60;1&#62;");
});

test("the packages of a bench are pinned", () => {
  const { dependencies } = JSON.parse(readFileSync(join(BENCH, "package.json"), "utf8"));
  for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+/);
});
