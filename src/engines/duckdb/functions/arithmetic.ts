import { isFloat, isInteger } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ArithmeticName } from "../../../expr/functions/arithmetic.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { floorBy } from "../moment.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { callUdf } from "../udf/define.ts";
import { huge, M64, words, wrapInteger } from "../wrap.ts";

const DAY: Readonly<Record<string, string>> = { ms: "86400000", us: "86400000000", ns: "86400000000000" };
const typeAt = (c: TypedCall, i: number): DataType => (c.args[i] as TypedCall).type;
const unitOf = (t: DataType): string => (t.id === "Duration" || t.id === "Datetime" ? t.unit : "us");
const counted = (t: DataType): boolean => t.id === "Duration" || t.id === "Datetime" || t.id === "Time";

const onDay = (day: string, op: string, by: string, size: number): string =>
  `CAST(${floorBy(`(${day}::HUGEINT * ${size} ${op} ${by})`, size)} AS INTEGER)`;
/** A float as a span, cut towards zero; null where it is none. */
const span = (x: string): string =>
  `CASE WHEN isfinite(${x}) AND abs(${x}) < 9223372036854775808::DOUBLE THEN CAST(trunc(${x}) AS BIGINT) END`;

const plain =
  (op: "+" | "-" | "*"): FunctionSql =>
  (args, c) => {
    const [a, b] = args as readonly [string, string];
    const [x, y] = [typeAt(c, 0), typeAt(c, 1)];
    if (c.type.id === "Null") return "NULL";
    if (c.type.id === "Utf8") return `(${a} || ${b})`;
    if (c.type.id === "Duration" && x.id === "Date32" && y.id === "Date32")
      return `((${a} - ${b})::BIGINT * 86400000000)`;
    // A date is midnight, and goes down to its day again.
    if (c.type.id === "Date32" && y.id === "Duration") return onDay(a, op, b, Number(DAY[unitOf(y)]));
    if (c.type.id === "Date32" && x.id === "Duration") return onDay(b, "+", a, Number(DAY[unitOf(x)]));
    if (counted(c.type))
      return isFloat(x) || isFloat(y) ? span(`(${a} ${op} ${b})`) : wrapInteger(`${a}::HUGEINT ${op} ${b}`, INT64);
    if (isInteger(c.type))
      return wrapInteger(
        c.type.id === "UInt64" && op === "*"
          ? `CAST((${a}::UHUGEINT * ${b}) & 18446744073709551615::UHUGEINT AS HUGEINT)`
          : `${huge(a, c.type)} ${op} ${huge(b, c.type)}`,
        c.type,
      );
    if (c.type.id === "Decimal") return `CAST(${a} ${op} ${b} AS ${sqlType(c.type)})`;
    return `(${a} ${op} ${b})`;
  };

/** Decimals round half to even here, half up there, and may pass through more digits than it has. */
const decimal =
  (op: string, other: FunctionSql): FunctionSql =>
  (args, c, scope) =>
    c.type.id === "Decimal" ? callUdf(`decimal_${op}_${c.type.scale}`, args) : other(args, c, scope);

// Squares and multiplies, from the highest bit of the exponent on, in 64 bits.
const pow: FunctionSql = ([a, b], c) => {
  if (!isInteger(c.type)) return `pow(${a}, ${b})::${sqlType(c.type)}`;
  const bits = `list_transform(range(31, -1, -1), lambda __i: ((${b})::BIGINT >> __i) & 1)`;
  const step = `(((__r * __r) & ${M64}) * CASE WHEN __bit = 1 THEN ${words(a as string)} ELSE 1::UHUGEINT END) & ${M64}`;
  const out = `list_reduce(list_transform(${bits}, lambda __bit: __bit::UHUGEINT), lambda __r, __bit: ${step}, 1::UHUGEINT)`;
  return `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE ${wrapInteger(`(${out})::HUGEINT`, c.type)} END`;
};

const floorDiv: FunctionSql = ([a, b], c) => {
  if (isFloat(c.type)) return `floor(${a} / ${b})`;
  // Integer division goes towards zero: one less where the signs differ and something is left.
  const q = `(${huge(a as string, c.type)} // ${huge(b as string, c.type)})`;
  const r = `(${huge(a as string, c.type)} % ${huge(b as string, c.type)})`;
  return `CASE WHEN ${b} = 0 THEN NULL ELSE ${wrapInteger(`${q} - CASE WHEN ${r} <> 0 AND (${r} < 0) <> (${b} < 0) THEN 1 ELSE 0 END`, isInteger(c.type) ? c.type : INT64)} END`;
};
const INT64: DataType = { id: "Int64" } as DataType;

const mod: FunctionSql = ([a, b], c) => {
  if (isFloat(c.type))
    return `CASE WHEN ${b} = 0 AND ${a} IS NOT NULL THEN 'nan'::${sqlType(c.type)} ELSE ${a} - floor(${a} / ${b}) * ${b} END`;
  const r = `(${huge(a as string, INT64)} % ${huge(b as string, INT64)})`;
  return `CASE WHEN ${b} = 0 THEN NULL ELSE CAST(CASE WHEN ${r} <> 0 AND (${r} < 0) <> (${b} < 0) THEN ${r} + ${b} ELSE ${r} END AS ${sqlType(c.type)}) END`;
};

export const ARITHMETIC: Rules<ArithmeticName, FunctionSql> = {
  add: plain("+"),
  sub: plain("-"),
  mul: decimal("mul", plain("*")),
  div: decimal("div", ([a, b], c, scope) =>
    c.type.id === "Duration"
      ? isFloat(typeAt(c, 1))
        ? `CASE WHEN ${b} = 0 THEN NULL ELSE ${span(`(${a}::DOUBLE / ${b})`)} END`
        : floorDiv([a as string, b as string], c, scope)
      : `(${a}::${sqlType(c.type)} / ${b}::${sqlType(c.type)})`,
  ),
  floorDiv: decimal("floordiv", floorDiv),
  mod: decimal("mod", mod),
  pow,
  neg: ([a], c) => (isInteger(c.type) ? wrapInteger(`-(${huge(a as string, c.type)})`, c.type) : `(-(${a}))`),
};
