import type { Schema } from "../../../src/arrow/schema.ts";
import { field, names, schema } from "../../../src/arrow/schema.ts";
import { Int32, Int64 } from "../../../src/arrow/types.ts";
import { PolaroidError } from "../../../src/core/error.ts";
import type { FlightHandlers } from "../../../src/flight/server.ts";
import { withFacts } from "../../../src/flight/sql/column-facts.ts";
import type { FlightSqlHandlers, SqlText, SubstraitPlan } from "../../../src/flight/sql/handlers.ts";
import { flightSqlHandlers } from "../../../src/flight/sql/server.ts";
import type { SqlInfoValue } from "../../../src/flight/sql/sql-info.ts";
import type { FlightStream } from "../../../src/flight/stream.ts";

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
    return INFO;
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

/** `flight_sql` and `flight_sql:extension`. */
export const flightSql = (): FlightHandlers => flightSqlHandlers(SQL);
