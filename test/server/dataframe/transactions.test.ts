import { expect, test } from "vitest";
import { Float64 } from "../../../src/arrow/types.ts";
import { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import { DataFrame } from "../../../src/node.ts";
import { connect } from "../../../src/remote.ts";
import { configOf, startServer } from "../../../src/server/index.ts";
import { codeOfAsync } from "../../support/code-of.ts";
import { columns, streamed } from "../flight-sql/asking.ts";

const serve = () => startServer(configOf({ port: ["0"], "log-level": ["silent"], workers: ["1"] }));

test("a transaction is its session's: nobody else is in it, and it sees its own changes", async () => {
  await using server = await serve();
  const url = `grpc://127.0.0.1:${server.port}`;
  await using a = await connect(url);
  await using b = await connect(url);
  await a.execute("create table t (x int)");
  // Whoever calls without a session shares one.
  for (const word of ["begin", "commit", "rollback"])
    expect(await codeOfAsync(() => a.execute(word))).toBe("FAILED_PRECONDITION");
  await a.openSession();
  await a.execute("begin");
  await a.execute("insert into t values (1)");
  const count = async (c: typeof a): Promise<unknown> =>
    (await c.sql("select count(*)::int as n from t").collect()).toRecords()[0]?.["n"];
  expect(await count(a)).toBe(1);
  expect((await a.table("t").collect()).height).toBe(1);
  expect(await count(b)).toBe(0);
  await a.execute("create table made (y int)");
  await a.execute("insert into made values (2)");
  expect(await codeOfAsync(() => b.table("made").collect())).toBe("NOT_FOUND");
  await b.execute("insert into t values (5)");
  expect(await codeOfAsync(() => a.execute("commit"))).toBe("CONFLICT");
  expect(await count(a)).toBe(1);
  expect(await codeOfAsync(() => a.table("made").collect())).toBe("NOT_FOUND");
});

test("a statement with RETURNING gives its rows, savepoints are a session's own", async () => {
  await using server = await serve();
  await using client = await connect(`grpc://127.0.0.1:${server.port}`);
  await client.execute("create table t (x int default 5, y text)");
  const rows = async (text: string): Promise<unknown> => (await client.execute(text)).toRecords();
  expect(await rows("insert into t (y) values ('a') returning x, y")).toEqual([{ x: 5, y: "a" }]);
  expect(await rows("delete from t where x = 9 returning y")).toEqual([]);
  for (const word of ["savepoint s", "rollback to s", "release s"])
    expect(await codeOfAsync(() => client.execute(word))).toBe("FAILED_PRECONDITION");
  await client.openSession();
  for (const text of ["begin", "savepoint s", "delete from t", "rollback to s", "commit"]) await client.execute(text);
  expect(await rows("select x from t")).toEqual([{ x: 5 }]);
});

test("rows that are put, appended or ingested are part of the session's transaction", async () => {
  await using server = await serve();
  const url = `grpc://127.0.0.1:${server.port}`;
  await using client = await connect(url);
  await using other = await connect(url);
  await client.execute("create table t (x double)");
  const session = await client.openSession();
  await using sql = new FlightSqlClient(url, { headers: { "x-polaroid-session": session } });
  const rows = streamed(columns({ x: [Float64, [3]] }));
  const heights = (): Promise<number[]> =>
    Promise.all([client, other].map(async (c) => (await c.table("t").collect()).height));
  const fill = async (): Promise<void> => {
    await client.appendRecords("t", [{ x: 1 }]);
    await client.putTable("t", new DataFrame({ x: [2] }), { ifExists: "append" });
    await client.putTable("made", new DataFrame({ x: [2] }));
    await sql.ingest(rows, { table: "t", ifExists: "append" });
    await sql.put({ path: ["t"] }, rows);
  };
  await client.execute("begin");
  await fill();
  expect(await heights()).toEqual([4, 0]);
  expect((await client.tables()).map((t) => t.name)).toEqual(["t", "made"]);
  expect((await other.tables()).map((t) => t.name)).toEqual(["t"]);
  await client.execute("rollback");
  expect(await heights()).toEqual([0, 0]);
  await client.execute("begin");
  await fill();
  await client.execute("commit");
  expect(await heights()).toEqual([4, 4]);
});

test("what is appended keeps to the rules of its table, what replaces it has none of them", async () => {
  await using server = await serve();
  await using client = await connect(`grpc://127.0.0.1:${server.port}`);
  await client.execute("create table t (x double not null default 5)");
  const nulls = new DataFrame({ x: [1.5, null] });
  expect(await codeOfAsync(() => client.putTable("t", nulls, { ifExists: "append" }))).toBe("SCHEMA_MISMATCH");
  await client.putTable("t", new DataFrame({ x: [1.5] }), { ifExists: "append" });
  expect((await client.execute("describe t")).toRecords()[0]).toMatchObject({ null: "NO", default: "5" });
  await client.putTable("t", nulls, { ifExists: "replace" });
  expect((await client.execute("describe t")).toRecords()[0]).toMatchObject({ null: "YES", default: null });
  expect((await client.execute("insert into t default values returning x")).toRecords()).toEqual([{ x: null }]);
});

test("options that execute does not take are refused", async () => {
  await using server = await serve();
  await using client = await connect(`grpc://127.0.0.1:${server.port}`);
  const options = { params: [1] } as object;
  await expect(client.execute("select $1 as x", options)).rejects.toThrow('execute has no option "params"');
});
