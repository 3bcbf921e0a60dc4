import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { concat, DataFrame, PolaroidError } from "../../src/node.ts";
import { SqlContext } from "../../src/sql.ts";

const T = new DataFrame({ id: [1, 2, 3], s: ["a", "b", null] });
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "polaroid-context-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = async (context: SqlContext, text: string, options?: Parameters<SqlContext["execute"]>[1]) =>
  (await (await context.execute(text, options)).collect()).rows();
const refused = async (context: SqlContext, text: string): Promise<string> => {
  try {
    await context.execute(text);
  } catch (error) {
    if (error instanceof PolaroidError) return `${error.code} ${error.detail.split("\n")[0]}`;
    throw error;
  }
  return "OK";
};

describe("names", () => {
  test("are registered, replaced and forgotten in any case of letters", async () => {
    const context = new SqlContext({ tables: { Pets: T } });
    expect(context.register("b", T.lazy()).registerMany({ a: T, c: T }).tables()).toEqual(["a", "b", "c", "pets"]);
    expect(await rows(context, "select count(*) from PETS")).toEqual([[3]]);
    expect(await rows(context.register("PETS", T.head(1)), "select count(*) from pets")).toEqual([[1]]);
    expect(context.unregister("Pets").unregister(["A", "nosuch"]).tables()).toEqual(["b", "c"]);
    expect(await refused(context, "from pets")).toBe("OK");
    await expect(rows(context, "from pets")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
  test("of globals are those of frames", () => {
    Object.assign(globalThis, { aGlobalFrame: T, aGlobalText: "x" });
    try {
      expect(new SqlContext().registerGlobals().tables()).toEqual(["aglobalframe"]);
    } finally {
      Reflect.deleteProperty(globalThis, "aGlobalFrame");
      Reflect.deleteProperty(globalThis, "aGlobalText");
    }
  });
  test.each<[string, () => unknown]>([
    ["a name that is no text", () => new SqlContext().register(1 as never, T)],
    ["no frame", () => new SqlContext().register("t", {} as never)],
    ["a list of frames", () => new SqlContext().registerMany([T] as never)],
    ["names that are no texts", () => new SqlContext().unregister([1] as never)],
    ["an option that is not there", () => new SqlContext({ table: {} } as never)],
  ])("%s is refused", (_, run) => {
    expect(run).toThrow(PolaroidError);
  });
});

describe("statements", () => {
  test("are run one after the other; the last one's rows come out", async () => {
    const context = new SqlContext({ tables: { t: T } });
    const text =
      "create view v(n) as select id from t where id > 1; create or replace view v as select n * 2 as n from v; from v";
    expect(await rows(context, text)).toEqual([[4], [6]]);
    expect(await rows(context, "show tables")).toEqual([["t"], ["v"]]);
    expect(await rows(context, "describe v")).toEqual(
      [["n", "Int64", "YES"]].map((r) => expect.arrayContaining([r[0]])),
    );
    expect(await rows(context, "drop view v")).toEqual([["DROP VIEW"]]);
    expect(await rows(context, "drop view if exists v; drop table t; show tables")).toEqual([]);
  });
  test("give each what they came to", async () => {
    const context = new SqlContext({ tables: { t: T } });
    const path = join(folder, "t.csv");
    const kinds: string[] = [];
    for await (const r of context.statements(
      `explain from t; copy t to '${path}'; create view v as from t; from v; drop view v`,
    ))
      kinds.push(r.kind);
    expect(kinds).toEqual(["text", "written", "view", "rows", "view"]);
    expect(readFileSync(path, "utf8")).toBe("id,s\n1.0,a\n2.0,b\n3.0,\n");
    expect(await rows(context, `copy (select id from t) to '${join(folder, "u.csv")}'`)).toEqual([
      [join(folder, "u.csv"), 3],
    ]);
    expect((await (await context.execute("explain from t")).collect()).columns).toEqual(["plan"]);
    expect((await (await context.execute("summarize t")).collect()).height).toBe(2);
  });
  test("are run when they are asked for", async () => {
    const context = new SqlContext({ tables: { t: T } });
    for await (const r of context.statements("create view v as from t; create view w as from t")) {
      expect(r).toMatchObject({ kind: "view", name: "v" });
      break;
    }
    expect(context.tables()).toEqual(["t", "v"]);
  });
  test("stop with their signal", async () => {
    const context = new SqlContext({ tables: { t: T } });
    await expect(context.execute("from t", { signal: AbortSignal.abort() })).rejects.toThrow();
  });
  test("take values for parameters, each its own", async () => {
    const context = new SqlContext({ tables: { t: T } });
    const text = "create view v as select id from t where id > :least; select id + :more as n from v order by n";
    expect(await rows(context, text, { params: { least: 1, more: 10 } })).toEqual([[12], [13]]);
    expect(await rows(context, "select $1 || '; drop view t' as x", { params: ["'; drop table t; --"] })).toEqual([
      ["'; drop table t; --; drop view t"],
    ]);
    expect(context.tables()).toEqual(["t", "v"]);
    const one = async (id: number) => context.execute("select s from t where id = $1", { params: [id] });
    expect((await concat([await one(2), await one(1), await one(3)]).collect()).rows()).toEqual([["b"], ["a"], [null]]);
    await expect(context.execute("select 1", { params: { "a)(": 1 } }).then((f) => f.collect())).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
  });
  test("that fail leave what was before them, and say where", async () => {
    const context = new SqlContext({ tables: { t: T } });
    expect(await refused(context, "create view v as from t;\ncreate view V as from t")).toBe(
      'INVALID_ARGUMENT line 2, column 13: there is a view "v" already; CREATE OR REPLACE VIEW takes its place',
    );
    expect(context.tables()).toEqual(["t", "v"]);
    expect(await refused(context, "create view w as from t; selec")).toMatch(/^SQL_SYNTAX line 1, column 26/);
    expect(context.tables()).toEqual(["t", "v"]);
    expect(await refused(context, "select 1;\n drop view nosuch")).toBe(
      'NOT_FOUND line 2, column 12: there is no view "nosuch"',
    );
    expect(await refused(context, "create view x(a, b, c) as select 1, 2")).toMatch(
      /^INVALID_ARGUMENT line 1, column 21/,
    );
    expect(await refused(context, "create view x as select nosuch from t")).toMatch(
      /^COLUMN_NOT_FOUND line 1, column 25/,
    );
    expect(await refused(context, "")).toMatch(/^INVALID_ARGUMENT/);
    for (const text of [
      "insert into t values (1)",
      "update t set id = 1",
      "create table x (a int)",
      "drop schema x",
      "delete from t",
    ])
      expect(await refused(context, text), text).toMatch(/^NOT_SUPPORTED line 1, column [18]:/);
  });
  test("write no file that a text in a table names", async () => {
    const path = join(folder, "never.csv");
    const context = new SqlContext({ tables: { t: new DataFrame({ s: [`'; copy t to '${path}'; --`] }) } });
    expect(await rows(context, "select s from t")).toEqual([[`'; copy t to '${path}'; --`]]);
    expect(existsSync(path)).toBe(false);
  });
});

describe("bytes that are written out", () => {
  test.each(["wasm", "duckdb"] as const)("have two digits each: %s", async (engine) => {
    const text =
      "select x'00ff' = unhex('00FF') as same, octet_length(X'6AFF00') as n, x'61'::varchar as a, x'' as none";
    const found = await (await new SqlContext().execute(text)).collect({ engine });
    expect(found.rows()).toEqual([[true, 3, "a", new Uint8Array(0)]]);
    for (const wrong of ["x'0'", "x'0g'"])
      await expect(rows(new SqlContext(), `select ${wrong}`)).rejects.toThrow(/line 1, column 8: x'0g?' is no BLOB/);
  });
  test("a date that there is none of is told as a date", async () => {
    await expect(rows(new SqlContext(), "select date '5877642-06-25'")).rejects.toThrow(/is no DATE; /);
  });
});
