import type { Field, Schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import { type ColumnFacts, withFacts } from "../../flight/sql/column-facts.ts";
import { sqlTypeName } from "../../sql/bind/sql-name.ts";

const DIGITS: Partial<Readonly<Record<DataType["id"], number>>> = {
  Int8: 3,
  Int16: 5,
  Int32: 10,
  Int64: 19,
  UInt8: 3,
  UInt16: 5,
  UInt32: 10,
  UInt64: 20,
  Float32: 7,
  Float64: 15,
};

const factsOf = ({ type }: Field): ColumnFacts => ({
  typeName: sqlTypeName(type),
  precision: type.id === "Decimal" ? type.precision : DIGITS[type.id],
  scale: type.id === "Decimal" ? type.scale : undefined,
  isCaseSensitive: type.id === "Utf8" || type.id === "Categorical" || type.id === "Enum",
  isReadOnly: false,
  isSearchable: true,
  isAutoIncrement: false,
});

/** The schema of a table, with what SQL calls its types. */
export const describedTable = (catalog: string, dbSchema: string, table: string, schema: Schema): Schema =>
  withFacts(schema, (f) => ({ catalog, dbSchema, table, ...factsOf(f) }));
