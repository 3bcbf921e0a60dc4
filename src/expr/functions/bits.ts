import { isInteger } from "../../arrow/type-info.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { common } from "../supertype.ts";
import { argTypes } from "./signatures.ts";

export type BitName = "bitAnd" | "bitOr" | "bitXor" | "bitNot" | "shiftLeft" | "shiftRight";
type Sign = FunctionSpec["signature"];

const whole = (a: Arg): boolean => isInteger(a.type) || a.type.id === "Null";
/** Integers of their common type. */
const integers: Sign = (args) => {
  const type = args.every(whole) ? common(args) : null;
  return type !== null && (isInteger(type) || type.id === "Null")
    ? { args: args.map(() => type), type }
    : `takes integers with a common type, got ${argTypes(args)}`;
};

export const BITS: Family<BitName> = {
  /** The bits that both integers have. @example await sqlExpr("a & 6") */
  bitAnd: elementwise(integers, "any"),
  /** The bits that either integer has. @example await sqlExpr("a | 1") */
  bitOr: elementwise(integers, "any"),
  /** The bits that one integer has and the other has not. @example await sqlExpr("xor(a, 3)") */
  bitXor: elementwise(integers, "any", ["xor"]),
  /** Every bit turned round. @example await sqlExpr("~a") */
  bitNot: elementwise(integers, "any"),
  /** Bits moved up; what leaves the type's width is lost, by a count below zero or beyond the width all of them. @example await sqlExpr("a << 2") */
  shiftLeft: elementwise(integers, "any"),
  /** Bits moved down, the sign kept; 0 by a count below zero or beyond the width. @example await sqlExpr("a >> 2") */
  shiftRight: elementwise(integers, "any"),
};
