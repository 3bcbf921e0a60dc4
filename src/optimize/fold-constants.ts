import { rewrite } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import type { Typed, TypedCall, TypedLit } from "../expr/typed.ts";
import { exprsOf, rewritePlan, withExprs } from "../plan/children.ts";
import { type Plan, slice } from "../plan/node.ts";
import type { Rule, Tools } from "./rule.ts";

const isLit = (e: Expr, value: unknown): boolean => e.kind === "lit" && e.value === value;

const constant = (e: Typed): boolean =>
  (e.kind === "call" && e.elementwise && e.args.length > 0 && e.args.every((a) => a.kind === "lit")) ||
  (e.kind === "cast" && e.input.kind === "lit");

function logic(e: TypedCall): Typed {
  const [a, b] = e.args as readonly [Typed, Typed];
  if (e.fn === "and") {
    if (isLit(a, true)) return b;
    if (isLit(b, true)) return a;
    if (isLit(a, false)) return a;
    if (isLit(b, false)) return b;
  }
  if (e.fn === "or") {
    if (isLit(a, false)) return b;
    if (isLit(b, false)) return a;
    if (isLit(a, true)) return a;
    if (isLit(b, true)) return b;
  }
  if (e.fn === "not" && a.kind === "call" && a.fn === "not") return a.args[0] as Typed;
  return e;
}

const fold =
  (tools: Tools, keepsRows: boolean) =>
  (x: Expr): Expr => {
    const e = x as Typed;
    if (constant(e)) {
      const value = tools.evaluate(e);
      if (value === undefined) return e;
      const out: TypedLit = {
        kind: "lit",
        value,
        type: e.type,
        nullable: value === null,
        shape: "scalar",
        elementwise: true,
      };
      return Object.freeze(out);
    }
    const simpler = e.kind === "call" ? logic(e) : e;
    // A constant in place of a column would give one row where there were many.
    return keepsRows && simpler.shape !== e.shape ? e : simpler;
  };

function prune(p: Plan): Plan {
  if (p.kind !== "filter" || p.predicate.kind !== "lit") return p;
  return p.predicate.value === true ? p.input : slice(p.input, 0, 0);
}

/** Computes what does not depend on any row; `x and true` is x; a filter that is always true goes. */
export const foldConstants: Rule = {
  name: "foldConstants",
  apply: (plan, tools) =>
    rewritePlan(plan, (p) => {
      const exprs = exprsOf(p);
      return prune(
        exprs.length === 0
          ? p
          : withExprs(
              p,
              exprs.map((e) => rewrite(e, fold(tools, p.kind !== "filter"))),
            ),
      );
    }),
};
