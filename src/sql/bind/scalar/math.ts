import { isFloat, isInteger, isTemporal } from "../../../arrow/type-info.ts";
import { type DataType, Decimal, Float64, Int8 } from "../../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../../expr/node.ts";
import type { Expr as Ast } from "../../syntax/expr.ts";
import { factorial } from "../factorial.ts";
import { compare } from "../operators.ts";
import { random } from "../random.ts";
import { rounded, truncated } from "../rounding.ts";
import { shared } from "../shared.ts";
import { structOf } from "../struct.ts";
import {
  arg,
  float,
  type Given,
  long,
  whole as long64,
  of,
  plain,
  type Rule,
  type Rules,
  rule,
  typeAt,
  writtenNumber,
} from "./rule.ts";

const log = (x: Expr, base: number): Expr => call("log", [cast(x, Float64)], { base });
const operator = (op: string): Rules[string] => rule(2, 2, (g) => compare(op, arg(g, 0), arg(g, 1), g.env));

/** Whole numbers become doubles there too. */
const whole = (fn: "ceil" | "floor"): Rule =>
  rule(1, 1, (g) => {
    const type = typeAt(g, 0);
    if (type.id === "Decimal") return cast(call(fn, [arg(g, 0)]), Decimal(type.precision, 0) as DataType);
    return call(fn, [isInteger(type) ? cast(arg(g, 0), Float64) : arg(g, 0)]);
  });
const digits = (g: Given): number => (g.args[1] === undefined ? 0 : writtenNumber(g.args[1], "the digits", g));

/** A number, for functions that take nothing else. */
const numeric = (make: Rule["make"], most = 1): Rule =>
  rule(1, most, (g) => {
    for (const [i, a] of g.args.entries()) {
      const { id } = typeAt(g, i);
      if (id === "Bool" || (id === "Utf8" && a.kind !== "lit") || isTemporal(typeAt(g, i)))
        throw g.env.binder.source.error(g.asts[i] as Ast, `${g.name}() takes numbers`, "TYPE_MISMATCH");
    }
    return make(g);
  });
const curve = (fn: string): Rule => numeric((g) => call(fn, [cast(arg(g, 0), Float64)]));

/** -1, 0 or 1, and 0 for NaN. */
function sign(g: Given): Expr {
  const x = shared(arg(g, 0), g.env);
  const one = (n: number): Expr => lit(n, Int8);
  const above = call("gt", [x, lit(0)]);
  const more = isFloat(typeAt(g, 0)) ? call("and", [above, call("isNotNan", [x])]) : above;
  return call("when", [call("lt", [x, lit(0)]), one(-1), more, one(1), call("isNull", [x]), lit(null, Int8), one(0)]);
}
/** The next even number away from zero. */
function even(g: Given): Expr {
  const x = shared(cast(arg(g, 0), Float64), g.env);
  const half = call("div", [x, lit(2, Float64)]);
  const up = call("when", [call("lt", [x, lit(0)]), call("floor", [half]), call("ceil", [half])]);
  return call("mul", [up, lit(2, Float64)]);
}

/** Whether the sign bit is set, also of a zero; NaN has none. */
function signBit(g: Given): Expr {
  if (!isFloat(typeAt(g, 0))) return call("lt", [arg(g, 0), lit(0)]);
  const x = shared(arg(g, 0), g.env);
  return call("or", [
    call("lt", [x, lit(0)]),
    call("and", [call("eq", [x, lit(0)]), call("lt", [call("div", [lit(1, Float64), x]), lit(0)])]),
  ]);
}
const leastCommon = (g: Given): Expr => {
  const [a, b] = [shared(long64(arg(g, 0)), g.env), shared(long64(arg(g, 1)), g.env)];
  const divisor = call("commonDivisor", [a, b]);
  // The quotient of zeros is null.
  const found = call("abs", [call("mul", [call("floorDiv", [a, divisor]), b])]);
  return call("when", [call("and", [call("eq", [a, long(0)]), call("isNotNull", [b])]), long(0), found]);
};

export const MATH: Rules = {
  abs: plain("abs"),
  ceil: whole("ceil"),
  floor: whole("floor"),
  sign: numeric(sign),
  even: numeric(even),
  sqrt: curve("sqrt"),
  cbrt: curve("cbrt"),
  exp: curve("exp"),
  sin: curve("sin"),
  cos: curve("cos"),
  tan: curve("tan"),
  cot: curve("cot"),
  asin: curve("asin"),
  acos: curve("acos"),
  atan: curve("atan"),
  atan2: float("atan2", 2),
  sinh: curve("sinh"),
  cosh: curve("cosh"),
  tanh: curve("tanh"),
  asinh: curve("asinh"),
  acosh: curve("acosh"),
  atanh: curve("atanh"),
  degrees: curve("degrees"),
  radians: curve("radians"),
  ln: of(1, 1, (x) => log(x as Expr, Math.E)),
  log10: of(1, 1, (x) => log(x as Expr, 10)),
  log2: of(1, 1, (x) => log(x as Expr, 2)),
  log: of(1, 2, (x, y) =>
    y === undefined ? log(x as Expr, 10) : call("div", [log(y, Math.E), log(x as Expr, Math.E)]),
  ),
  pow: float("pow", 2),
  pi: of(0, 0, () => lit(Math.PI, Float64)),
  round: rule(1, 2, (g) => rounded(arg(g, 0), digits(g), g.env)),
  round_even: rule(2, 2, (g) => call("round", [arg(g, 0)], { decimals: writtenNumber(g.args[1], "the digits", g) })),
  trunc: rule(1, 2, (g) => truncated(arg(g, 0), digits(g), g.env)),
  isnan: plain("isNan"),
  isinf: plain("isInfinite"),
  isfinite: rule(1, 1, (g) =>
    isTemporal(typeAt(g, 0)) ? call("eq", [arg(g, 0), arg(g, 0)]) : call("isFinite", [arg(g, 0)]),
  ),
  add: operator("+"),
  subtract: operator("-"),
  multiply: operator("*"),
  divide: operator("//"),
  mod: operator("%"),
  fmod: rule(2, 2, (g) => call("mod", [cast(arg(g, 0), Float64), cast(arg(g, 1), Float64)])),
  fdiv: rule(2, 2, (g) => call("floorDiv", [cast(arg(g, 0), Float64), cast(arg(g, 1), Float64)])),
  signbit: numeric(signBit),
  factorial: rule(1, 1, (g) => factorial(arg(g, 0))),
  gcd: of(2, 2, (a, b) => call("commonDivisor", [long64(a as Expr), long64(b as Expr)])),
  lcm: rule(2, 2, leastCommon),
  gamma: curve("gamma"),
  lgamma: curve("lgamma"),
  nextafter: float("nextAfter", 2),
  xor: plain("bitXor", 2),
  hash: of(1, 1000, (...args) =>
    call(
      "hash",
      [args.length === 1 ? (args[0] as Expr) : structOf(args.map((value, i) => ({ name: `${i}`, value })))],
      {
        seed: 0,
      },
    ),
  ),
  random: rule(0, 0, (g) => random(g.env)),
  bit_count: rule(1, 1, (g) => call("bitwiseCountOnes", [arg(g, 0)])),
};
