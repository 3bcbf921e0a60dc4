import type { Expr as Ast, Call } from "../syntax/expr.ts";
import { isGrouping, nameOf } from "./aggregates.ts";

/** Visits the expressions of one query level; false from `visit` leaves out what is below. */
export function visitLevel(e: unknown, visit: (e: Ast) => boolean): void {
  // A stack of its own: long chains of one operator are as deep as they are long.
  const waiting: unknown[] = [e];
  while (waiting.length > 0) {
    const x = waiting.pop();
    if (typeof x !== "object" || x === null) continue;
    if (!Array.isArray(x)) {
      const { kind } = x as { readonly kind?: unknown };
      if (kind === "query" || (typeof kind === "string" && visit(x as Ast) === false)) continue;
    }
    const parts = Object.values(x);
    for (let i = parts.length - 1; i >= 0; i--) if (typeof parts[i] === "object") waiting.push(parts[i]);
  }
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
/** Whether rows are joined or numbered for it, so that it is bound once, where they are. */
export const hasQuery = (e: unknown): boolean =>
  has(e, (x) => QUERIES.has(x.kind) || (x.kind === "call" && nameOf(x) === "random"));
export const hasAggregate = (e: unknown): boolean => groupingCalls(e).length > 0;
export const hasWindow = (e: unknown): boolean => has(e, (x) => x.kind === "call" && x.over !== undefined);
