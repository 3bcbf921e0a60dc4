import { isNumeric, isTemporal, isText } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";

const isList = (t: DataType): boolean => t.id === "List" || t.id === "FixedSizeList";
const plain = (t: DataType): boolean => isNumeric(t) || t.id === "Bool";
const TIMES: readonly string[] = ["Date32 Datetime", "Datetime Date32", "Datetime Time", "Time Duration"];

function structs(from: DataType, to: DataType): string | null {
  if (from.id !== "Struct" || to.id !== "Struct") return "";
  if (from.fields.length !== to.fields.length || from.fields.some((f, i) => f.name !== to.fields[i]?.name))
    return ": they have different fields";
  for (let i = 0; i < from.fields.length; i++) {
    const problem = castable((from.fields[i] as { type: DataType }).type, (to.fields[i] as { type: DataType }).type);
    if (problem !== null) return problem;
  }
  return null;
}

function times(from: DataType, to: DataType): string | null {
  if (isTemporal(from) && isTemporal(to)) return from.id === to.id || TIMES.includes(`${from.id} ${to.id}`) ? null : "";
  const other = isTemporal(from) ? to : from;
  if (from.id === "Bool") return null;
  return isNumeric(other) && other.id !== "Decimal" ? null : "; cast to Int64 first";
}

/** null where values of one type can be cast to the other at all, else a hint for the message. */
export function castable(from: DataType, to: DataType): string | null {
  if (from.id === "Null") return null;
  if (from.id === "Struct" && to.id === "Struct") return structs(from, to);
  if (isList(from) && isList(to))
    return castable((from as { inner: DataType } & DataType).inner, (to as { inner: DataType } & DataType).inner);
  if (from.id === to.id) return null;
  if (to.id === "Null") return "";
  if (from.id === "Struct" && to.id === "Utf8") return null;
  if (isList(to) && !isList(from)) return "; make lists by implode() or concatList()";
  if (isList(from) || from.id === "Struct" || to.id === "Struct") return "; use list or struct functions";
  if (from.id === "Binary" || to.id === "Binary") return isText(from) || isText(to) ? null : "";
  if (isText(from) && isText(to)) return null;
  if (isText(from)) {
    if (from.id !== "Utf8") return "; cast to Utf8 first";
    if (to.id === "Duration") return "; durations have no text form to read: multiply a count instead";
    return to.id === "Bool" ? '; compare instead: eq("true")' : null;
  }
  if (isText(to)) return to.id === "Utf8" ? null : "; cast to Utf8 first";
  if (isTemporal(from) || isTemporal(to)) return times(from, to);
  return plain(from) && plain(to) ? null : "";
}
