import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SqlContext } from "../../src/api/sql-context.ts";
import { complete } from "../../src/cli/sql/complete.ts";
import { ended } from "../../src/cli/sql/ended.ts";
import { DataFrame } from "../../src/node.ts";
import { ENV, MAIN } from "./run.ts";

let folder = "";
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "polaroid-repl-"));
  writeFileSync(at("pets.csv"), "name,legs\nrex,4\ntweety,2\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const piped = (input: string, ...args: readonly string[]): { code: number | null; out: string; error: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "repl", ...args], {
    encoding: "utf8",
    env: ENV,
    input,
    cwd: folder,
  });
  expect(stderr).not.toMatch(/^\s+at .+\d+:\d+/m);
  return { code: status, out: stdout, error: stderr };
};

describe("where a statement ends", () => {
  test.each<[string, number]>([
    ["select 1", -1],
    ["select 1; select 2;", 9],
    ["select ';", -1],
    ["select ';';", 11],
    ['select "a;b";', 13],
    ["select 'it'';s';", 16],
    ["select 1 -- ;", -1],
    ["select 1 -- ;\n;", 15],
    ["select /* ; /* ; */ ; */ 1;", 27],
    ["select /* ;", -1],
    ["select $$;$$;", 13],
    ["select $q$ ; $$ ; $q$;", 22],
    ["select $1;", 10],
  ])("%j: %i", (text, end) => {
    expect(ended(text)).toBe(end);
  });
  test("is found in time that grows with the text", () => {
    const started = performance.now();
    expect(ended("'x' ".repeat(500_000))).toBe(-1);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("from a pipe", () => {
  test("statements go over lines, and the last needs no semicolon", () => {
    const done = piped(
      "create view a\n as from 'pets.csv'; select sum(legs) as n\nfrom a; select ';' as semi",
      "--json",
    );
    expect(done).toEqual({ code: 0, error: "", out: '{"n":6}\n{"semi":";"}\n' });
  });
  test("files are views, and lines with a dot are commands", () => {
    const done = piped(
      ".tables\n.schema pets\n.engine duckdb\n.timing on\nfrom pets limit 1;\n.help\n.quit\nselect 2;",
      "pets.csv",
      "--json",
    );
    expect([done.code, done.error]).toEqual([0, ""]);
    expect(done.out).toMatch(
      /^pets\n {2}name {2}Utf8\n {2}legs {2}Int64\nengine: duckdb; there are auto, wasm, duckdb\n\{"name":"rex","legs":4\}\n1 row in [\d.]+ m?s\nSQL ends with ;.*leaves, as Ctrl-D does.*a query\n$/s,
    );
  });
  test.each<[string, number, string]>([
    ["select 1 a b;\nselect 2;", 2, "[SQL_SYNTAX] line 1, column 12"],
    ["select nope;\nselect 2;", 1, "[COLUMN_NOT_FOUND]"],
    [".nope\nselect 2;", 2, "[INVALID_ARGUMENT] there is no command .nope; see .help"],
    [".engine dukdb\nselect 2;", 1, 'there is no engine "dukdb" here'],
    [".schema\nselect 2;", 2, "[INVALID_ARGUMENT] .schema needs the name of a view or a file"],
    ["select 'abc", 2, "[SQL_SYNTAX]"],
  ])("%j ends it with the error", (input, code, message) => {
    const done = piped(input);
    expect([done.code, done.out]).toEqual([code, ""]);
    expect(done.error).toContain(message);
  });
  test("nothing gives nothing", () => {
    expect(piped("")).toEqual({ code: 0, out: "", error: "" });
    expect(piped("\n\n-- nothing\n")).toEqual({ code: 0, out: "", error: "" });
  });
});

describe("completion", () => {
  const session = new SqlContext();
  session.register("flights", new DataFrame({ carrier: ["UA"], delay: [1] }));
  const { signal } = new AbortController();
  test.each<[string, string[], string]>([
    ["sel", ["select"], "sel"],
    ["SEL", ["SELECT"], "SEL"],
    ["select carr", ["carrier"], "carr"],
    ["from fl", ["flights"], "fl"],
    [".sch", [".schema"], ".sch"],
    ["select ", [], ""],
    ["select nothingsuch", [], "nothingsuch"],
  ])("%j", async (line, found, word) => {
    expect(await complete(line, session, signal)).toEqual([found, word]);
  });
  test("of files, in quotes", async () => {
    expect(await complete(`from '${at("pe")}`, session, signal)).toEqual([[at("pets.csv")], at("pe")]);
    expect(await complete("from '/nosuch/x", session, signal)).toEqual([[], "/nosuch/x"]);
  });
});

const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
describe.skipIf(!hasScript)("at a terminal", () => {
  const terminal = (): {
    type: (text: string) => void;
    until: (what: RegExp) => Promise<string>;
    closed: Promise<number | null>;
  } => {
    const child = spawn("script", ["-qec", `"${process.execPath}" "${MAIN}" repl`, "/dev/null"], {
      env: { ...ENV, XDG_STATE_HOME: at("state"), NO_COLOR: "1", TERM: "xterm" },
      cwd: folder,
    });
    let seen = "";
    child.stdout.on("data", (d: Buffer) => {
      seen += d.toString();
    });
    return {
      type: (text) => void child.stdin.write(text),
      async until(what) {
        for (let n = 0; n < 400; n++) {
          if (what.test(seen)) {
            const all = seen;
            seen = "";
            return all;
          }
          await wait(50);
        }
        throw new Error(`${what} was not seen in ${JSON.stringify(seen)}`);
      },
      closed: new Promise((done) => child.on("close", done)),
    };
  };
  test("errors do not end it, Ctrl-C takes back what is typed, Ctrl-D leaves, lines are kept", async () => {
    const t = terminal();
    await t.until(/polaroid> /);
    t.type("select nope;\r");
    await t.until(/COLUMN_NOT_FOUND[\s\S]*polaroid> /);
    t.type("select 1 +\r");
    await t.until(/ -> /);
    t.type("41 as x;\r");
    await t.until(/42[\s\S]*1 row in \d+ ms[\s\S]*polaroid> /);
    t.type("select 'half\r");
    await t.until(/ -> /);
    t.type("\u0003");
    await t.until(/polaroid> /);
    t.type("select 7 as y;\r");
    await t.until(/│ {5}7 │[\s\S]*polaroid> /);
    t.type("\u0004");
    expect(await t.closed).toBe(0);
    const history = at("state/polaroid/history");
    expect(existsSync(history)).toBe(true);
    expect(readFileSync(history, "utf8")).toContain("select 7 as y;");
    expect(statSync(history).mode & 0o077).toBe(0);
  });
  test("Ctrl-C stops a query", async () => {
    const t = terminal();
    await t.until(/polaroid> /);
    const numbers = "(values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10))";
    const many = Array.from({ length: 9 }, (_, i) => `${numbers} t${i}(x${i})`).join(", ");
    t.type(`select count(*) from ${many} where x0 * x1 * x2 * x3 * x4 * x5 * x6 * x7 * x8 = 7;\r`);
    await wait(1500);
    t.type("\u0003");
    await t.until(/CANCELLED[\s\S]*polaroid> /);
    t.type(".quit\r");
    await t.closed;
  });
});
