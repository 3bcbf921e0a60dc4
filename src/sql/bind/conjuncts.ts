import type { Expr } from "../../expr/node.ts";
import type { Expr as Ast } from "../syntax/expr.ts";
import { keyOfExpr } from "./key.ts";
import { logic } from "./operators.ts";

/** The conditions that must all hold, as they are written. */
export const conjunctsOf = (e: Ast): readonly Ast[] =>
  e.kind === "logic" && e.op === "and" ? e.args.flatMap(conjunctsOf) : [e];

/** The same of bound expressions. */
export const boundConjuncts = (e: Expr): readonly Expr[] =>
  e.kind === "call" && e.fn === "and" ? e.args.flatMap(boundConjuncts) : [e];
const disjuncts = (e: Expr): readonly Expr[] => (e.kind === "call" && e.fn === "or" ? e.args.flatMap(disjuncts) : [e]);

/** `(a and b) or (a and c)` as `a` and `(b or c)`: what all sides ask for can join tables. */
export function factored(e: Expr): readonly Expr[] {
  const sides = disjuncts(e).map(boundConjuncts);
  if (sides.length < 2) return boundConjuncts(e);
  const texts = sides.map((s) => new Set(s.map(keyOfExpr)));
  const common = (sides[0] as readonly Expr[]).filter((c) => texts.every((t) => t.has(keyOfExpr(c))));
  if (common.length === 0) return [e];
  const shared = new Set(common.map(keyOfExpr));
  const rest = sides.map((s) => s.filter((c) => !shared.has(keyOfExpr(c))));
  if (rest.some((r) => r.length === 0)) return common;
  return [
    ...common,
    logic(
      "or",
      rest.map((r) => logic("and", r)),
    ),
  ];
}

export const all = (conditions: readonly Expr[]): Expr => logic("and", conditions);
