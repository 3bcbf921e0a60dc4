import { bareType, type DataType, type TypeId } from "../arrow/types.ts";
import { shown } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { nearest } from "../core/suggest.ts";

// How a type is written where that takes more than its name.
const TYPES: Readonly<Record<TypeId, string>> = {
  Null: "",
  Bool: "",
  Int8: "",
  Int16: "",
  Int32: "",
  Int64: "",
  UInt8: "",
  UInt16: "",
  UInt32: "",
  UInt64: "",
  Float32: "",
  Float64: "",
  Decimal: "(10, 2)",
  Utf8: "",
  Binary: "",
  Categorical: "",
  Enum: '(["a", "b"])',
  Date32: "",
  Time: "",
  Datetime: '("us")',
  Duration: '("us")',
  List: "(Int64)",
  FixedSizeList: "(Int64, 3)",
  Struct: "({ x: Int64 })",
};
const ALIASES: Readonly<Record<string, TypeId>> = {
  string: "Utf8",
  str: "Utf8",
  boolean: "Bool",
  date: "Date32",
  number: "Float64",
  bigint: "Int64",
  float: "Float64",
  double: "Float64",
  int: "Int64",
  integer: "Int64",
  array: "FixedSizeList",
};

/** What was meant by a text or a function where a type is due. */
function meant(v: unknown): string {
  const name = typeof v === "string" ? v : typeof v === "function" ? v.name : "";
  if (name === "") return "";
  const id =
    ALIASES[name.toLowerCase()] ?? (nearest(name.replace(/[^A-Za-z0-9].*$/, ""), Object.keys(TYPES)) as TypeId);
  return id === undefined ? "" : `; did you mean ${id}${TYPES[id]}, without quotes?`;
}

interface Parts {
  readonly id: unknown;
  readonly inner?: unknown;
  readonly fields?: unknown;
}

/** A type all the way down. */
export function isDataType(v: unknown): v is DataType {
  if (typeof v !== "object" || v === null || !("id" in v)) return false;
  const { id, inner, fields } = v as Parts;
  if (typeof id !== "string" || !Object.hasOwn(TYPES, id)) return false;
  if (id === "List" || id === "FixedSizeList") return isDataType(inner);
  return id !== "Struct" || (Array.isArray(fields) && fields.every((f) => isDataType(f?.type)));
}

/** A data type as it is; anything else is an error that says how types are written. */
export function dataType(v: unknown, where: string): DataType {
  if (isDataType(v)) return bareType(v);
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    `${where} needs a data type such as Int32 or Datetime("us"), got ${shown(v)}${meant(v)}`,
  );
}
