import { shown } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { sameType, typeName } from "./type-info.ts";
import {
  Binary,
  Bool,
  type DataType,
  Datetime,
  Float64,
  Int64,
  List,
  Null,
  type StructField,
  structOf,
  Utf8,
} from "./types.ts";

/** What is nested deeper than this is in itself. */
const DEEPEST = 100;
/** The type of one JavaScript value: number Float64, bigint Int64, Date Datetime in ms, arrays lists, objects structs. */
export function typeOfValue(value: unknown, depth = 0): DataType {
  if (depth > DEEPEST)
    throw new PolaroidError("LIMIT_EXCEEDED", `a value is nested more than ${DEEPEST} deep, or in itself`);
  switch (typeof value) {
    case "number":
      return Float64;
    case "bigint":
      return Int64;
    case "string":
      return Utf8;
    case "boolean":
      return Bool;
    case "undefined":
      return Null;
    case "object":
      if (value === null) return Null;
      if (value instanceof Date) return Datetime("ms");
      if (value instanceof Uint8Array) return Binary;
      if (Array.isArray(value) || ArrayBuffer.isView(value))
        return List(inferType(value as unknown as readonly unknown[], depth + 1));
      if (value instanceof Map || value instanceof Set || value instanceof Promise || value instanceof RegExp)
        throw new PolaroidError("TYPE_MISMATCH", `${shown(value)} is no value that a column can hold`);
      return structOf(Object.entries(value).map(([name, inner]) => ({ name, type: typeOfValue(inner, depth + 1) })));
    default:
      throw new PolaroidError("TYPE_MISMATCH", `a ${typeof value} is no value that a column can hold`);
  }
}

/** The one type that holds values of both; null where there is none. */
export function mergeTypes(a: DataType, b: DataType): DataType | null {
  if (sameType(a, b) || b.id === "Null") return a;
  if (a.id === "Null") return b;
  if (a.id === "List" && b.id === "List") {
    const inner = mergeTypes(a.inner, b.inner);
    return inner === null ? null : List(inner);
  }
  if (a.id === "Struct" && b.id === "Struct") {
    const fields = new Map<string, StructField>(a.fields.map((f) => [f.name, f]));
    for (const f of b.fields) {
      const was = fields.get(f.name);
      const type = was === undefined ? f.type : mergeTypes(was.type, f.type);
      if (type === null) return null;
      fields.set(f.name, { name: f.name, type });
    }
    return structOf([...fields.values()]);
  }
  if ((a.id === "Int64" && b.id === "Float64") || (a.id === "Float64" && b.id === "Int64")) return Float64;
  return null;
}

/** The type of a list of JavaScript values; a mix that no type holds is `TYPE_MISMATCH`. */
export function inferType(values: readonly unknown[], depth = 0): DataType {
  let type: DataType = Null;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v === null || v === undefined) continue;
    // The common flat cases cost one comparison a value.
    if (typeof v === "number" && type.id === "Float64") continue;
    if (typeof v === "string" && type.id === "Utf8") continue;
    const next = mergeTypes(type, typeOfValue(v, depth));
    if (next === null)
      throw new PolaroidError(
        "TYPE_MISMATCH",
        `row ${i} is ${typeName(typeOfValue(v))} where ${typeName(type)} came before; give the column a schema`,
      );
    type = next;
  }
  return type;
}
