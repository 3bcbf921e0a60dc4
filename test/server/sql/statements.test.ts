import { afterAll, expect, test } from "vitest";
import "../../../src/node.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { NO_VALUES } from "../../../src/server/queries/statements.ts";
import { Session, valuesOf } from "./statements.ts";

const pool = new QueryPool({ workers: 1, queued: 10_000 });
afterAll(() => pool.close());

const session = async (...texts: string[]): Promise<Session> => {
  const made = new Session(pool);
  for (const text of texts) await made.run(text);
  return made;
};
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
