import { columnsIn } from "../expr/children.ts";
import { type Output, outputs } from "../expr/typed.ts";
import { rewritePlan } from "../plan/children.ts";
import { type Plan, select } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { isCheap, substitute } from "./conjuncts.ts";
import type { Rule } from "./rule.ts";

function merge(p: Plan): Plan {
  if (p.kind !== "select") return p;
  const exprs = outputs(p.exprs);
  // A select of every column in order does nothing.
  const below = schemaOf(p.input).fields;
  if (
    exprs.length === below.length &&
    exprs.every(
      (o, i) =>
        o.input.kind === "col" &&
        o.input.name === o.name &&
        o.name === below[i]?.name &&
        o.input.nullable === below[i].nullable,
    )
  )
    return p.input;
  if (p.input.kind !== "select") return p;
  const inner = outputs(p.input.exprs);
  if (!inner.every((o) => o.input.elementwise && o.input.shape === "rows")) return p;
  const uses = new Map<string, number>();
  for (const o of exprs) for (const n of columnsIn(o)) uses.set(n, (uses.get(n) ?? 0) + 1);
  if (!inner.every((o) => isCheap(o.input) || (uses.get(o.name) ?? 0) <= 1)) return p;
  const makers = new Map(inner.map((o) => [o.name, o]));
  return merge(
    select(
      p.input.input,
      exprs.map((o): Output => Object.freeze({ ...o, input: substitute(o.input, makers) })),
    ),
  );
}

/** Two projections in a row become one, and one that changes nothing goes. */
export const mergeSelects: Rule = { name: "mergeSelects", apply: (plan) => rewritePlan(plan, merge) };
