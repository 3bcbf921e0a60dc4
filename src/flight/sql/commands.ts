import { create, type DescMessage, type MessageInitShape, type MessageShape } from "@bufbuild/protobuf";
import {
  CommandGetCatalogsSchema,
  type CommandGetCrossReference,
  CommandGetCrossReferenceSchema,
  CommandGetDbSchemasSchema,
  CommandGetExportedKeysSchema,
  CommandGetImportedKeysSchema,
  CommandGetPrimaryKeysSchema,
  CommandGetSqlInfoSchema,
  CommandGetTablesSchema,
  CommandGetTableTypesSchema,
  CommandGetXdbcTypeInfoSchema,
  CommandPreparedStatementQuerySchema,
  CommandStatementQuerySchema,
  CommandStatementSubstraitPlanSchema,
} from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import { packed } from "./any.ts";

/** A command as the descriptor that GetFlightInfo, GetSchema and `read` take. */
export interface SqlCommand {
  readonly command: Uint8Array;
}
/** A table where only its name must be known. */
export interface TableRef {
  readonly catalog?: string | undefined;
  readonly dbSchema?: string | undefined;
  readonly table: string;
}
export interface TablesFilter {
  readonly catalog?: string | undefined;
  /** Patterns of LIKE: % stands for any text, _ for one character. */
  readonly dbSchemaPattern?: string | undefined;
  readonly tablePattern?: string | undefined;
  readonly types?: readonly string[] | undefined;
  /** Whether each row holds its table's schema, in the bytes that `decodedSchema` reads. */
  readonly includeSchema?: boolean | undefined;
}
export interface InTransaction {
  /** What `beginTransaction` gave. */
  readonly transaction?: Uint8Array | undefined;
}
export interface Substrait {
  readonly plan: Uint8Array;
  readonly version: string;
}

/** Without what is undefined. */
export const given = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined)) as T;

const command = <D extends DescMessage>(desc: D, values: MessageInitShape<D>): SqlCommand => ({
  command: packed(desc, create(desc, values) as MessageShape<D>),
});
const ref = ({ catalog, dbSchema, table }: TableRef): { catalog: string; dbSchema: string; table: string } =>
  given({ catalog, dbSchema, table }) as never;

/**
 * Commands of Flight SQL for `getFlightInfo`, `getSchema` and `read`.
 * @example
 * for await (const batch of client.read(sqlCommand.tables({ tablePattern: "trade%" }))) console.log(batch.length);
 */
export const sqlCommand = {
  query: (query: string, { transaction }: InTransaction = {}): SqlCommand =>
    command(CommandStatementQuerySchema, given({ query, transactionId: transaction }) as never),
  substrait: ({ plan, version }: Substrait, { transaction }: InTransaction = {}): SqlCommand =>
    command(
      CommandStatementSubstraitPlanSchema,
      given({ plan: { plan, version }, transactionId: transaction }) as never,
    ),
  prepared: (handle: Uint8Array): SqlCommand =>
    command(CommandPreparedStatementQuerySchema, { preparedStatementHandle: handle }),
  catalogs: (): SqlCommand => command(CommandGetCatalogsSchema, {}),
  dbSchemas: (filter: { readonly catalog?: string; readonly pattern?: string } = {}): SqlCommand =>
    command(
      CommandGetDbSchemasSchema,
      given({ catalog: filter.catalog, dbSchemaFilterPattern: filter.pattern }) as never,
    ),
  tables: (filter: TablesFilter = {}): SqlCommand =>
    command(
      CommandGetTablesSchema,
      given({
        catalog: filter.catalog,
        dbSchemaFilterPattern: filter.dbSchemaPattern,
        tableNameFilterPattern: filter.tablePattern,
        tableTypes: [...(filter.types ?? [])],
        includeSchema: filter.includeSchema ?? false,
      }) as never,
    ),
  tableTypes: (): SqlCommand => command(CommandGetTableTypesSchema, {}),
  primaryKeys: (table: TableRef): SqlCommand => command(CommandGetPrimaryKeysSchema, ref(table)),
  exportedKeys: (table: TableRef): SqlCommand => command(CommandGetExportedKeysSchema, ref(table)),
  importedKeys: (table: TableRef): SqlCommand => command(CommandGetImportedKeysSchema, ref(table)),
  crossReference: (primary: TableRef, foreign: TableRef): SqlCommand =>
    command(
      CommandGetCrossReferenceSchema,
      given({
        pkCatalog: primary.catalog,
        pkDbSchema: primary.dbSchema,
        pkTable: primary.table,
        fkCatalog: foreign.catalog,
        fkDbSchema: foreign.dbSchema,
        fkTable: foreign.table,
      } satisfies Partial<{ [K in keyof CommandGetCrossReference]: unknown }>) as never,
    ),
  sqlInfo: (numbers: readonly number[] = []): SqlCommand => command(CommandGetSqlInfoSchema, { info: [...numbers] }),
  xdbcTypes: (dataType?: number): SqlCommand => command(CommandGetXdbcTypeInfoSchema, given({ dataType }) as never),
} as const;
