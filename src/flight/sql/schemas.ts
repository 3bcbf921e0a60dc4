import { planFields } from "../../arrow/ipc/layout-plan.ts";
import { frame, schemaMessage } from "../../arrow/ipc/message.ts";
import { type Field, field, type Schema, schema } from "../../arrow/schema.ts";
import { Binary, Bool, type DataType, Int32, List, UInt8, Utf8 } from "../../arrow/types.ts";
import { joined } from "../../grpc/frame.ts";

const may = (name: string, type: DataType = Utf8): Field => field(name, type, true);
const must = (name: string, type: DataType = Utf8): Field => field(name, type, false);

const TABLE: readonly Field[] = [may("catalog_name"), may("db_schema_name"), must("table_name")];

// What metadata commands answer (https://arrow.apache.org/docs/format/FlightSql.html).
export const CATALOGS: Schema = schema([must("catalog_name")]);
export const DB_SCHEMAS: Schema = schema([may("catalog_name"), must("db_schema_name")]);
export const TABLES: Schema = schema([...TABLE, must("table_type")]);
export const TABLES_WITH_SCHEMA: Schema = schema([...TABLES.fields, must("table_schema", Binary)]);
export const TABLE_TYPES: Schema = schema([must("table_type")]);
export const PRIMARY_KEYS: Schema = schema([
  ...TABLE,
  must("column_name"),
  must("key_sequence", Int32),
  may("key_name"),
]);
/** Of exported and imported keys, and of cross references. */
export const FOREIGN_KEYS: Schema = schema([
  ...["pk", "fk"].flatMap((side) => [
    may(`${side}_catalog_name`),
    may(`${side}_db_schema_name`),
    must(`${side}_table_name`),
    must(`${side}_column_name`),
  ]),
  must("key_sequence", Int32),
  may("fk_key_name"),
  may("pk_key_name"),
  must("update_rule", UInt8),
  must("delete_rule", UInt8),
]);
export const XDBC_TYPES: Schema = schema([
  must("type_name"),
  must("data_type", Int32),
  may("column_size", Int32),
  may("literal_prefix"),
  may("literal_suffix"),
  may("create_params", List(Utf8)),
  must("nullable", Int32),
  must("case_sensitive", Bool),
  must("searchable", Int32),
  may("unsigned_attribute", Bool),
  must("fixed_prec_scale", Bool),
  may("auto_increment", Bool),
  may("local_type_name"),
  may("minimum_scale", Int32),
  may("maximum_scale", Int32),
  must("sql_data_type", Int32),
  may("datetime_subcode", Int32),
  may("num_prec_radix", Int32),
  may("interval_precision", Int32),
]);

/** Items of lists in these schemas hold no null, which types of ours do not say. */
const strict = (s: Schema): ReturnType<typeof schemaMessage> =>
  schemaMessage(
    planFields(s, null).map((f) => ({ ...f, children: f.children.map((c) => ({ ...c, nullable: false })) })),
  );

/** The flatbuffer of the message of such a schema. */
export const metadataHeader = (s: Schema): Uint8Array => strict(s).metadata;
/** The encapsulated message of such a schema. */
export const metadataSchema = (s: Schema): Uint8Array => joined(frame(strict(s)));
