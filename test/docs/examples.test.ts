import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as polaroid from "../../src/node.ts";
import { SqlContext } from "../../src/sql.ts";

const { DataFrame, Expr, LazyFrame, Series, col } = polaroid;
const ROOT = join(import.meta.dirname, "..", "..");

interface Example {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** The text of every `@example` in the documentation comments of a file. */
function examplesOf(file: string): Example[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/\/\*\*(.*?)\*\//gs)].flatMap((comment) => {
    const parts = (comment[1] as string).replace(/^[ \t]*\*[ ]?/gm, "").split("@example");
    const line = text.slice(0, comment.index).split("\n").length;
    return parts.slice(1).map((code) => ({ file, line, code: (code.split(/^@\w+/m)[0] as string).trim() }));
  });
}

/** The ```ts blocks of a page of documentation. */
function blocksOf(file: string): Example[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((m) => ({
    file,
    line: text.slice(0, m.index).split("\n").length,
    code: m[1] as string,
  }));
}

const SOURCES = [...globSync("src/api/**/*.ts", { cwd: ROOT }), "src/core/result.ts", "src/core/error.ts"].sort();
const EXAMPLES = SOURCES.flatMap(examplesOf);
// What needs a server is run by test/docs/server-client.test.ts (this page, and what imports polaroid/remote) and flight-sql.test.ts.
const APART = join("docs", "server-client.md");
const PAGES = globSync("docs/**/*.md", { cwd: ROOT }).filter((file) => file !== APART);
const BLOCKS = ["README.md", ...PAGES]
  .sort()
  .flatMap(blocksOf)
  .filter(({ code }) => !/"polaroid\/(remote|flight)"/.test(code));

let folder = "";
const home = process.cwd();

const numbers = {
  a: [1, 2, 3],
  b: [1, 5, 3],
  c: [0.5, 1, 2],
  x: [1, 2, 3],
  y: [3, 1, 2],
  z: [1, 1, 2],
  price: [1.5, 2, 300],
  qty: [1, 2, 3],
  id: [1, 2, 3],
  delay: [5, -3, 60],
  distance: [2000, 100, 1500],
  X: [1, 2, 3],
};
const others = {
  symbol: ["A", "B", "A"],
  carrier: ["UA", "AA", "UA"],
  k: ["p", "q", "p"],
  note: ["n", null, "m"],
  month: ["jan", "feb", "feb"],
  ok: [true, null, false],
  tags: [["new"], [], ["old", "red"]],
  t: [new Date("2024-01-31T10:20:30Z"), new Date("2024-03-10T00:00:00Z"), null],
  d: [1, 2, 3],
  s: ["A1", "b2,c", null],
  l: [[1, 2], [3], null],
  p: [[1, 2], [3, null], null],
  when: [new Date(0), new Date(1), null],
};
const INT = Object.fromEntries(["id", "qty", "a"].map((name) => [name, polaroid.Int64]));

/** Columns whose values must suit one function. */
function special(code: string): Record<string, readonly unknown[]> {
  if (/struct\.field|\.struct\b/.test(code)) return { s: [{ x: 1 }, { x: 2 }, null] };
  if (code.includes("toDate(")) return { s: ["21.03.2024", "01.01.1970", null] };
  if (code.includes("toDatetime(")) return { s: ["2024-03-21 10:20", null, null] };
  if (code.includes("toTime(")) return { s: ["10:20", null, null] };
  if (code.includes("toInteger(")) return { s: ["ff", "10", null] };
  if (code.includes('unnest("pos"')) return { pos: [{ u: 1, v: 2 }, null, { u: 3, v: null }] };
  if (/"(time|n|from|low)"|col\("at"\)/.test(code)) return timed(code);
  if (code.includes("list.join")) return { l: [["a", "b"], [], null] };
  if (/(any|all)Horizontal\("a", "b"\)|col\("a"\)\.xor/.test(code))
    return { a: [true, false, null], b: [true, true, false] };
  if (code.includes(".fillNan(") || code.includes(".isNan") || code.includes(".isNotNan"))
    return { x: [Number.NaN, 1, null] };
  return {};
}

const hours = (...at: readonly number[]): Date[] => at.map((h) => new Date(Date.UTC(2024, 0, 31, h)));
/** Columns along a time, and what is from one value to another. */
function timed(code: string): Record<string, readonly unknown[]> {
  if (/\btimeRanges\(/.test(code)) return {};
  return {
    time: hours(9, 10, 11),
    at: hours(9, 10, 11),
    n: [1, 2, 3],
    from: hours(0, 1, 2),
    to: hours(24, 25, 26),
    low: [0, 1, 2],
    high: [1, 2, 4],
    symbol: ["A", "A", "A"],
  };
}

function scopeOf(code: string): Record<string, unknown> {
  const own = special(code);
  const schema = Object.fromEntries(
    Object.entries({ ...INT, d: polaroid.Duration("ms"), p: polaroid.FixedSizeList(polaroid.Float64, 2) }).filter(
      ([name]) => !(name in own),
    ),
  );
  const whole = new DataFrame({ ...numbers, ...others, ...own }, { schema });
  const df = /groupBy\("k"\)\.(?!agg)/.test(code)
    ? whole.select("k", "x", "y")
    : /[cC]sv\(/.test(code)
      ? whole.drop("tags", "l", "p")
      : code.includes("n: 10")
        ? whole.sample({ n: 10, withReplacement: true })
        : whole;
  const small = new DataFrame({ a: [1, 2], b: ["x", "y"] });
  return {
    ...polaroid,
    SqlContext,
    DatabaseSync,
    concatAll: polaroid.concat,
    df,
    frame: df,
    lazy: df.lazy(),
    a: small,
    b: small,
    other: code.includes("vstack") ? df : new DataFrame({ extra: [1, 2, 3] }),
    quotes: df,
    orders: new DataFrame({ id: [1, 2], customer: ["x", "y"] }),
    customers: new DataFrame({ customer: ["x"], city: ["Oslo"] }),
    january: new DataFrame({ a: [1] }),
    february: new DataFrame({ a: [2n] }),
    s: new Series("x", [3, 1, 2]),
    addTotals: (f: unknown) => f,
    console: { log: (x: unknown) => String(x) },
  };
}

/** What an example gives is run too: an expression over the frame of the scope, a query, a group-by. */
async function carryOut(value: unknown, frame: InstanceType<typeof DataFrame>): Promise<void> {
  const got = await value;
  if (got instanceof Expr) (frame as unknown as { select(e: unknown): unknown }).select(got);
  else if (got instanceof LazyFrame) await got.collect();
  else if (typeof got === "object" && got !== null && "throw" in got && Symbol.iterator in got)
    [...(got as Iterable<unknown>)];
  else String((got as { toString?: unknown } | null)?.toString === undefined ? "" : got);
}

const FUNCTION = Object.getPrototypeOf(async () => {}).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<unknown>;

/** Runs code in a scope; the value of its last expression is the result. */
async function runIn(scope: Record<string, unknown>, code: string): Promise<unknown> {
  const plain = stripTypeScriptTypes(code.replace(/^import (.*?) from "polaroid(?:\/sql)?";$/gms, "")).trim();
  const names = Object.keys(scope)
    .filter((name) => name !== "var")
    .filter((name) => !new RegExp(`\\b(const|let|function|class) (${name}\\b|\\{[^}]*\\b${name}\\b)`).test(plain));
  const values = names.map((name) => scope[name]);
  try {
    return await new FUNCTION(...names, `return (${plain.replace(/;\s*(\/\/.*)?$/, "")}\n);`)(...values);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new FUNCTION(...names, plain)(...values);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "polaroid-examples-"));
  process.chdir(folder);
  const flights = new DataFrame(
    {
      carrier: ["UA", "AA", "UA"],
      distance: [2000, 100, 1500],
      delay: [5, -3, null],
      dep_delay: [5, -3, null],
      origin: ["EWR", "JFK", "LGA"],
      month: [1, 1, 2],
    },
    { schema: { distance: polaroid.Int32, delay: polaroid.Int32, dep_delay: polaroid.Int32, month: polaroid.Int8 } },
  );
  await flights.writeParquet("flights.parquet");
  await flights.lazy().sink("flights.csv");
  await flights.writeNdjson("events.ndjson");
  await flights.writeIpc("table.arrow");
  writeFileSync("airports.csv", "faa,name\nEWR,Newark\nJFK,Kennedy\n");
  writeFileSync("airlines.csv", "carrier,name\nUA,United\nAA,American\n");
  await import("node:fs/promises").then(({ mkdir }) => mkdir("flights"));
  await flights.writeParquet("flights/1.parquet");
});

afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

test("there are examples", () => {
  expect(EXAMPLES.length).toBeGreaterThan(200);
});

test.each(EXAMPLES.map((e) => [`${e.file}:${e.line}`, e] as const))("%s", async (_, { code }) => {
  const scope = scopeOf(code);
  try {
    await carryOut(await runIn(scope, code), scope.df as InstanceType<typeof DataFrame>);
  } finally {
    polaroid.configure({ engine: "auto", memoryLimit: null, mode: null });
  }
});

test.each(BLOCKS.map((e) => [`${e.file}:${e.line}`, e] as const))("%s", async (_, { code }) => {
  await runIn(scopeOf(code), code);
});

test("what README.md says is printed is what is printed", async () => {
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  const pairs = [...text.matchAll(/^```ts\n(.*?)^```\n+```text\n(.*?)^```/gms)];
  expect(pairs.length).toBeGreaterThan(0);
  for (const [, code = "", printed] of pairs) {
    const lines: string[] = [];
    await runIn({ ...scopeOf(code), console: { log: (x: unknown) => lines.push(`${x}\n`) } }, code);
    expect(lines.join("")).toBe(printed);
  }
});

test("pages that are linked are there", () => {
  for (const file of ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md", { cwd: ROOT })])
    for (const [, target = ""] of readFileSync(join(ROOT, file), "utf8").matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(existsSync(join(ROOT, file, "..", target)), `${file} links to ${target}`).toBe(true);
});

test("an example of an expression is one that a frame takes", async () => {
  await expect(carryOut(col("nowhere"), scopeOf("").df as InstanceType<typeof DataFrame>)).rejects.toThrow(
    "COLUMN_NOT_FOUND",
  );
});

/** Members of exported classes, and exported functions and values, each with the comment above it. */
function documented(file: string): { readonly name: string; readonly line: number; readonly comment: string }[] {
  const lines = readFileSync(join(ROOT, file), "utf8").split("\n");
  const above = (i: number): string => {
    if (!lines[i - 1]?.trimEnd().endsWith("*/")) return "";
    let from = i - 1;
    while (from > 0 && !lines[from]?.trimStart().startsWith("/**")) from--;
    return lines.slice(from, i).join("\n");
  };
  const out: { name: string; line: number; comment: string }[] = [];
  let inClass = false;
  lines.forEach((text, i) => {
    const top = /^export (?:abstract )?(class|function|const|type|interface) (\w+)/.exec(text);
    if (top !== null) inClass = top[1] === "class";
    else if (text === "}") inClass = false;
    const member = inClass ? /^ {2}(?:(?:static|async|override|get) )*\*?([a-z]\w*)(?:<.*)?\(/.exec(text) : null;
    const name = top?.[2] ?? member?.[1];
    if (name === undefined || name === "constructor" || out.at(-1)?.name === name) return;
    out.push({ name, line: i + 1, comment: above(i) });
  });
  return out;
}

// What `src/api/index.ts` exports from here is for users; other exports are for the layers above.
const INTERNAL = new Set([
  "sampling",
  "of",
  "lazyOf",
  "modeFrom",
  "configuration",
  "queryOptions",
  "scanSource",
  "concatFrames",
  "andThen",
  "plan",
  "batches",
]);
const EXAMPLES_IN = [
  "data-frame.ts",
  "lazy-frame.ts",
  "series.ts",
  "verbs.ts",
  "group-by.ts",
  "read.ts",
  "concat.ts",
  "config.ts",
  ...["aggregates", "dt", "expr", "functions", "list", "operators", "str", "struct", "windows"].map(
    (f) => `expr/${f}.ts`,
  ),
];

test.each(EXAMPLES_IN)("every public name of %s has a sentence, every call an example", (file) => {
  const found = documented(`src/api/${file}`);
  expect(found.length).toBeGreaterThan(0);
  const source = readFileSync(join(ROOT, `src/api/${file}`), "utf8").split("\n");
  const wrong = found.filter(({ name, line, comment }) => {
    if (INTERNAL.has(name)) return false;
    if (comment === "") return true;
    const call =
      /\(|^export (const|function)/.test(source[line - 1] ?? "") &&
      !/^export (abstract )?(class|interface|type)|^ {2}get /.test(source[line - 1] ?? "");
    return call && !comment.includes("@example");
  });
  expect(wrong.map(({ name, line }) => `${file}:${line} ${name}`)).toEqual([]);
});
