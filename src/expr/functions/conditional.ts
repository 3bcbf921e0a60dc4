import { Bool } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { common } from "../supertype.ts";
import { argTypes, commonType } from "./signatures.ts";

export type ConditionalName = "when" | "coalesce" | "fillNull";
type Sign = FunctionSpec["signature"];

// Arguments: condition, value, condition, value, ..., otherwise.
const when: Sign = (args) => {
  const values = args.filter((_, i) => i % 2 === 1 || i === args.length - 1);
  for (let i = 0; i + 1 < args.length; i += 2) {
    const id = args[i]?.type.id;
    if (id !== "Bool" && id !== "Null") return `needs Bool conditions, got ${argTypes([args[i] as Arg])}`;
  }
  const type = common(values);
  if (type === null) return `${argTypes(values)} have no common type`;
  return { args: args.map((_, i) => (i % 2 === 1 || i === args.length - 1 ? type : Bool)), type };
};

const allNullable = (args: readonly Arg[]): boolean => args.every((a) => a.nullable);

export const CONDITIONAL: Family<ConditionalName> = {
  /** The value of the first condition that is true, else the last argument. @example when(col("a").gt(1)).then("hi").otherwise("lo") */
  when: elementwise(when, (args) => args.some((a, i) => (i % 2 === 1 || i === args.length - 1) && a.nullable)),
  /** The first value that is not null. @example coalesce(col("a"), col("b"), lit(0)) */
  coalesce: elementwise(commonType, allNullable),
  /** The value, or another where it is null. @example col("a").fillNull(0) */
  fillNull: elementwise(commonType, allNullable),
};
