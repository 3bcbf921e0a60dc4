import { type Column, type FixedColumn, isValid, nullColumn } from "../../arrow/column.ts";
import { allNull } from "../../arrow/take.ts";
import { isNumeric, isTemporal, sameType } from "../../arrow/type-info.ts";
import { type DataType, Int32, Int64 } from "../../arrow/types.ts";
import { castError, Misfit } from "./cast/failure.ts";
import { castNumber, fromBool, toBool } from "./cast/numbers.ts";
import { castTime, countOf, fromCount } from "./cast/times.ts";
import { CASTS } from "./later.ts";
import { isScalar, scalar, type Value } from "./value.ts";

const isPlain = (t: DataType): boolean =>
  t.id !== "Decimal" && (isNumeric(t) || isTemporal(t) || t.id === "Bool" || t.id === "Null");
/** Whether a cast is between numbers, times and flags alone. */
export const isPlainCast = (from: DataType, to: DataType): boolean => isPlain(from) && isPlain(to);

function castFixed(c: FixedColumn, to: DataType, strict: boolean): Column {
  if (isTemporal(c.type)) return isTemporal(to) ? castTime(c, to, strict) : castNumber(countOf(c), to, strict);
  if (to.id === "Bool") return toBool(c);
  if (isTemporal(to))
    return fromCount(castNumber(c, to.id === "Date32" ? Int32 : Int64, strict) as FixedColumn, to, strict);
  return castNumber(c, to, strict);
}

function convert(c: Column, to: DataType, strict: boolean): Column {
  if (c.type.id === "Null") return allNull(to, c.length);
  if (to.id === "Null") {
    for (let i = 0; strict && i < c.length; i++) if (isValid(c, i)) throw new Misfit(i);
    return nullColumn(to, c.length);
  }
  if (!isPlainCast(c.type, to)) return CASTS.code(c, to, strict);
  if (c.layout !== "bool") return castFixed(c as FixedColumn, to, strict);
  return isTemporal(to)
    ? fromCount(fromBool(c, to.id === "Date32" ? Int32 : Int64) as FixedColumn, to, strict)
    : fromBool(c, to);
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
