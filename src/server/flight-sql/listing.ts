import { field, schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { FlightSqlHandlers, TableName } from "../../flight/sql/handlers.ts";
import type { Call } from "../../grpc/call.ts";
import type { Snapshot, Table } from "../catalog/catalog.ts";
import { type FlightServices, sessionOf } from "./services.ts";
import { describedTable } from "./type-names.ts";
import { XDBC } from "./xdbc-types.ts";

/** The one catalog and the one schema that there are. */
export const CATALOG = "polaroid";
export const DB_SCHEMA = "main";
const TABLE = "TABLE";

const schemaOfTable = (t: Table): ReturnType<typeof schema> =>
  describedTable(
    CATALOG,
    DB_SCHEMA,
    t.name,
    schema(t.frame.schema.fields.map((f) => field(f.name, f.type, !t.required.has(f.name)))),
  );

/** A table by its name in a metadata command; `NOT_FOUND` where it is not there. */
function mustBeThere({ catalog, dbSchema, table }: TableName, { tables }: Snapshot): void {
  const here = (catalog ?? CATALOG) === CATALOG && (dbSchema ?? DB_SCHEMA) === DB_SCHEMA;
  if (here && tables.has(table.toLowerCase())) return;
  throw new PolaroidError("NOT_FOUND", `there is no table "${table.slice(0, 80)}"`);
}

type Listing = Pick<
  FlightSqlHandlers,
  | "catalogs"
  | "dbSchemas"
  | "tables"
  | "tableTypes"
  | "primaryKeys"
  | "exportedKeys"
  | "importedKeys"
  | "crossReference"
  | "xdbcTypes"
>;

/** What there is: tables have no keys here. */
export function listingHandlers(services: FlightServices): Listing {
  const seen = (call: Call): Snapshot => services.statements.snapshot(sessionOf(call, services.sessions).session.id);
  const noKeys = (table: TableName, call: Call): readonly [] => {
    mustBeThere(table, seen(call));
    return [];
  };
  return {
    catalogs: () => [CATALOG],
    dbSchemas: () => [{ catalog: CATALOG, name: DB_SCHEMA }],
    tables: (_, call) =>
      [...seen(call).tables.values()].map((t) => ({
        catalog: CATALOG,
        dbSchema: DB_SCHEMA,
        name: t.name,
        type: TABLE,
        schema: () => schemaOfTable(t),
      })),
    tableTypes: () => [TABLE],
    primaryKeys: noKeys,
    exportedKeys: noKeys,
    importedKeys: noKeys,
    crossReference(primary, foreign, call) {
      mustBeThere(primary, seen(call));
      return noKeys(foreign, call);
    },
    xdbcTypes: () => XDBC,
  };
}
