import type { Field } from "../../arrow/schema.ts";
import { isFloat, isInteger, isTemporal, isText, PER_SECOND, sameType } from "../../arrow/type-info.ts";
import { type DataType, Int32, Int64 } from "../../arrow/types.ts";
import { fieldName, identifier, textLiteral } from "./quote.ts";
import { sqlType } from "./types.ts";
import { callUdf } from "./udf/define.ts";

/** A value from one type to another; null where that is not written. */
type CastRule = (x: string, from: DataType, to: DataType, strict: boolean) => string | null;

const plain = (x: string, to: DataType, strict: boolean): string =>
  `${strict ? "CAST" : "TRY_CAST"}(${x} AS ${sqlType(to)})`;
const invalid = (strict: boolean, what: string): string =>
  strict ? `error('POLAROID:INVALID_CAST:' || ${what})` : "NULL";
const misread = (x: string, to: DataType, strict: boolean): string =>
  invalid(strict, `'"' || ${x} || '" is no ${to.id}'`);
const isNumber = (t: DataType): boolean => isInteger(t) || isFloat(t);

/** A value as its exact text. */
const toText: CastRule = (x, from) => {
  if (isInteger(from) || from.id === "Bool" || from.id === "Decimal") return `CAST(${x} AS VARCHAR)`;
  if (isFloat(from)) return callUdf(from.id === "Float32" ? "float_text" : "double_text", [x]);
  if (from.id === "Date32") return callUdf("date_text", [x]);
  if (from.id === "Time") return callUdf("time_text", [x]);
  if (from.id === "Datetime") return callUdf("datetime_text", [x], { unit: from.unit, zone: from.zone });
  return from.id === "Duration" ? callUdf("duration_text", [x], { unit: from.unit }) : null;
};

const FLOAT = "(?i)[+-]?(nan|inf|infinity|[0-9]+\\.?[0-9]*(e[+-]?[0-9]+)?|\\.[0-9]+(e[+-]?[0-9]+)?)";

const fromText: CastRule = (x, _, to, strict) => {
  if (to.id === "Enum") {
    const known = `list_contains([${to.categories.map(textLiteral).join(", ")}], ${x})`;
    return `CASE WHEN ${x} IS NULL OR ${known} THEN ${x} ELSE ${invalid(strict, `${x} || ' is no category'`)} END`;
  }
  if (isText(to)) return x;
  if (to.id === "Binary") return `encode(${x})`;
  if (isInteger(to))
    return `CASE WHEN ${x} IS NULL THEN NULL WHEN regexp_full_match(${x}, '[+-]?[0-9]+') THEN ${plain(x, to, strict)} ELSE ${misread(x, to, strict)} END`;
  if (isFloat(to)) {
    const t = sqlType(to);
    return `CASE WHEN ${x} IS NULL THEN NULL WHEN regexp_full_match(${x}, '${FLOAT}') THEN CASE WHEN try_cast(${x} AS DOUBLE) IS NULL THEN (CASE WHEN ${x} LIKE '-%' THEN '-inf' ELSE 'inf' END)::${t} ELSE CAST(${x} AS ${t}) END ELSE ${misread(x, to, strict)} END`;
  }
  if (to.id === "Decimal") return callUdf(`text_decimal_${to.precision}_${to.scale}`, [x], { strict });
  if (to.id === "Date32" || to.id === "Time")
    return callUdf(to.id === "Date32" ? "read_date" : "read_time", [x], { cast: true, strict });
  return to.id === "Datetime"
    ? callUdf("read_datetime", [x], { cast: true, strict, unit: to.unit, zone: to.zone })
    : null;
};

/** To a number; floats are cut towards zero. */
const fromNumber: CastRule = (x, from, to, strict) => {
  if (to.id === "Bool") return `(${x} <> 0)`;
  if (isFloat(from) && isInteger(to))
    return `CASE WHEN ${x} IS NULL THEN NULL WHEN isfinite(${x}) THEN ${plain(`trunc(${x})`, to, strict)} ELSE ${invalid(strict, `${x} || ' is no ${to.id}'`)} END`;
  // What is too great for a Float32 is an error there.
  if (from.id === "Float64" && to.id === "Float32")
    return `CASE WHEN isfinite(${x}) AND abs(${x}) >= '3.4028235677973366e38'::DOUBLE THEN CASE WHEN ${x} < 0 THEN '-inf' ELSE 'inf' END::FLOAT ELSE CAST(${x} AS FLOAT) END`;
  if (isNumber(to)) return plain(x, to, strict);
  if (to.id === "Decimal")
    return isInteger(from)
      ? plain(x, to, strict)
      : callUdf(`double_decimal_${to.precision}_${to.scale}`, [`${x}::DOUBLE`], { strict });
  return isTemporal(to) ? counted(x, from, to, strict) : null;
};

/** A number as a count of what a type counts; a Time outside of its day does not fit. */
function counted(x: string, from: DataType, to: DataType, strict: boolean): string | null {
  const held = to.id === "Date32" ? Int32 : Int64;
  const count = fromNumber(x, from, held, strict);
  if (to.id !== "Time" || count === null) return count;
  return `CASE WHEN ${x} IS NULL OR (${count}) BETWEEN 0 AND 86399999999999 THEN ${count} ELSE ${invalid(strict, `${x} || ' is no Time'`)} END`;
}

const fromDecimal: CastRule = (x, from, to, strict) => {
  if (from.id !== "Decimal") return null;
  if (to.id === "Decimal") {
    if (to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale) return plain(x, to, true);
    return callUdf(`decimal_${from.precision}_${from.scale}_${to.precision}_${to.scale}`, [x], { strict });
  }
  if (isInteger(to)) return plain(`trunc(${x})`, to, strict);
  return isFloat(to) ? plain(x, to, strict) : to.id === "Bool" ? `(${x} <> 0)` : null;
};

const times = (x: string, by: number, strict: boolean): string =>
  by === 1 ? x : plain(`${x}::HUGEINT * ${by}`, Int64, strict);
// Moments go down to a coarser unit, spans towards zero.
const down = (x: string, by: number): string => `((${x} - ((${x} % ${by}) + ${by}) % ${by}) // ${by})`;
const rescaled = (x: string, from: number, to: number, moments: boolean, strict: boolean): string =>
  to >= from ? times(x, to / from, strict) : moments ? down(x, from / to) : `(${x} // ${from / to})`;

/** Between moments, dates, times and spans; a zone changes nothing in the instant. */
const fromTemporal: CastRule = (x, from, to, strict) => {
  if (isNumber(to)) return plain(x, to, strict);
  if (from.id === "Datetime") {
    const per = PER_SECOND[from.unit];
    if (to.id === "Datetime") return rescaled(x, per, PER_SECOND[to.unit], true, strict);
    if (to.id === "Date32") return plain(down(x, 86400 * per), Int32, strict);
    if (to.id === "Time") return `(((${x} % ${86400 * per}) + ${86400 * per}) % ${86400 * per} * ${1e9 / per})`;
  }
  if (from.id === "Date32" && to.id === "Datetime") return times(`${x}::BIGINT`, 86400 * PER_SECOND[to.unit], strict);
  if (to.id !== "Duration" || (from.id !== "Duration" && from.id !== "Time")) return null;
  return rescaled(x, from.id === "Time" ? 1e9 : PER_SECOND[from.unit], PER_SECOND[to.unit], false, strict);
};

/** A struct field by field. */
const fromStruct: CastRule = (x, from, to, strict) => {
  if (from.id !== "Struct" || to.id !== "Struct") return null;
  const fields = to.fields.map((f, i) => {
    const field = `struct_extract(${x}, ${textLiteral(fieldName(f.name))})`;
    const { type } = from.fields[i] as Field;
    const item = sameType(type, f.type) ? field : castSql(field, type, f.type, strict);
    return item === null ? null : `${identifier(f.name)} := ${item}`;
  });
  return fields.includes(null) ? null : `CASE WHEN ${x} IS NULL THEN NULL ELSE struct_pack(${fields.join(", ")}) END`;
};

/** What a cast becomes; null where this engine cannot do it as it must be done. */
export function castSql(x: string, from: DataType, to: DataType, strict: boolean): string | null {
  if (from.id === "Null") return `CAST(NULL AS ${sqlType(to)})`;
  if (isText(from)) return fromText(x, from, to, strict);
  if (from.id === "Binary") return isText(to) ? then(strict ? `decode(${x})` : `TRY(decode(${x}))`, to, strict) : null;
  if ((from.id === "List" || from.id === "FixedSizeList") && to.id === "List") {
    const item = castSql("v", from.inner, to.inner, strict);
    return item === null ? null : `list_transform(${x}, lambda v: ${item})`;
  }
  if (from.id === "Struct") return fromStruct(x, from, to, strict);
  if (isText(to)) {
    const text = toText(x, from, to, strict);
    return text === null ? null : then(text, to, strict);
  }
  if (from.id === "Bool") return fromNumber(`(${x})::INTEGER`, Int32, to, strict);
  if (isNumber(from)) return fromNumber(x, from, to, strict);
  return from.id === "Decimal"
    ? fromDecimal(x, from, to, strict)
    : isTemporal(from)
      ? fromTemporal(x, from, to, strict)
      : null;
}

const then = (text: string, to: DataType, strict: boolean): string | null =>
  to.id === "Utf8" ? text : fromText(text, to, to, strict);
