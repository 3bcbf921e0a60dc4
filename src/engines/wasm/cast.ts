import {
  type BytesColumn,
  type Column,
  type DictColumn,
  type FixedColumn,
  isValid,
  nullColumn,
} from "../../arrow/column.ts";
import { allNull } from "../../arrow/take.ts";
import { isTemporal, isText, sameType, typeName } from "../../arrow/type-info.ts";
import { type DataType, Float64, Int32, Int64 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { fromDecimal, rescale, toDecimal } from "./cast/decimals.ts";
import { castError, Misfit } from "./cast/failure.ts";
import { castList, castStruct, wrapInList } from "./cast/nested.ts";
import { castNumber, fromBool, toBool } from "./cast/numbers.ts";
import { bytesToText, castText, parseText } from "./cast/text.ts";
import { castTime, countOf, fromCount } from "./cast/times.ts";
import { toText } from "./cast/to-text.ts";
import { isScalar, scalar, type Value } from "./value.ts";

const no = (c: Column, to: DataType): PolaroidError =>
  new PolaroidError("TYPE_MISMATCH", `${typeName(c.type)} cannot be cast to ${typeName(to)}`);

function castFixed(c: FixedColumn, to: DataType, strict: boolean): Column {
  const { type } = c;
  if (isTemporal(type)) {
    if (isTemporal(to)) return castTime(c, to, strict);
    return castNumber(countOf(c), to, strict);
  }
  if (type.id === "Decimal") {
    if (to.id === "Decimal") return rescale(c, to, strict);
    return to.id === "Bool" ? toBool(fromDecimal(c, Float64, strict) as FixedColumn) : fromDecimal(c, to, strict);
  }
  if (to.id === "Decimal") return toDecimal(c, to, strict);
  if (to.id === "Bool") return toBool(c);
  if (isTemporal(to))
    return fromCount(castNumber(c, to.id === "Date32" ? Int32 : Int64, strict) as FixedColumn, to, strict);
  return castNumber(c, to, strict);
}

function convert(c: Column, to: DataType, strict: boolean): Column {
  const { type } = c;
  if (type.id === "Null") return allNull(to, c.length);
  if (to.id === "Null") {
    for (let i = 0; strict && i < c.length; i++) if (isValid(c, i)) throw new Misfit(i);
    return nullColumn(to, c.length);
  }
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
    const text = toText(c);
    return to.id === "Utf8" ? text : castText(text as BytesColumn, to, strict);
  }
  if (to.id === "Binary" || to.id === "Struct" || lists) throw no(c, to);
  if (c.layout === "bool") {
    if (to.id === "Decimal") return toDecimal(fromBool(c, Int64) as FixedColumn, to, strict);
    if (isTemporal(to)) return fromCount(fromBool(c, to.id === "Date32" ? Int32 : Int64) as FixedColumn, to, strict);
    return to.id === "Bool" ? c : fromBool(c, to);
  }
  return castFixed(c as FixedColumn, to, strict);
}

/** A column in another type. Strictly, a value that does not fit is `INVALID_CAST`; else it becomes null. */
export function castColumn(c: Column, to: DataType, strict: boolean): Column {
  if (sameType(c.type, to)) return c;
  try {
    return convert(c, to, strict);
  } catch (error) {
    if (error instanceof Misfit) throw castError(c, error.row, to, strict ? convert(c, to, false) : null);
    throw error;
  }
}

/** A value in another type; scalars stay scalars. */
export function castValue(v: Value, to: DataType, strict: boolean): Value {
  if (!isScalar(v)) return castColumn(v, to, strict);
  const out = castColumn(v.column, to, strict);
  return out === v.column ? v : scalar(out);
}
