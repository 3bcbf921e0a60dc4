import { isFloat, PER_SECOND } from "../../../arrow/type-info.ts";
import { type DataType, Datetime, type Duration, Float64, Int32, Int64 } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ArithmeticName } from "../../../expr/functions/arithmetic.ts";
import { scaleDown } from "../cast/scale.ts";
import { castValue } from "../cast.ts";
import type { CallInfo, Elementwise } from "../function.ts";
import { DECIMALS, JOINED_TEXT } from "../later.ts";
import { scalarOf, typeOf, type Value } from "../value.ts";
import { floatPower } from "./float-power.ts";
import { arithmetic, type Op, power, relabel } from "./numbers.ts";
import { nullsOf } from "./operands.ts";

/** A date moves by whole days, rounded down. */
function moveDate(op: "add" | "sub", date: Value, span: Value, info: CallInfo): Value {
  const unit = (typeOf(span) as Duration).unit;
  const signed = op === "add" ? span : arithmetic("sub", scalarOf(0n, typeOf(span)), span, typeOf(span), info.length);
  const days = castValue(relabel(scaleDown(signed, 86400 * PER_SECOND[unit], true), Int64), Int32, true);
  return arithmetic("add", date, relabel(days, info.type), info.type, info.length);
}

/** Spans by numbers: floats cut towards zero; null where the result is no span. */
function scaleSpan(op: "mul" | "div", span: Value, by: Value, info: CallInfo): Value {
  if (typeOf(by).id === "Int64") return arithmetic(op === "mul" ? "mul" : "floorDiv", span, by, info.type, info.length);
  const product = arithmetic(op, castValue(relabel(span, Int64), Float64, true), by, Float64, info.length);
  return relabel(castValue(product, Int64, false), info.type);
}

function temporal(op: Op, x: Value, y: Value, info: CallInfo): Value {
  const [a, b] = [typeOf(x).id, typeOf(y).id];
  if (op === "add" && a === "Duration" && b === "Date32") return moveDate("add", y, x, info);
  if ((op === "add" || op === "sub") && a === "Date32" && b === "Duration") return moveDate(op, x, y, info);
  if (a === "Date32")
    return arithmetic(
      "sub",
      castValue(x, Datetime("us"), true),
      castValue(y, Datetime("us"), true),
      info.type,
      info.length,
    );
  if (a === "Duration" && b === "Duration" && op === "div")
    return arithmetic(
      "div",
      castValue(relabel(x, Int64), Float64, true),
      castValue(relabel(y, Int64), Float64, true),
      info.type,
      info.length,
    );
  if (op === "mul" && b === "Duration") return scaleSpan(op, y, x, info);
  if ((op === "mul" || op === "div") && a === "Duration") return scaleSpan(op, x, y, info);
  return arithmetic(op, x, y, info.type, info.length);
}

const TEMPORAL = new Set(["Date32", "Datetime", "Duration", "Time"]);

const binary =
  (op: Op): Elementwise =>
  (args, info) => {
    const [x, y] = args as readonly [Value, Value];
    const { type, length } = info;
    if (type.id === "Null") return nullsOf(args, type, length);
    if (type.id === "Utf8") return JOINED_TEXT.code(x, y, length);
    if (type.id === "Decimal") return DECIMALS.code.decimalArithmetic(op, x, y, type, length);
    if (TEMPORAL.has(typeOf(x).id) || TEMPORAL.has(typeOf(y).id)) return temporal(op, x, y, info);
    return arithmetic(op, x, y, type, length);
  };

const zeros = new WeakMap<DataType, Value>();
function zero(type: DataType): Value {
  const known = zeros.get(type);
  if (known !== undefined) return known;
  // -0 - x is -x also for zeros.
  const made = scalarOf(isFloat(type) ? -0 : type.id === "Duration" ? 0n : 0, type);
  zeros.set(type, made);
  return made;
}

const pow: Elementwise = (args, { type, length }) => {
  const [x, y] = args as readonly [Value, Value];
  if (type.id === "Null") return nullsOf(args, type, length);
  return type.id === "Float64" || type.id === "Float32" ? floatPower(x, y, type, length) : power(x, y, type, length);
};

/** How this engine computes arithmetic. */
export const ARITHMETIC: Rules<ArithmeticName, Elementwise> = {
  add: binary("add"),
  sub: binary("sub"),
  mul: binary("mul"),
  div: binary("div"),
  floorDiv: binary("floorDiv"),
  mod: binary("mod"),
  pow,
  neg: (args, { type, length }) => {
    const x = args[0] as Value;
    if (type.id === "Null") return nullsOf(args, type, length);
    if (type.id === "Decimal") return DECIMALS.code.decimalArithmetic("sub", zero(type), x, type, length);
    return arithmetic("sub", zero(type), x, type, length);
  },
};
