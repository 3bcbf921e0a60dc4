import { isFloat, isInteger, isText, PER_SECOND } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { textLiteral } from "./quote.ts";
import { sqlType } from "./types.ts";
import { callUdf } from "./udf/define.ts";

/** What a cast becomes; null where this engine cannot do it as it must be done. */
export function castSql(x: string, from: DataType, to: DataType, strict: boolean): string | null {
  const t = sqlType(to);
  const how = strict ? "CAST" : "TRY_CAST";
  const invalid = (what: string): string => (strict ? `error('POLAROID:INVALID_CAST:' || ${what})` : "NULL");
  if (from.id === "Null") return `CAST(NULL AS ${t})`;
  if (isText(from) && isText(to)) {
    if (to.id !== "Enum") return x;
    const known = `list_contains([${to.categories.map(textLiteral).join(", ")}], ${x})`;
    return `CASE WHEN ${x} IS NULL OR ${known} THEN ${x} ELSE ${invalid(`${x} || ' is no category'`)} END`;
  }
  if (isText(from) && isInteger(to))
    return `CASE WHEN ${x} IS NULL THEN NULL WHEN regexp_full_match(${x}, '[+-]?[0-9]+') THEN ${how}(${x} AS ${t}) ELSE ${invalid(`'"' || ${x} || '" is no ${to.id}'`)} END`;
  if (isText(from) && isFloat(to))
    return `CASE WHEN ${x} IS NULL THEN NULL WHEN regexp_full_match(${x}, '(?i)[+-]?(nan|inf|infinity|[0-9]+\\.?[0-9]*(e[+-]?[0-9]+)?|\\.[0-9]+(e[+-]?[0-9]+)?)') THEN CASE WHEN try_cast(${x} AS DOUBLE) IS NULL THEN (CASE WHEN ${x} LIKE '-%' THEN '-inf' ELSE 'inf' END)::${t} ELSE CAST(${x} AS ${t}) END ELSE ${invalid(`'"' || ${x} || '" is no ${to.id}'`)} END`;
  if (isFloat(from) && isInteger(to))
    return `CASE WHEN ${x} IS NULL THEN NULL WHEN isfinite(${x}) THEN ${how}(trunc(${x}) AS ${t}) ELSE ${invalid(`${x} || ' is no ${to.id}'`)} END`;
  // What is too great for a Float32 is an error there.
  if (from.id === "Float64" && to.id === "Float32")
    return `CASE WHEN isfinite(${x}) AND abs(${x}) >= '3.4028235677973366e38'::DOUBLE THEN CASE WHEN ${x} < 0 THEN '-inf' ELSE 'inf' END::FLOAT ELSE CAST(${x} AS FLOAT) END`;
  if (isFloat(from) && isFloat(to)) return `CAST(${x} AS ${t})`;
  if (isInteger(from) && (isInteger(to) || isFloat(to))) return `${how}(${x} AS ${t})`;
  if (from.id === "Bool" && (isInteger(to) || isFloat(to))) return `CAST(${x}::INTEGER AS ${t})`;
  if (to.id === "Bool" && (isInteger(from) || isFloat(from))) return `(${x} <> 0)`;
  if (to.id === "Utf8") return textSql(x, from);
  if (isText(from) && (to.id === "Date32" || to.id === "Time"))
    return callUdf(to.id === "Date32" ? "read_date" : "read_time", [x], { cast: true, strict });
  if (isText(from) && to.id === "Datetime")
    return callUdf("read_datetime", [x], { cast: true, strict, unit: to.unit, zone: to.zone });
  if (from.id === "Decimal" || to.id === "Decimal")
    return isText(from) || isText(to) || from.id === "Bool" ? null : `${how}(${x} AS ${t})`;
  if (from.id === "Datetime" && to.id === "Datetime" && from.zone === to.zone)
    return rescale(x, PER_SECOND[from.unit], PER_SECOND[to.unit]);
  if (from.id === "Duration" && to.id === "Duration") return rescale(x, PER_SECOND[from.unit], PER_SECOND[to.unit]);
  if (from.id === "Date32" && to.id === "Datetime" && to.zone === null)
    return `(${x}::BIGINT * ${86400 * PER_SECOND[to.unit]})`;
  if (from.id === "Datetime" && to.id === "Date32" && from.zone === null)
    return `CAST(floor(${x} / ${86400 * PER_SECOND[from.unit]}.0) AS INTEGER)`;
  const counted = (d: DataType): boolean =>
    d.id === "Date32" || d.id === "Datetime" || d.id === "Duration" || d.id === "Time";
  if ((counted(from) && isInteger(to)) || (isInteger(from) && counted(to))) return `${how}(${x} AS ${t})`;
  return null;
}

/** A value as its exact text; null where that is not known. */
function textSql(x: string, from: DataType): string | null {
  if (isInteger(from) || from.id === "Bool" || from.id === "Decimal") return `CAST(${x} AS VARCHAR)`;
  if (isFloat(from)) return callUdf(from.id === "Float32" ? "float_text" : "double_text", [x]);
  if (from.id === "Date32") return callUdf("date_text", [x]);
  if (from.id === "Time") return callUdf("time_text", [x]);
  if (from.id === "Datetime") return callUdf("datetime_text", [x], { unit: from.unit, zone: from.zone });
  return from.id === "Duration" ? callUdf("duration_text", [x], { unit: from.unit }) : null;
}

// Coarser units round down, also below zero.
function rescale(x: string, from: number, to: number): string {
  if (to >= from) return `(${x} * ${to / from})`;
  const step = from / to;
  return `((${x} - ((${x} % ${step}) + ${step}) % ${step}) // ${step})`;
}
