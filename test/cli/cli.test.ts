import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DataFrame, Int64, read } from "../../src/node.ts";
import { ENV, MAIN, polaroid, shell } from "./run.ts";

const DATA = join(import.meta.dirname, "..", "..", "..", "shared", "data");
let folder = "";
const at = (name: string): string => join(folder, name);

/** The command on a terminal of its own: what it writes, colours and progress too. */
const onTerminal = (line: string, env: Record<string, string> = {}): string =>
  spawnSync("script", ["-qec", line.replace("polaroid", `"${process.execPath}" "${MAIN}"`), "/dev/null"], {
    encoding: "utf8",
    env: { ...ENV, ...env },
  }).stdout;
const hasScript = spawnSync("script", ["--version"]).status === 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "polaroid-cli-"));
  const df = new DataFrame({
    id: [1n, 2n ** 60n, null],
    name: ["日本", 'q"', null],
    when: [new Date(0), null, new Date(1e12)],
  });
  await df.writeParquet(at("a.parquet"));
  await df.writeCsv(at("a.csv"));
  await new DataFrame(
    {
      n: BigInt64Array.from({ length: 300_000 }, (_, i) => BigInt(i)),
      t: Array.from({ length: 300_000 }, (_, i) => `row ${i}`),
    },
    { schema: { n: Int64 } },
  ).writeCsv(at("long.csv"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("help", () => {
  test("of the whole and of each command shows an example", () => {
    const all = polaroid("--help");
    expect([all.code, all.error]).toEqual([0, ""]);
    for (const command of ["head", "schema", "convert", "doctor"]) {
      expect(all.out).toContain(`  ${command} `);
      const one = polaroid(command, "--help");
      expect([one.code, one.error]).toEqual([0, ""]);
      expect(one.out).toMatch(new RegExp(`usage: polaroid ${command}.*--json.*example: polaroid ${command}`, "s"));
    }
    expect(polaroid("--version").out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
  test("what cannot be understood is exit code 2 and says what to do", () => {
    expect(polaroid().code).toBe(2);
    expect(polaroid("hed", "x")).toEqual({
      code: 2,
      out: "",
      error: 'error [INVALID_ARGUMENT] there is no command "hed"; did you mean "head"? see polaroid --help\n',
    });
    expect(polaroid("frobnicate").error).toBe(
      'error [INVALID_ARGUMENT] there is no command "frobnicate"; see polaroid --help\n',
    );
    const none = polaroid("head");
    expect([none.code, none.error]).toEqual([
      2,
      "error [INVALID_ARGUMENT] name a file; usage: polaroid head [-n ROWS] [--json] FILE...\n",
    ]);
    expect(polaroid("convert", at("a.csv"), at("x.parquet"), "--compression", "zip").code).toBe(2);
    expect(existsSync(at("x.parquet"))).toBe(false);
  });
});

describe("head", () => {
  test("prints a table", () => {
    expect(polaroid("head", at("a.parquet"))).toEqual({
      code: 0,
      error: "",
      out: `3 rows, 3 columns
┌─────────────────────┬──────┬─────────────────────┐
│                  id ┆ name ┆ when                │
│               Int64 ┆ Utf8 ┆ Datetime("ms")      │
╞═════════════════════╪══════╪═════════════════════╡
│                   1 ┆ 日本 ┆ 1970-01-01 00:00:00 │
│ 1152921504606846976 ┆ q"   ┆ null                │
│                null ┆ null ┆ 2001-09-09 01:46:40 │
└─────────────────────┴──────┴─────────────────────┘
`,
    });
  });
  test("prints rows as JSON, 64-bit integers exact", () => {
    const { out, code } = polaroid("head", "-n", "2", "--json", at("a.parquet"));
    expect([code, out]).toEqual([
      0,
      '{"id":1,"name":"日本","when":"1970-01-01T00:00:00"}\n{"id":"1152921504606846976","name":"q\\"","when":null}\n',
    ]);
  });
  test("of many files names each; one that fails does not stop the others", () => {
    const { code, out, error } = polaroid("head", at("a.csv"), at("no.csv"), at("a.parquet"));
    expect(code).toBe(1);
    expect(out.match(/3 rows, 3 columns/g)).toHaveLength(2);
    expect(out).toContain(at("a.parquet"));
    expect(error).toBe(`error [NOT_FOUND] ${at("no.csv")}: there is no such file\n`);
  });
  test("reads a format that is named, standard input and packed files", () => {
    writeFileSync(at("noname"), "a;b\n1;2\n");
    expect(polaroid("head", "--format", "csv", at("noname")).out).toContain("a;b");
    expect(polaroid("head", "--format", "nope", at("noname")).error).toMatch(
      /known are parquet, ipc, avro, csv, ndjson/,
    );
    writeFileSync(at("p.csv.gz"), gzipSync("a,b\n1,2\n"));
    expect(polaroid("head", "--json", at("p.csv.gz")).out).toBe('{"a":1,"b":2}\n');
    expect(shell(`polaroid head --json --format csv - < "${at("noname")}"`).out).toBe('{"a;b":"1;2"}\n');
  });
  test("into a closed pipe ends quietly", () => {
    expect(shell(`polaroid head -n 300000 --json "${at("long.csv")}" | head -1`)).toEqual({
      code: 0,
      out: '{"n":0,"t":"row 0"}\n',
      error: "",
    });
  });
  test.skipIf(!existsSync("/dev/full"))("onto a full disk is an error of one line", () => {
    const { code, error } = shell(`polaroid head "${at("a.csv")}" > /dev/full`);
    expect([code, error]).toEqual([
      1,
      "error [NO_SPACE] standard output: the disk is full; nothing was left half written\n",
    ]);
  });
});

describe("schema", () => {
  test("prints names, types and rows", () => {
    expect(polaroid("schema", at("a.parquet")).out).toBe(
      `${at("a.parquet")}: 3 columns, 3 rows\n  id    Int64\n  name  Utf8\n  when  Datetime("ms")\n`,
    );
    const json = JSON.parse(polaroid("schema", "--json", at("a.parquet")).out);
    expect(json).toMatchObject({
      file: at("a.parquet"),
      rows: 3,
      columns: [{ name: "id", nullable: true }, { name: "name" }, { name: "when" }],
    });
  });
});

describe("of a pattern", () => {
  test("schema and head take its files as one table, in order", async () => {
    for (const [i, n] of [3, 2, 4].entries())
      await new DataFrame({ n: Array.from({ length: n }, (_, k) => 10 * i + k) }).writeParquet(at(`part-${i}.parquet`));
    expect(polaroid("schema", at("part-*.parquet")).out).toBe(
      `${at("part-*.parquet")}: 1 column, 9 rows\n  n  Float64\n`,
    );
    expect(polaroid("head", "-n", "6", "--json", at("part-*.parquet")).out).toBe(
      [0, 1, 2, 10, 11, 20].map((n) => `{"n":${n}}\n`).join(""),
    );
    await new DataFrame({ n: ["x"] }).writeParquet(at("part-3.parquet"));
    const { code, error, out } = polaroid("schema", at("part-*.parquet"));
    expect([code, out, error]).toEqual([
      1,
      "",
      `error [SCHEMA_MISMATCH] column "n" is Utf8 in ${at("part-3.parquet")} and Float64 in ${at("part-0.parquet")}\n`,
    ]);
    await expect(read(at("part-*.parquet"))).rejects.toThrow(/column "n" is Utf8 in .*part-3/);
  });
});

describe("convert", () => {
  test("writes the format that the name tells", async () => {
    for (const name of ["c.parquet", "c.csv", "c.ndjson", "c.arrow"]) {
      const { code, out } = polaroid("convert", at("a.parquet"), at(name));
      expect([code, out]).toEqual([0, expect.stringMatching(/^3 rows written to .* in \d+\.\d\d s\n$/)]);
      expect((await read(at(name))).height).toBe(3);
    }
    const done = JSON.parse(
      polaroid("convert", "--json", "--compression", "zstd", at("long.csv"), at("long.parquet")).out,
    );
    expect(done).toEqual({ from: at("long.csv"), to: at("long.parquet"), rows: 300_000, seconds: expect.any(Number) });
  });
  test("leaves nothing where it fails", () => {
    writeFileSync(at("torn.parquet"), readFileSync(at("a.parquet")).subarray(0, 300));
    const { code, error } = polaroid("convert", at("torn.parquet"), at("out.csv"));
    expect([code, error]).toEqual([1, expect.stringMatching(/^error \[CORRUPT\] .*torn\.parquet/)]);
    expect(polaroid("convert", at("a.csv"), at("out.what")).error).toContain("[UNKNOWN_FORMAT]");
    expect(readdirSync(folder).filter((f) => f.includes("out."))).toEqual([]);
  });
  test("interrupted is 130, with nothing left behind", async () => {
    const many = Array.from({ length: 60 }, () => "long.csv");
    for (const [i] of many.entries()) writeFileSync(at(`many-${i}.csv`), readFileSync(at("long.csv")));
    const child = spawn(process.execPath, [MAIN, "convert", at("many-*.csv"), at("stopped.parquet")], {
      env: ENV,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let error = "";
    child.stderr.on("data", (b) => {
      error += b;
    });
    while (!readdirSync(folder).some((f) => f.startsWith(".stopped"))) await wait(10);
    child.kill("SIGINT");
    const code = await new Promise((done) => child.on("exit", done));
    expect([code, error]).toEqual([130, expect.stringMatching(/^error \[CANCELLED\]/)]);
    expect(readdirSync(folder).filter((f) => f.includes("stopped"))).toEqual([]);
    for (const [i] of many.entries()) rmSync(at(`many-${i}.csv`));
  });
});

test("doctor tells engines and how things are set", () => {
  const text = polaroid("doctor").out;
  expect(text).toMatch(
    /^node v\d+.*\n {2}ok {7}wasm\n {2}(ok|missing) +duckdb.*\nengine: auto; POLAROID_MODE: automatic; memory limit: none; threads: automatic\n$/s,
  );
  const json = JSON.parse(polaroid("doctor", "--json").out);
  expect(json.engines[0]).toEqual({ name: "wasm", problem: null });
  expect(json.configuration).toEqual({ engine: "auto", mode: null, memoryLimit: null, threads: null });
});

test("errors as JSON", () => {
  const { code, out, error } = polaroid("head", "--json", at("no.csv"));
  expect([code, out, JSON.parse(error)]).toEqual([
    1,
    "",
    { code: "NOT_FOUND", message: `${at("no.csv")}: there is no such file` },
  ]);
});

describe.skipIf(!hasScript)("on a terminal", () => {
  test("errors are red unless NO_COLOR is set", () => {
    const line = `polaroid head ${at("no.csv")}`;
    expect(onTerminal(line, { NO_COLOR: "" })).toContain("\u001b[31merror\u001b[0m [NOT_FOUND]");
    expect(onTerminal(line, { NO_COLOR: "1" })).toMatch(/^error \[NOT_FOUND\]/);
  });
  test("long work tells how far it is, and wipes that away", () => {
    for (let i = 0; i < 40; i++) writeFileSync(at(`more-${i}.csv`), readFileSync(at("long.csv")));
    const shown = onTerminal(`polaroid convert '${at("more-*.csv")}' ${at("more.ndjson")}`).replaceAll(
      "\r\u001b[2K",
      "<wiped>",
    );
    expect(shown).toMatch(/<wiped>[\d,]+ rows, [\d,]+ a second/);
    expect(shown).toMatch(/<wiped>12,000,000 rows written to /);
    for (const name of readdirSync(folder).filter((f) => f.startsWith("more"))) rmSync(at(name));
  });
});

test("corrupt files give one line and exit code 1", () => {
  const whole = readFileSync(at("a.parquet"));
  const bad: Record<string, Uint8Array | string> = {
    "empty.parquet": "",
    "empty.csv": "",
    "empty.arrow": "",
    "cut.parquet": whole.subarray(0, whole.length - 9),
    "start.parquet": whole.subarray(0, 40),
    "text.parquet": "this is text, not a table",
    "cut.arrow": "ARROW1\0\0\0",
    "quote.csv": 'a,b\n1,"2\n3,4\n',
    "bytes.csv": Uint8Array.of(0x61, 0x0a, 0xff, 0xfe, 0x0a),
    "bad.ndjson": '{"a":1}\n{"a":\n',
    "torn.csv.gz": gzipSync("a\n1\n".repeat(1000)).subarray(0, 30),
  };
  for (const [name, bytes] of Object.entries(bad)) writeFileSync(at(name), bytes);
  const { code, out, error } = polaroid("head", ...Object.keys(bad).map(at));
  expect([code, out.includes("undefined")]).toEqual([1, false]);
  const lines = error.trim().split("\n");
  expect(lines.map((l) => /^error \[([A-Z_]+)\] /.exec(l)?.[1])).toEqual(
    lines.map((l) => (l.includes("INVALID_ARGUMENT") ? "INVALID_ARGUMENT" : "CORRUPT")),
  );
  for (const name of Object.keys(bad).filter((n) => n !== "empty.csv")) expect(error, name).toContain(name);
  expect(polaroid("schema", at("cut.parquet")).code).toBe(1);
});

const files = globSync(["nycflights13/*", "parquet-testing/*.parquet", "*.csv"], { cwd: DATA }).sort();
describe.skipIf(files.length === 0)("every file of the shared data", () => {
  test.each(["schema", "head"])("%s answers or says what is wrong", (command) => {
    const { out, error } = polaroid(
      command,
      ...(command === "head" ? ["-n", "3"] : []),
      ...files.map((f) => join(DATA, f)),
    );
    const wrong = error
      .trim()
      .split("\n")
      .filter((l) => l !== "");
    for (const line of wrong)
      expect(line).toMatch(/^error \[(CORRUPT|NOT_SUPPORTED|ENCRYPTED|LIMIT_EXCEEDED)\] .*\.parquet/);
    for (const file of files) {
      const path = join(DATA, file);
      expect(out.includes(path) || wrong.some((l) => l.includes(path)), file).toBe(true);
      if (file.startsWith("nycflights13")) expect(wrong.some((l) => l.includes(path))).toBe(false);
    }
  });
});
