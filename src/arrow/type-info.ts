import {
  Binary,
  Bool,
  Categorical,
  type DataType,
  Date32,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Null,
  Time,
  type TimeUnit,
  type TypeId,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "./types.ts";

export { typeName } from "./type-name.ts";

/** The types without parameters, by name. */
export const SIMPLE: ReadonlyMap<string, DataType> = new Map(
  [
    ...[Null, Bool, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float32, Float64],
    ...[Utf8, Binary, Categorical, Date32, Time],
  ].map((type): [string, DataType] => [type.id, type]),
);

const ids = (text: string): ReadonlySet<TypeId> => new Set(text.split(" ") as TypeId[]);
const SIGNED = ids("Int8 Int16 Int32 Int64");
const UNSIGNED = ids("UInt8 UInt16 UInt32 UInt64");
const INTEGER = ids("Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64");
const FLOAT = ids("Float32 Float64");
const NUMERIC = ids("Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64 Float32 Float64 Decimal");
const TEMPORAL = ids("Date32 Time Datetime Duration");
const TEXT = ids("Utf8 Categorical Enum");
const NESTED = ids("List FixedSizeList Struct");

export const isSigned = (t: DataType): boolean => SIGNED.has(t.id);
export const isUnsigned = (t: DataType): boolean => UNSIGNED.has(t.id);
export const isInteger = (t: DataType): boolean => INTEGER.has(t.id);
export const isFloat = (t: DataType): boolean => FLOAT.has(t.id);
/** Integers, floats and decimals. */
export const isNumeric = (t: DataType): boolean => NUMERIC.has(t.id);
export const isTemporal = (t: DataType): boolean => TEMPORAL.has(t.id);
/** Utf8, Categorical and Enum. */
export const isText = (t: DataType): boolean => TEXT.has(t.id);
export const isNested = (t: DataType): boolean => NESTED.has(t.id);

/** Units in a second. */
export const PER_SECOND: Readonly<Record<TimeUnit, number>> = { ms: 1e3, us: 1e6, ns: 1e9 };

/** Whether two types are the same, parameters included. */
export function sameType(a: DataType, b: DataType): boolean {
  if (a === b) return true;
  if (a.id !== b.id) return false;
  switch (a.id) {
    case "Datetime":
      return a.unit === (b as typeof a).unit && a.zone === (b as typeof a).zone;
    case "Duration":
      return a.unit === (b as typeof a).unit;
    case "Decimal":
      return a.precision === (b as typeof a).precision && a.scale === (b as typeof a).scale;
    case "Enum": {
      const other = (b as typeof a).categories;
      return a.categories.length === other.length && a.categories.every((c, i) => c === other[i]);
    }
    case "List":
      return sameType(a.inner, (b as typeof a).inner);
    case "FixedSizeList":
      return a.size === (b as typeof a).size && sameType(a.inner, (b as typeof a).inner);
    case "Struct": {
      const other = (b as typeof a).fields;
      return (
        a.fields.length === other.length &&
        a.fields.every((f, i) => f.name === other[i]?.name && sameType(f.type, other[i].type))
      );
    }
    default:
      return true;
  }
}
