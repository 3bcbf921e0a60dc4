import { type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { isFloat, isUnsigned } from "../../../arrow/type-info.ts";
import { Bool, type DataType, Float64 } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { MathName } from "../../../expr/functions/math.ts";
import type { Rounding } from "../cast/decimals.ts";
import { castValue } from "../cast.ts";
import type { Elementwise } from "../function.ts";
import { DECIMALS } from "../later.ts";
import { columnIn, scalarOf, typeOf, type Value } from "../value.ts";
import { boolOf } from "./bits.ts";
import { classBits, FINITE, INFINITE, NAN } from "./float-class.ts";
import { arithmetic } from "./numbers.ts";
import { nullsOf, resultOf, rowsOf } from "./operands.ts";
import { pick } from "./pick.ts";
import { relate } from "./relation.ts";
import { ROUND, roundFloat, roundTo } from "./rounding.ts";

/** Each float through a function of JavaScript. */
export function mapFloats(v: Value, type: DataType, f: (x: number) => number): Value {
  const c = columnIn(v) as FixedColumn;
  const [values, out] = [c.values as Float64Array, allocate(type, c.length) as Float64Array];
  for (let i = 0; i < out.length; i++) out[i] = f(values[i] as number);
  return resultOf([v], fixedColumn(type, c.length, out, c.validity, c.nulls));
}

export const curve =
  (f: (x: number) => number): Elementwise =>
  (args, { type, length }) =>
    type.id === "Null" ? nullsOf(args, type, length) : mapFloats(args[0] as Value, type, f);

/** `same` keeps its type: a value that floats, Decimals and (unchanged) integers go through. */
const rounding =
  (code: number, mode: Rounding): Elementwise =>
  (args, info) => {
    const x = args[0] as Value;
    const { type, length, options } = info;
    if (type.id === "Null") return nullsOf(args, type, length);
    const decimals = typeof options.decimals === "number" && code === ROUND.nearest ? options.decimals : 0;
    if (type.id === "Decimal") return DECIMALS.code.roundDecimal(x, type, decimals, mode);
    if (!isFloat(type)) return x;
    const wide = castValue(x, Float64, true);
    return castValue(decimals === 0 ? roundFloat(code, wide) : roundTo(wide, decimals), type, true);
  };

function negated(x: Value, type: DataType, length: number): Value {
  const zero = scalarOf(type.id === "Duration" ? 0n : 0, type);
  return type.id === "Decimal"
    ? DECIMALS.code.decimalArithmetic("sub", zero, x, type, length)
    : arithmetic("sub", zero, x, type, length);
}

export const below = (x: Value, n: number, relation: "lt" | "gt"): Uint8Array =>
  relate(relation, x, scalarOf(typeOf(x).id === "Duration" ? 0n : 0, typeOf(x)), n);

const abs: Elementwise = (args, { type, length }) => {
  const x = args[0] as Value;
  if (type.id === "Null" || isUnsigned(type)) return x;
  if (type.id === "Float64") return roundFloat(ROUND.abs, x);
  if (type.id === "Float32") return mapFloats(x, type, Math.abs);
  const n = rowsOf(args, length);
  return resultOf(args, pick(below(x, n, "lt"), negated(x, type, length), x, type, n));
};

const log: Elementwise = (args, { type, length, options }) => {
  if (type.id === "Null") return nullsOf(args, type, length);
  const base = typeof options.base === "number" ? options.base : Math.E;
  const scale = Math.log(base);
  return mapFloats(args[0] as Value, type, base === Math.E ? Math.log : (x) => Math.log(x) / scale);
};

const test =
  (kind: number, flip: boolean): Elementwise =>
  (args, { length }) => {
    const x = args[0] as Value;
    const n = rowsOf(args, length);
    if (typeOf(x).id === "Null") return nullsOf(args, Bool, length);
    const c = columnIn(x);
    return resultOf(args, boolOf(classBits(kind, flip ? 255 : 0, x, n), c, n));
  };

/** How this engine computes mathematics: kernels for rounding and tests, the language's functions for curves. */
export const MATH: Rules<MathName, Elementwise> = {
  abs,
  round: rounding(ROUND.nearest, "even"),
  floor: rounding(ROUND.floor, "down"),
  ceil: rounding(ROUND.ceil, "up"),
  sqrt: (args, info) =>
    info.type.id === "Float64" ? roundFloat(ROUND.sqrt, args[0] as Value) : curve(Math.sqrt)(args, info),
  exp: curve(Math.exp),
  log,
  isNan: test(NAN, false),
  isNotNan: test(NAN, true),
  isFinite: test(FINITE, false),
  isInfinite: test(INFINITE, false),
};
