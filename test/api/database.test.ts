import { DatabaseSync } from "node:sqlite";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import {
  type DatabaseConnection,
  DataFrame,
  Date32,
  Int32,
  Int64,
  List,
  PolaroidError,
  readDatabase,
  Utf8,
} from "../../src/node.ts";
import { types } from "../../src/testing/cases/frames.ts";

const duck = async (): Promise<DatabaseConnection> =>
  (await (await DuckDBInstance.create(":memory:")).connect()) as unknown as DatabaseConnection;
const lite = (): DatabaseConnection => new DatabaseSync(":memory:") as unknown as DatabaseConnection;
const df = new DataFrame(
  {
    id: [1, null, 2 ** 40],
    x: [1.5, Number.NaN, null],
    s: ["é'\"", "", null],
    ok: [true, false, null],
    d: [19724, null, 0],
  },
  { schema: { id: Int64, d: Date32 } },
);
const codeOf = (p: Promise<unknown>): Promise<unknown> =>
  p.then(
    () => null,
    (e: unknown) => (e instanceof PolaroidError ? e.code : e),
  );

test("DuckDB: every type that has a place there comes back", async () => {
  const db = await duck();
  const all = ((await types().collect()) as DataFrame).drop(
    "dec",
    "cat",
    "enm",
    "span",
    "list",
    "texts",
    "struct",
    "zoned",
    "time",
  );
  expect(await all.writeDatabase("main.t", db)).toBe(4);
  expect((await readDatabase("select * from t", db)).equals(all)).toBe(true);
  const some = await readDatabase(
    "select 1.25::decimal(10, 2) as a, 'u'::enum('u', 'v') as e, time '01:02:03' as t, timestamptz '2024-01-02 03:04:05+00' as z where 1 = 0",
    db,
  );
  expect(some.height).toBe(0);
  expect((await readDatabase("select 1.25::decimal(10, 2) as a, null::date as d", db)).rows()).toEqual([
    ["1.25", null],
  ]);
});

test("SQLite: whole numbers are exact, times are text", async () => {
  const db = lite();
  expect(await df.writeDatabase("t", db)).toBe(3);
  const back = await readDatabase("select * from t order by rowid", db, { schemaOverrides: { d: Date32 } });
  expect(back.getColumn("id").dtype).toBe(Int64);
  expect(back.select("id", "s", "d").equals(df.select("id", "s", "d"))).toBe(true);
  expect(back.getColumn("ok").toArray()).toEqual([1, 0, null]);
  expect((await readDatabase("select 1 as a where 0", db)).columns).toEqual(["a"]);
  expect((await readDatabase("select 1 as a union all select 1.5", db)).getColumn("a").toArray()).toEqual([1, 1.5]);
});

test.each([
  ["DuckDB", duck],
  ["SQLite", async () => lite()],
] as const)("%s: a table that is there", async (kind, open) => {
  const db = await open();
  const small = new DataFrame({ 'odd "name"': ["a"] });
  await small.writeDatabase("t", db);
  expect(await codeOf(small.writeDatabase("t", db))).toBe("IO");
  await small.writeDatabase("t", db, { ifTableExists: "append" });
  expect((await readDatabase("select count(*) as n from t", db)).item()).toBe(2);
  await small.writeDatabase("t", db, { ifTableExists: "replace" });
  expect((await readDatabase("select count(*) as n from t", db)).item()).toBe(1);
  // A write that fails leaves what was there.
  expect(await codeOf(new DataFrame({ other: [1, 2] }).writeDatabase("t", db, { ifTableExists: "append" }))).toBe(
    kind === "DuckDB" ? "SCHEMA_MISMATCH" : "IO",
  );
  expect((await readDatabase("select count(*) as n from t", db)).item()).toBe(1);
  const name = 'x"; drop table t; --';
  await small.writeDatabase(name, db);
  expect((await readDatabase("select count(*) as n from t", db)).item()).toBe(1);
});

test("what is wrong is said", async () => {
  const db = lite();
  expect(await codeOf(readDatabase("select", db))).toBe("IO");
  expect(await codeOf(readDatabase("select 1", {} as never))).toBe("INVALID_ARGUMENT");
  expect(await codeOf(df.writeDatabase("t", 5 as never))).toBe("INVALID_ARGUMENT");
  expect(await codeOf(df.writeDatabase("t", db, { ifTableExists: "no" as never }))).toBe("INVALID_ARGUMENT");
  expect(await codeOf(new DataFrame({ l: [[1]] }, { schema: { l: List(Int32) } }).writeDatabase("t", db))).toBe(
    "NOT_SUPPORTED",
  );
  expect(await codeOf(new DataFrame({}).writeDatabase("t", db))).toBe("INVALID_ARGUMENT");
  expect(await codeOf(readDatabase("select [1] as l", await duck()))).toBe("NOT_SUPPORTED");
  expect((await readDatabase("select 'a' as s", db)).getColumn("s").dtype).toBe(Utf8);
});
