import { isNumeric, isTemporal, isText } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";

const plain = (t: DataType): boolean => isNumeric(t) || t.id === "Bool";

/** null where values of one type can be cast to the other at all, else a hint for the message. */
export function castable(from: DataType, to: DataType): string | null {
  if (from.id === "Null" || from.id === to.id) return from.id === "Struct" && to.id === "Struct" && from.fields.length !== to.fields.length ? ": they have different fields" : null;
  if (to.id === "Null") return "";
  const [f, t] = [from, to];
  if ((f.id === "List" || f.id === "FixedSizeList") && (t.id === "List" || t.id === "FixedSizeList")) return castable(f.inner, t.inner);
  if (t.id === "List") return castable(f, t.inner);
  if (f.id === "List" || f.id === "FixedSizeList" || f.id === "Struct" || t.id === "Struct" || t.id === "FixedSizeList") return "; use list or struct functions";
  if (f.id === "Binary" || t.id === "Binary") return isText(f) || isText(t) ? null : "";
  if (isText(f)) return t.id === "Bool" ? '; compare instead: eq("true")' : null;
  if (isText(t)) return t.id === "Utf8" ? null : "; cast to Utf8 first";
  if (plain(f) && plain(t)) return null;
  if (isTemporal(f) && isTemporal(t)) {
    const pair = `${f.id} ${t.id}`;
    return ["Date32 Datetime", "Datetime Date32", "Datetime Time"].includes(pair) ? null : "";
  }
  return (isTemporal(f) && isNumeric(t)) || (isNumeric(f) && isTemporal(t)) ? null : "";
}
