import { isFloat, isInteger } from "../../../arrow/type-info.ts";
import { type DataType, Decimal, Float64, Int32 } from "../../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../../expr/node.ts";
import { compare } from "../operators.ts";
import { arg, float, type Given, of, plain, type Rule, type Rules, rule, typeAt, writtenNumber } from "./rule.ts";

const log = (x: Expr, base: number): Expr => call("log", [cast(x, Float64)], { base });
const operator = (op: string): Rules[string] => rule(2, 2, (g) => compare(op, arg(g, 0), arg(g, 1), g.env));

/** Whole numbers become doubles there too. */
const whole = (fn: "ceil" | "floor"): Rule =>
  rule(1, 1, (g) => call(fn, [isInteger(typeAt(g, 0)) ? cast(arg(g, 0), Float64) : arg(g, 0)]));

/** SQL rounds halves away from zero. */
function rounded(x: Expr, decimals: number, g: Given): Expr {
  const type = typeAt(g, 0);
  const half = lit("0.5", Decimal(1, 1) as DataType);
  if (decimals === 0 && (type.id === "Decimal" || isFloat(type))) {
    const middle = isFloat(type) ? lit(0.5, type) : half;
    const zero = lit(0, type.id === "Decimal" ? Int32 : type);
    return call("when", [
      call("lt", [x, zero]),
      call("ceil", [call("sub", [x, middle])]),
      call("floor", [call("add", [x, middle])]),
    ]);
  }
  return call("round", [x], { decimals });
}

export const MATH: Rules = {
  abs: plain("abs"),
  ceil: whole("ceil"),
  floor: whole("floor"),
  sign: plain("sign"),
  sqrt: float("sqrt"),
  cbrt: float("cbrt"),
  exp: float("exp"),
  sin: float("sin"),
  cos: float("cos"),
  tan: float("tan"),
  cot: float("cot"),
  asin: float("asin"),
  acos: float("acos"),
  atan: float("atan"),
  atan2: float("atan2", 2),
  sinh: float("sinh"),
  cosh: float("cosh"),
  tanh: float("tanh"),
  asinh: float("asinh"),
  acosh: float("acosh"),
  atanh: float("atanh"),
  degrees: float("degrees"),
  radians: float("radians"),
  ln: of(1, 1, (x) => log(x as Expr, Math.E)),
  log10: of(1, 1, (x) => log(x as Expr, 10)),
  log2: of(1, 1, (x) => log(x as Expr, 2)),
  log: of(1, 2, (x, y) =>
    y === undefined ? log(x as Expr, 10) : call("div", [log(y, Math.E), log(x as Expr, Math.E)]),
  ),
  pow: float("pow", 2),
  pi: of(0, 0, () => lit(Math.PI, Float64)),
  round: rule(1, 2, (g) =>
    rounded(arg(g, 0), g.args[1] === undefined ? 0 : writtenNumber(g.args[1], "the digits", g), g),
  ),
  round_even: rule(2, 2, (g) => call("round", [arg(g, 0)], { decimals: writtenNumber(g.args[1], "the digits", g) })),
  trunc: rule(1, 1, (g) => {
    const type = typeAt(g, 0);
    return isFloat(type) || type.id === "Decimal" ? call("truncate", [arg(g, 0)], { decimals: 0 }) : arg(g, 0);
  }),
  isnan: plain("isNan"),
  isinf: plain("isInfinite"),
  isfinite: plain("isFinite"),
  add: operator("+"),
  subtract: operator("-"),
  multiply: operator("*"),
  divide: operator("//"),
  mod: operator("%"),
  fdiv: rule(2, 2, (g) => call("floorDiv", [cast(arg(g, 0), Float64), cast(arg(g, 1), Float64)])),
  bit_count: rule(1, 1, (g) => call("bitwiseCountOnes", [arg(g, 0)])),
};
