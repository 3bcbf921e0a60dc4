import { batch } from "../../arrow/batch.ts";
import { columnFrom } from "../../arrow/build.ts";
import { MessageEncoder } from "../../arrow/ipc/encoder.ts";
import type { Schema } from "../../arrow/schema.ts";
import type { Call } from "../../grpc/call.ts";
import type {
  CommandGetCatalogs,
  CommandGetCrossReference,
  CommandGetDbSchemas,
  CommandGetExportedKeys,
  CommandGetImportedKeys,
  CommandGetPrimaryKeys,
  CommandGetSqlInfo,
  CommandGetTables,
  CommandGetTableTypes,
  CommandGetXdbcTypeInfo,
} from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import { type FlightMessage, flightMessage } from "../data.ts";
import { encodedSchema } from "../schema.ts";
import type { FlightSqlHandlers, ForeignKeyRow, TableFilter, TableName } from "./handlers.ts";
import { isLike } from "./like.ts";
import {
  CATALOGS,
  DB_SCHEMAS,
  FOREIGN_KEYS,
  metadataHeader,
  metadataSchema,
  PRIMARY_KEYS,
  TABLE_TYPES,
  TABLES,
  TABLES_WITH_SCHEMA,
  XDBC_TYPES,
} from "./schemas.ts";
import { sqlInfoMessages, sqlInfoSchema } from "./sql-info.ts";
import { xdbcRow } from "./xdbc.ts";

/** Commands that ask what there is. */
export type MetadataCommand =
  | CommandGetCatalogs
  | CommandGetDbSchemas
  | CommandGetTables
  | CommandGetTableTypes
  | CommandGetPrimaryKeys
  | CommandGetExportedKeys
  | CommandGetImportedKeys
  | CommandGetCrossReference
  | CommandGetSqlInfo
  | CommandGetXdbcTypeInfo;
/** A handler; throws where there is none. */
export type Need = <K extends keyof FlightSqlHandlers>(name: K) => NonNullable<FlightSqlHandlers[K]>;

const SCHEMAS: Readonly<Record<MetadataCommand["$typeName"], Schema | null>> = {
  "arrow.flight.protocol.sql.CommandGetCatalogs": CATALOGS,
  "arrow.flight.protocol.sql.CommandGetDbSchemas": DB_SCHEMAS,
  "arrow.flight.protocol.sql.CommandGetTables": TABLES,
  "arrow.flight.protocol.sql.CommandGetTableTypes": TABLE_TYPES,
  "arrow.flight.protocol.sql.CommandGetPrimaryKeys": PRIMARY_KEYS,
  "arrow.flight.protocol.sql.CommandGetExportedKeys": FOREIGN_KEYS,
  "arrow.flight.protocol.sql.CommandGetImportedKeys": FOREIGN_KEYS,
  "arrow.flight.protocol.sql.CommandGetCrossReference": FOREIGN_KEYS,
  "arrow.flight.protocol.sql.CommandGetSqlInfo": null,
  "arrow.flight.protocol.sql.CommandGetXdbcTypeInfo": XDBC_TYPES,
};

export const isMetadata = (command: { readonly $typeName: string }): command is MetadataCommand =>
  Object.hasOwn(SCHEMAS, command.$typeName);

const schemaOf = (command: MetadataCommand): Schema | null =>
  command.$typeName === "arrow.flight.protocol.sql.CommandGetTables" && command.includeSchema
    ? TABLES_WITH_SCHEMA
    : SCHEMAS[command.$typeName];

/** The bytes of the schema that a command's rows will have. */
export function schemaOfMetadata(command: MetadataCommand): Uint8Array {
  const found = schemaOf(command);
  return found === null ? sqlInfoSchema() : metadataSchema(found);
}

const order = (a: unknown, b: unknown): number =>
  a === b ? 0 : a === null ? -1 : b === null ? 1 : (a as string) < (b as string) ? -1 : 1;
/** By the first columns, as many as are given. */
const sorted = (rows: readonly (readonly unknown[])[], columns: readonly number[]): (readonly unknown[])[] =>
  [...rows].sort((a, b) => {
    for (const c of columns) {
      const o = order(a[c], b[c]);
      if (o !== 0) return o;
    }
    return 0;
  });

const ofCatalog = (wanted: string | undefined, found: string | null): boolean =>
  wanted === undefined || wanted === (found ?? "");
const like = (pattern: string | undefined, found: string | null): boolean =>
  pattern === undefined || (pattern === "" ? (found ?? "") === "" : isLike(found ?? "", pattern));

const nameOf = (c: {
  readonly catalog?: string | undefined;
  readonly dbSchema?: string | undefined;
  readonly table: string;
}): TableName => ({
  catalog: c.catalog ?? null,
  dbSchema: c.dbSchema ?? null,
  table: c.table,
});

const foreignRows = (rows: readonly ForeignKeyRow[], first: "primary" | "foreign"): (readonly unknown[])[] =>
  sorted(
    rows.map(({ primary: p, foreign: f, ...r }) => [
      ...[p.catalog, p.dbSchema, p.table, p.column, f.catalog, f.dbSchema, f.table, f.column],
      ...[r.sequence, r.foreignKey, r.primaryKey, r.updateRule, r.deleteRule],
    ]),
    first === "primary" ? [0, 1, 2, 10, 8] : [4, 5, 6, 9, 8],
  );

type Listed = Exclude<MetadataCommand, CommandGetSqlInfo>;

async function rowsOf(command: Listed, need: Need, call: Call): Promise<readonly (readonly unknown[])[]> {
  switch (command.$typeName) {
    case "arrow.flight.protocol.sql.CommandGetCatalogs":
      return sorted(
        (await need("catalogs")(call)).map((c) => [c]),
        [0],
      );
    case "arrow.flight.protocol.sql.CommandGetDbSchemas": {
      const { catalog, dbSchemaFilterPattern: pattern } = command;
      const rows = await need("dbSchemas")({ catalog: catalog ?? null, dbSchemaPattern: pattern ?? null }, call);
      const kept = rows.filter((r) => ofCatalog(catalog, r.catalog) && like(pattern, r.name));
      return sorted(
        kept.map((r) => [r.catalog, r.name]),
        [0, 1],
      );
    }
    case "arrow.flight.protocol.sql.CommandGetTables":
      return await tableRows(command, need, call);
    case "arrow.flight.protocol.sql.CommandGetTableTypes":
      return sorted(
        (await need("tableTypes")(call)).map((t) => [t]),
        [0],
      );
    case "arrow.flight.protocol.sql.CommandGetPrimaryKeys": {
      const rows = await need("primaryKeys")(nameOf(command), call);
      return sorted(
        rows.map((r) => [r.catalog, r.dbSchema, r.table, r.column, r.sequence, r.key]),
        [0, 1, 2, 5, 4],
      );
    }
    case "arrow.flight.protocol.sql.CommandGetExportedKeys":
      return foreignRows(await need("exportedKeys")(nameOf(command), call), "foreign");
    case "arrow.flight.protocol.sql.CommandGetImportedKeys":
      return foreignRows(await need("importedKeys")(nameOf(command), call), "primary");
    case "arrow.flight.protocol.sql.CommandGetCrossReference": {
      const primary = {
        catalog: command.pkCatalog ?? null,
        dbSchema: command.pkDbSchema ?? null,
        table: command.pkTable,
      };
      const foreign = {
        catalog: command.fkCatalog ?? null,
        dbSchema: command.fkDbSchema ?? null,
        table: command.fkTable,
      };
      return foreignRows(await need("crossReference")(primary, foreign, call), "primary");
    }
    case "arrow.flight.protocol.sql.CommandGetXdbcTypeInfo": {
      const rows = await need("xdbcTypes")(command.dataType ?? null, call);
      const kept = rows.filter((t) => command.dataType === undefined || t.dataType === command.dataType);
      return sorted(kept.map(xdbcRow), [1]);
    }
  }
}

async function tableRows(command: CommandGetTables, need: Need, call: Call): Promise<readonly (readonly unknown[])[]> {
  const { catalog, dbSchemaFilterPattern: schemas, tableNameFilterPattern: names, tableTypes: types } = command;
  const filter: TableFilter = {
    catalog: catalog ?? null,
    dbSchemaPattern: schemas ?? null,
    tablePattern: names ?? null,
    types,
    includeSchema: command.includeSchema,
  };
  const rows = (await need("tables")(filter, call)).filter(
    (t) =>
      ofCatalog(catalog, t.catalog) &&
      like(schemas, t.dbSchema) &&
      like(names, t.name) &&
      (types.length === 0 || types.some((n) => n.toLowerCase() === t.type.toLowerCase())),
  );
  const out: unknown[][] = [];
  for (const t of rows) {
    const row: unknown[] = [t.catalog, t.dbSchema, t.name, t.type];
    if (command.includeSchema) row.push(encodedSchema(await t.schema()));
    out.push(row);
  }
  return sorted(out, [0, 1, 2, 3]);
}

/** The rows of a command as the messages of a stream. */
export async function metadataMessages(
  command: MetadataCommand,
  need: Need,
  call: Call,
): Promise<AsyncIterable<FlightMessage>> {
  if (command.$typeName === "arrow.flight.protocol.sql.CommandGetSqlInfo") {
    const all = await need("sqlInfo")(command.info, call);
    const wanted = command.info.length === 0 ? [...all.keys()] : command.info.filter((n) => all.has(n));
    return sqlInfoMessages(new Map([...new Set(wanted)].map((n) => [n, all.get(n) as never])));
  }
  const schema = schemaOf(command) as Schema;
  const rows = await rowsOf(command, need, call);
  return messages(schema, rows);
}

async function* messages(schema: Schema, rows: readonly (readonly unknown[])[]): AsyncGenerator<FlightMessage> {
  const encoder = new MessageEncoder(schema);
  encoder.start();
  yield flightMessage({ header: metadataHeader(schema) });
  if (rows.length === 0) return;
  const columns = schema.fields.map((f, i) =>
    columnFrom(
      rows.map((r) => r[i]),
      f.type,
    ),
  );
  for (const m of encoder.push(batch(schema, columns, rows.length)))
    yield flightMessage({ header: m.metadata, body: m.body });
}
