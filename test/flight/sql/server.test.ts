import { afterAll, beforeAll, expect, test } from "vitest";
import { field, schema, schemaText } from "../../../src/arrow/schema.ts";
import { Int64, Utf8 } from "../../../src/arrow/types.ts";
import { valueAt } from "../../../src/arrow/value.ts";
import { decodedSchema, flightService, GrpcServer, withFacts } from "../../../src/flight/index.ts";
import { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import { type SqlCommand, sqlCommand } from "../../../src/flight/sql/commands.ts";
import type { FlightSqlHandlers, TableRow } from "../../../src/flight/sql/handlers.ts";
import { flightSqlHandlers } from "../../../src/flight/sql/server.ts";
import { codeOfAsync } from "../../support/code-of.ts";

const ROWS = withFacts(schema([field("id", Int64, false), field("note", Utf8)]), (f) => ({ typeName: f.type.id }));
const table = (name: string, dbSchema: string | null, type = "TABLE"): TableRow => ({
  catalog: "c",
  dbSchema,
  name,
  type,
  schema: () => ROWS,
});
const HANDLERS: FlightSqlHandlers = {
  catalogs: () => ["z", "a"],
  dbSchemas: () => [
    { catalog: "c", name: "two" },
    { catalog: null, name: "one" },
    { catalog: "c", name: "one" },
  ],
  tables: () => [table("b", "one"), table("a", "one"), table("v", "one", "VIEW"), table("a", null)],
  primaryKeys: ({ catalog, dbSchema, table: name }) => [
    { catalog, dbSchema, table: name, column: "second", sequence: 2, key: "k" },
    { catalog, dbSchema, table: name, column: "first", sequence: 1, key: "k" },
  ],
  importedKeys: () => [
    {
      primary: { catalog: null, dbSchema: null, table: "p", column: "id" },
      foreign: { catalog: null, dbSchema: null, table: "f", column: "p_id" },
      sequence: 1,
      foreignKey: "fk",
      primaryKey: null,
      updateRule: 0,
      deleteRule: 3,
    },
  ],
  query: () => ({ schema: ROWS, handle: new Uint8Array([1]), totalRecords: 5, expires: new Date(Date.now() + 60_000) }),
};

let server: GrpcServer;
let client: FlightSqlClient;
beforeAll(async () => {
  server = await GrpcServer.start([flightService(flightSqlHandlers(HANDLERS))]);
  client = new FlightSqlClient(`grpc://127.0.0.1:${server.port}`);
});
afterAll(async () => {
  await client.close();
  await server.close();
});

async function rows(command: SqlCommand): Promise<unknown[][]> {
  const out: unknown[][] = [];
  for await (const b of client.read(command))
    for (let i = 0; i < b.length; i++) out.push(b.columns.map((c) => valueAt(c, i)));
  return out;
}

test("lists are filtered and sorted for the handlers", async () => {
  expect(await rows(sqlCommand.catalogs())).toEqual([["a"], ["z"]]);
  expect(await rows(sqlCommand.dbSchemas())).toEqual([
    [null, "one"],
    ["c", "one"],
    ["c", "two"],
  ]);
  expect(await rows(sqlCommand.dbSchemas({ catalog: "" }))).toEqual([[null, "one"]]);
  expect(await rows(sqlCommand.dbSchemas({ pattern: "t%" }))).toEqual([["c", "two"]]);
  const named = async (filter: Parameters<typeof sqlCommand.tables>[0]): Promise<unknown[]> =>
    (await rows(sqlCommand.tables(filter))).map((r) => `${r[1]}.${r[2]}`);
  expect(await named({})).toEqual(["null.a", "one.a", "one.b", "one.v"]);
  expect(await named({ types: ["view"] })).toEqual(["one.v"]);
  expect(await named({ tablePattern: "a", dbSchemaPattern: "one" })).toEqual(["one.a"]);
  expect(await named({ dbSchemaPattern: "" })).toEqual(["null.a"]);
  expect(await named({ catalog: "other" })).toEqual([]);
});

test("tables tell their schemas, keys are in their order", async () => {
  const [found] = await rows(sqlCommand.tables({ includeSchema: true, tablePattern: "b" }));
  expect(schemaText(decodedSchema(found?.[4] as Uint8Array))).toBe("id: Int64, note: Utf8?");
  expect(new TextDecoder().decode(found?.[4] as Uint8Array)).toContain("ARROW:FLIGHT:SQL:TYPE_NAME");
  expect((await rows(sqlCommand.primaryKeys({ table: "t" }))).map((r) => r.slice(3))).toEqual([
    ["first", 1, "k"],
    ["second", 2, "k"],
  ]);
  expect(await rows(sqlCommand.importedKeys({ table: "f" }))).toEqual([
    [null, null, "p", "id", null, null, "f", "p_id", 1, "fk", null, 0, 3],
  ]);
});

test("an info tells rows and end; a poll without a handler of its own waits for the query", async () => {
  const info = await client.execute("select 1");
  expect(info.totalRecords).toBe(5n);
  expect(info.endpoint[0]?.expirationTime).toBeDefined();
  expect(info.endpoint[0]?.location).toEqual([]);
  const poll = await client.poll("select 1");
  expect(poll.progress).toBe(1);
  expect(poll.flightDescriptor).toBeUndefined();
});

test("what has no handler is NOT_SUPPORTED and not listed among the actions", async () => {
  expect(await codeOfAsync(() => client.executeUpdate("delete from t"))).toBe("NOT_SUPPORTED");
  expect(await codeOfAsync(() => client.beginTransaction())).toBe("NOT_SUPPORTED");
  expect(await codeOfAsync(() => client.prepareSubstrait({ plan: new Uint8Array(1), version: "" }))).toBe(
    "NOT_SUPPORTED",
  );
  expect(await codeOfAsync(() => client.getSqlInfo())).toBe("NOT_SUPPORTED");
  expect(await codeOfAsync(() => rows(sqlCommand.exportedKeys({ table: "t" })))).toBe("NOT_SUPPORTED");
  const actions: string[] = [];
  for await (const { type } of client.listActions()) actions.push(type);
  expect(actions).toEqual([]);
});
