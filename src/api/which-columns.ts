import { badArgument, textsArgument } from "../core/argument.ts";
import type { Expr as Node, Pick } from "../expr/node.ts";
import { picked } from "../expr/pick.ts";
import { bySchema } from "../plan/by-schema.ts";
import type { Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { isExpr } from "./expr/into.ts";

const one = (v: unknown, what: string): Pick => {
  if (typeof v === "string") return Object.freeze({ by: "names", names: Object.freeze([v]) });
  const node: Node | null = isExpr(v) ? v["~expr"] : null;
  if (node?.kind === "columns") return node.pick;
  if (node?.kind === "col") return Object.freeze({ by: "names", names: Object.freeze([node.name]) });
  throw badArgument(what, v, 'the name of a column, a selector such as cs.numeric(), or col("name")');
};

/** The columns that names, selectors and plain columns mean: a list where all are names, else what is to be picked. */
export function whichColumns(given: readonly unknown[], what: string): readonly string[] | Pick {
  const all = given.flat();
  if (!all.some(isExpr)) return textsArgument(all as string[], what);
  return Object.freeze({
    by: "set",
    how: "union",
    picks: Object.freeze(all.map((v) => one(v, what))),
  });
}
const isNames = (v: readonly string[] | Pick): v is readonly string[] => Array.isArray(v);

/** A plan that needs names: made at once of names, and of what else means columns when the columns are known. */
export function overColumns(
  where: string,
  plan: Plan,
  lists: Readonly<Record<string, readonly unknown[]>>,
  make: (input: Plan, names: Readonly<Record<string, readonly string[]>>) => Plan,
): Plan {
  const meant = Object.entries(lists).map(([k, v]) => [k, whichColumns(v, `a column of ${where}`)] as const);
  if (meant.every(([, m]) => isNames(m)))
    return make(plan, Object.fromEntries(meant) as Record<string, readonly string[]>);
  return bySchema(where, [plan], ([input]) => {
    const s = schemaOf(input as Plan);
    const names = meant.map(([k, m]) => [k, isNames(m) ? m : picked(m, s)] as const);
    return make(input as Plan, Object.fromEntries(names));
  });
}
