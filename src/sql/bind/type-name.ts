import {
  Binary,
  Bool,
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Duration,
  FixedSizeList,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  structOf,
  Time,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import type { TypeName } from "../syntax/expr.ts";
import type { Source } from "./scope.ts";

const PLAIN: Readonly<Record<string, DataType>> = {
  bool: Bool,
  boolean: Bool,
  logical: Bool,
  tinyint: Int8,
  int1: Int8,
  smallint: Int16,
  int2: Int16,
  short: Int16,
  int16: Int16,
  int8: Int64,
  int: Int32,
  integer: Int32,
  int4: Int32,
  signed: Int32,
  int32: Int32,
  bigint: Int64,
  long: Int64,
  int64: Int64,
  oid: Int64,
  utinyint: UInt8,
  uint8: UInt8,
  usmallint: UInt16,
  uint16: UInt16,
  uinteger: UInt32,
  uint32: UInt32,
  ubigint: UInt64,
  uint64: UInt64,
  hugeint: Decimal(38, 0) as DataType,
  int128: Decimal(38, 0) as DataType,
  real: Float32,
  float: Float32,
  float4: Float32,
  double: Float64,
  "double precision": Float64,
  float8: Float64,
  varchar: Utf8,
  text: Utf8,
  string: Utf8,
  char: Utf8,
  bpchar: Utf8,
  "character varying": Utf8,
  character: Utf8,
  nvarchar: Utf8,
  name: Utf8,
  blob: Binary,
  bytea: Binary,
  binary: Binary,
  varbinary: Binary,
  date: Date32,
  time: Time,
  "time without time zone": Time,
  timestamp: Datetime("us") as DataType,
  datetime: Datetime("us") as DataType,
  timestamp_us: Datetime("us") as DataType,
  "timestamp without time zone": Datetime("us") as DataType,
  timestamp_ms: Datetime("ms") as DataType,
  timestamp_ns: Datetime("ns") as DataType,
  timestamp_s: Datetime("ms") as DataType,
  timestamptz: Datetime("us", "UTC") as DataType,
  "timestamp with time zone": Datetime("us", "UTC") as DataType,
  interval: Duration("us") as DataType,
};
const DECIMALS = ["decimal", "numeric", "dec"];

/** Our type for a name of SQL's. */
export function dataTypeOf(source: Source, t: TypeName): DataType {
  let type = elementOf(source, t);
  for (const size of t.dimensions) type = (size === undefined ? List(type) : FixedSizeList(type, size)) as DataType;
  return type;
}

function elementOf(source: Source, t: TypeName): DataType {
  if (DECIMALS.includes(t.name)) {
    const [precision = 18, scale = t.modifiers.length === 1 ? 0 : 3] = t.modifiers.map((m) => Number(m.text));
    if (!(precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision))
      throw source.error(
        t,
        `a decimal has up to 38 digits, and no more behind the point than it has: decimal(${precision}, ${scale})`,
      );
    return Decimal(precision, scale) as DataType;
  }
  if (t.name === "struct" || t.name === "row")
    return structOf(t.fields.map((f) => ({ name: f.name.name, type: dataTypeOf(source, f.type) })));
  if (t.name === "map" && t.items.length === 2) {
    const [key, value] = t.items.map((i) => dataTypeOf(source, i)) as [DataType, DataType];
    return List(
      structOf([
        { name: "key", type: key },
        { name: "value", type: value },
      ]),
    ) as DataType;
  }
  const plain = Object.hasOwn(PLAIN, t.name) ? PLAIN[t.name] : undefined;
  if (plain === undefined) throw source.error(t, `there is no type "${t.name}" here`, "NOT_SUPPORTED");
  return plain;
}
