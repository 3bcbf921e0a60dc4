import { elementwise, type Family } from "../function.ts";
import { logical } from "./signatures.ts";

export type LogicName = "and" | "or" | "xor" | "not" | "allHorizontal" | "anyHorizontal";

export const LOGIC: Family<LogicName> = {
  /** Kleene and: false with null is false. @example col("a").and(col("b")) */
  and: elementwise(logical, "any"),
  /** Kleene or: true with null is true. @example col("a").or(col("b")) */
  or: elementwise(logical, "any"),
  /** Exclusive or; null where a side is null. @example col("a").xor(col("b")) */
  xor: elementwise(logical, "any"),
  /** The opposite; null stays null. @example col("a").not() */
  not: elementwise(logical, "any"),
  /** Kleene and over columns. @example allHorizontal(col("a"), col("b")) */
  allHorizontal: elementwise(logical, "any"),
  /** Kleene or over columns. @example anyHorizontal(col("a"), col("b")) */
  anyHorizontal: elementwise(logical, "any"),
};
