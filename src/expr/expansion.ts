import type { Schema } from "../arrow/schema.ts";
import { isInteger } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { functionArgument } from "../core/argument.ts";
import { rewrite, some } from "./children.ts";
import type { Call, Expr, Options } from "./node.ts";
import { checkCall } from "./option-check.ts";

/** What a call stands for, once the types of its arguments are known. */
export type Expansion = (args: readonly Expr[], types: readonly DataType[], options: Options, schema: Schema) => Expr;

const known: Record<string, Expansion> = {
  pipeWithDtype: (args, types, { f }) => {
    const made = functionArgument(f, "what pipeWithDtype is given") as (
      args: readonly Expr[],
      types: readonly DataType[],
    ) => Expr;
    return made(args, types);
  },
  // Text names columns of the frame, so that it is an expression only then.
  sqlExpr: (_, __, { f }, schema) => functionArgument(f as (schema: Schema) => Expr, "an expression in SQL")(schema),
};

export function registerExpansions(more: Readonly<Record<string, Expansion>>): void {
  Object.assign(known, more);
}

/** The function that a call means by its arguments' types; unlike the above, anywhere. */
export type Choice = (types: readonly DataType[]) => string;
const choices: ReadonlyMap<string, Choice> = new Map([
  // nodejs-polars' division.
  ["quotient", (types: readonly DataType[]): string => (types.every(isInteger) ? "floorDiv" : "div")],
]);
export const choiceOf = (fn: string): Choice | undefined => choices.get(fn);

const isExpansion = (e: Expr): e is Call => e.kind === "call" && Object.hasOwn(known, e.fn);

/** The expression with the calls that stand for others written out. */
export function writtenOut(e: Expr, typeOf: (e: Expr) => DataType, schema: Schema): Expr {
  if (!some(e, isExpansion)) return e;
  return rewrite(e, (x) => {
    if (!isExpansion(x)) return x;
    checkCall(x.fn, x.options);
    return (known[x.fn] as Expansion)(x.args, x.args.map(typeOf), x.options, schema);
  });
}
