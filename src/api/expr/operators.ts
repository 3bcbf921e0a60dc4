import { settings, settingsOr } from "../../core/argument.ts";
import { call } from "../../expr/node.ts";
import type { BoolOperand, Make, NodeOf, Op, Operand, Out, ShapeOf } from "../types/made.ts";
import type { And, Bin, Items, Need, Un1 } from "../types/node.ts";
import type { AnyExpr } from "./any.ts";
import { ExprCore } from "./core.ts";
import { isExpr, type Literal, listNode, nodeOf } from "./into.ts";

type Closed = "both" | "left" | "right" | "none";
const CLOSED: { readonly closed: string } = Object.freeze({ closed: "both" });
const BOUNDS: Readonly<Record<"lowerBound" | "upperBound", unknown>> = Object.freeze({ lowerBound: null, upperBound: null });
/** Whether it is an object of options, not one that stands for a value. */
const isRecord = (v: unknown): v is object => typeof v === "object" && v !== null && Object.getPrototypeOf(v) === Object.prototype;

/** Arithmetic, comparison, logic and mathematics. */
export abstract class OperatorExpr<N, Name, Shape> extends ExprCore<N, Name, Shape> {
  /** The sum; text is joined; integers wrap. @example col("a").add(1) */
  add<const R extends Operand<N>>(other: R): Op<N, "add", R, Name, Shape> { return this.call("add", [other]); }
  /** The difference; of two moments a Duration. @example col("a").sub(1) */
  sub<const R extends Operand<N>>(other: R): Op<N, "sub", R, Name, Shape> { return this.call("sub", [other]); }
  /** The product; integers wrap. @example col("price").mul(col("qty")) */
  mul<const R extends Operand<N>>(other: R): Op<N, "mul", R, Name, Shape> { return this.call("mul", [other]); }
  /** True division: a float, also of integers. @example col("a").div(2) */
  div<const R extends Operand<N>>(other: R): Op<N, "div", R, Name, Shape> { return this.call("div", [other]); }
  /** Division rounded down; null where an integer is divided by zero. @example col("a").floorDiv(2) */
  floorDiv<const R extends Operand<N>>(other: R): Op<N, "floorDiv", R, Name, Shape> { return this.call("floorDiv", [other]); }
  /** The remainder, with the divisor's sign. @example col("a").mod(3) */
  mod<const R extends Operand<N>>(other: R): Op<N, "mod", R, Name, Shape> { return this.call("mod", [other]); }
  /** A power; integers stay integers. @example col("a").pow(2) */
  pow<const R extends Operand<N>>(exponent: R): Op<N, "pow", R, Name, Shape> { return this.call("pow", [exponent]); }
  /** The value with its sign changed. @example col("a").neg() */
  neg(): Out<N, "neg", Name, Shape> { return this.call("neg"); }

  /** Equal; null where a side is null; NaN equals NaN. @example col("a").eq(1) */
  eq<const R extends Operand<N>>(other: R): Op<N, "eq", R, Name, Shape> { return this.call("eq", [other]); }
  /** Not equal. @example col("a").ne(1) */
  ne<const R extends Operand<N>>(other: R): Op<N, "ne", R, Name, Shape> { return this.call("ne", [other]); }
  /** Less than. @example col("a").lt(1) */
  lt<const R extends Operand<N>>(other: R): Op<N, "lt", R, Name, Shape> { return this.call("lt", [other]); }
  /** Less than or equal. @example col("a").le(1) */
  le<const R extends Operand<N>>(other: R): Op<N, "le", R, Name, Shape> { return this.call("le", [other]); }
  /** Greater than; NaN is greater than every number. @example col("a").gt(1) */
  gt<const R extends Operand<N>>(other: R): Op<N, "gt", R, Name, Shape> { return this.call("gt", [other]); }
  /** Greater than or equal. @example col("a").ge(1) */
  ge<const R extends Operand<N>>(other: R): Op<N, "ge", R, Name, Shape> { return this.call("ge", [other]); }
  /** Equal, where null equals null: never null itself. @example col("a").eqMissing(col("b")) */
  eqMissing<const R extends Operand<N>>(other: R): Op<N, "eqMissing", R, Name, Shape> { return this.call("eqMissing", [other]); }
  /** Not equal, where null equals null. @example col("a").neMissing(col("b")) */
  neMissing<const R extends Operand<N>>(other: R): Op<N, "neMissing", R, Name, Shape> { return this.call("neMissing", [other]); }
  /** Whether the value is in a list (or a list column). @example col("a").isIn([1, 2]) */
  isIn<const R extends readonly Literal[] | AnyExpr>(list: R): Make<N, Bin<"isIn", N, R extends AnyExpr ? Items<NodeOf<R>> : R extends readonly (infer I)[] ? NodeOf<I> : never>, Name, Shape | ShapeOf<R>> { return this.wrap(call("isIn", [this["~expr"], isExpr(list) ? nodeOf(list as AnyExpr) : listNode(list)])); }
  /** Whether the value lies between two bounds; `closed` is both, left, right or none. @example col("a").isBetween(1, 3) */
  isBetween<const L extends Operand<N>, const H extends Operand<N>>(low: L, high: H, closed?: Closed | { readonly closed?: Closed }): Make<N, Bin<"and", Bin<"between", N, NodeOf<L>>, Bin<"between", N, NodeOf<H>>>, Name, Shape | ShapeOf<L | H>> { return this.call("isBetween", [low, high], settingsOr("isBetween", CLOSED, closed)); }

  /** Kleene and: false with null is false. @example col("a").gt(1).and(col("b").lt(2)) */
  and<const R extends readonly BoolOperand<N>[]>(...others: R): Op<N, "and", R[number], Name, Shape> { return this.chain("and", others); }
  /** Kleene or: true with null is true. @example col("a").gt(1).or(col("b").lt(2)) */
  or<const R extends readonly BoolOperand<N>[]>(...others: R): Op<N, "or", R[number], Name, Shape> { return this.chain("or", others); }
  /** Exclusive or. @example col("a").xor(col("b")) */
  xor<const R extends BoolOperand<N>>(other: R): Op<N, "xor", R, Name, Shape> { return this.call("xor", [other]); }
  /** The opposite of a Bool; null stays null. @example col("ok").not() */
  not(): Out<N, "not", Name, Shape> { return this.call("not"); }

  /** Whether the value is null. @example col("a").isNull() */
  isNull(): Out<N, "isNull", Name, Shape> { return this.call("isNull"); }
  /** Whether the value is not null. @example col("a").isNotNull() */
  isNotNull(): Out<N, "isNull", Name, Shape> { return this.call("isNotNull"); }
  /** Whether the value is NaN. @example col("x").isNan() */
  isNan(): Out<N, "isNan", Name, Shape> { return this.call("isNan"); }
  /** Whether the value is not NaN. @example col("x").isNotNan() */
  isNotNan(): Out<N, "isNan", Name, Shape> { return this.call("isNotNan"); }
  /** Whether the value is neither NaN nor infinite. @example col("x").isFinite() */
  isFinite(): Out<N, "isNan", Name, Shape> { return this.call("isFinite"); }
  /** Whether the value is infinite. @example col("x").isInfinite() */
  isInfinite(): Out<N, "isNan", Name, Shape> { return this.call("isInfinite"); }
  /** The value, or another where it is NaN. @example col("x").fillNan(0) */
  fillNan<const R extends Operand<N>>(value: R): Make<N, And<Un1<"fillNan", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("fillNan", [value]); }

  /** The value without its sign. @example col("x").abs() */
  abs(): Out<N, "abs", Name, Shape> { return this.call("abs"); }
  /** -1, 0 or 1. @example col("x").sign() */
  sign(): Out<N, "sign", Name, Shape> { return this.call("sign"); }
  /** Rounded to some decimals, half to even. @example col("x").round(2) */
  round(decimals = 0): Out<N, "round", Name, Shape> { return this.call("round", [], { decimals }); }
  /** Rounded down. @example col("x").floor() */
  floor(): Out<N, "floor", Name, Shape> { return this.call("floor"); }
  /** Rounded up. @example col("x").ceil() */
  ceil(): Out<N, "ceil", Name, Shape> { return this.call("ceil"); }
  /** Held between two bounds, or above or below one: `{ lowerBound: 0 }`. @example col("x").clip(0, 10) */
  clip<const L extends Operand<N> = never, const H extends Operand<N> = never>(low: L | { readonly lowerBound?: L; readonly upperBound?: H }, high?: H): Make<N, Need<Un1<"clip", N>, Bin<"eq", N, NodeOf<L | H>>>, Name, Shape | ShapeOf<L | H>> {
    const bounds = isRecord(low) ? settings("clip", BOUNDS, low) : { lowerBound: low, upperBound: high };
    return this.call("clip", [bounds.lowerBound, bounds.upperBound].map((b) => b ?? null));
  }
  /** The square root; NaN below zero. @example col("x").sqrt() */
  sqrt(): Out<N, "float", Name, Shape> { return this.call("sqrt"); }
  /** The cube root. @example col("x").cbrt() */
  cbrt(): Out<N, "float", Name, Shape> { return this.call("cbrt"); }
  /** e to the power of the value. @example col("x").exp() */
  exp(): Out<N, "float", Name, Shape> { return this.call("exp"); }
  /** The logarithm to a base, e unless given. @example col("x").log(10) */
  log(base: number = Math.E): Out<N, "float", Name, Shape> { return this.call("log", [], { base }); }
  /** The logarithm to base 10. @example col("x").log10() */
  log10(): Out<N, "float", Name, Shape> { return this.call("log", [], { base: 10 }); }
  /** The natural logarithm of 1 + x. @example col("x").log1p() */
  log1p(): Out<N, "float", Name, Shape> { return this.call("log1p"); }
  /** The sine of radians. @example col("x").sin() */
  sin(): Out<N, "float", Name, Shape> { return this.call("sin"); }
  /** The cosine of radians. @example col("x").cos() */
  cos(): Out<N, "float", Name, Shape> { return this.call("cos"); }
  /** The tangent of radians. @example col("x").tan() */
  tan(): Out<N, "float", Name, Shape> { return this.call("tan"); }
  /** The inverse sine, in radians. @example col("x").arcsin() */
  arcsin(): Out<N, "float", Name, Shape> { return this.call("asin"); }
  /** The inverse cosine, in radians. @example col("x").arccos() */
  arccos(): Out<N, "float", Name, Shape> { return this.call("acos"); }
  /** The inverse tangent, in radians. @example col("x").arctan() */
  arctan(): Out<N, "float", Name, Shape> { return this.call("atan"); }
  /** The hyperbolic sine. @example col("x").sinh() */
  sinh(): Out<N, "float", Name, Shape> { return this.call("sinh"); }
  /** The hyperbolic cosine. @example col("x").cosh() */
  cosh(): Out<N, "float", Name, Shape> { return this.call("cosh"); }
  /** The hyperbolic tangent. @example col("x").tanh() */
  tanh(): Out<N, "float", Name, Shape> { return this.call("tanh"); }
  /** Radians as degrees. @example col("x").degrees() */
  degrees(): Out<N, "float", Name, Shape> { return this.call("degrees"); }
  /** Degrees as radians. @example col("x").radians() */
  radians(): Out<N, "float", Name, Shape> { return this.call("radians"); }
}
