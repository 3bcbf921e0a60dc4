import { afterAll, expect, test } from "vitest";
import "../../../src/node.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { NO_VALUES } from "../../../src/server/queries/statements.ts";
import { frameRows } from "../queries/frames.ts";
import { type Session, sessionsOn, valuesOf } from "./statements.ts";

const pool = new QueryPool({ workers: 1, queued: 10_000 });
afterAll(() => pool.close());

const session = sessionsOn(pool);
const columns = (
  s: { readonly fields: readonly { readonly name: string; readonly type: { readonly id: string } }[] } | null,
) => s?.fields.map((f) => `${f.name} ${f.type.id}`);

test("what a statement is, gives and takes is known before it runs", async () => {
  const s = await session("create table t (a int, b varchar, d date)");
  const asked = await s.prepare("select a, count(*) as n from t where b like $2 and a > $1 group by a limit $3");
  expect([asked.kind, asked.isUpdate]).toEqual(["query", false]);
  expect(columns(asked.schema)).toEqual(["a Int32", "n Int64"]);
  expect(columns(asked.parameters)).toEqual(["$1 Int32", "$2 Utf8", "$3 Int64"]);
  const named = await s.prepare("select :x::double as x, :y as y");
  expect(columns(named.parameters)).toEqual(["x Float64", "y Null"]);
  const insert = await s.prepare("insert into t (d, a) values (?, ?), (?, 3)");
  expect([insert.kind, insert.isUpdate, insert.schema]).toEqual(["rows", true, null]);
  expect(columns(insert.parameters)).toEqual(["$1 Date32", "$2 Int32", "$3 Date32"]);
  expect(columns((await s.prepare("update t set b = $1 where d between $2 and $3")).parameters)).toEqual([
    "$1 Utf8",
    "$2 Date32",
    "$3 Date32",
  ]);
  expect((await s.prepare("drop table t")).kind).toBe("table");
  expect((await s.prepare("begin")).kind).toBe("begin");
});

test("parameters are values, whatever they hold", async () => {
  const s = await session("create table t (a int, b varchar)");
  expect(await s.run("insert into t values ($1, $2), ($1 + 1, $2 || '!')", [1, "'); drop table t; --"])).toBe(2);
  expect(await s.run("select b from t where a = :a", { a: 1 })).toEqual([["'); drop table t; --"]]);
  expect(await s.run("update t set b = ? where a = ?", ["x", 2])).toBe(1);
  expect(await s.run("delete from t where b = $1", ["x"])).toBe(1);
  expect(await s.run("create table u as select $1::int as p, * from t", [5])).toBe(1);
  expect(await s.run("select p, a from u")).toEqual([[5, 1]]);
  await expect(s.run("insert into t values ($1, $2)", [1])).rejects.toThrow("no value is given for the parameter $2");
  await expect(s.run("insert into t values (1, 'a')", [1])).rejects.toThrow("1 values are given");
  await expect(s.run("create table v (a int)", [1])).rejects.toThrow("values are given");
});

test("a prepared statement goes by the tables of the day", async () => {
  const s = await session("create table t (a int)");
  const { signal } = s;
  const count = await s.prepare("select count(*) as n from t");
  const add = await s.prepare("insert into t values ($1)");
  for (let i = 0; i < 3; i++) expect(await add.update(valuesOf([i]), { signal, owner: "me" })).toBe(1);
  const plan = count.query(NO_VALUES, s.statements.snapshot("me"));
  expect((await pool.collect({ plan, signal, owner: "me" })).rows).toBe(1);
  await s.run("drop table t");
  await expect(add.update(valuesOf([1]), { signal, owner: "me" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(() => count.query(NO_VALUES, s.statements.snapshot("me"))).toThrow("NOT_FOUND");
  expect(() => add.query(NO_VALUES, s.statements.snapshot("me"))).toThrow("gives no rows");
  await expect(count.update(NO_VALUES, { signal, owner: "me" })).rejects.toThrow("is a query");
});

/** The part of a text that an error points at, to its end. */
async function pointed(s: Session, text: string, given: readonly unknown[] = []): Promise<string> {
  const error = await s.run(text, given).then(
    () => null,
    (e: unknown) => e,
  );
  const { detail, cause } = error as { readonly detail: string; readonly cause: { readonly offset: number } };
  const [shown = "", caret = ""] = detail.split("\n").slice(-2);
  expect(text).toContain(shown.trim().replace(/^\.\.\.|\.\.\.$/g, ""));
  expect(shown.slice(caret.indexOf("^"))).toBe(text.slice(cause.offset).split("\n")[0]);
  return text.slice(cause.offset);
}

test.each([
  ["update t set a = nosuch(b) where a = 1", "nosuch(b) where a = 1"],
  ["update t set a = a + 1, b = a + 'x' where a = 1", "a + 'x' where a = 1"],
  ["update t set b = zz", "zz"],
  ["update t set a = 1 where b like $1 and zz > 2", "zz > 2"],
  ["update t\n  set a = 1\n  where nosuch(a) = 1", "nosuch(a) = 1"],
  ["update t as x set a = t.a", "t.a"],
  ["update t set a = u.zz from u where t.a = u.a", "u.zz from u where t.a = u.a"],
  ["update t set a = 1 from (select zz from u) as u", "zz from u) as u"],
  ["update t set a = 1 from u join v on true", "v on true"],
  ["update t set a = 1 where 'abc'", "'abc'"],
  ["update t set a = 1 returning zz", "zz"],
  ["delete from t where nosuch(a) = 1", "nosuch(a) = 1"],
  ["delete from t where a = (select max(zz) from u)", "zz) from u)"],
  ["delete from t where b", "b"],
  ["delete from t using u where t.a = u.zz", "u.zz"],
  ["delete from t where a = 1 returning a, upper(zz)", "zz)"],
  ["insert into t select zz, b from t", "zz, b from t"],
  ["insert into t (b, a) values ('x', 1), ('y', nosuch(2))", "nosuch(2))"],
  ["insert into t values (1, 'x') returning a + zz", "zz"],
  ["insert into t values (cast('x' as int), 'x')", "'x' as int), 'x')"],
  ["create table v as select a, zz from t", "zz from t"],
  ["create table v (a int, b text default nosuch())", "nosuch())"],
  ["alter table t add column c int default nosuch()", "nosuch()"],
])("the error of %s points into it", async (text, wanted) => {
  const s = await session("create table t (a int, b varchar)", "create table u (a int, c int)");
  await s.run("insert into t values (1, 'x'), (2, 'y')");
  expect(await pointed(s, text, text.includes("$1") ? ["x%"] : [])).toBe(wanted);
});

test("what a list of columns says is the table's own", async () => {
  const s = await session("create table t (a int, b varchar)", "create table u (c int)");
  for (const text of [
    "update t set a = zz where b = 'x'",
    "update t set a = zz from u",
    "delete from t using u where zz",
  ])
    await expect(s.run(text)).rejects.toThrow(/there are a, b(, c)?\n/);
});

test("columns of a table differ without regard to case", async () => {
  const s = await session("create table t (a int)");
  for (const text of [
    'create table "A b" ("Sel ect" int, "sel ect" int)',
    "create table u (a int, b int, A text)",
    "create table u (a, A) as select 1, 2",
  ])
    await expect(s.run(text), text).rejects.toMatchObject({ code: "DUPLICATE_COLUMN" });
  await expect(s.run('create table u (a int, "A" int)')).rejects.toThrow(
    /^\[DUPLICATE_COLUMN\] line 1, column 24: two/,
  );
});

test("what a text is not is told by the types of the table's columns", async () => {
  const s = await session("create table t (i int)", "create table d (d date)", "create table b (i int, x double)");
  for (const [text, told] of [
    ["insert into t values ('abc')", '"abc" of Utf8 is no INTEGER'],
    ["insert into t select 'abc'", '"abc" of Utf8 is no INTEGER'],
    ["insert into d values ('2024-02-30')", '"2024-02-30" of Utf8 is no DATE'],
    ["insert into d select '2024-02-30'", '"2024-02-30" of Utf8 is no DATE'],
    ["insert into b (i) values ('abc')", '"abc" of Utf8 is no INTEGER'],
    ["insert into b values ('abc', 1)", '"abc" of Utf8 is no INTEGER or DOUBLE'],
  ] as const)
    await expect(s.run(text), text).rejects.toMatchObject({
      code: "INVALID_CAST",
      message: expect.stringMatching(new RegExp(`${told}$`)),
    });
});

test("a statement with RETURNING tells its columns before it runs, and is one for each set of values", async () => {
  const s = await session("create table t (a int not null, b varchar default 'x')");
  const add = await s.prepare("insert into t (a) values (?) returning a, b || ? as c");
  expect([add.kind, add.isUpdate, columns(add.schema), columns(add.parameters)]).toEqual([
    "rows",
    true,
    ["a Int32", "c Utf8"],
    ["$1 Int32", "$2 Null"],
  ]);
  const all = [1, 2, 3].map((n) => valuesOf([n, "!"]));
  expect(frameRows(await add.returning(all, { signal: s.signal, owner: "me" }))).toEqual([
    [1, "x!"],
    [2, "x!"],
    [3, "x!"],
  ]);
  expect(await add.updateMany(all, { signal: s.signal, owner: "me" })).toBe(3);
  const bad = [valuesOf([4, "!"]), valuesOf([null, "!"])];
  await expect(add.returning(bad, { signal: s.signal, owner: "me" })).rejects.toMatchObject({
    code: "SCHEMA_MISMATCH",
  });
  expect(await s.run("select count(*) from t")).toEqual([[6n]]);
});

test("a prepared description is of the table of the day", async () => {
  const s = await session("create table t (a int)");
  const told = await s.prepare("describe t");
  const rows = async (): Promise<unknown> =>
    frameRows(
      await pool.collect({ plan: told.query(NO_VALUES, s.statements.snapshot("me")), signal: s.signal, owner: "me" }),
    );
  await s.run("alter table t add column b text default 'x'");
  expect(await rows()).toEqual([
    ["a", "INTEGER", "YES", null, null, null],
    ["b", "VARCHAR", "YES", null, "'x'", null],
  ]);
  await s.run("drop table t");
  await expect(rows()).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("rules of columns go with their table, and with its copies' names only", async () => {
  const s = await session("create table t (a int not null default 5)");
  await s.run("insert into t default values");
  await s.run("create or replace table t as select * from t");
  expect(await s.run("describe t")).toEqual([["a", "INTEGER", "YES", null, null, null]]);
  await s.run("insert into t values (null)");
  await s.run("create or replace table t (a int not null default 6)");
  expect(await s.run("insert into t values (default) returning a")).toEqual([[6]]);
  await s.run("delete from t");
  await s.run("insert into t default values");
  await s.run("update t set a = a + 1");
  await expect(s.run("insert into t values (null)")).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
  expect(await s.run("describe t")).toEqual([["a", "INTEGER", "NO", null, "6", null]]);
});

test("many sets of values are one change, all or nothing", async () => {
  const s = await session("create table t (a int not null, b varchar)");
  const { signal } = s;
  const many = (n: number, bad = -1) =>
    Array.from({ length: n }, (_, i) => valuesOf([i === bad ? null : i, `row ${i}`]));
  const add = await s.prepare("insert into t (a, b) values (?, ?)");
  expect(await add.updateMany(many(20_000), { signal, owner: "me" })).toBe(20_000);
  expect(await s.run("select count(*), sum(a), max(b) from t")).toEqual([[20_000n, 199_990_000n, "row 9999"]]);
  await expect(add.updateMany(many(100, 99), { signal, owner: "me" })).rejects.toMatchObject({
    code: "SCHEMA_MISMATCH",
  });
  const change = await s.prepare("update t set b = $2 where a = $1");
  expect(await change.updateMany(many(5), { signal, owner: "me" })).toBe(5);
  expect(await s.run("select count(*) from t")).toEqual([[20_000n]]);
  expect(await add.updateMany([], { signal, owner: "me" })).toBe(0);
});

test("a session's transaction is its own; a conflict is told at its commit", async () => {
  const s = await session("create table t (a int)");
  await s.run("begin", [], "x");
  await s.run("insert into t values (1)", [], "x");
  expect(await s.run("select count(*) from t", [], "x")).toEqual([[1n]]);
  expect(await s.run("select count(*) from t", [], "y")).toEqual([[0n]]);
  await s.run("insert into t values (2)", [], "y");
  await expect(s.run("commit", [], "x")).rejects.toMatchObject({
    code: "CONFLICT",
    info: { grpc: "ABORTED", retry: true },
  });
  expect(await s.run("select a from t", [], "x")).toEqual([[2]]);
  await expect(s.run("begin", [], "")).rejects.toMatchObject({ code: "FAILED_PRECONDITION" });
  const given = s.catalog.begin("x");
  const add = await s.prepare("insert into t values (3)", "x");
  await add.update(NO_VALUES, { signal: s.signal, owner: "x", transaction: given });
  expect([given.snapshot().tables.get("t")?.frame.rows, s.catalog.snapshot().tables.get("t")?.frame.rows]).toEqual([
    2, 1,
  ]);
  given.commit();
  expect(s.catalog.snapshot().tables.get("t")?.frame.rows).toBe(2);
});

test("a statement that is stopped changes nothing", async () => {
  const s = await session("create table t as select i::int as a from range(300000) as r(i)");
  const stop = new AbortController();
  const slow = await s.prepare("insert into t select x.a from t as x join t as y on x.a <> y.a");
  const running = slow.update(NO_VALUES, { signal: stop.signal, owner: "me" });
  running.catch(() => undefined);
  setTimeout(() => stop.abort(), 100);
  await expect(running).rejects.toMatchObject({ code: "CANCELLED" });
  expect(await s.run("select count(*) from t")).toEqual([[300_000n]]);
  expect(s.catalog.transactions).toBe(0);
});

test("writers of one table go one after the other; readers see whole changes only", async () => {
  const s = await session("create table account (id int, amount int)", "insert into account values (1, 500), (2, 500)");
  const sums = new Set<string>();
  let writing = true;
  const readers = Array.from({ length: 3 }, async () => {
    while (writing)
      sums.add(JSON.stringify(await s.run("select sum(amount)::int as s, count(*)::int as n from account")));
  });
  const moves = Array.from({ length: 25 }, (_, i) =>
    s.run(`update account set amount = case when id = 1 then amount - 1 else amount + 1 end`, [], `writer ${i}`),
  );
  expect(await Promise.all(moves)).toEqual(moves.map(() => 2));
  writing = false;
  await Promise.all(readers);
  expect([...sums]).toEqual(["[[1000,2]]"]);
  expect(await s.run("select amount from account order by id")).toEqual([[475], [525]]);
});

test("texts that are too long or nest too deeply are refused", async () => {
  const s = await session();
  await expect(s.prepare(`select '${"x".repeat(5 << 20)}'`)).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  await expect(s.prepare(`delete from t where ${"(".repeat(2000)}true`)).rejects.toMatchObject({
    code: "LIMIT_EXCEEDED",
  });
});
