import { equal } from "node:assert/strict";
import { type Batch, batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Schema } from "../../../src/arrow/schema.ts";
import { field, names, schema, schemaText } from "../../../src/arrow/schema.ts";
import { Int32, Int64 } from "../../../src/arrow/types.ts";
import { PolaroidError } from "../../../src/core/error.ts";
import type { FlightInfo } from "../../../src/flight/index.ts";
import { type FlightReader, flightService } from "../../../src/flight/index.ts";
import { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import { withFacts } from "../../../src/flight/sql/column-facts.ts";
import { type SqlCommand, sqlCommand } from "../../../src/flight/sql/commands.ts";
import type { FlightSqlHandlers, SqlText, SubstraitPlan } from "../../../src/flight/sql/handlers.ts";
import type { PreparedStatement } from "../../../src/flight/sql/prepared.ts";
import { flightSqlHandlers } from "../../../src/flight/sql/server.ts";
import type { SqlInfoValue } from "../../../src/flight/sql/sql-info.ts";
import type { FlightStream } from "../../../src/flight/stream.ts";
import type { Scenario } from "./scenario.ts";

// What Arrow's integration clients ask, and what they expect; see scenario.go of arrow-go.
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (b: Uint8Array | null): string => new TextDecoder().decode(b ?? undefined);

export function expected<T>(found: T, wanted: T, what: string): T {
  if (JSON.stringify(found) !== JSON.stringify(wanted))
    throw new PolaroidError("INVALID_ARGUMENT", `${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  return found;
}

const FACTS = {
  table: "test",
  isAutoIncrement: true,
  isCaseSensitive: false,
  typeName: "type_test",
  dbSchema: "schema_test",
  isSearchable: true,
  catalog: "catalog_test",
  precision: 100,
  remarks: "test column",
};
const QUERY = withFacts(schema([field("id", Int64)]), () => FACTS);
const IN_TRANSACTION = withFacts(schema([field("pkey", Int32)]), () => FACTS);

const inTransaction = (id: Uint8Array | null): boolean => {
  if (id !== null) expected(text(id), "transaction_id", "the transaction");
  return id !== null;
};
const query = (given: SqlText): SqlText => {
  expected(given.query, "SELECT STATEMENT", "the statement");
  return given;
};
const plan = (given: SubstraitPlan): SubstraitPlan => {
  expected([text(given.plan), given.version], ["plan", "version"], "the plan");
  return given;
};
const schemaFor = (transaction: Uint8Array | null): Schema => (inTransaction(transaction) ? IN_TRANSACTION : QUERY);
const none = (s: Schema): FlightStream => ({ schema: s, batches: [] });
const suffixed = (name: string, transaction: Uint8Array | null): Uint8Array =>
  bytes(`${name}${inTransaction(transaction) ? " WITH TXN" : ""} HANDLE`);

const KNOWN = ["SELECT STATEMENT", "PLAN", "SELECT PREPARED STATEMENT", "UPDATE PREPARED STATEMENT"];
function schemaOfHandle(handle: Uint8Array): Schema {
  const name = text(handle);
  if (!KNOWN.some((k) => name === `${k} HANDLE` || name === `${k} WITH TXN HANDLE`))
    throw new PolaroidError("NOT_FOUND", `there is no handle "${name}"`);
  return name.includes("WITH TXN") ? IN_TRANSACTION : QUERY;
}

const INFO = new Map<number, SqlInfoValue>([
  [4, false],
  [5, true],
  [6, "min_version"],
  [7, "max_version"],
  [8, 2],
  [9, true],
  [100, 42],
  [101, 7],
]);

const KEYS =
  "pk_catalog_name: Utf8?, pk_db_schema_name: Utf8?, pk_table_name: Utf8, pk_column_name: Utf8, fk_catalog_name: Utf8?, fk_db_schema_name: Utf8?, fk_table_name: Utf8, fk_column_name: Utf8, key_sequence: Int32, fk_key_name: Utf8?, pk_key_name: Utf8?, update_rule: UInt8, delete_rule: UInt8";
const TABLE = { catalog: "catalog", dbSchema: "db_schema", table: "table" };
const keys = (given: typeof TABLE | object): readonly [] => {
  expected(given, TABLE, "the table");
  return [];
};

const SQL: FlightSqlHandlers = {
  query: ({ transaction, ...rest }) => ({
    schema: schemaFor(query({ ...rest, transaction }).transaction),
    handle: suffixed("SELECT STATEMENT", transaction),
  }),
  querySchema: (given) => schemaFor(query(given).transaction),
  substrait: (given) => ({
    schema: schemaFor(plan(given).transaction),
    handle: suffixed("PLAN", given.transaction),
  }),
  rows: (handle) => none(schemaOfHandle(handle)),
  prepare: ({ query: sql, transaction }) => {
    if (!["SELECT PREPARED STATEMENT", "UPDATE PREPARED STATEMENT"].includes(sql)) expected(sql, "", "the statement");
    return { handle: suffixed(sql, transaction), schema: null, parameters: null };
  },
  prepareSubstrait: (given) => ({ handle: suffixed("PLAN", plan(given).transaction), schema: null, parameters: null }),
  async bind(handle, values) {
    schemaOfHandle(handle);
    expected(names(await values.required()), ["id"], "the parameters");
    let rows = 0;
    for await (const b of values.batches()) rows += b.length;
    expected(rows, 1, "the number of values");
    return handle;
  },
  preparedQuery: (handle) => ({ schema: schemaOfHandle(handle) }),
  preparedRows: (handle) => none(schemaOfHandle(handle)),
  closePrepared: (handle) => void schemaOfHandle(handle),
  update: ({ query: sql, transaction }) => {
    expected(sql, "UPDATE STATEMENT", "the statement");
    return inTransaction(transaction) ? 15_000 : 10_000;
  },
  updateSubstrait: (given) => (inTransaction(plan(given).transaction) ? 15_000 : 10_000),
  updatePrepared: (handle) => (schemaOfHandle(handle) === IN_TRANSACTION ? 25_000 : 20_000),
  catalogs: () => [],
  dbSchemas: (filter) => {
    expected(filter, { catalog: "catalog", dbSchemaPattern: "db_schema_filter_pattern" }, "the filter");
    return [];
  },
  tables: ({ includeSchema, ...filter }) => {
    const wanted = {
      catalog: "catalog",
      dbSchemaPattern: "db_schema_filter_pattern",
      tablePattern: "table_filter_pattern",
      types: ["table", "view"],
    };
    expected(filter, wanted, "the filter");
    expected(includeSchema, true, "include_schema");
    return [];
  },
  tableTypes: () => [],
  primaryKeys: keys,
  exportedKeys: keys,
  importedKeys: keys,
  crossReference: (pk, fk) => {
    expected(pk, { catalog: "pk_catalog", dbSchema: "pk_db_schema", table: "pk_table" }, "the primary table");
    expected(fk, { catalog: "fk_catalog", dbSchema: "fk_db_schema", table: "fk_table" }, "the foreign table");
    return [];
  },
  sqlInfo: (wanted) => {
    if (wanted.length === 2) expected(wanted, [0, 3], "the wanted information");
    return wanted.length === 2 ? new Map() : INFO;
  },
  xdbcTypes: () => [],
  beginTransaction: () => bytes("transaction_id"),
  endTransaction: (id) => void expected(text(id), "transaction_id", "the transaction"),
  beginSavepoint: (id, name) => {
    expected([text(id), name], ["transaction_id", "savepoint_name"], "the savepoint");
    return bytes("savepoint_id");
  },
  endSavepoint: (id) => void expected(text(id), "savepoint_id", "the savepoint"),
  cancel: (handles) => {
    expected(handles.map(text), ["PLAN HANDLE"], "the handles");
    return "cancelled";
  },
};

/** Metadata by its command, and the columns that the specification gives it. */
const METADATA: readonly (readonly [SqlCommand, string])[] = [
  [sqlCommand.catalogs(), "catalog_name: Utf8"],
  [
    sqlCommand.dbSchemas({ catalog: "catalog", pattern: "db_schema_filter_pattern" }),
    "catalog_name: Utf8?, db_schema_name: Utf8",
  ],
  [
    sqlCommand.tables({
      catalog: "catalog",
      dbSchemaPattern: "db_schema_filter_pattern",
      tablePattern: "table_filter_pattern",
      types: ["table", "view"],
      includeSchema: true,
    }),
    "catalog_name: Utf8?, db_schema_name: Utf8?, table_name: Utf8, table_type: Utf8, table_schema: Binary",
  ],
  [sqlCommand.tableTypes(), "table_type: Utf8"],
  [
    sqlCommand.primaryKeys(TABLE),
    "catalog_name: Utf8?, db_schema_name: Utf8?, table_name: Utf8, column_name: Utf8, key_sequence: Int32, key_name: Utf8?",
  ],
  [sqlCommand.exportedKeys(TABLE), KEYS],
  [sqlCommand.importedKeys(TABLE), KEYS],
  [
    sqlCommand.crossReference(
      { catalog: "pk_catalog", dbSchema: "pk_db_schema", table: "pk_table" },
      { catalog: "fk_catalog", dbSchema: "fk_db_schema", table: "fk_table" },
    ),
    KEYS,
  ],
  [
    sqlCommand.xdbcTypes(),
    "type_name: Utf8, data_type: Int32, column_size: Int32?, literal_prefix: Utf8?, literal_suffix: Utf8?, create_params: List(Utf8)?, nullable: Int32, case_sensitive: Bool, searchable: Int32, unsigned_attribute: Bool?, fixed_prec_scale: Bool, auto_increment: Bool?, local_type_name: Utf8?, minimum_scale: Int32?, maximum_scale: Int32?, sql_data_type: Int32, datetime_subcode: Int32?, num_prec_radix: Int32?, interval_precision: Int32?",
  ],
];

/** The columns that the rows of an info have. */
async function columnsOf(client: FlightSqlClient, info: FlightInfo): Promise<string> {
  const [endpoint] = info.endpoint;
  await using reader: FlightReader = client.doGet(endpoint?.ticket ?? "");
  const found = schemaText(await reader.required());
  for await (const b of reader.batches()) equal(b.length, 0);
  return found;
}

export const QUERY_COLUMNS = "id: Int64?";
export const TRANSACTION_COLUMNS = "pkey: Int32?";
/** What one row of values is bound as. */
export const VALUES: Batch = batch(QUERY, [columnFrom([1n], Int64)], 1);

/** Asks a statement for its rows, and for their schema. */
export async function askPrepared(
  client: FlightSqlClient,
  statement: PreparedStatement,
  columns: string,
): Promise<void> {
  equal(await columnsOf(client, await statement.execute(VALUES)), columns);
  equal(schemaText(await statement.getSchema()), columns);
  await statement.close();
}
/** Asks a command for its rows, and for their schema. */
export async function askFor(client: FlightSqlClient, command: SqlCommand, columns: string): Promise<FlightInfo> {
  const info = await client.getFlightInfo(command);
  equal(await columnsOf(client, info), columns);
  equal(schemaText(await client.getSchema(command)), columns);
  return info;
}

export const serve: Scenario["serve"] = () => ({ services: [flightService(flightSqlHandlers(SQL))] });

export const scenario: Scenario = {
  serve,
  async ask(url) {
    await using client = new FlightSqlClient(url);
    for (const [command, columns] of METADATA) {
      const info = await client.getFlightInfo(command);
      // Of cross references, Arrow's own server says the schema of another command.
      equal(await columnsOf(client, info), columns);
      equal(schemaText(await client.getSchema(command)), columns);
    }
    equal((await client.getSqlInfo([0, 3])).size, 0);
    await askFor(client, sqlCommand.query("SELECT STATEMENT"), QUERY_COLUMNS);
    equal(await client.executeUpdate("UPDATE STATEMENT"), 10_000);
    await askPrepared(client, await client.prepare("SELECT PREPARED STATEMENT"), QUERY_COLUMNS);
    const update = await client.prepare("UPDATE PREPARED STATEMENT");
    equal(await update.executeUpdate(), 20_000);
    await update.close();
  },
};
