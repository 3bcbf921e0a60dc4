import { describe, expect, test } from "vitest";
import { DataFrame, PolaroidError, sql } from "../../src/node.ts";
import "../../src/sql.ts";

const T = new DataFrame({
  id: [1, 2, 3],
  s: ["a", "b", null],
  day: [new Date(0), null, new Date(1e12)],
  l: [[1], [2], []],
});
const ENGINES = ["wasm", "duckdb"] as const;
const run = (text: string, engine: string, params?: unknown): Promise<DataFrame> =>
  sql(text, { tables: { t: T, u: T }, ...(params !== undefined && { params: params as never }) }).collect({
    engine,
  }) as Promise<DataFrame>;
async function failure(text: string, engine: string, params?: unknown): Promise<PolaroidError> {
  try {
    await run(text, engine, params);
  } catch (error) {
    if (error instanceof PolaroidError) return error;
    throw error;
  }
  throw new Error(`no error of ${text.slice(0, 100)}`);
}

describe.each(ENGINES)("what is wrong in a text has a code and a place on %s", (engine) => {
  test.each<[string, string, number]>([
    ["select id +", "SQL_SYNTAX", 12],
    ["select nosuch(id) from t", "NOT_SUPPORTED", 8],
    ["select sum(id) over (order by id), nosuch(id) over () from t", "NOT_SUPPORTED", 36],
    ["select id from nosuch", "NOT_FOUND", 16],
    ["select id, nosuch from t", "COLUMN_NOT_FOUND", 12],
    ["select t.nosuch from t", "COLUMN_NOT_FOUND", 8],
    ["select nosuch.* from t", "NOT_FOUND", 8],
    ["select id from t, u", "INVALID_ARGUMENT", 8],
    ["select s from t where id + s > 1", "TYPE_MISMATCH", 23],
    ["select abs(s) from t", "TYPE_MISMATCH", 8],
    ["select id, lpad(s, s, 'x') from t", "TYPE_MISMATCH", 20],
    ["select id from t where id & 1.5 = 1", "TYPE_MISMATCH", 24],
    ["select sum(s) from t", "TYPE_MISMATCH", 8],
    ["select id from t where s", "TYPE_MISMATCH", 24],
    ["select id from t where id = day", "TYPE_MISMATCH", 24],
    ["select coalesce(id, day) from t", "TYPE_MISMATCH", 8],
    ["select case when s then 1 end from t", "TYPE_MISMATCH", 8],
    ["select id from t union select l from t", "TYPE_MISMATCH", 1],
    ["select id, sum(id) from t", "INVALID_ARGUMENT", 8],
    ["select s, count(*) from t group by id", "INVALID_ARGUMENT", 8],
    ["select id from t group by id having s = 'a'", "INVALID_ARGUMENT", 37],
    ["select id from t where sum(id) > 1", "INVALID_ARGUMENT", 24],
    ["select sum(sum(id)) from t", "INVALID_ARGUMENT", 12],
    ["select 'abc'::int", "INVALID_CAST", 8],
    ["select date '2024-13-01'", "INVALID_CAST", 8],
    ["select id from t where id between 'a' and 3", "INVALID_CAST", 35],
    ["select cast(day as int) from t", "TYPE_MISMATCH", 8],
    ["select regexp_matches(s, '(') from t", "INVALID_REGEX", 8],
    ["select regexp_matches(s, '(?=a)') from t", "INVALID_REGEX", 8],
    ["select list_transform(id, x -> x) from t", "TYPE_MISMATCH", 23],
    ["select id from t order by 2", "INVALID_ARGUMENT", 27],
    ["select id from t limit -1", "INVALID_ARGUMENT", 24],
    ["select id from t limit (select id from t)", "INVALID_ARGUMENT", 24],
    ["pivot t on (id, s) using count(*)", "NOT_SUPPORTED", 12],
  ])("%s", async (text, code, column) => {
    const error = await failure(text, engine);
    expect(error.detail).toMatch(/^line 1, column \d+: /);
    expect([error.code, (error.cause as { column: number }).column]).toEqual([code, column]);
    expect(error.detail.split("\n").at(-1)).toBe(`${" ".repeat(column + 1)}^`);
  });

  test("the line counts too", async () => {
    const error = await failure("select id,\n  -- a comment\n  upper(nosuch)\nfrom t", engine);
    expect(error.cause).toMatchObject({ line: 3, column: 9 });
  });

  test("a recursion that does not end is stopped", async () => {
    const { code } = await failure(
      "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r",
      engine,
    );
    expect(["LIMIT_EXCEEDED", "MEMORY_LIMIT"]).toContain(code);
  });

  test("a regular expression that explodes elsewhere ends", async () => {
    const long = new DataFrame({ s: ["a".repeat(5000), `${"a".repeat(5000)}!`] });
    const started = performance.now();
    const frame = await sql("select regexp_matches(s, '^(a+)+$') m, s like '%a%a%a%a%a%a%b' k from t", {
      tables: { t: long },
    }).collect({ engine });
    expect(frame.rows()).toEqual([
      [true, false],
      [false, false],
    ]);
    const patterns = new DataFrame({ s: ["a".repeat(2000)], p: [`${"%a".repeat(500)}b`] });
    expect((await sql("select s like p from t", { tables: { t: patterns } }).collect({ engine })).rows()).toEqual([
      [false],
    ]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  const deep = (open: string, inner: string, close: string): string =>
    `select ${open.repeat(10_000)}${inner}${close.repeat(10_000)}`;
  test.each<[string, string]>([
    ["parentheses", deep("(", "1", ")")],
    ["scalar queries", deep("(select ", "1", ")")],
    ["derived tables", `${"select * from (".repeat(10_000)}select 1${")".repeat(10_000)}`],
    ["unions by turns", `${"(select 1 union ".repeat(10_000)}select 1${")".repeat(10_000)}`],
    ["case", deep("case when true then ", "1", " end")],
    ["not", deep("not ", "true", "")],
    ["bits", deep("~ ", "1", "")],
    ["lambdas", deep("list_transform([1], lambda x: ", "1", ")")],
  ])("10,000 levels of %s are refused with a place", async (_, text) => {
    const error = await failure(text, engine);
    expect(error.code).toBe("LIMIT_EXCEEDED");
    expect(error.detail).toMatch(/^line 1, column \d+/);
  });
  test.each<[string, string, unknown]>([
    ["conditions in AND", `select count(*) from t where ${"id > 0 and ".repeat(10_000)}true`, 3],
    ["conditions in OR", `select count(*) from t where ${"id > 5 or ".repeat(10_000)}true`, 3],
  ])("10,000 %s are answered", async (_, text, want) => {
    expect((await run(text, engine)).rows()).toEqual([[want]]);
  });

  test.each<[string, unknown, string]>([
    ["select id from t where id > $1", ["x"], "INVALID_CAST"],
    ["select id + $1 from t", ["x"], "TYPE_MISMATCH"],
    ["select id from t where id > :n", { m: 1 }, "INVALID_ARGUMENT"],
    ["select id from t where id > $1", [1, 2], "INVALID_ARGUMENT"],
    ["select id from t limit $1", ["x"], "INVALID_ARGUMENT"],
    ["select id from t limit $1", [-1], "INVALID_ARGUMENT"],
    ["select substring(s, $1) from t", [{}], "INVALID_ARGUMENT"],
    ["select $1::int", ["1; drop table t"], "INVALID_CAST"],
    ["select abs($1)", [true], "TYPE_MISMATCH"],
  ])("parameters of the wrong type: %s with %j", async (text, params, code) => {
    expect((await failure(text, engine, params)).code).toBe(code);
  });

  test("patterns, fillings and digests of values that look like SQL are values", async () => {
    const nasty = "'); drop table t; --\"%_";
    const table = new DataFrame({ v: [nasty, "x"] });
    const query = sql(
      "select lpad(v, 30, $1), md5(v), v like $1, levenshtein(v, $1), string_split_regex(v, $2) from t",
      {
        tables: { t: table },
        params: [nasty, "x"],
      },
    );
    const [first] = (await query.collect({ engine })).rows();
    expect(first?.[0]).toBe(nasty.slice(0, 30 - nasty.length) + nasty);
    expect(first?.slice(2)).toEqual([true, 0, [nasty]]);
  });
});

describe("integers that overflow wrap round, as in Polars", () => {
  test.each(ENGINES)("on %s", async (engine) => {
    const frame = await run(
      "select 2147483647 + 1 a, -2147483647 - 2 b, 65536 * 65536 c, 1 << 31 d, 200::utinyint + 100::utinyint e, sum(2147483647) f from t",
      engine,
    );
    expect(frame.rows()).toEqual([[-2147483648, 2147483647, 0, -2147483648, 44, 6442450941]]);
    expect((await failure("select 3000000000::int", engine)).code).toBe("INVALID_CAST");
    expect((await failure("select (id + 300)::tinyint from t", engine)).code).toBe("INVALID_CAST");
  });
});
