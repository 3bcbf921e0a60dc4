import { isFloat, isInteger, isUnsigned } from "../../../arrow/type-info.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { CurveName } from "../../../expr/functions/curves.ts";
import type { MathName } from "../../../expr/functions/math.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { callUdf } from "../udf/define.ts";
import { huge, wrapInteger } from "../wrap.ts";

const argType = (c: TypedCall): TypedCall["type"] => (c.args[0] as TypedCall).type;
const curve =
  (name: string): FunctionSql =>
  ([x], c) =>
    `${name}(${x})::${sqlType(c.type)}`;
const domain =
  (name: string, bad: string): FunctionSql =>
  ([x], c) =>
    `CASE WHEN isnan(${x}) OR ${bad.replaceAll("?", x as string)} THEN 'nan'::${sqlType(c.type)} ELSE ${name}(${x})::${sqlType(c.type)} END`;
const whole =
  (name: string): FunctionSql =>
  ([x], c) =>
    isFloat(c.type)
      ? `${name}(${x})`
      : c.type.id === "Decimal"
        ? `CAST(${name}(${x}) AS ${sqlType(c.type)})`
        : (x as string);
const test =
  (float: string, other: string): FunctionSql =>
  ([x], c) =>
    isFloat(argType(c)) ? float.replaceAll("?", x as string) : `CASE WHEN ${x} IS NULL THEN NULL ELSE ${other} END`;

export const MATH: Rules<MathName | CurveName, FunctionSql> = {
  abs: ([x], c) =>
    isUnsigned(c.type)
      ? (x as string)
      : isInteger(c.type)
        ? wrapInteger(`abs(${huge(x as string, c.type)})`, c.type)
        : `abs(${x})`,
  sign: ([x], c) =>
    `CASE WHEN ${isFloat(c.type) ? `isnan(${x})` : "false"} THEN ${x} ELSE sign(${x})::${sqlType(c.type)} END`,
  round: ([x], c) => {
    const decimals = Number(c.options.decimals ?? 0);
    if (c.type.id === "Decimal") {
      const { precision, scale } = c.type;
      if (decimals >= scale) return x as string;
      const cut = callUdf(`decimal_${precision}_${scale}_38_${decimals}`, [x as string], { strict: true });
      return `CAST(${cut} AS ${sqlType(c.type)})`;
    }
    if (!isFloat(c.type)) return x as string;
    if (decimals === 0) return `CASE WHEN isfinite(${x}) THEN round_even(${x}, 0) ELSE ${x} END`;
    const unit = `'${10 ** decimals}'::DOUBLE`;
    const scaled = `(${x}::DOUBLE * ${unit})`;
    return `CASE WHEN isfinite(${scaled}) THEN (round_even(${scaled}, 0) / ${unit})::${sqlType(c.type)} ELSE ${x} END`;
  },
  floor: whole("floor"),
  ceil: whole("ceil"),
  sqrt: domain("sqrt", "? < 0"),
  cbrt: curve("cbrt"),
  exp: curve("exp"),
  log: ([x], c) => {
    const base = Number(c.options.base ?? Math.E);
    const by =
      base === Math.E
        ? `ln(${x})`
        : base === 10
          ? `log10(${x})`
          : base === 2
            ? `log2(${x})`
            : `(ln(${x}) / ln(${base}))`;
    return `CASE WHEN isnan(${x}) OR ${x} < 0 THEN 'nan'::${sqlType(c.type)} WHEN ${x} = 0 THEN ${base > 1 ? "'-inf'" : "'inf'"}::${sqlType(c.type)} ELSE ${by}::${sqlType(c.type)} END`;
  },
  log1p: ([x], c) =>
    `CASE WHEN isnan(${x}) OR ${x} < -1 THEN 'nan'::${sqlType(c.type)} WHEN ${x} = -1 THEN '-inf'::${sqlType(c.type)} WHEN abs(${x}) < 0.5 THEN (2 * atanh(${x}::DOUBLE / (2 + ${x}::DOUBLE)))::${sqlType(c.type)} ELSE ln(1 + ${x})::${sqlType(c.type)} END`,
  sin: domain("sin", "isinf(?)"),
  cos: domain("cos", "isinf(?)"),
  tan: domain("tan", "isinf(?)"),
  asin: domain("asin", "abs(?) > 1"),
  acos: domain("acos", "abs(?) > 1"),
  atan: curve("atan"),
  sinh: curve("sinh"),
  cosh: curve("cosh"),
  tanh: curve("tanh"),
  degrees: curve("degrees"),
  radians: curve("radians"),
  clip: ([x, low, high], c) =>
    `CASE WHEN ${x} IS NULL${isFloat(c.type) ? ` OR isnan(${x})` : ""} THEN ${x} WHEN ${low} IS NOT NULL AND ${x} < ${low} THEN ${low} WHEN ${high} IS NOT NULL AND ${x} > ${high} THEN ${high} ELSE ${x} END`,
  isNan: test("isnan(?)", "false"),
  isNotNan: test("(NOT isnan(?))", "true"),
  isFinite: test("isfinite(?)", "true"),
  isInfinite: test("isinf(?)", "false"),
  fillNan: ([x, v], c) => (isFloat(argType(c)) ? `CASE WHEN isnan(${x}) THEN ${v} ELSE ${x} END` : (x as string)),
};
