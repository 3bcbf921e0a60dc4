import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { read } from "../../src/node.ts";
import { ENV, MAIN, polaroid } from "./run.ts";

const USAGE = "usage: polaroid query [--output FILE] [--param NAME=VALUE] SQL\n";
let folder = "";
const at = (name: string): string => join(folder, name);
const query = (...args: readonly string[]): ReturnType<typeof polaroid> => polaroid("query", ...args);
const json = (...args: readonly string[]): unknown[] => {
  const { code, out, error } = query("--json", ...args);
  expect([code, error]).toEqual([0, ""]);
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "polaroid-query-"));
  writeFileSync(at("pets.csv"), "name,legs\nrex,4\ntweety,2\nkaa,0\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROOT = join(import.meta.dirname, "..", "..");
describe("polaroid query", () => {
  test("answers as README.md shows", () => {
    const pages = readFileSync(join(ROOT, "README.md"), "utf8");
    const shown = [...pages.matchAll(/^```sh\nnpx polaroid query "(.*)"\n```\n+```text\n(.*?)^```/gms)];
    expect(shown.length).toBe(1);
    const [, text = "", printed] = shown[0] as RegExpExecArray;
    expect(query(text.replaceAll("'examples/", `'${ROOT}/examples/`))).toEqual({ code: 0, error: "", out: printed });
  });
  test("prints a table", () => {
    expect(query(`select name, legs * 2 as twice from '${at("pets.csv")}' where legs > 0 order by name`)).toEqual({
      code: 0,
      error: "",
      out: `2 rows, 2 columns
┌────────┬───────┐
│ name   ┆ twice │
│ Utf8   ┆ Int64 │
╞════════╪═══════╡
│ rex    ┆     8 │
│ tweety ┆     4 │
└────────┴───────┘
`,
    });
  });
  test("gives JSON, on each engine", () => {
    for (const engine of ["wasm", "duckdb"])
      expect(json(`select sum(legs) n, 9007199254740993 as big from '${at("pets.csv")}'`, "--engine", engine)).toEqual([
        { n: 6, big: "9007199254740993" },
      ]);
  });
  test("runs several statements: views, copies, descriptions", () => {
    const text = `
      create view legged(pet, n) as from '${at("pets.csv")}' where legs > :least;
      copy (select pet from legged order by pet) to '${at("out.csv")}' (header false);
      copy legged (n) to '${at("n.ndjson")}';
      describe legged;
      show tables;
      select count(*) as c from legged`;
    expect(json(text, "--param", "least=0")).toEqual([
      { to: at("out.csv"), rows: 2 },
      { to: at("n.ndjson"), rows: 2 },
      { column_name: "pet", column_type: "VARCHAR", null: "YES" },
      { column_name: "n", column_type: "BIGINT", null: "YES" },
      { name: "legged" },
      { c: 2 },
    ]);
    expect(readFileSync(at("out.csv"), "utf8")).toBe("rex\ntweety\n");
    expect(readFileSync(at("n.ndjson"), "utf8")).toBe('{"n":4}\n{"n":2}\n');
  });
  test("explains", () => {
    const { code, out } = query(`explain select name from '${at("pets.csv")}' where legs = 4`);
    expect(code).toBe(0);
    expect(out).toMatch(/^plan\n.*optimized by.*scan.*where \(legs = 4\).*engine\nwasm/s);
    expect(query(`explain analyze from '${at("pets.csv")}'`).out).toMatch(/3 rows in \d+\.\d ms\n$/);
  });
  test("counts one row as a row", () => {
    expect(query("select 1 as n", "-o", at("one.csv")).out).toMatch(/^1 row written to .*one\.csv in \d/);
    expect(query(`copy (select 1 as n) to '${at("one.csv")}'`).out).toMatch(/^1 row written to .*one\.csv\n$/);
  });
  test("writes the last query to a file", async () => {
    const done = query(`from '${at("pets.csv")}'`, "-o", at("pets.parquet"));
    expect([done.code, done.out]).toEqual([0, expect.stringMatching(/^3 rows written to .*pets\.parquet in \d/)]);
    expect((await read(at("pets.parquet"))).toRecords()).toEqual([
      { name: "rex", legs: 4 },
      { name: "tweety", legs: 2 },
      { name: "kaa", legs: 0 },
    ]);
    expect(query("select 1 as a", "-o", at("one.bin"), "--to", "ndjson").code).toBe(0);
    expect(readFileSync(at("one.bin"), "utf8")).toBe('{"a":1}\n');
  });
  test("parameters are values, by name and by place", () => {
    expect(
      json(
        "select :a as a, :b as b, :c as c, :d as d",
        "--param",
        "a=1.5",
        "--param",
        "b=it's; drop",
        "--param",
        "c=null",
        "--param",
        "d='7'",
      ),
    ).toEqual([{ a: 1.5, b: "it's; drop", c: null, d: "7" }]);
    expect(json("select $2 - $1 as x", "--param", "1=3", "--param", "2=10")).toEqual([{ x: 7 }]);
    expect(json("select length(:a) as n", "--param", "a=x=y=z")).toEqual([{ n: 5 }]);
  });
  test("reads the text from a file and from standard input", () => {
    writeFileSync(at("q.sql"), "-- a comment\nselect 41 + 1 as x;\n");
    expect(json("--file", at("q.sql"))).toEqual([{ x: 42 }]);
    const piped = spawnSync(process.execPath, [MAIN, "query", "-", "--json"], {
      encoding: "utf8",
      env: ENV,
      input: "select 7 as x",
    });
    expect([piped.status, piped.stdout]).toEqual([0, '{"x":7}\n']);
  });
  test.each<[number, readonly string[], string]>([
    [2, [], `[INVALID_ARGUMENT] give the SQL, in quotes; ${USAGE}`],
    [2, ["select", "1"], `[INVALID_ARGUMENT] give the SQL as one argument, in quotes; ${USAGE}`],
    [2, ["select :a", "--param", "a"], `[INVALID_ARGUMENT] --param is a; it must be name=value; ${USAGE}`],
    [2, ["select $2", "--param", "2=1"], `[INVALID_ARGUMENT] there are 1 parameters by place, but none is 1; ${USAGE}`],
    [
      2,
      ["create view a as select 1", "-o", "x.csv"],
      `[INVALID_ARGUMENT] --output needs a query that gives rows; ${USAGE}`,
    ],
    [2, ["select 1 frm t"], "[SQL_SYNTAX] line 1, column 14: unexpected t"],
    [1, ["select 1 from nosuch"], '[NOT_FOUND] line 1, column 15: there is no table "nosuch"; no tables are given'],
    [1, ["select 1;\nselect nope"], '[COLUMN_NOT_FOUND] line 2, column 8: there is no column "nope"'],
    [1, ["insert into t values (1)"], "[NOT_SUPPORTED] line 1, column 1: INSERT is not supported"],
    [2, ["select 1", "--file", "x.sql"], `[INVALID_ARGUMENT] give the SQL or --file, not both; ${USAGE}`],
    [1, ["--file", "nosuch.sql"], "[NOT_FOUND] nosuch.sql: there is no such file"],
    [1, ["select 1", "--engine", "dukdb"], 'there is no engine "dukdb" here'],
    [
      2,
      ["copy (select 1) to 'x.csv' (headers true)"],
      "[INVALID_ARGUMENT] line 1, column 29: there is no option headers; did you mean header?",
    ],
    [
      2,
      ["create view a as select 1; create view a as select 2"],
      '[INVALID_ARGUMENT] line 1, column 40: there is a view "a" already',
    ],
  ])("exit code %i for %j", (code, args, message) => {
    const done = query(...args);
    expect(done.error).toContain(message);
    expect(done.code).toBe(code);
  });
});
