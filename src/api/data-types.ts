import * as types from "../arrow/types.ts";

/** All types in one place, with Polars' names as aliases. @example DataType.String */
export const DataTypes: Readonly<
  Pick<
    typeof types,
    | "Null"
    | "Bool"
    | "Int8"
    | "Int16"
    | "Int32"
    | "Int64"
    | "UInt8"
    | "UInt16"
    | "UInt32"
    | "UInt64"
    | "Float32"
    | "Float64"
    | "Decimal"
    | "Utf8"
    | "Binary"
    | "Categorical"
    | "Enum"
    | "Date32"
    | "Time"
    | "Datetime"
    | "Duration"
    | "List"
    | "FixedSizeList"
    | "Struct"
  > & {
    readonly String: types.Utf8;
    readonly Boolean: types.Bool;
    readonly Date: types.Date32;
    readonly Array: typeof types.FixedSizeList;
  }
> = Object.freeze({
  Null: types.Null,
  Bool: types.Bool,
  Int8: types.Int8,
  Int16: types.Int16,
  Int32: types.Int32,
  Int64: types.Int64,
  UInt8: types.UInt8,
  UInt16: types.UInt16,
  UInt32: types.UInt32,
  UInt64: types.UInt64,
  Float32: types.Float32,
  Float64: types.Float64,
  Decimal: types.Decimal,
  Utf8: types.Utf8,
  Binary: types.Binary,
  Categorical: types.Categorical,
  Enum: types.Enum,
  Date32: types.Date32,
  Time: types.Time,
  Datetime: types.Datetime,
  Duration: types.Duration,
  List: types.List,
  FixedSizeList: types.FixedSizeList,
  Struct: types.Struct,
  String: types.Utf8,
  Boolean: types.Bool,
  Date: types.Date32,
  Array: types.FixedSizeList,
});
