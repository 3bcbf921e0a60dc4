import type { Expr as Ast, Call } from "../syntax/expr.ts";
import { isGrouping } from "./aggregates.ts";

/** Visits the expressions of one query level; false from `visit` leaves out what is below. */
export function visitLevel(e: unknown, visit: (e: Ast) => boolean): void {
  if (Array.isArray(e)) {
    for (const x of e) visitLevel(x, visit);
    return;
  }
  if (typeof e !== "object" || e === null) return;
  const node = e as { readonly kind?: unknown };
  if (node.kind === "query") return;
  if (typeof node.kind === "string" && visit(node as Ast) === false) return;
  for (const x of Object.values(node)) if (typeof x === "object") visitLevel(x, visit);
}

const has = (e: unknown, test: (e: Ast) => boolean): boolean => {
  let found = false;
  visitLevel(e, (x) => {
    found ||= test(x);
    return !found;
  });
  return found;
};
const QUERIES: ReadonlySet<string> = new Set(["subquery", "exists", "inQuery", "quantified", "arrayQuery"]);

/** The aggregates over the groups of this level, each as it is written. */
export function groupingCalls(e: unknown): Call[] {
  const found: Call[] = [];
  visitLevel(e, (x) => {
    if (x.kind !== "call" || !isGrouping(x)) return true;
    found.push(x);
    return false;
  });
  return found;
}
export const hasQuery = (e: unknown): boolean => has(e, (x) => QUERIES.has(x.kind));
export const hasAggregate = (e: unknown): boolean => groupingCalls(e).length > 0;
export const hasWindow = (e: unknown): boolean => has(e, (x) => x.kind === "call" && x.over !== undefined);
