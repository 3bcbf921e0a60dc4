import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { schema, schemaText } from "../../../src/arrow/schema.ts";
import { Float64, Int64, Utf8 } from "../../../src/arrow/types.ts";
import { valueAt } from "../../../src/arrow/value.ts";
import { flightInfo } from "../../../src/flight/index.ts";
import { decodedSchema } from "../../../src/flight/schema.ts";
import type { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import { sqlCommand } from "../../../src/flight/sql/commands.ts";
import { codeOfAsync } from "../../support/code-of.ts";
import { all, asking, columns, ids, named, streamed } from "./asking.ts";
import { type Served, served } from "./served.ts";

let server: Served;
let client: FlightSqlClient;
beforeAll(async () => {
  server = await served();
  client = asking(server);
  await client.ingest(streamed(named([1, "a"], [2, "b"], [3, null])), { table: "t" });
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});
const query = (sql: string): Promise<unknown[][]> => all(client.query(sql));

test.each([
  "select * from t",
  "select id + 1 as n, name || '!' as s from t where name is not null",
  "select count(*), max(name), avg(id) from t group by name",
  "select 1 as one, null as nothing, 'x' as s, date '2024-01-01' as d, [1, 2] as l, {'a': 1} as st",
  "select cast(id as smallint) as i, cast(1.5 as decimal(10, 2)) as c, true as b, interval 1 day as v from t",
  "select a.id, b.name from t a left join t b on a.id = b.id - 1",
  "select name, row_number() over (order by id) as n from t limit 0",
])("what is told of %s is what comes", async (sql) => {
  const info = await client.execute(sql);
  await using reader = client.doGet(info.endpoint[0]?.ticket ?? "");
  const found = schemaText(await reader.required());
  expect(schemaText(await client.getSchema(sqlCommand.query(sql)))).toBe(found);
  await using prepared = await client.prepare(sql);
  expect(schemaText(prepared.schema ?? { fields: [], index: new Map() })).toBe(found);
  expect(schemaText(await prepared.getSchema())).toBe(found);
  expect(prepared.isUpdate).toBe(false);
  expect(info.totalRecords).toBe(-1n);
  expect((await all(reader.batches())).length).toBeGreaterThanOrEqual(0);
});

test("a query runs with each row of values, an update does all of them or none", async () => {
  await using select = await client.prepare("select name from t where id = ?");
  expect(schemaText(select.parameters ?? { fields: [], index: new Map() })).toBe("$1: Int64?");
  expect(await all(select.query(ids(2)))).toEqual([["b"]]);
  expect(await all(select.query(ids(1, 3, 7, 2)))).toEqual([["a"], [null], ["b"]]);
  await client.executeUpdate("create table u (id bigint not null, name varchar)");
  await using insert = await client.prepare("insert into u values ($1, $2)");
  expect(insert.isUpdate).toBe(true);
  expect(await insert.executeUpdate(named([1, "x"], [2, null]))).toBe(2);
  const wrong = columns({ id: [Int64, [3n, null]], name: [Utf8, ["y", "z"]] });
  expect(await codeOfAsync(() => insert.executeUpdate(wrong))).not.toBe("none");
  expect(await query("select id, name from u order by id")).toEqual([
    [1n, "x"],
    [2n, null],
  ]);
  expect(await insert.executeUpdate(named())).toBe(0);
  await insert.bind(named([9, "bound"]));
  expect(await insert.executeUpdate()).toBe(1);
  await client.executeUpdate("drop table u");
});

test("RETURNING gives rows, once, and counts as an update where it is run as one", async () => {
  await client.executeUpdate("create table r (id bigint not null default 7, name varchar)");
  const info = await client.execute("insert into r values (1, 'a'), (2, 'b') returning id, upper(name) as n");
  expect(await query("select count(*) from r")).toEqual([[0n]]);
  await using reader = client.doGet(info.endpoint[0]?.ticket ?? "");
  expect(schemaText(await reader.required())).toBe("id: Int64, n: Utf8?");
  expect(await all(reader.batches())).toEqual([
    [1n, "A"],
    [2n, "B"],
  ]);
  expect(await codeOfAsync(() => all(client.read(info)))).toBe("FAILED_PRECONDITION");
  await using insert = await client.prepare("insert into r (name) values (?) returning *");
  expect([insert.isUpdate, schemaText(insert.schema ?? schema([]))]).toEqual([false, "id: Int64, name: Utf8?"]);
  expect(await all(insert.query(columns({ name: [Utf8, ["x", "y"]] })))).toEqual([
    [7n, "x"],
    [7n, "y"],
  ]);
  expect(await client.executeUpdate("delete from r where id = 7 returning id")).toBe(2);
  const transaction = await client.beginTransaction();
  expect(await all(client.query("update r set id = id + 1 returning id", { transaction }))).toEqual([[2n], [3n]]);
  await client.rollback(transaction);
  expect(await query("select sum(id)::bigint from r")).toEqual([[3n]]);
  await client.executeUpdate("drop table r");
});

test("which columns take nulls is told, and what replaces a table has its own rules", async () => {
  await client.executeUpdate("create table n1 (id bigint not null, name varchar)");
  const told = async (): Promise<string> => {
    for await (const b of client.read(sqlCommand.tables({ tablePattern: "n1", includeSchema: true }))) {
      const bytes = b.columns.at(-1);
      if (bytes !== undefined && b.length > 0) return schemaText(decodedSchema(valueAt(bytes, 0) as Uint8Array));
    }
    return "";
  };
  expect(await told()).toBe("id: Int64, name: Utf8?");
  const about = await client.getSchema(sqlCommand.query("select * from n1"));
  expect(schemaText(about)).toBe("id: Int64, name: Utf8?");
  await client.ingest(streamed(named([1, "a"])), { table: "n1", ifExists: "append" });
  expect(await told()).toBe("id: Int64, name: Utf8?");
  const nulls = columns({ id: [Int64, [null]], name: [Utf8, ["x"]] });
  expect(await codeOfAsync(() => client.ingest(streamed(nulls), { table: "n1", ifExists: "append" }))).toBe(
    "SCHEMA_MISMATCH",
  );
  await client.ingest(streamed(named([1, "a"])), { table: "n1", ifExists: "replace" });
  expect(await told()).toBe("id: Int64?, name: Utf8?");
  expect(await client.ingest(streamed(nulls), { table: "n1", ifExists: "append" })).toBe(1);
  await client.executeUpdate("drop table n1");
});

test("savepoints as texts are those of the transaction that the call names", async () => {
  expect(await codeOfAsync(() => client.executeUpdate("savepoint x"))).toBe("FAILED_PRECONDITION");
  await client.ingest(streamed(ids(1)), { table: "sp" });
  const transaction = await client.beginTransaction();
  await client.executeUpdate("savepoint x", { transaction });
  await client.executeUpdate("insert into sp values (2)", { transaction });
  await client.executeUpdate("rollback to x", { transaction });
  await client.commit(transaction);
  expect(await query("select * from sp")).toEqual([[1n]]);
  await client.executeUpdate("drop table sp");
});

test("a statement is bound to the tables of its transaction, or of the moment", async () => {
  await client.ingest(streamed(ids(1)), { table: "m", ifExists: "replace" });
  await using count = await client.prepare("select count(*) as n from m");
  const early = await client.execute("select count(*) as n from m");
  await client.executeUpdate("insert into m values (2)");
  expect(await all(client.read(early))).toEqual([[1n]]);
  expect(await all(count.query())).toEqual([[2n]]);
  // A column that was there is another one now.
  await client.ingest(streamed(columns({ id: [Utf8, ["q"]] })), { table: "m", ifExists: "replace" });
  await using other = await client.prepare("select * from m");
  await client.ingest(streamed(columns({ id: [Float64, [1.5]] })), { table: "m", ifExists: "replace" });
  expect(await all(other.query())).toEqual([[1.5]]);
});

test("a prepared statement does not outlive its transaction on its own", async () => {
  await client.executeUpdate("create table alone (id bigint)");
  const count = async (): Promise<unknown> => (await all(client.query("select count(*) from alone")))[0]?.[0];
  const transaction = await client.beginTransaction();
  await using insert = await client.prepare("insert into alone values (1)", { transaction });
  await using select = await client.prepare("select * from alone", { transaction });
  expect(await insert.executeUpdate()).toBe(1);
  await client.rollback(transaction);
  expect(await codeOfAsync(() => insert.executeUpdate())).toBe("FAILED_PRECONDITION");
  expect(await codeOfAsync(() => select.execute())).toBe("FAILED_PRECONDITION");
  expect(await count()).toBe(0n);
  const next = await client.beginTransaction();
  expect(await insert.executeUpdate()).toBe(1);
  expect(await count()).toBe(0n);
  await client.commit(next);
  expect(await count()).toBe(1n);
});

test("savepoints and transactions", async () => {
  await client.ingest(streamed(ids(1)), { table: "s", ifExists: "replace" });
  const transaction = await client.beginTransaction();
  const inside = (): Promise<unknown[][]> => all(client.query("select count(*) from s", { transaction }));
  await client.executeUpdate("insert into s values (2)", { transaction });
  const savepoint = await client.beginSavepoint(transaction, "here");
  expect(await client.ingest(streamed(ids(3, 4)), { table: "s", ifExists: "append", transaction })).toBe(2);
  expect(await inside()).toEqual([[4n]]);
  await client.rollbackSavepoint(savepoint);
  expect(await inside()).toEqual([[2n]]);
  expect(await query("select count(*) from s")).toEqual([[1n]]);
  await client.commit(transaction);
  expect(await query("select count(*) from s")).toEqual([[2n]]);
  expect(await codeOfAsync(inside)).toBe("NOT_FOUND");
  expect(await codeOfAsync(() => client.commit(transaction))).toBe("NOT_FOUND");
});

test("a query that takes long is polled; it can be cancelled, and its rows fetched twice", async () => {
  await client.ingest(streamed(ids(...Array.from({ length: 3_000 }, (_, i) => i))), { table: "n" });
  const done = await client.poll("select count(*) as n from n");
  expect([done.progress, done.flightDescriptor, done.info?.totalRecords]).toEqual([1, undefined, 1n]);
  for (const _ of [1, 2]) expect(await all(client.read(done.info ?? { path: [] }))).toEqual([[3_000n]]);
  const long = await client.poll("select sum(sin(a.id * b.id + c.id)) from n a, n b, n c");
  expect(long.info?.endpoint).toEqual([]);
  expect(long.expirationTime).toBeDefined();
  const next = long.flightDescriptor ?? { path: [] };
  const again = await client.pollFlightInfo(next);
  expect(again.flightDescriptor).toBeDefined();
  const ticket = "cmd" in next ? next.cmd : new Uint8Array();
  const running = flightInfo({ schema: schema([]), descriptor: next, endpoints: [{ ticket }] });
  expect(await client.cancelFlightInfo(running)).toBe("CANCELLED");
  expect(await codeOfAsync(() => client.pollFlightInfo(next))).toBe("NOT_FOUND");
  // Nothing goes on on the server.
  await vi.waitFor(() => expect(server.queries.running).toBe(0), { timeout: 5_000 });
});
