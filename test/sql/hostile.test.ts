import { describe, expect, test } from "vitest";
import { DataFrame, PolaroidError, sql } from "../../src/node.ts";
import { fc } from "../support/property.ts";
import "../../src/sql.ts";

const T = new DataFrame({ id: [1, 2, 3], s: ["a", "b' or 1=1 --", null], x: [0.5, -1, Number.NaN] });
const ENGINES = ["wasm", "duckdb"];
const rows = async (text: string, params?: unknown, engine = "wasm"): Promise<unknown[]> => {
  const frame = await sql(text, { tables: { t: T }, ...(params !== undefined && { params: params as never }) }).collect(
    { engine },
  );
  return frame.rows() as unknown[];
};
const codeOf = async (text: string, params?: unknown, engine = "wasm"): Promise<string> => {
  try {
    await rows(text, params, engine);
    return "OK";
  } catch (error) {
    if (error instanceof PolaroidError) return error.code;
    throw error;
  }
};

/** Texts that would mean something if they were ever read as SQL. */
const nasty: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "'",
    "''",
    '"',
    '""',
    "';--",
    "' or '1'='1",
    '" or "1"="1',
    "/*",
    "*/",
    "--",
    "\\",
    "\\'",
    "$$",
    "$1",
    ":name",
    "?",
    "); drop table t; --",
    "\u0000",
    "\u2019",
    "ʼ",
    "＇",
    "\ud83d\ude00",
    "%",
    "_",
    "\n",
    "null",
    "select",
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("'", '"', "\\", "-", "/", "*", ";", "$", " ", "a", "%"), maxLength: 12 }),
);
const RUNS = { numRuns: 60 };

describe("what is given as a value is a value", () => {
  test.each(ENGINES)("parameters come back as they are on %s", async (engine) => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (a, b) => {
        expect(await rows("select $1 as p, $2 as q, length($1) as n", [a, b], engine)).toEqual([[a, b, [...a].length]]);
        expect(await rows("select :name as p from t where id = 1 and :name = $name", { name: a }, engine)).toEqual([
          [a],
        ]);
      }),
      RUNS,
    );
  });
  test.each(ENGINES)("parameters choose the rows that equal them, no others, on %s", async (engine) => {
    await fc.assert(
      fc.asyncProperty(nasty, async (a) => {
        const table = new DataFrame({ k: [1, 2, 3], v: [a, `${a}!`, null] });
        for (const where of [
          "v = $1",
          "v in ($1)",
          "v like $2 escape '^' and v = $1",
          "case v when $1 then true end",
        ]) {
          const frame = await sql(`select k from t where ${where}`, {
            tables: { t: table },
            params: where.includes("$2") ? [a, a.replace(/[%_^]/g, "^$&")] : [a],
          }).collect({ engine });
          expect(frame.rows()).toEqual([[1]]);
        }
      }),
      RUNS,
    );
  });
  test.each(ENGINES)("names of columns and tables, in quotes, are names on %s", async (engine) => {
    const name = fc
      .oneof(
        nasty,
        nasty.map((n) => `x${n}`),
      )
      .filter((n) => n !== "" && !n.includes("\u0000"));
    await fc.assert(
      fc.asyncProperty(name, name, async (column, table) => {
        const quoted = (n: string): string => `"${n.replaceAll('"', '""')}"`;
        const frame = new DataFrame({ [column]: [1, 2], other: [10, 20] });
        const found = await sql(
          `select ${quoted(column)} as v, ${quoted(table)}.other from ${quoted(table)} where ${quoted(column)} > 1`,
          {
            tables: { [table]: frame },
          },
        ).collect({ engine });
        expect(found.rows()).toEqual([[2, 20]]);
        const star = await sql(`from ${quoted(table)}`, { tables: { [table]: frame } }).collect({ engine });
        expect(star.columns).toEqual([column, "other"]);
      }),
      RUNS,
    );
  });
  test("literals in quotes come back as they are", async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (a) => {
        for (const engine of ENGINES)
          expect(await rows(`select '${a.replaceAll("'", "''")}' as v`, undefined, engine)).toEqual([[a]]);
      }),
      RUNS,
    );
  });
  test("conditions of frames take no second statement", () => {
    for (const text of ["id = 1; select 1", "id = 1 union select 2", "1 = 1) or (1 = 1", "id = 1 --\n; drop", ""])
      expect(() => T.filter(text as never)).toThrow(/SQL_SYNTAX/);
    expect(T.filter("id = 1 -- or true" as never).height).toBe(1);
  });
  test("a parameter stands for one value: never for a list, a name, a direction or a keyword", async () => {
    expect(await rows("select id from t where s in ($1)", ["'a', 'b'"])).toEqual([]);
    expect(await rows("select id from t order by $1, id desc", ["id"])).toEqual([[3], [2], [1]]);
    for (const text of [
      "select id from $1",
      "select t.$1 from t",
      "select id from t order by id $1",
      "select id as $1 from t",
    ])
      expect(await codeOf(text, ["t"])).toBe("SQL_SYNTAX");
  });
  test.each<[unknown, string]>([
    [[{}], "INVALID_ARGUMENT"],
    [[() => 1], "INVALID_ARGUMENT"],
    [[Symbol("x")], "INVALID_ARGUMENT"],
    ["x", "INVALID_ARGUMENT"],
    [7, "INVALID_ARGUMENT"],
  ])("params that are no values are refused: case %#", async (params, code) => {
    await expect(async () => rows("select $1", params)).rejects.toMatchObject({ code });
  });
  test("names of parameters that every object has are not given by that", async () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"])
      expect(await codeOf(`select :${name}`, {})).toBe("INVALID_ARGUMENT");
  });
  test("tables, functions and columns that every object has are not there by that", async () => {
    for (const name of ["constructor", "__proto__", "toString", "valueOf"]) {
      expect(await codeOf(`select * from ${name}`)).toBe("NOT_FOUND");
      expect(await codeOf(`select ${name} from t`)).toBe("COLUMN_NOT_FOUND");
      expect(await codeOf(`select ${name}(id) from t`)).toBe("NOT_SUPPORTED");
      expect(await codeOf(`select sum(id) over (order by id) + ${name}(id) over () from t`)).toBe("NOT_SUPPORTED");
    }
  });
});

describe("size", () => {
  const many = (n: number, item: (i: number) => string, separator: string): string =>
    Array.from({ length: n }, (_, i) => item(i)).join(separator);
  test.each<[string, string, unknown]>([
    ["50,000 numbers in IN", `select count(*) from t where id in (${many(50_000, (i) => `${i + 3}`, ",")})`, [[1]]],
    ["50,000 texts in NOT IN", `select count(*) from t where s not in (${many(50_000, (i) => `'${i}'`, ",")})`, [[2]]],
    ["5,000 conditions in OR", `select count(*) from t where ${many(5_000, (i) => `id = ${i + 2}`, " or ")}`, [[2]]],
    ["5,000 conditions in AND", `select count(*) from t where ${many(5_000, (i) => `id <> ${i + 2}`, " and ")}`, [[1]]],
    [
      "20,000 conditions in AND",
      `select count(*) from t where ${many(20_000, (i) => `id <> ${i + 2}`, " and ")}`,
      [[1]],
    ],
    ["20,000 conditions in OR", `select count(*) from t where ${many(20_000, (i) => `id = ${i + 2}`, " or ")}`, [[2]]],
    ["20,000 sums", `select ${many(20_000, () => "id", "+")} from t where id = 2`, [[40_000]]],
    ["20,000 texts joined", `select length(${many(20_000, () => "'a'", "||")})`, [[20_000]]],
    ["5,000 values", `select count(*), max(x) from (values ${many(5_000, (i) => `(${i})`, ",")}) v(x)`, [[5000, 4999]]],
    ["1,000 columns", `select ${many(1_000, (i) => `id + ${i} as c${i}`, ",")} from t where id = 1`, null],
    ["400 sums", `select ${many(400, () => "1", "+")}`, [[400]]],
    [
      "1,000 branches of CASE",
      `select case id ${many(1_000, (i) => `when ${1000 - i} then ${i}`, " ")} end from t where id = 1`,
      [[999]],
    ],
    [
      "100 common table expressions",
      `with a0 as (select 1 x), ${many(100, (i) => `a${i + 1} as (select x + 1 as x from a${i})`, ",")} select x from a100`,
      [[101]],
    ],
    ["60 nested queries", `${"select x from (".repeat(60)}select 1 x${")".repeat(60)}`, [[1]]],
    ["300 sets", many(300, () => "select 1", " union all "), null],
    ["a text of 1 MB", `select length('${"x".repeat(1_000_000)}')`, [[1_000_000]]],
    ["a comment of 1 MB", `select 1 /* ${"x".repeat(1_000_000)} */`, [[1]]],
  ])("%s", async (_, text, want) => {
    const got = await rows(text);
    if (want !== null) expect(got).toEqual(want);
    else expect(got.length).toBeGreaterThan(0);
  });
  test.each<[string, string]>([
    ["parentheses", `select ${"(".repeat(10_000)}1${")".repeat(10_000)}`],
    ["functions", `select ${"abs(".repeat(10_000)}1${")".repeat(10_000)}`],
    ["not", `select ${"not ".repeat(10_000)}true`],
    ["case", `select ${"case when true then ".repeat(10_000)}1${" end".repeat(10_000)}`],
    ["queries", `${"select * from (".repeat(10_000)}select 1${")".repeat(10_000)}`],
    ["scalar queries", `${"select (".repeat(10_000)}select 1${")".repeat(10_000)}`],
    ["lists", `select ${"[".repeat(10_000)}1${"]".repeat(10_000)}`],
    ["casts", `select 1${"::int".repeat(10_000)}`],
    ["conditions by turns", `select ${"true and (false or (".repeat(10_000)}true${"))".repeat(10_000)}`],
  ])("10,000 levels of %s are an error with a place", async (_, text) => {
    await expect(rows(text)).rejects.toMatchObject({
      code: "LIMIT_EXCEEDED",
      message: expect.stringMatching(/line 1, column \d+/),
    });
  });
  test.each<[string, string]>([
    ["functions", `select ${"abs(".repeat(400)}1${")".repeat(400)}`],
    ["sums", `select ${"1+".repeat(10_000)}1`],
    ["conjunctions", `select id from t where ${"id > 0 and ".repeat(10_000)}true`],
    ["concatenations", `select ${"'a' || ".repeat(10_000)}'a'`],
    ["case", `select ${"case when true then ".repeat(300)}1${" end".repeat(300)}`],
    ["sets", Array.from({ length: 3_000 }, () => "select 1").join(" union all ")],
    [
      "joins",
      `select count(*) from t t0 ${Array.from({ length: 200 }, (_, i) => `join t t${i + 1} on t${i}.id = t${i + 1}.id`).join(" ")}`,
    ],
  ])("long %s end in an answer or an error of ours", async (_, text) => {
    expect(["OK", "LIMIT_EXCEEDED", "MEMORY_LIMIT"]).toContain(await codeOf(text));
  });
});

describe("values that are named twice", () => {
  const nested = (n: number, around: (x: string) => string): string => {
    let x = "id + 1";
    for (let i = 0; i < n; i++) x = around(x);
    return x;
  };
  test.each<[string, (x: string) => string]>([
    ["nullif", (x) => `nullif(${x}, 0)`],
    ["case", (x) => `case ${x} when 0 then 1 else 2 end`],
    ["between", (x) => `(${x} between 0 and 9)::int`],
    ["round", (x) => `round(${x}, 1)`],
    ["greatest", (x) => `greatest(${x}, 1.5::double)`],
    ["text to numbers", (x) => `(${x})::varchar::int`],
  ])("60 levels of %s take no time on both engines", async (_, around) => {
    for (const engine of ENGINES) {
      const started = performance.now();
      expect(await rows(`select ${nested(60, around)} from t where id = 1`, undefined, engine)).toHaveLength(1);
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });
  test("where no column can be made of them, what doubles too often is refused", async () => {
    const text = `select list_transform([id], lambda x: ${nested(40, (x) => `nullif(${x.replace("id", "x")}, 0)`)}) from t`;
    expect(await codeOf(text)).toBe("LIMIT_EXCEEDED");
  });
});

describe("time", () => {
  test("patterns of columns() are matched in a line", async () => {
    const wide = new DataFrame({ [`${"a".repeat(5000)}!`]: [1] });
    const started = performance.now();
    await expect(
      sql("select columns('^(a+)+$') from w", { tables: { w: wide } }).collect({ engine: "wasm" }),
    ).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(2000);
  });
  const long = new DataFrame({ s: ["a".repeat(40), `${"a".repeat(5000)}!`, "ab".repeat(2000)] });
  test.each([
    ["regexp_matches(s, '^(a+)+$')", 1],
    ["regexp_matches(s, '(a|aa)*b$')", 1],
    ["s similar to '(a+)+'", 1],
    ["s like '%a%a%a%a%a%a%a%a%a%a%!'", 1],
    ["s ilike '%A%A%A%A%A%A%A%A%A%A%!'", 1],
    ["s like '%a%b%a%b%a%b%a%b%c'", 0],
  ])("patterns that explode elsewhere are matched in a line: %s", async (condition, count) => {
    const started = performance.now();
    const { height } = await sql(`from t where ${condition}`, { tables: { t: long } }).collect({ engine: "wasm" });
    expect(height).toBe(count);
    expect(performance.now() - started).toBeLessThan(2000);
  });
  test("a product that would not end is stopped by its signal or its memory", async () => {
    const big = new DataFrame({ n: Array.from({ length: 3000 }, (_, i) => i) });
    const query = sql("select count(*) from t a, t b, t c where a.n + b.n + c.n = 1", { tables: { t: big } });
    await expect(query.collect({ engine: "wasm", signal: AbortSignal.timeout(500) })).rejects.toMatchObject({
      code: expect.stringMatching(/^(TIMEOUT|CANCELLED|MEMORY_LIMIT|LIMIT_EXCEEDED)$/),
    });
  });
  test("a recursion that does not end is an error", async () => {
    const code = await codeOf("with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r");
    expect(["LIMIT_EXCEEDED", "MEMORY_LIMIT", "NOT_SUPPORTED"]).toContain(code);
  });
  test("grouping sets without end are refused", async () => {
    const keys = Array.from({ length: 20 }, (_, i) => `id + ${i}`).join(", ");
    expect(await codeOf(`select count(*) from t group by cube (${keys})`)).toBe("LIMIT_EXCEEDED");
  });
});
