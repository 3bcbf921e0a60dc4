import { isFloat, isInteger } from "../../arrow/type-info.ts";
import { type DataType, Decimal, Float64, Int32, Int64 } from "../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import { type Env, typeIn } from "./env.ts";
import { shared } from "./shared.ts";

type Decimals = Extract<DataType, { id: "Decimal" }>;
const decimal = (precision: number, scale: number): DataType =>
  Decimal(Math.max(1, Math.min(38, precision)), Math.min(38, scale)) as DataType;
const when = (...args: readonly Expr[]): Expr => call("when", args);
const below = (x: Expr): Expr => call("lt", [x, lit(0)]);
/** A one behind so many places. */
const small = (places: number, digits = "1"): string => (places === 0 ? "1" : `0.${"0".repeat(places - 1)}${digits}`);

/** Moves a Decimal by less than its own last place away from zero, or nearly half a place towards it, so that rounding to even rounds as wanted. */
function nudged(x: Expr, type: Decimals, places: number, towards: boolean, env: Env): Expr {
  const v = shared(x, env);
  const to = decimal(type.precision + 2, type.scale + 1);
  const text = towards ? small(places + 1, `4${"9".repeat(type.scale - places)}`) : small(type.scale + 1);
  const [plus, minus] = [lit(text, to), lit(`-${text}`, to)];
  return call("add", [cast(v, to), towards ? when(below(v), plus, minus) : when(below(v), minus, plus)]);
}

/** A Decimal with fewer places; halves go away from zero, or all goes towards it. */
export function decimalTo(x: Expr, places: number, towards: boolean, env: Env): Expr {
  const type = typeIn(env, x) as Decimals;
  if (places >= type.scale) return x;
  if (places < 0) {
    const tens = -places;
    if (tens >= type.precision - type.scale + 1)
      return cast(call("mul", [x, lit(0, Int32)]), decimal(type.precision, 0));
    const scale = Math.min(38, type.scale + tens);
    const parts = call("mul", [cast(x, Decimal(38, scale) as DataType), lit(small(tens), decimal(tens + 1, tens))]);
    const whole = decimalTo(parts, 0, towards, env);
    const ten = lit(`1${"0".repeat(tens)}`, decimal(tens + 1, 0));
    return cast(call("mul", [cast(whole, Decimal(38, 0) as DataType), ten]), decimal(type.precision, 0));
  }
  return cast(nudged(x, type, places, towards, env), decimal(type.precision, places));
}

/** The nearest whole number of a fraction, halves away from zero. */
function nearest(x: Expr, env: Env): Expr {
  const v = shared(x, env);
  const cut = (e: Expr): Expr => call("truncate", [e], { decimals: 0 });
  return when(call("isFinite", [v]), call("sub", [cut(call("add", [v, v])), cut(v)]), v);
}

/** A fraction at so many places: scaled, rounded and scaled back, as DuckDB does. */
export function floatTo(x: Expr, places: number, env: Env): Expr {
  if (places === 0) return nearest(x, env);
  const v = shared(x, env);
  const unit = lit(10 ** Math.abs(places), Float64);
  const [up, down] = places > 0 ? ["mul", "div"] : ["div", "mul"];
  const scaled = shared(call(up as string, [cast(v, Float64), unit]), env);
  const made = call(down as string, [nearest(scaled, env), unit]);
  const finite = call("isFinite", [scaled]);
  return cast(
    places > 0
      ? when(finite, made, call("not", [finite]), v, lit(null))
      : when(call("not", [finite]), lit(0, Float64), made),
    typeIn(env, x),
  );
}

/** A whole number at tens, hundreds and so on. */
function tensTo(x: Expr, tens: number, env: Env): Expr {
  const type = typeIn(env, x);
  if (tens > 18) return call("mul", [x, lit(0, type)]);
  const v = shared(x, env);
  const half = 5n * 10n ** BigInt(tens - 1);
  const moved = shared(call("add", [cast(v, Int64), when(below(v), lit(-half, Int64), lit(half, Int64))]), env);
  return cast(call("sub", [moved, call("rem", [moved, lit(10n ** BigInt(tens), Int64)])]), type);
}

/** SQL's round(): halves go away from zero. */
export function rounded(x: Expr, places: number, env: Env): Expr {
  const type = typeIn(env, x);
  if (isFloat(type)) return floatTo(x, places, env);
  if (type.id === "Decimal") return decimalTo(x, places, false, env);
  if (isInteger(type)) return places >= 0 ? x : tensTo(x, -places, env);
  return call("round", [x], { decimals: places });
}

/** SQL's trunc(): towards zero. */
export function truncated(x: Expr, places: number, env: Env): Expr {
  const type = typeIn(env, x);
  if (type.id === "Decimal") return decimalTo(x, places, true, env);
  if (isFloat(type)) return call("truncate", [x], { decimals: places });
  return x;
}
