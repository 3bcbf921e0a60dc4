import type { BytesColumn, Column, DictColumn, FixedColumn } from "../../../arrow/column.ts";
import { isText, typeName } from "../../../arrow/type-info.ts";
import { type DataType, Float64, Int64 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { castColumn } from "../cast.ts";
import { fromDecimal, rescale, toDecimal } from "./decimals.ts";
import { castList, castStruct, wrapInList } from "./nested.ts";
import { fromBool, toBool } from "./numbers.ts";
import { bytesToText, castText, parseText } from "./text.ts";
import { toText } from "./to-text.ts";

const no = (c: Column, to: DataType): PolaroidError =>
  new PolaroidError("TYPE_MISMATCH", `${typeName(c.type)} cannot be cast to ${typeName(to)}`);

/** Casts from or to text, bytes, lists, structs and Decimals. */
export function furtherCast(c: Column, to: DataType, strict: boolean): Column {
  const { type } = c;
  const lists = to.id === "List" || to.id === "FixedSizeList";
  if (c.layout === "list" || c.layout === "fixedList") {
    if (lists) return castList(c, to, strict, castColumn);
    throw no(c, to);
  }
  if (to.id === "List") return wrapInList(c, to, strict, castColumn);
  if (c.layout === "struct") {
    if (to.id === "Struct" && to.fields.length === c.children.length) return castStruct(c, to, strict, castColumn);
    if (to.id === "Utf8") return toText(c);
    throw no(c, to);
  }
  if (c.layout === "bytes" && type.id === "Binary") {
    if (isText(to)) return bytesToText(c, to, strict);
    throw no(c, to);
  }
  if (c.layout === "bytes" || c.layout === "dict") {
    if (isText(to) || to.id === "Binary") return castText(c as BytesColumn | DictColumn, to, strict);
    if (to.id === "Bool" || to.id === "Struct" || lists) throw no(c, to);
    return parseText(c, to, strict);
  }
  if (isText(to)) {
    const text = toText(c, to.id === "Utf8");
    return to.id === "Utf8" ? text : castText(text as BytesColumn, to, strict);
  }
  if (to.id === "Binary" || to.id === "Struct" || lists) throw no(c, to);
  if (to.id === "Decimal")
    return type.id === "Decimal"
      ? rescale(c as FixedColumn, to, strict)
      : toDecimal((c.layout === "bool" ? fromBool(c, Int64) : c) as FixedColumn, to, strict);
  return to.id === "Bool"
    ? toBool(fromDecimal(c as FixedColumn, Float64, strict) as FixedColumn)
    : fromDecimal(c as FixedColumn, to, strict);
}
