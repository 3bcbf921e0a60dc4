import type { Column } from "../../arrow/column.ts";
import { formatValue } from "../../arrow/format-value.ts";
import { typeName } from "../../arrow/type-info.ts";
import {
  Binary,
  Bool,
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Time,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import { type Stored, valuesOf } from "../../arrow/value.ts";
import { badArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ColumnInput, DataFrame } from "../data-frame.ts";

interface Statement {
  all(...params: readonly unknown[]): unknown;
  run(...params: readonly unknown[]): unknown;
  columns?(): readonly { readonly name: string }[];
  /** node:sqlite's word for integers of 64 bits, and better-sqlite3's. */
  setReadBigInts?(on: boolean): unknown;
  safeIntegers?(on: boolean): unknown;
}
/** A connection to SQLite: of node:sqlite, better-sqlite3 and the like. */
export interface SqliteConnection {
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
}
interface DuckReader {
  columnNames(): readonly string[];
  columnTypes(): readonly { toString(): string }[];
  getColumns(): readonly (readonly unknown[])[];
}
interface DuckAppender {
  appendNull(): void;
  appendBoolean(v: boolean): void;
  appendTinyInt(v: number): void;
  appendSmallInt(v: number): void;
  appendInteger(v: number): void;
  appendBigInt(v: bigint): void;
  appendUTinyInt(v: number): void;
  appendUSmallInt(v: number): void;
  appendUInteger(v: number): void;
  appendUBigInt(v: bigint): void;
  appendFloat(v: number): void;
  appendDouble(v: number): void;
  appendVarchar(v: string): void;
  appendBlob(v: Uint8Array): void;
  appendDate(v: { readonly days: number }): void;
  appendTime(v: { readonly micros: bigint }): void;
  appendTimestamp(v: { readonly micros: bigint }): void;
  appendTimestampTZ(v: { readonly micros: bigint }): void;
  endRow(): void;
  closeSync(): void;
}
/** A connection to DuckDB: of @duckdb/node-api. */
export interface DuckConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string, params?: never): Promise<DuckReader>;
  createAppender(table: string, schema?: string | null): Promise<DuckAppender>;
}
export type DatabaseConnection = SqliteConnection | DuckConnection;

const has = (v: unknown, ...names: readonly string[]): boolean =>
  typeof v === "object" &&
  v !== null &&
  names.every((n) => typeof (v as Readonly<Record<string, unknown>>)[n] === "function");
const isDuck = (v: unknown): v is DuckConnection => has(v, "run", "runAndReadAll", "createAppender");
const isSqlite = (v: unknown): v is SqliteConnection => has(v, "prepare", "exec");
const noConnection = (v: unknown): PolaroidError =>
  badArgument("the connection", v, "one of @duckdb/node-api, node:sqlite or better-sqlite3");
const failed = (what: string, cause: unknown): PolaroidError =>
  cause instanceof PolaroidError
    ? cause
    : new PolaroidError("IO", `${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });

const DUCK: Readonly<Record<string, DataType>> = {
  BOOLEAN: Bool,
  TINYINT: Int8,
  SMALLINT: Int16,
  INTEGER: Int32,
  BIGINT: Int64,
  UTINYINT: UInt8,
  USMALLINT: UInt16,
  UINTEGER: UInt32,
  UBIGINT: UInt64,
  FLOAT: Float32,
  DOUBLE: Float64,
  VARCHAR: Utf8,
  UUID: Utf8,
  BLOB: Binary,
  DATE: Date32,
  TIME: Time,
  HUGEINT: Decimal(38, 0),
  TIMESTAMP: Datetime("us"),
  TIMESTAMP_MS: Datetime("ms"),
  TIMESTAMP_NS: Datetime("ns"),
  "TIMESTAMP WITH TIME ZONE": Datetime("us", "UTC"),
  TIMESTAMPTZ: Datetime("us", "UTC"),
};
function typeOfDuck(text: string, name: string): DataType {
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(text);
  if (decimal !== null) return Decimal(Number(decimal[1]), Number(decimal[2]));
  if (text.startsWith("ENUM(")) return Utf8;
  const known = Object.hasOwn(DUCK, text) ? DUCK[text] : undefined;
  if (known !== undefined) return known;
  throw new PolaroidError(
    "NOT_SUPPORTED",
    `column "${name}" is ${text}, which readDatabase does not read; cast it in the query, or read by engine "duckdb"`,
  );
}
/** A value of DuckDB as columns are made of it. */
function ofDuck(v: unknown, t: DataType): unknown {
  if (v === null || typeof v !== "object") return t.id === "Decimal" ? (v === null ? null : String(v)) : v;
  const o = v as Readonly<Record<string, unknown>>;
  if (t.id === "Date32") return o["days"];
  if (t.id === "Time") return (o["micros"] as bigint) * 1000n;
  if (t.id === "Datetime") return o["micros"] ?? o["millis"] ?? o["nanos"];
  return t.id === "Binary" ? o["bytes"] : String(v);
}

/** The rows of a query as columns and their types. */
export async function queried(
  sql: string,
  connection: unknown,
): Promise<{
  readonly data: Readonly<Record<string, ColumnInput>>;
  readonly schema: Readonly<Record<string, DataType>>;
}> {
  try {
    if (isDuck(connection)) {
      const reader = await connection.runAndReadAll(sql);
      const names = reader.columnNames();
      const types = reader.columnTypes().map((t, i) => typeOfDuck(String(t), names[i] as string));
      const columns = reader.getColumns();
      const data = names.map((n, i): [string, ColumnInput] => [
        n,
        (columns[i] ?? []).map((v) => ofDuck(v, types[i] as DataType)),
      ]);
      return { data: distinct(data), schema: Object.fromEntries(names.map((n, i) => [n, types[i] as DataType])) };
    }
    if (!isSqlite(connection)) throw noConnection(connection);
    const statement = connection.prepare(sql);
    (statement.setReadBigInts ?? statement.safeIntegers)?.call(statement, true);
    const rows = statement.all() as readonly Readonly<Record<string, unknown>>[];
    const names = statement.columns?.().map((c) => c.name) ?? Object.keys(rows[0] ?? {});
    return { data: distinct(names.map((n) => [n, numbers(rows.map((r) => r[n] ?? null))])), schema: {} };
  } catch (cause) {
    throw failed("the database did not answer the query", cause);
  }
}
/** SQLite types values, not columns: whole numbers beside fractions are fractions. */
const numbers = (values: readonly unknown[]): readonly unknown[] =>
  values.some((v) => typeof v === "number") ? values.map((v) => (typeof v === "bigint" ? Number(v) : v)) : values;
function distinct(data: readonly (readonly [string, ColumnInput])[]): Readonly<Record<string, ColumnInput>> {
  const out = Object.fromEntries(data);
  if (Object.keys(out).length < data.length)
    throw new PolaroidError(
      "DUPLICATE_COLUMN",
      `the query gives two columns of one name: ${data.map(([n]) => n).join(", ")}; name them apart by AS`,
    );
  return out;
}

/** What becomes of a table that is there already. */
export type IfTableExists = "fail" | "append" | "replace";
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const tableOf = (name: string): string => name.split(".").map(quoted).join(".");
const unfit = (t: DataType, name: string): PolaroidError =>
  new PolaroidError(
    "NOT_SUPPORTED",
    `column "${name}" is ${typeName(t)}, which no table of this database holds; cast it`,
  );

const nanosText = (v: bigint): string => {
  const [days, rest] = [v / DAY - (v % DAY < 0n ? 1n : 0n), ((v % DAY) + DAY) % DAY];
  const clock = new Date(Number(days) * 86_400_000 + Number(rest / 1_000_000n)).toISOString().slice(0, 19);
  return `${clock.replace("T", " ")}.${String(rest % 1_000_000_000n).padStart(9, "0")}`;
};
const DAY = 86_400_000_000_000n;

type Append = (a: DuckAppender, v: never) => void;
/** How DuckDB calls a type, and how its values are appended. */
function duckType(t: DataType, name: string): readonly [string, Append] {
  switch (t.id) {
    case "Bool":
      return ["BOOLEAN", (a, v) => a.appendBoolean(v)];
    case "Int8":
      return ["TINYINT", (a, v) => a.appendTinyInt(v)];
    case "Int16":
      return ["SMALLINT", (a, v) => a.appendSmallInt(v)];
    case "Int32":
      return ["INTEGER", (a, v) => a.appendInteger(v)];
    case "Int64":
      return ["BIGINT", (a, v) => a.appendBigInt(v)];
    case "UInt8":
      return ["UTINYINT", (a, v) => a.appendUTinyInt(v)];
    case "UInt16":
      return ["USMALLINT", (a, v) => a.appendUSmallInt(v)];
    case "UInt32":
      return ["UINTEGER", (a, v) => a.appendUInteger(v)];
    case "UInt64":
      return ["UBIGINT", (a, v) => a.appendUBigInt(v)];
    case "Float32":
      return ["FLOAT", (a, v) => a.appendFloat(v)];
    case "Float64":
      return ["DOUBLE", (a, v) => a.appendDouble(v)];
    case "Utf8":
    case "Categorical":
    case "Enum":
      return ["VARCHAR", (a, v) => a.appendVarchar(v)];
    case "Binary":
      return ["BLOB", (a, v) => a.appendBlob(v)];
    case "Date32":
      return ["DATE", (a, v) => a.appendDate({ days: v })];
    case "Time":
      return ["TIME", (a, v) => a.appendTime({ micros: (v as bigint) / 1000n })];
    case "Datetime":
      if (t.zone !== null)
        return [
          "TIMESTAMPTZ",
          (a, v) =>
            a.appendTimestampTZ({
              micros: t.unit === "us" ? v : t.unit === "ms" ? (v as bigint) * 1000n : (v as bigint) / 1000n,
            }),
        ];
      if (t.unit === "ms") return ["TIMESTAMP_MS", (a, v) => a.appendTimestamp({ micros: (v as bigint) * 1000n })];
      // Values of nanoseconds are taken from instances of a class alone: the appender casts text.
      if (t.unit === "ns") return ["TIMESTAMP_NS", (a, v) => a.appendVarchar(nanosText(v))];
      return ["TIMESTAMP", (a, v) => a.appendTimestamp({ micros: v })];
    default:
      throw unfit(t, name);
  }
}
const SQLITE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["Bool", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32"].map((id) => [id, "INTEGER"]),
  ),
  ...Object.fromEntries(["Float32", "Float64"].map((id) => [id, "REAL"])),
  ...Object.fromEntries(
    ["Utf8", "Categorical", "Enum", "Date32", "Time", "Datetime", "Decimal"].map((id) => [id, "TEXT"]),
  ),
  Binary: "BLOB",
};
/** The values of a column as SQLite takes them: times and decimals as text. */
function ofColumn(c: Column): readonly unknown[] {
  const values = valuesOf(c) as readonly Stored[];
  if (c.type.id === "Bool") return values.map((v) => (v === null ? null : v === true ? 1 : 0));
  if (!/^(Date32|Time|Datetime|Decimal)$/.test(c.type.id)) return values;
  return values.map((v, r) => (v === null ? null : formatValue(c, r, 100)));
}

function sameColumns(df: DataFrame, table: string, there: readonly string[]): void {
  if (there.length !== df.width || there.some((name, i) => name !== df.columns[i]))
    throw new PolaroidError(
      "SCHEMA_MISMATCH",
      `the table ${table} has (${there.join(", ")}), the frame (${df.columns.join(", ")}); select them in its order`,
    );
}

async function intoDuck(df: DataFrame, table: string, db: DuckConnection, mode: IfTableExists): Promise<void> {
  const { fields } = df.schema;
  const types = fields.map((f) => duckType(f.type, f.name));
  await db.run("BEGIN");
  try {
    if (mode === "replace") await db.run(`DROP TABLE IF EXISTS ${tableOf(table)}`);
    const columns = fields.map((f, i) => `${quoted(f.name)} ${(types[i] as readonly [string, Append])[0]}`).join(", ");
    await db.run(`CREATE TABLE ${mode === "append" ? "IF NOT EXISTS " : ""}${tableOf(table)} (${columns})`);
    sameColumns(df, table, (await db.runAndReadAll(`SELECT * FROM ${tableOf(table)} LIMIT 0`)).columnNames());
    const parts = table.split(".");
    const appender = await db.createAppender(
      parts.at(-1) as string,
      parts.length > 1 ? (parts.at(-2) as string) : null,
    );
    const values = df.toBatch().columns.map((c) => valuesOf(c) as readonly Stored[]);
    for (let r = 0; r < df.height; r++) {
      types.forEach(([, append], i) => {
        const v = values[i]?.[r] ?? null;
        if (v === null) appender.appendNull();
        else append(appender, v as never);
      });
      appender.endRow();
    }
    appender.closeSync();
    await db.run("COMMIT");
  } catch (cause) {
    await db.run("ROLLBACK").catch(() => {});
    throw cause;
  }
}
function intoSqlite(df: DataFrame, table: string, db: SqliteConnection, mode: IfTableExists): void {
  const { fields } = df.schema;
  const types = fields.map((f) => {
    if (!Object.hasOwn(SQLITE, f.type.id)) throw unfit(f.type, f.name);
    return `${quoted(f.name)} ${SQLITE[f.type.id]}`;
  });
  db.exec("BEGIN");
  try {
    if (mode === "replace") db.exec(`DROP TABLE IF EXISTS ${tableOf(table)}`);
    db.exec(`CREATE TABLE ${mode === "append" ? "IF NOT EXISTS " : ""}${tableOf(table)} (${types.join(", ")})`);
    const insert = db.prepare(
      `INSERT INTO ${tableOf(table)} (${fields.map((f) => quoted(f.name)).join(", ")}) VALUES (${fields.map(() => "?").join(", ")})`,
    );
    const values = df.toBatch().columns.map(ofColumn);
    for (let r = 0; r < df.height; r++) insert.run(...values.map((v) => v[r] ?? null));
    db.exec("COMMIT");
  } catch (cause) {
    db.exec("ROLLBACK");
    throw cause;
  }
}

/** Writes rows into a table: all of them, or nothing. */
export async function intoTable(
  df: DataFrame,
  table: string,
  connection: unknown,
  mode: IfTableExists,
): Promise<number> {
  if (!["fail", "append", "replace"].includes(mode))
    throw badArgument("ifTableExists of writeDatabase", mode, "fail, append or replace");
  if (df.width === 0) throw new PolaroidError("INVALID_ARGUMENT", "a frame without columns makes no table");
  try {
    if (isDuck(connection)) await intoDuck(df, table, connection, mode);
    else if (isSqlite(connection)) intoSqlite(df, table, connection, mode);
    else throw noConnection(connection);
  } catch (cause) {
    throw failed(`the table ${table} was not written`, cause);
  }
  return df.height;
}
