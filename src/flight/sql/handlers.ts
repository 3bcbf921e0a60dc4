import type { Schema } from "../../arrow/schema.ts";
import type { Call } from "../../grpc/call.ts";
import type { FlightEndpoint, FlightInfo, SessionOptionValue } from "../../proto/arrow/flight/protocol/flight_pb.ts";
import type { FlightMessage } from "../data.ts";
import type { FlightReader } from "../reader.ts";
import type { FlightStream } from "../stream.ts";
import type { SqlInfoValue } from "./sql-info.ts";
import type { XdbcType } from "./xdbc.ts";

type Soon<T> = T | Promise<T>;

/** A statement of SQL. */
export interface SqlText {
  readonly query: string;
  /** null outside of a transaction that the client began. */
  readonly transaction: Uint8Array | null;
}
/** A plan in Substrait. */
export interface SubstraitPlan {
  readonly plan: Uint8Array;
  readonly version: string;
  readonly transaction: Uint8Array | null;
}
/** A query that is ready to give its rows. */
export interface QueryInfo {
  readonly schema: Schema;
  /** By which `rows` knows it. */
  readonly handle: Uint8Array;
  /** -1 where it is not known, as without it. */
  readonly totalRecords?: number | undefined;
  readonly totalBytes?: number | undefined;
  readonly expires?: Date | undefined;
}
/** The same of a prepared statement; without a handle its rows are asked of `preparedRows`. */
export interface PreparedQueryInfo extends Omit<QueryInfo, "handle"> {
  readonly handle?: Uint8Array | undefined;
}
/** A query that takes long, as far as it is. */
export interface QueryProgress {
  /** Its handle is what the client asks about next. */
  readonly info: QueryInfo;
  /** From 0 to 1; undefined where nobody knows. */
  readonly progress?: number | undefined;
  /** Whether its rows are there. */
  readonly done: boolean;
  /** When the query is given up unless somebody asks. */
  readonly expires?: Date | undefined;
}
/** A statement that was prepared. */
export interface PreparedInfo {
  readonly handle: Uint8Array;
  /** Of its rows; null for a statement without rows. */
  readonly schema: Schema | null;
  readonly parameters: Schema | null;
  /** Whether it is to be run as an update; left out where the client is to decide. */
  readonly isUpdate?: boolean | undefined;
}
/** Where rows are to go, and what to do where there is or is no such table. */
export interface IngestTarget {
  readonly table: string;
  readonly dbSchema: string | null;
  readonly catalog: string | null;
  readonly temporary: boolean;
  readonly transaction: Uint8Array | null;
  readonly ifMissing: "create" | "fail";
  readonly ifExists: "fail" | "append" | "replace";
  readonly options: Readonly<Record<string, string>>;
}

export interface DbSchemaRow {
  readonly catalog: string | null;
  readonly name: string;
}
export interface TableRow {
  readonly catalog: string | null;
  readonly dbSchema: string | null;
  readonly name: string;
  readonly type: string;
  /** Called for where the client asked for schemas. */
  readonly schema: () => Soon<Schema>;
}
/** null: whatever it is; "": those without one. */
export interface DbSchemaFilter {
  readonly catalog: string | null;
  /** Of LIKE: % stands for any text, _ for one character. */
  readonly dbSchemaPattern: string | null;
}
export interface TableFilter extends DbSchemaFilter {
  readonly tablePattern: string | null;
  /** None: all. */
  readonly types: readonly string[];
  readonly includeSchema: boolean;
}
export interface TableName {
  readonly catalog: string | null;
  readonly dbSchema: string | null;
  readonly table: string;
}
export interface PrimaryKeyRow extends TableName {
  readonly column: string;
  readonly sequence: number;
  readonly key: string | null;
}
/** What happens to rows that point to one that changes or goes: cascade 0, restrict 1, set null 2, nothing 3, set default 4. */
export type KeyRule = 0 | 1 | 2 | 3 | 4;
export interface ForeignKeyRow {
  readonly primary: TableName & { readonly column: string };
  readonly foreign: TableName & { readonly column: string };
  readonly sequence: number;
  readonly foreignKey: string | null;
  readonly primaryKey: string | null;
  readonly updateRule: KeyRule;
  readonly deleteRule: KeyRule;
}

export type Cancelled = "cancelled" | "cancelling" | "not cancellable";
export type SessionOption = SessionOptionValue["optionValue"];
/** Rows, or the messages as they are to be sent. */
export type Rows = FlightStream | AsyncIterable<FlightMessage>;

/** What a server of Flight SQL answers; what is left out is `NOT_SUPPORTED`. Lists are filtered and sorted by the library. */
export interface FlightSqlHandlers {
  query?(text: SqlText, call: Call): Soon<QueryInfo>;
  /** Without it, `query` tells the schema. */
  querySchema?(text: SqlText, call: Call): Soon<Schema>;
  substrait?(plan: SubstraitPlan, call: Call): Soon<QueryInfo>;
  substraitSchema?(plan: SubstraitPlan, call: Call): Soon<Schema>;
  /** The rows of a query's handle. */
  rows?(handle: Uint8Array, call: Call): Soon<Rows>;
  /** Begins a query that takes long, or tells of one that was begun by its handle; without it a poll waits for `query`. */
  pollQuery?(what: SqlText | Uint8Array, call: Call): Soon<QueryProgress>;

  prepare?(text: SqlText, call: Call): Soon<PreparedInfo>;
  prepareSubstrait?(plan: SubstraitPlan, call: Call): Soon<PreparedInfo>;
  /** Takes values of the parameters; gives another handle where the client is to go on with that one. */
  bind?(handle: Uint8Array, values: FlightReader, call: Call): Soon<Uint8Array | undefined>;
  preparedQuery?(handle: Uint8Array, call: Call): Soon<PreparedQueryInfo>;
  preparedSchema?(handle: Uint8Array, call: Call): Soon<Schema>;
  preparedRows?(handle: Uint8Array, call: Call): Soon<Rows>;
  closePrepared?(handle: Uint8Array, call: Call): Soon<void>;

  /** These give the rows that changed; -1 where it is not known. */
  update?(text: SqlText, call: Call): Soon<number>;
  updateSubstrait?(plan: SubstraitPlan, call: Call): Soon<number>;
  /** Runs a prepared update once for each row of values, or once where there are none. */
  updatePrepared?(handle: Uint8Array, values: FlightReader, call: Call): Soon<number>;
  ingest?(target: IngestTarget, rows: FlightReader, call: Call): Soon<number>;

  catalogs?(call: Call): Soon<readonly string[]>;
  dbSchemas?(filter: DbSchemaFilter, call: Call): Soon<readonly DbSchemaRow[]>;
  tables?(filter: TableFilter, call: Call): Soon<readonly TableRow[]>;
  tableTypes?(call: Call): Soon<readonly string[]>;
  primaryKeys?(table: TableName, call: Call): Soon<readonly PrimaryKeyRow[]>;
  /** Foreign keys that point to the table. */
  exportedKeys?(table: TableName, call: Call): Soon<readonly ForeignKeyRow[]>;
  /** Foreign keys that the table has. */
  importedKeys?(table: TableName, call: Call): Soon<readonly ForeignKeyRow[]>;
  crossReference?(primary: TableName, foreign: TableName, call: Call): Soon<readonly ForeignKeyRow[]>;
  /** All that it can say, or those of the numbers asked for. */
  sqlInfo?(wanted: readonly number[], call: Call): Soon<ReadonlyMap<number, SqlInfoValue>>;
  xdbcTypes?(dataType: number | null, call: Call): Soon<readonly XdbcType[]>;

  beginTransaction?(call: Call): Soon<Uint8Array>;
  endTransaction?(id: Uint8Array, how: "commit" | "rollback", call: Call): Soon<void>;
  beginSavepoint?(transaction: Uint8Array, name: string, call: Call): Soon<Uint8Array>;
  endSavepoint?(id: Uint8Array, how: "release" | "rollback", call: Call): Soon<void>;
  /** Stops what an info stands for; `handles` are those of its queries. */
  cancel?(handles: readonly Uint8Array[], info: FlightInfo, call: Call): Soon<Cancelled>;
  /** The endpoint with a later end. */
  renewEndpoint?(endpoint: FlightEndpoint, call: Call): Soon<FlightEndpoint>;

  sessionOptions?(call: Call): Soon<Readonly<Record<string, SessionOption>>>;
  /** Sets options, or erases those without a value; gives what was wrong by name. */
  setSessionOptions?(
    options: Readonly<Record<string, SessionOption>>,
    call: Call,
  ): Soon<Readonly<Record<string, "invalid name" | "invalid value" | "error">>>;
  closeSession?(call: Call): Soon<"closed" | "closing" | "not closeable">;
}
