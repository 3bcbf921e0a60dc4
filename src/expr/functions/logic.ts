import { elementwise, type Family } from "../function.ts";
import { logical } from "./signatures.ts";

export type LogicName = "and" | "or" | "xor" | "not" | "allHorizontal" | "anyHorizontal";

export const LOGIC: Family<LogicName> = {
  and: elementwise(logical, "any", "Kleene and: false with null is false.", 'col("a").and(col("b"))'),
  or: elementwise(logical, "any", "Kleene or: true with null is true.", 'col("a").or(col("b"))'),
  xor: elementwise(logical, "any", "Exclusive or; null where a side is null.", 'col("a").xor(col("b"))'),
  not: elementwise(logical, "any", "The opposite; null stays null.", 'col("a").not()'),
  allHorizontal: elementwise(logical, "any", "Kleene and over columns.", 'allHorizontal(col("a"), col("b"))'),
  anyHorizontal: elementwise(logical, "any", "Kleene or over columns.", 'anyHorizontal(col("a"), col("b"))'),
};
