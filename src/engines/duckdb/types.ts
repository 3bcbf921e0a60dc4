import type { DataType } from "../../arrow/types.ts";
import { identifier } from "./quote.ts";

const PLAIN: Partial<Record<DataType["id"], string>> = {
  Null: "INTEGER",
  Bool: "BOOLEAN",
  Int8: "TINYINT",
  Int16: "SMALLINT",
  Int32: "INTEGER",
  Int64: "BIGINT",
  UInt8: "UTINYINT",
  UInt16: "USMALLINT",
  UInt32: "UINTEGER",
  UInt64: "UBIGINT",
  Float32: "FLOAT",
  Float64: "DOUBLE",
  Utf8: "VARCHAR",
  Binary: "BLOB",
  Categorical: "VARCHAR",
  Enum: "VARCHAR",
  // Dates and times are the counts that they are stored as: exact in every unit, and no zone of the session's comes in.
  Date32: "INTEGER",
  Time: "BIGINT",
  Datetime: "BIGINT",
  Duration: "BIGINT",
};

/** The SQL type that holds values of a type. */
export function sqlType(type: DataType): string {
  switch (type.id) {
    case "Decimal":
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case "List":
    case "FixedSizeList":
      return `${sqlType(type.inner)}[]`;
    case "Struct":
      return `STRUCT(${type.fields.map((f) => `${identifier(f.name)} ${sqlType(f.type)}`).join(", ")})`;
    default:
      return PLAIN[type.id] as string;
  }
}
