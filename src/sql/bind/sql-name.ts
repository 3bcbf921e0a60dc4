import type { DataType } from "../../arrow/types.ts";

const SQL_NAMES: Readonly<Record<string, string>> = {
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
  Categorical: "VARCHAR",
  Bool: "BOOLEAN",
  Binary: "BLOB",
  Date32: "DATE",
  Time: "TIME",
  Duration: "INTERVAL",
  Null: '"NULL"',
};
/** A type's name in SQL. */
export function sqlTypeName(t: DataType): string {
  switch (t.id) {
    case "Decimal":
      return t.precision === 38 && t.scale === 0 ? "HUGEINT" : `DECIMAL(${t.precision},${t.scale})`;
    case "Datetime":
      return t.zone !== null
        ? "TIMESTAMP WITH TIME ZONE"
        : t.unit === "us"
          ? "TIMESTAMP"
          : `TIMESTAMP_${t.unit.toUpperCase()}`;
    case "List":
      return `${sqlTypeName(t.inner)}[]`;
    case "FixedSizeList":
      return `${sqlTypeName(t.inner)}[${t.size}]`;
    case "Struct":
      return `STRUCT(${t.fields.map((f) => `${/^[a-z_][a-z0-9_]*$/.test(f.name) ? f.name : `"${f.name.replaceAll('"', '""')}"`} ${sqlTypeName(f.type)}`).join(", ")})`;
    case "Enum":
      return "VARCHAR";
    default:
      return SQL_NAMES[t.id] ?? t.id.toUpperCase();
  }
}
