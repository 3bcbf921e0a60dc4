import { call } from "../../expr/node.ts";
import { ExprCore } from "./core.ts";
import type { Expr } from "./expr.ts";
import { type IntoExpr, isExpr, type Literal, literalNode, nodeOf } from "./into.ts";

/** Arithmetic, comparison, logic and mathematics. */
export abstract class OperatorExpr extends ExprCore {
  /** The sum; text is joined; integers wrap. @example col("a").add(1) */
  add(other: IntoExpr): Expr { return this.call("add", [other]); }
  /** The difference; of two moments a Duration. @example col("a").sub(1) */
  sub(other: IntoExpr): Expr { return this.call("sub", [other]); }
  /** The product; integers wrap. @example col("price").mul(col("qty")) */
  mul(other: IntoExpr): Expr { return this.call("mul", [other]); }
  /** True division: a float, also of integers. @example col("a").div(2) */
  div(other: IntoExpr): Expr { return this.call("div", [other]); }
  /** Division rounded down; null where an integer is divided by zero. @example col("a").floorDiv(2) */
  floorDiv(other: IntoExpr): Expr { return this.call("floorDiv", [other]); }
  /** The remainder, with the divisor's sign. @example col("a").mod(3) */
  mod(other: IntoExpr): Expr { return this.call("mod", [other]); }
  /** A power; integers stay integers. @example col("a").pow(2) */
  pow(exponent: IntoExpr): Expr { return this.call("pow", [exponent]); }
  /** The value with its sign changed. @example col("a").neg() */
  neg(): Expr { return this.call("neg"); }

  /** Equal; null where a side is null; NaN equals NaN. @example col("a").eq(1) */
  eq(other: IntoExpr): Expr { return this.call("eq", [other]); }
  /** Not equal. @example col("a").ne(1) */
  ne(other: IntoExpr): Expr { return this.call("ne", [other]); }
  /** Less than. @example col("a").lt(1) */
  lt(other: IntoExpr): Expr { return this.call("lt", [other]); }
  /** Less than or equal. @example col("a").le(1) */
  le(other: IntoExpr): Expr { return this.call("le", [other]); }
  /** Greater than; NaN is greater than every number. @example col("a").gt(1) */
  gt(other: IntoExpr): Expr { return this.call("gt", [other]); }
  /** Greater than or equal. @example col("a").ge(1) */
  ge(other: IntoExpr): Expr { return this.call("ge", [other]); }
  /** Equal, where null equals null: never null itself. @example col("a").eqMissing(col("b")) */
  eqMissing(other: IntoExpr): Expr { return this.call("eqMissing", [other]); }
  /** Not equal, where null equals null. @example col("a").neMissing(col("b")) */
  neMissing(other: IntoExpr): Expr { return this.call("neMissing", [other]); }
  /** Whether the value is in a list (or a list column). @example col("a").isIn([1, 2]) */
  isIn(list: readonly Literal[] | IntoExpr): Expr { return this.wrap(call("isIn", [this["~expr"], isExpr(list) ? nodeOf(list) : literalNode([...(list as readonly Literal[])])])); }
  /** Whether the value lies between two bounds; `closed` is both, left, right or none. @example col("a").isBetween(1, 3) */
  isBetween(low: IntoExpr, high: IntoExpr, closed: "both" | "left" | "right" | "none" = "both"): Expr { return this.call("isBetween", [low, high], { closed }); }

  /** Kleene and: false with null is false. @example col("a").gt(1).and(col("b").lt(2)) */
  and(...others: IntoExpr[]): Expr { return others.reduce<Expr>((all, o) => all.andThen("and", o), this as unknown as Expr); }
  /** Kleene or: true with null is true. @example col("a").gt(1).or(col("b").lt(2)) */
  or(...others: IntoExpr[]): Expr { return others.reduce<Expr>((all, o) => all.andThen("or", o), this as unknown as Expr); }
  /** Exclusive or. @example col("a").xor(col("b")) */
  xor(other: IntoExpr): Expr { return this.call("xor", [other]); }
  /** The opposite of a Bool; null stays null. @example col("ok").not() */
  not(): Expr { return this.call("not"); }

  /** Whether the value is null. @example col("a").isNull() */
  isNull(): Expr { return this.call("isNull"); }
  /** Whether the value is not null. @example col("a").isNotNull() */
  isNotNull(): Expr { return this.call("isNotNull"); }
  /** Whether the value is NaN. @example col("x").isNan() */
  isNan(): Expr { return this.call("isNan"); }
  /** Whether the value is not NaN. @example col("x").isNotNan() */
  isNotNan(): Expr { return this.call("isNotNan"); }
  /** Whether the value is neither NaN nor infinite. @example col("x").isFinite() */
  isFinite(): Expr { return this.call("isFinite"); }
  /** Whether the value is infinite. @example col("x").isInfinite() */
  isInfinite(): Expr { return this.call("isInfinite"); }
  /** The value, or another where it is NaN. @example col("x").fillNan(0) */
  fillNan(value: IntoExpr): Expr { return this.call("fillNan", [value]); }

  /** The value without its sign. @example col("x").abs() */
  abs(): Expr { return this.call("abs"); }
  /** -1, 0 or 1. @example col("x").sign() */
  sign(): Expr { return this.call("sign"); }
  /** Rounded to some decimals, half to even. @example col("x").round(2) */
  round(decimals = 0): Expr { return this.call("round", [], { decimals }); }
  /** Rounded down. @example col("x").floor() */
  floor(): Expr { return this.call("floor"); }
  /** Rounded up. @example col("x").ceil() */
  ceil(): Expr { return this.call("ceil"); }
  /** Held between two bounds. @example col("x").clip(0, 10) */
  clip(low: IntoExpr, high: IntoExpr): Expr { return this.call("clip", [low, high]); }
  /** The square root; NaN below zero. @example col("x").sqrt() */
  sqrt(): Expr { return this.call("sqrt"); }
  /** The cube root. @example col("x").cbrt() */
  cbrt(): Expr { return this.call("cbrt"); }
  /** e to the power of the value. @example col("x").exp() */
  exp(): Expr { return this.call("exp"); }
  /** The logarithm to a base, e unless given. @example col("x").log(10) */
  log(base: number = Math.E): Expr { return this.call("log", [], { base }); }
  /** The logarithm to base 10. @example col("x").log10() */
  log10(): Expr { return this.call("log", [], { base: 10 }); }
  /** The natural logarithm of 1 + x. @example col("x").log1p() */
  log1p(): Expr { return this.call("log1p"); }
  /** The sine of radians. @example col("x").sin() */
  sin(): Expr { return this.call("sin"); }
  /** The cosine of radians. @example col("x").cos() */
  cos(): Expr { return this.call("cos"); }
  /** The tangent of radians. @example col("x").tan() */
  tan(): Expr { return this.call("tan"); }
  /** The inverse sine, in radians. @example col("x").arcsin() */
  arcsin(): Expr { return this.call("asin"); }
  /** The inverse cosine, in radians. @example col("x").arccos() */
  arccos(): Expr { return this.call("acos"); }
  /** The inverse tangent, in radians. @example col("x").arctan() */
  arctan(): Expr { return this.call("atan"); }
  /** The hyperbolic sine. @example col("x").sinh() */
  sinh(): Expr { return this.call("sinh"); }
  /** The hyperbolic cosine. @example col("x").cosh() */
  cosh(): Expr { return this.call("cosh"); }
  /** The hyperbolic tangent. @example col("x").tanh() */
  tanh(): Expr { return this.call("tanh"); }
  /** Radians as degrees. @example col("x").degrees() */
  degrees(): Expr { return this.call("degrees"); }
  /** Degrees as radians. @example col("x").radians() */
  radians(): Expr { return this.call("radians"); }
}
