import { isFloat, isInteger } from "../../../arrow/type-info.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { NumericName } from "../../../expr/functions/numerics.ts";
import { INTEGER_RANGE, type IntegerId } from "../../../expr/math/ranges.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { callUdf } from "../udf/define.ts";
import { huge, wrapInteger, wrapping } from "../wrap.ts";

const argType = (c: TypedCall): TypedCall["type"] => (c.args[0] as TypedCall).type;

const curve =
  (name: string): FunctionSql =>
  ([x], c) =>
    `${callUdf(name, [`${x}::DOUBLE`])}::${sqlType(c.type)}`;

const truncdiv: FunctionSql = ([a, b], c) => {
  if (c.type.id === "Decimal") return callUdf(`decimal_truncdiv_${c.type.scale}`, [a as string, b as string]);
  if (isFloat(c.type)) return `trunc(${a} / ${b})`;
  const [x, y] = [huge(a as string, c.type), huge(b as string, c.type)];
  return `CASE WHEN ${b} = 0 THEN NULL ELSE ${wrapping(`${x} // ${y}`, c.type)} END`;
};
const rem: FunctionSql = ([a, b], c) => {
  if (c.type.id === "Decimal") return callUdf(`decimal_rem_${c.type.scale}`, [a as string, b as string]);
  if (isFloat(c.type)) return `${callUdf("remainder", [`${a}::DOUBLE`, `${b}::DOUBLE`])}::${sqlType(c.type)}`;
  const [x, y] = [huge(a as string, c.type), huge(b as string, c.type)];
  return `CASE WHEN ${b} = 0 THEN NULL ELSE ${wrapping(`${x} % ${y}`, c.type)} END`;
};

const truncate: FunctionSql = ([x], c) => {
  const decimals = Number(c.options.decimals ?? 0);
  if (c.type.id === "Decimal")
    return callUdf(`cut_decimal_${c.type.precision}_${c.type.scale}`, [x as string], { decimals });
  if (!isFloat(c.type)) return x as string;
  const unit = `'${10 ** decimals}'::DOUBLE`;
  const scaled = `(${x}::DOUBLE * ${unit})`;
  return `CASE WHEN isfinite(${scaled}) THEN (trunc(${scaled}) / ${unit})::${sqlType(c.type)} ELSE ${x} END`;
};

const isClose: FunctionSql = ([x, y], { options }) => {
  const [a, b] = [`${x}::DOUBLE`, `${y}::DOUBLE`];
  const [abs, rel] = [Number(options.absTol ?? 0), Number(options.relTol ?? 1e-9)].map((n) =>
    Number.isFinite(n) ? `'${n}'::DOUBLE` : "'inf'::DOUBLE",
  );
  const near = `abs(${a} - ${b}) <= greatest(${rel} * greatest(abs(${a}), abs(${b})), ${abs})`;
  return `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL WHEN isnan(${a}) OR isnan(${b}) THEN ${options.nansEqual === true ? `isnan(${a}) AND isnan(${b})` : "false"} WHEN ${a} = ${b} THEN true WHEN isinf(${a}) OR isinf(${b}) THEN false ELSE ${near} END`;
};

const BITS: Readonly<Record<string, number>> = {
  Int8: 8,
  UInt8: 8,
  Int16: 16,
  UInt16: 16,
  Int32: 32,
  UInt32: 32,
  Int64: 64,
  UInt64: 64,
};
const counted =
  (name: string): FunctionSql =>
  ([x], c) => {
    const size = argType(c).id === "Bool" ? 1 : (BITS[argType(c).id] as number);
    const value = `((${x})::INTEGER::HUGEINT & 1::HUGEINT)`;
    const word = size === 1 ? value : `((${x})::HUGEINT & ${2n ** BigInt(size) - 1n}::HUGEINT)`;
    return `${callUdf(name, [`${word}::UBIGINT`], { size })}`;
  };

const roundSigFigs: FunctionSql = ([x], c) => {
  const digits = Number(c.options.digits);
  const rounded = callUdf("significant", [`${x}::DOUBLE`], { digits });
  if (isFloat(c.type)) return `${rounded}::${sqlType(c.type)}`;
  const { low, high } = INTEGER_RANGE[c.type.id as IntegerId];
  const held = `greatest(least(${rounded}::HUGEINT, ${high}::HUGEINT), ${low}::HUGEINT)`;
  return `CASE WHEN ${x} IS NULL THEN NULL WHEN abs(${x}::DOUBLE) < 1e${Math.min(digits, 22)}::DOUBLE THEN ${x} ELSE CAST(${held} AS ${sqlType(c.type)}) END`;
};

const reinterpret: FunctionSql = ([x], c) => {
  const [from, to] = [argType(c), c.type];
  if (isFloat(from) !== isFloat(to)) return callUdf(`bits_${from.id}_${to.id}`.toLowerCase(), [x as string]);
  return isInteger(to) ? wrapInteger(huge(x as string, from), to) : (x as string);
};

export const NUMERICS: Rules<NumericName, FunctionSql> = {
  acosh: curve("acosh"),
  asinh: curve("asinh"),
  atanh: curve("atanh"),
  cot: curve("cot"),
  erf: curve("erf"),
  erfc: curve("erfc"),
  atan2: ([y, x], c) => `atan2(${y}::DOUBLE, ${x}::DOUBLE)::${sqlType(c.type)}`,
  truncate,
  truncdiv,
  rem,
  roundSigFigs,
  isClose,
  reinterpret,
  bitwiseCountOnes: counted("ones"),
  bitwiseCountZeros: counted("zeros"),
  bitwiseLeadingOnes: counted("leading_ones"),
  bitwiseLeadingZeros: counted("leading_zeros"),
  bitwiseTrailingOnes: counted("trailing_ones"),
  bitwiseTrailingZeros: counted("trailing_zeros"),
};
